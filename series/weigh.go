package series

import (
	"math"
	"time"
)

// TimeWeightedMean returns the mean over time, in the series' unit: each value
// holds until the next sample, but at most maxHold, and the last one as long as
// the one before it. A NaN sample ends the value before it and has no part in
// the mean. So a day of five-minute samples with an hour of 1 Hz samples has the
// mean of the day and not of the hour. Values that all hold for no time (equal
// offsets, or maxHold not positive) count equally. The result is false when the
// series holds no value.
func TimeWeightedMean(s Series, maxHold time.Duration) (mean float64, ok bool) {
	most := max(float64(maxHold)/float64(time.Millisecond), 0)
	var all bucket
	for i := range s.Len() {
		hold := most
		if i+1 == s.Len() || s.spacing(i+1) <= most {
			hold = s.hold(i, most)
		}
		all.add(s.Values[i], hold)
	}
	return all.mean()
}

// hold returns for how many milliseconds the value at i stands: until the next
// sample, or as long as the one before it when the next is further away than
// limit or there is none, or for limit when that says nothing either. A step
// back in time stands for nothing.
func (s Series) hold(i int, limit float64) float64 {
	for _, at := range [2]int{i + 1, i} {
		if at > 0 && at < s.Len() && s.spacing(at) <= limit {
			return max(s.spacing(at), 0)
		}
	}
	return limit
}

// bucket gathers values for their mean.
type bucket struct {
	count    int
	sum      float64 // of the values
	weight   float64 // of all values together
	weighted float64 // the sum of value times weight
	gap      bool    // a NaN value, or a hole that the caller saw
}

// add takes a value that weighs weight, or a gap when the value is NaN.
func (b *bucket) add(value, weight float64) {
	if math.IsNaN(value) {
		b.gap = true
		return
	}
	b.count++
	b.sum += value
	b.weight += weight
	b.weighted += value * weight
}

// mean returns the weighted mean, the plain one when nothing weighs anything,
// and false without values.
func (b *bucket) mean() (float64, bool) {
	if b.count == 0 {
		return 0, false
	}
	if b.weight == 0 {
		return b.sum / float64(b.count), true
	}
	return b.weighted / b.weight, true
}
