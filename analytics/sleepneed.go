package analytics

import (
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"
)

// The window of the estimate of sleep need, and how many nights count as much as the default.
const (
	needDays   = 90
	needShrink = 10
)

// DefaultSleepNeed returns the middle of the hours of sleep recommended for an age in years (National Sleep
// Foundation; Hirshkowitz and others, 2015). An age that is not known, 0, is that of an adult.
func DefaultSleepNeed(age int) float64 {
	switch {
	case age >= 65:
		return 7.5
	case age >= 18 || age <= 0:
		return 8
	case age >= 14:
		return 9
	}
	return 10
}

// SleepNeed returns how many hours a night the person needs: the goal, if it is above 0. Without one it is the median
// sleep of the free days among the 90 that end with the day, drawn to the default with the weight n/(n+10) and kept
// within 6.5 and 9.5 hours. The interval is that of the bootstrapped median, 90 %. Sleep on free days makes up for
// other days, so the estimate is rather too high.
func SleepNeed(sleep Series, d Day, free FreeDays, goal, usual float64) Estimate {
	if goal > 0 {
		return estimate("own goal", goal, 1, 1)
	}
	const method = "median of free days, drawn to the default"
	var hours []float64
	days := 0
	for day := d - needDays + 1; day <= d; day++ {
		if !free.has(day) {
			continue
		}
		days++
		if x := sleep.At(day); !isMissing(x) {
			hours = append(hours, x)
		}
	}
	weight := float64(len(hours)) / float64(len(hours)+needShrink)
	drawn := func(median float64) float64 {
		if len(hours) == 0 {
			return usual
		}
		return min(max(weight*median+(1-weight)*usual, 6.5), 9.5)
	}
	e := estimate(method, drawn(Median(hours)), len(hours), days)
	if len(hours) < 5 {
		return e
	}
	low, high := bootstrappedMedian(hours)
	return e.within(drawn(low), drawn(high), 0.9)
}

// bootstrappedMedian returns the 5 and 95 % points of the median of resampled values.
func bootstrappedMedian(values []float64) (low, high float64) {
	sorted := slices.Sorted(slices.Values(values))
	ranks := medianRanks()[len(sorted)]
	return sorted[ranks[0]-1], sorted[ranks[1]-1]
}

// medianRanks returns for each number of values which of them, counted from 1 in ascending order, are the 5 and 95 %
// points of the median of a resample. That median is at most the k-th value if more than half of the draws are, which
// is binomial, so that nothing has to be drawn (Efron, 1979).
var medianRanks = sync.OnceValue(func() (table [needDays + 1][2]int) {
	for n := 1; n <= needDays; n++ {
		for k := n; k >= 1; k-- {
			atMost := 1 - distuv.Binomial{N: float64(n), P: float64(k) / float64(n)}.CDF(math.Floor(float64(n)/2))
			if atMost >= 0.05 {
				table[n][0] = k
			}
			if atMost >= 0.95 {
				table[n][1] = k
			}
		}
	}
	return table
})
