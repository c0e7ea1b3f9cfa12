package series

import (
	"encoding/binary"
	"math"
)

// appendGaps writes the lengths of the runs of values and of gaps in turn,
// beginning with the values before the first gap (which may be none).
func appendGaps(dst []byte, values []float64) []byte {
	gap := false
	for from := 0; from < len(values); {
		to := from
		for to < len(values) && math.IsNaN(values[to]) == gap {
			to++
		}
		dst = binary.AppendUvarint(dst, uint64(to-from))
		from, gap = to, !gap
	}
	return dst
}

// gapRuns are the lengths that appendGaps wrote and how many points they make
// gaps.
type gapRuns struct {
	lengths []int
	points  int
}

// parseGaps undoes appendGaps for n points.
func parseGaps(r *reader, n int) gapRuns {
	var g gapRuns
	for left := n; left > 0 && r.err == nil; {
		length := r.count(left)
		if len(g.lengths)%2 == 1 {
			g.points += length
		}
		g.lengths = append(g.lengths, length)
		left -= length
	}
	return g
}

// spread returns the n values of a column: the given ones with NaN where the
// runs say gap.
func (g gapRuns) spread(values []float64, n int) []float64 {
	if g.points == 0 {
		return values
	}
	out := make([]float64, 0, n)
	for i, length := range g.lengths {
		if i%2 == 0 {
			out = append(out, values[:length]...)
			values = values[length:]
			continue
		}
		for range length {
			out = append(out, math.NaN())
		}
	}
	return out
}
