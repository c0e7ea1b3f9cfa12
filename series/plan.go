package series

import (
	"cmp"
	"math"
	"slices"
)

// plan decides which points of a series a reduction keeps for certain, and how
// the rest of the budget is shared between the stretches they bound.
type plan struct {
	series   Series
	segments []segment
	fixed    [][]int   // for each segment the indexes that stay, ascending
	mass     []float64 // see masses
	kept     int       // segments of which something stays
	left     int       // points of the budget that are not spent yet
}

// newPlan returns a plan that has fixed nothing and may spend budget points.
func newPlan(s Series, budget int) *plan {
	segments := s.segments()
	return &plan{
		series:   s,
		segments: segments,
		fixed:    make([][]int, len(segments)),
		mass:     masses(s, segments),
		left:     budget,
	}
}

// keepAnchors fixes the first and the last point of the series, gaps or not,
// and then its maximum and minimum.
func (p *plan) keepAnchors() {
	last := p.series.Len() - 1
	for _, end := range []int{0, last} {
		if !p.keepAt(end) {
			p.left-- // a gap: assemble puts it at the end
		}
	}
	if low, high, ok := extremes(p.series); ok {
		p.keepAt(high)
		p.keepAt(low)
	}
}

// keepAt fixes one point and reports whether it has a value, and so a segment.
func (p *plan) keepAt(index int) bool {
	if math.IsNaN(p.series.Values[index]) {
		return false
	}
	at, _ := slices.BinarySearchFunc(p.segments, index, func(g segment, index int) int {
		return cmp.Compare(g.to, index+1)
	})
	p.keep(at, index)
	return true
}

// keepEdges fixes the first and last points of as many segments as the budget
// allows: first of those that have a point already, then of the heaviest.
func (p *plan) keepEdges() {
	order := appendRange(nil, 0, len(p.segments))
	slices.SortStableFunc(order, func(a, b int) int {
		if has := cmp.Compare(len(p.fixed[b]), len(p.fixed[a])); has != 0 {
			return has
		}
		return cmp.Compare(p.weight(b), p.weight(a))
	})
	for _, at := range order {
		g := p.segments[at]
		p.keep(at, g.from, g.to-1)
	}
}

// weight returns the mass of a segment.
func (p *plan) weight(at int) float64 {
	return p.mass[p.segments[at].to] - p.mass[p.segments[at].from]
}

// keep fixes points of the segment, all of them or, when the budget does not
// reach, none. The first point of a further segment also costs the NaN point
// that parts it from the others.
func (p *plan) keep(at int, indexes ...int) {
	fixed := slices.Concat(p.fixed[at], indexes)
	slices.Sort(fixed)
	fixed = slices.Compact(fixed)
	cost := len(fixed) - len(p.fixed[at])
	isNew := len(p.fixed[at]) == 0
	if isNew && p.kept > 0 {
		cost++
	}
	if cost > p.left {
		return
	}
	if isNew {
		p.kept++
	}
	p.fixed[at] = fixed
	p.left -= cost
}
