package analytics

import "math"

// CircularMean returns the mean direction of times of day in hours, 0 to below 24, and their mean resultant length,
// 0 for times all round the clock to 1 for one time. Both are NaN of no times; Fisher, 1993.
func CircularMean(hours []float64) (mean, length float64) {
	var x, y float64
	for _, h := range hours {
		sin, cos := math.Sincos(h * math.Pi / 12)
		x, y = x+cos, y+sin
	}
	mean = math.Mod(math.Atan2(y, x)*12/math.Pi+24, 24)
	if len(hours) == 0 {
		mean = missing
	}
	return mean, min(math.Hypot(x, y)/float64(len(hours)), 1)
}

// CircularSD returns the circular standard deviation of times of day in hours: sqrt(-2 ln R) of the mean resultant
// length R (Mardia, 1972).
func CircularSD(hours []float64) float64 {
	_, length := CircularMean(hours)
	return math.Sqrt(max(-2*math.Log(length), 0)) * 12 / math.Pi
}

// HoursApart returns by how many hours b is later than a on the shorter arc of the clock, from above -12 to 12.
func HoursApart(a, b float64) float64 {
	d := math.Mod(b-a, 24)
	switch {
	case d > 12:
		return d - 24
	case d <= -12:
		return d + 24
	}
	return d
}
