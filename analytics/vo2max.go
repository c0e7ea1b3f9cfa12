package analytics

import "math"

// VDOT returns the effective maximal oxygen uptake in ml/kg/min that a race of so many metres and seconds shows
// (Daniels and Gilbert, 1979): the uptake of the speed v in m/min, -4.6 + 0.182258 v + 0.000104 v^2, over the share
// of the maximum that can be held for t minutes, 0.8 + 0.1894393 exp(-0.012778 t) + 0.2989558 exp(-0.1932605 t).
func VDOT(meters, seconds float64) float64 {
	t := seconds / 60
	v := meters / t
	share := 0.8 + 0.1894393*math.Exp(-0.012778*t) + 0.2989558*math.Exp(-0.1932605*t)
	return (-4.6 + 0.182258*v + 0.000104*v*v) / share
}

// SpeedShare returns the share of the speed at maximal oxygen uptake, 0 to 1, that a share of the maximal heart rate
// belongs to in even running: exp((HR - 1.00466) / 0.68725), after Daniels.
func SpeedShare(heartRate float64) float64 { return math.Exp((heartRate - 1.00466) / 0.68725) }

// HeartRateRatioVO2max returns a rough maximal oxygen uptake in ml/kg/min, 15.3 times the maximal over the resting
// heart rate (Uth and others, 2004: 46 well-trained men, standard error about 4.5).
func HeartRateRatioVO2max(heart Heart) float64 { return 15.3 * heart.Max / heart.Rest }

// MaxHeartRate returns the maximal heart rate that people of an age in years have on average, 211 - 0.64 age in beats
// per minute (Nes and others, 2013). Single people are 10.8 off; the highest rate held for 30 seconds within a year
// is better.
func MaxHeartRate(age float64) float64 { return 211 - 0.64*age }

// RunningIndex returns what Polar's Running Index of a run is likely to be. Polar has published no formula; this one,
// found by users, was within 1 of most of the runs that it was compared with and up to 4 off on long and hilly ones,
// so it only serves to mark outliers: (213.9/t * d^1.06 + 3.5) / (1.45 HR/HRmax - 0.30) of t minutes and d km.
func RunningIndex(meters, seconds, heartRate, maxHeartRate float64) float64 {
	return (213.9/(seconds/60)*math.Pow(meters/1000, 1.06) + 3.5) / (1.45*heartRate/maxHeartRate - 0.30)
}
