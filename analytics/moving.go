package analytics

import (
	"math"
	"slices"
)

// moving is a window of days that moves over a series, its values in ascending order.
type moving struct {
	series Series
	length Day
	end    Day
	begun  bool
	sorted []float64
}

func newMoving(s Series, length int) *moving { return &moving{series: s, length: Day(length)} }

// to moves the window so that it ends with a day and returns its values. They are valid until the next move.
func (w *moving) to(d Day) []float64 {
	if !w.begun || d < w.end || d >= w.end+w.length {
		w.sorted = w.series.appendBetween(w.sorted[:0], d-w.length+1, d)
		slices.Sort(w.sorted)
		w.begun, w.end = true, d
		return w.sorted
	}
	for ; w.end < d; w.end++ {
		w.sorted = removed(w.sorted, w.series.At(w.end-w.length+1))
		w.sorted = inserted(w.sorted, w.series.At(w.end+1))
	}
	return w.sorted
}

// inserted returns the ascending values with one more, unless it is missing.
func inserted(sorted []float64, x float64) []float64 {
	if isMissing(x) {
		return sorted
	}
	at, _ := slices.BinarySearch(sorted, x)
	return slices.Insert(sorted, at, x)
}

// removed returns the ascending values without one, which is among them unless it is missing.
func removed(sorted []float64, x float64) []float64 {
	if isMissing(x) {
		return sorted
	}
	at, _ := slices.BinarySearch(sorted, x)
	return slices.Delete(sorted, at, at+1)
}

// sortedMAD returns the median of the absolute deviations of ascending values from their median, without sorting
// those: the smallest are next to the median, to either side.
func sortedMAD(sorted []float64, median float64) float64 {
	n := len(sorted)
	right, _ := slices.BinarySearch(sorted, median)
	left := right - 1
	var last, before float64
	for range n/2 + 1 {
		before = last
		if right == n || left >= 0 && median-sorted[left] <= sorted[right]-median {
			last = math.Abs(median - sorted[left])
			left--
		} else {
			last = math.Abs(sorted[right] - median)
			right++
		}
	}
	if n%2 == 0 {
		return before + 0.5*(last-before)
	}
	return last
}
