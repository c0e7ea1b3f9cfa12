// Package series keeps the samples of a sensor: the one codec that turns a
// series into the bytes of a database column and back without losing anything,
// and the reductions that make a long series fit a chart.
package series

import (
	"math"
	"time"
)

// Series is one measured quantity, column by column: Values[i] was measured
// Offsets[i] milliseconds after the series' start. A NaN value says that the
// sensor had nothing at that offset. Offsets usually ascend; the codec keeps
// any order, the reductions read the points in the order they are given.
type Series struct {
	Offsets []int64
	Values  []float64
}

// Len returns the number of points: of columns that differ in length, the
// shorter one counts.
func (s Series) Len() int { return min(len(s.Offsets), len(s.Values)) }

// Resolution returns the time between two neighbouring points and true when
// that time is the same, and positive, for all of them and there are at least
// two points; zero and false otherwise.
func (s Series) Resolution() (time.Duration, bool) {
	n := s.Len()
	if n < 2 {
		return 0, false
	}
	step := s.Offsets[1] - s.Offsets[0]
	if step <= 0 || step > math.MaxInt64/int64(time.Millisecond) {
		return 0, false
	}
	for i := 1; i < n; i++ {
		if s.Offsets[i] <= s.Offsets[i-1] || s.Offsets[i]-s.Offsets[i-1] != step {
			return 0, false
		}
	}
	return time.Duration(step) * time.Millisecond, true
}

// MinMax returns the smallest and the largest value, in the series' unit, and
// false when the series holds no value at all. NaN values are left out.
func MinMax(s Series) (minimum, maximum float64, ok bool) {
	low, high, ok := extremes(s)
	if !ok {
		return 0, 0, false
	}
	return s.Values[low], s.Values[high], true
}

// extremes returns the indexes of the first smallest and the first largest
// value, and false when every point is a gap.
func extremes(s Series) (low, high int, ok bool) {
	for i, v := range s.Values[:s.Len()] {
		switch {
		case math.IsNaN(v):
		case !ok:
			low, high, ok = i, i, true
		case v < s.Values[low]:
			low = i
		case v > s.Values[high]:
			high = i
		}
	}
	return low, high, ok
}
