package analytics

// MeanMax returns the highest mean of samples, one a second, over each duration in seconds, NaN where no stretch of
// it is without a gap. A longer duration's best is one for shorter ones too, so the curve never rises with the
// duration. The durations have to be in ascending order.
func MeanMax(samples []float64, durations []int) []float64 {
	list := make([]float64, len(durations))
	sums, gaps := prefixSums(samples)
	for i := len(durations) - 1; i >= 0; i-- {
		list[i], _ = bestMean(sums, gaps, durations[i], nil)
		if i+1 < len(durations) && !isMissing(list[i+1]) {
			list[i] = max(list[i], list[i+1])
		}
	}
	return list
}

// Stretch is a stretch of samples, one a second, and its mean.
type Stretch struct {
	End  int // index of the last sample
	Mean float64
}

// BestStretches returns the highest means of one duration in seconds, highest first, at most so many. The ends of two
// are more than the duration apart.
func BestStretches(samples []float64, duration, count int) []Stretch {
	sums, gaps := prefixSums(samples)
	masked := make([]bool, len(samples))
	var list []Stretch
	for range count {
		mean, end := bestMean(sums, gaps, duration, masked)
		if end < 0 {
			break
		}
		list = append(list, Stretch{end, mean})
		for i := max(end-duration, 0); i <= min(end+duration, len(masked)-1); i++ {
			masked[i] = true
		}
	}
	return list
}

// prefixSums returns the sums and the number of gaps before each sample.
func prefixSums(samples []float64) (sums []float64, gaps []int) {
	sums, gaps = make([]float64, len(samples)+1), make([]int, len(samples)+1)
	for i, x := range samples {
		sums[i+1], gaps[i+1] = sums[i], gaps[i]
		if isMissing(x) {
			gaps[i+1]++
		} else {
			sums[i+1] += x
		}
	}
	return sums, gaps
}

// bestMean returns the highest mean over a duration and where it ends, NaN and -1 if there is none.
func bestMean(sums []float64, gaps []int, duration int, masked []bool) (mean float64, end int) {
	mean, end = missing, -1
	for i := duration; duration > 0 && i < len(sums); i++ {
		if gaps[i] > gaps[i-duration] || masked != nil && masked[i-1] {
			continue
		}
		if m := (sums[i] - sums[i-duration]) / float64(duration); end < 0 || m > mean {
			mean, end = m, i-1
		}
	}
	return mean, end
}
