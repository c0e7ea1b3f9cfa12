package analytics

import (
	"slices"

	"gonum.org/v1/gonum/stat"
)

// madToSD makes the median absolute deviation of normal values their standard deviation.
const madToSD = 1.4826

// Quantile returns the p-quantile of values in any order by linear interpolation between order statistics
// (type 7 of Hyndman and Fan, 1996), NaN of no values. gonum's quantiles are other types.
func Quantile(values []float64, p float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sortedQuantile(sorted, p)
}

func sortedQuantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return missing
	}
	at := min(max(p, 0), 1) * float64(len(sorted)-1)
	below := int(at)
	if below == len(sorted)-1 {
		return sorted[below]
	}
	return sorted[below] + (at-float64(below))*(sorted[below+1]-sorted[below])
}

// Median returns the median of values in any order, NaN of no values.
func Median(values []float64) float64 { return Quantile(values, 0.5) }

// MAD returns the median of the absolute deviations from the median, without a factor, NaN of no values.
func MAD(values []float64) float64 {
	_, mad := medianAndMAD(values)
	return mad
}

func medianAndMAD(values []float64) (median, mad float64) {
	if len(values) == 0 {
		return missing, missing
	}
	sorted := slices.Sorted(slices.Values(values))
	median = sortedQuantile(sorted, 0.5)
	return median, sortedMAD(sorted, median)
}

// RobustZ returns by how many robust standard deviations x lies above the median of the values: (x - median) /
// (1.4826 MAD). A MAD below floor counts as floor, which keeps readings that are all alike from making every
// change extreme. NaN if both are 0.
func RobustZ(x float64, values []float64, floor float64) float64 {
	median, mad := medianAndMAD(values)
	spread := madToSD * max(mad, floor)
	if spread == 0 {
		return missing
	}
	return (x - median) / spread
}

// autocorrelation returns the lag-k autocorrelation: sum (x_t - mean)(x_{t+k} - mean) / sum (x_t - mean)^2, 0
// of values that are all alike.
func autocorrelation(x []float64, lag int) float64 {
	mean := stat.Mean(x, nil)
	var over, under float64
	for i, v := range x {
		under += (v - mean) * (v - mean)
		if i+lag < len(x) {
			over += (v - mean) * (x[i+lag] - mean)
		}
	}
	if under == 0 {
		return 0
	}
	return over / under
}
