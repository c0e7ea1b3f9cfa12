package series

// LTTB reduces the series to at most maxPoints of its own points, chosen so that
// the line through them looks like the line through all: MinMaxLTTB (Van Der
// Donckt and others, 2023), which preselects the minima and maxima of small
// bins and runs Largest-Triangle-Three-Buckets (Steinarsson, 2013) on those.
// The first and the last point and the first global minimum and maximum stay.
//
// No line joins across a gap (a NaN point, or a hole in time longer than three
// times the median spacing and fifteen minutes): wherever two kept points have a
// gap between them the result has one NaN point, which counts towards maxPoints.
// It is the stored NaN point that ends the left side, or, in a hole, one
// millisecond after the left side's last point; it is the only point that may
// not be stored. Both edges of each side stay while the budget allows, the
// stretches with the most points and time first; those that no longer fit are
// left out altogether.
//
// A series of at most maxPoints is returned unchanged, and then its holes are
// not marked. Four points and three gaps always fit in 7; below that the first
// and last point stay before the maximum, and that before the minimum. With
// maxPoints 2, as which everything below counts, there is no room for a gap and
// the result is the first and the last point.
func LTTB(s Series, maxPoints int) Series {
	maxPoints = max(maxPoints, 2)
	n := s.Len()
	if n <= maxPoints {
		return s
	}
	if maxPoints == 2 {
		return Series{
			Offsets: []int64{s.Offsets[0], s.Offsets[n-1]},
			Values:  []float64{s.Values[0], s.Values[n-1]},
		}
	}
	p := newPlan(s, maxPoints)
	p.keepAnchors()
	p.keepEdges()
	return p.assemble(p.shares())
}
