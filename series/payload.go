package series

import (
	"encoding/binary"
	"fmt"
	"math"
)

// appendPayload writes the columns one after the other: the number of points,
// the offsets, where the gaps are, and the values that are no gaps. Each column
// stands alone so that bytes of one nature lie side by side for zstd.
func appendPayload(dst []byte, s Series) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(s.Offsets)))
	dst = appendOffsets(dst, s.Offsets)
	dst = appendGaps(dst, s.Values)
	return appendValues(dst, present(s.Values))
}

// parsePayload undoes appendPayload; its error has ErrCorrupt in its chain.
func parsePayload(payload []byte) (Series, error) {
	r := &reader{rest: payload}
	n := r.count(MaxPoints)
	s := Series{Offsets: parseOffsets(r, n)}
	gaps := parseGaps(r, n)
	values := parseValues(r, n-gaps.points)
	if r.err == nil && len(r.rest) > 0 {
		r.fail("%d bytes too many", len(r.rest))
	}
	if r.err != nil {
		return Series{}, r.err
	}
	s.Values = gaps.spread(values, n)
	return s, nil
}

// present returns the values that are no gaps, in order.
func present(values []float64) []float64 {
	out := make([]float64, 0, len(values))
	for _, v := range values {
		if !math.IsNaN(v) {
			out = append(out, v)
		}
	}
	return out
}

// reader takes the parts of a payload off its front. After the first failure
// err stays set and every method returns zero, so that a parser checks once.
type reader struct {
	rest []byte
	err  error
}

// fail remembers the first thing that is wrong with the payload.
func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s", ErrCorrupt, fmt.Sprintf(format, args...))
	}
	r.rest = nil
}

// uvarint takes one unsigned varint.
func (r *reader) uvarint() uint64 {
	v, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.fail("a number is cut off")
		return 0
	}
	r.rest = r.rest[size:]
	return v
}

// varint takes one zigzag varint.
func (r *reader) varint() int64 {
	v, size := binary.Varint(r.rest)
	if size <= 0 {
		r.fail("a number is cut off")
		return 0
	}
	r.rest = r.rest[size:]
	return v
}

// count takes one number that must not be larger than limit.
func (r *reader) count(limit int) int {
	v := r.uvarint()
	if v > uint64(limit) {
		r.fail("count %d is above %d", v, limit)
		return 0
	}
	return int(v)
}

// take takes size bytes.
func (r *reader) take(size int) []byte {
	if size > len(r.rest) {
		r.fail("%d bytes are missing", size-len(r.rest))
		return nil
	}
	out := r.rest[:size]
	r.rest = r.rest[size:]
	return out
}
