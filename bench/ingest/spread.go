package main

import (
	"math"
	"slices"
)

// spread is the smallest, the middle and the largest of several measurements.
type spread struct{ low, median, high float64 }

// spreadOf returns the spread of values; of an even number of them the median is the mean of the two in the
// middle. Without values everything is NaN.
func spreadOf(values []float64) spread {
	if len(values) == 0 {
		return spread{math.NaN(), math.NaN(), math.NaN()}
	}
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return spread{sorted[0], (sorted[(n-1)/2] + sorted[n/2]) / 2, sorted[n-1]}
}
