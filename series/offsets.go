package series

import "encoding/binary"

// appendOffsets writes the first offset, the largest unit that divides every
// distance between neighbours, and then the distances, in that unit, as runs of
// equal ones: a regular series is one run, a burst of 1 Hz within a five-minute
// grid another. Distances wrap around, so that every int64 comes back.
func appendOffsets(dst []byte, offsets []int64) []byte {
	if len(offsets) == 0 {
		return dst
	}
	unit := commonUnit(offsets)
	dst = binary.AppendVarint(dst, offsets[0])
	dst = binary.AppendUvarint(dst, uint64(unit))
	for from := 1; from < len(offsets); {
		step := offsets[from] - offsets[from-1]
		to := from + 1
		for to < len(offsets) && offsets[to]-offsets[to-1] == step {
			to++
		}
		dst = binary.AppendVarint(dst, step/unit)
		dst = binary.AppendUvarint(dst, uint64(to-from))
		from = to
	}
	return dst
}

// parseOffsets undoes appendOffsets for n points.
func parseOffsets(r *reader, n int) []int64 {
	offsets := make([]int64, 0, n)
	if n == 0 {
		return offsets
	}
	at := r.varint()
	unit := int64(r.uvarint())
	offsets = append(offsets, at)
	for len(offsets) < n && r.err == nil {
		step := r.varint() * unit
		for range r.count(n - len(offsets)) {
			at += step
			offsets = append(offsets, at)
		}
	}
	return offsets
}

// commonUnit returns the greatest common divisor, in milliseconds, of the
// distances between neighbours, and 1 when they are all zero.
func commonUnit(offsets []int64) int64 {
	var unit uint64
	for i := 1; i < len(offsets) && unit != 1; i++ {
		step := offsets[i] - offsets[i-1]
		unit = greatestDivisor(unit, magnitude(step))
	}
	// The magnitude of the smallest int64 is no int64; such distances are
	// written in milliseconds.
	if unit == 0 || int64(unit) < 0 {
		return 1
	}
	return int64(unit)
}

// magnitude returns the absolute value of v, also of the smallest int64.
func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

// greatestDivisor is Euclid's algorithm; with zero it returns the other number.
func greatestDivisor(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
