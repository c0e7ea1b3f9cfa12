package series

import (
	"math"
	"slices"
)

// assemble returns the fixed points, what is chosen between them, and the NaN
// points that part the segments.
func (p *plan) assemble(pieces []piece) Series {
	l := selection{series: p.series, mass: p.mass}
	chosen := slices.Concat(p.fixed...)
	for _, c := range pieces {
		chosen = l.between(chosen, c.left, c.right, c.quota)
	}
	slices.Sort(chosen)
	return p.withGaps(chosen)
}

// withGaps returns the chosen points with a NaN point after the last one of each
// segment that another one follows, and the ends of the series where those are
// gaps.
func (p *plan) withGaps(chosen []int) Series {
	var out Series
	last := p.series.Len() - 1
	if math.IsNaN(p.series.Values[0]) {
		out.add(p.series.Offsets[0], math.NaN())
	}
	at := 0
	for i, index := range chosen {
		before := at
		for index >= p.segments[at].to {
			at++
		}
		if i > 0 && at > before {
			out.add(p.gapAfter(p.segments[before]), math.NaN())
		}
		out.add(p.series.Offsets[index], p.series.Values[index])
	}
	if math.IsNaN(p.series.Values[last]) {
		out.add(p.series.Offsets[last], math.NaN())
	}
	return out
}

// gapAfter returns the offset of the NaN point behind a segment that is not the
// last: the stored one, or in a hole one millisecond after the segment.
func (p *plan) gapAfter(g segment) int64 {
	if math.IsNaN(p.series.Values[g.to]) {
		return p.series.Offsets[g.to]
	}
	return p.series.Offsets[g.to-1] + 1
}

// add appends a point.
func (s *Series) add(offset int64, value float64) {
	s.Offsets = append(s.Offsets, offset)
	s.Values = append(s.Values, value)
}
