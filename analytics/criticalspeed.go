package analytics

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// CriticalSpeed is the line d = CS t + D' through a runner's best efforts.
type CriticalSpeed struct {
	// Speed is the critical speed in m/s with its 90 % interval. N counts efforts.
	Speed Estimate
	// Reserve is D', the distance in m that can be run above the critical speed.
	Reserve  Estimate
	RSquared float64
	Efforts  []Effort // those of the fit
}

// Of so many efforts each is 400 m or more and takes up to 20 minutes.
const (
	speedEfforts = 3
	speedMeters  = 400
	speedSeconds = 21 * 60
)

// FitCriticalSpeed returns the line of least squares of distance on time through efforts of 400 m to about 20
// minutes, of which it needs three. It has no value if the longest effort did not reach 90 % of the maximal heart
// rate, where that is known: a line through runs that were not hard says nothing. In 25 000 runners it told the time
// of a marathon to 7.7 % (Smyth and Muniz-Pumares, 2020).
func FitCriticalSpeed(efforts []Effort) CriticalSpeed {
	const method = "least squares of distance on time"
	var fit CriticalSpeed
	var x, y []float64
	longest := Effort{}
	for _, e := range efforts {
		if e.Meters < speedMeters || e.Seconds > speedSeconds || !(e.Seconds > 0) {
			continue
		}
		fit.Efforts = append(fit.Efforts, e)
		x, y = append(x, e.Seconds), append(y, e.Meters)
		if e.Seconds > longest.Seconds {
			longest = e
		}
	}
	n := len(x)
	why := Reason("")
	switch {
	case n < speedEfforts:
		why = TooFewDays
	case longest.HeartRate > 0 && longest.HeartRate < 0.9:
		why = NotHard
	case stat.Variance(x, nil) == 0:
		why = NoVariation
	}
	if why != "" {
		fit.Speed, fit.Reserve = none(method, why, n, n), none(method, why, n, n)
		return fit
	}
	intercept, slope := stat.LinearRegression(x, y, nil, false)
	fit.RSquared = stat.RSquared(x, y, nil, intercept, slope)
	half := slopeError(x, y, intercept, slope) * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 2)}.Quantile(0.95)
	fit.Speed = estimate(method, slope, n, n).within(slope-half, slope+half, 0.9)
	fit.Reserve = estimate(method, intercept, n, n)
	return fit
}

// slopeError returns the standard error of the slope of a line of least squares.
func slopeError(x, y []float64, intercept, slope float64) float64 {
	rest, n := 0.0, float64(len(x))
	for i := range x {
		r := y[i] - intercept - slope*x[i]
		rest += r * r
	}
	return math.Sqrt(rest / (n - 2) / (stat.Variance(x, nil) * (n - 1)))
}
