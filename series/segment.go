package series

import (
	"math"
	"slices"
	"time"
)

// gridSpacing is the time between two samples of a watch that measures all day.
// Shorter spacings are bursts within that grid and say nothing about how long a
// silence has to be before it is one.
const gridSpacing = 5 * time.Minute

// holeSpacings is how many typical spacings a silence has to exceed to count as
// a hole: one or two lost samples do not tear a line.
const holeSpacings = 3

// segment is a stretch of points [from, to) that were measured without a gap:
// no NaN and no hole in time among them.
type segment struct{ from, to int }

// segments returns the stretches between the gaps, in order. A gap is a point
// without a value, or a hole: two neighbours further apart than holeLimit.
func (s Series) segments() []segment {
	limit := holeLimit(s.Offsets[:s.Len()])
	var out []segment
	open := false
	for i := range s.Len() {
		if math.IsNaN(s.Values[i]) {
			open = false
			continue
		}
		if !open || s.spacing(i) > limit {
			out = append(out, segment{from: i})
			open = true
		}
		out[len(out)-1].to = i + 1
	}
	return out
}

// spacing returns the milliseconds between point i, which is not the first, and
// the one before it. It is a float64 because the distance of two int64 may be
// none.
func (s Series) spacing(i int) float64 {
	return float64(s.Offsets[i]) - float64(s.Offsets[i-1])
}

// holeLimit returns the milliseconds above which the silence between two
// samples is a hole: three times the median spacing, and never less than three
// times the five-minute grid of continuous heart rate. The median ignores the
// holes themselves; the grid keeps a day whose samples are mostly 1 Hz bursts
// from being torn into single points.
func holeLimit(offsets []int64) float64 {
	grid := float64(gridSpacing.Milliseconds())
	return holeSpacings * max(medianSpacing(offsets), grid)
}

// medianSpacing returns the median of the milliseconds between neighbours, the
// lower one of two, and zero for fewer than two points. Steps back in time are
// left out.
func medianSpacing(offsets []int64) float64 {
	spacings := make([]int64, 0, len(offsets))
	for i := 1; i < len(offsets); i++ {
		if step := offsets[i] - offsets[i-1]; step >= 0 {
			spacings = append(spacings, step)
		}
	}
	if len(spacings) == 0 {
		return 0
	}
	slices.Sort(spacings)
	return float64(spacings[(len(spacings)-1)/2])
}
