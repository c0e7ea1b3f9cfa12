package analytics

import "math"

// decay is an exponentially weighted mean over days: with each day all weights fall by the factor 1 - alpha, and the
// day's own weight is alpha. A day without a value adds nothing, and so leaves the mean as it is.
type decay struct {
	alpha       float64
	sum, weight float64
}

// timeConstant returns the decay whose weights fall to 1/e in so many days: alpha = 1 - exp(-1/N), as TrainingPeaks
// and GoldenCheetah have it.
func timeConstant(days float64) decay { return decay{alpha: -math.Expm1(-1 / days)} }

// span returns the decay with alpha = 2/(N+1), as Williams and others (2017) and Runalyze have it.
func span(days float64) decay { return decay{alpha: 2 / (days + 1)} }

// add takes in the value of the next day, which may be missing.
func (a *decay) add(x float64) {
	a.sum *= 1 - a.alpha
	a.weight *= 1 - a.alpha
	if !isMissing(x) {
		a.sum += a.alpha * x
		a.weight += a.alpha
	}
}

// seed makes the first value stand for all days before it.
func (a *decay) seed(x float64) { a.sum, a.weight = x, 1 }

// mean returns the weighted mean of the days known, NaN before the first.
func (a *decay) mean() float64 { return a.sum / a.weight }

// filled says whether the days known carry as much weight as one time constant of days without a gap does. Without
// that the mean is of too few days.
func (a *decay) filled() bool {
	const rounding = 1e-9
	return a.weight >= 1-1/math.E-rounding
}
