package analytics

import "math"

// Signal is a daily measurement that has a baseline.
type Signal string

// The signals, with the unit of their values.
const (
	HRV         Signal = "HRV"         // RMSSD of the night, ms; higher than usual is mostly good
	HeartRate   Signal = "HEART_RATE"  // mean heart rate of the night, beats per minute; lower is better
	Breathing   Signal = "BREATHING"   // breaths per minute of the night; higher than usual is mostly bad
	Temperature Signal = "TEMPERATURE" // deviation of the night's skin temperature from its 28-day mean, degrees Celsius
	Sleep       Signal = "SLEEP"       // time asleep, hours
	Steps       Signal = "STEPS"       // steps of the day
)

// Signals lists all of them.
var Signals = []Signal{HRV, HeartRate, Breathing, Temperature, Sleep, Steps}

// logarithmic says whether arithmetic is done on the natural logarithm of the values: the distribution of RMSSD is
// skewed and its changes are proportional (Plews and others, 2012).
func (g Signal) logarithmic() bool { return g == HRV }

// floor returns the least median absolute deviation that a robust z of the signal divides by, in the units of
// [Signal.scaled]: about half the resolution of the readings, or what nobody would call a change.
func (g Signal) floor() float64 {
	switch g {
	case HRV:
		return 0.02 // 2 %
	case HeartRate:
		return 0.5
	case Breathing, Sleep:
		return 0.1
	case Temperature:
		return 0.05
	case Steps:
		return 250
	}
	return 0
}

// valid returns the series without values that cannot be, like an HRV of 0.
func (g Signal) valid(s Series) Series {
	return s.mapped(func(x float64) float64 {
		if x <= 0 && (g == HRV || g == HeartRate || g == Breathing) {
			return missing
		}
		return x
	})
}

// scaled returns the series on the scale on which arithmetic is done, without values that cannot be.
func (g Signal) scaled(s Series) Series { return g.valid(s).mapped(g.scale) }

// scale returns a value on the scale on which arithmetic is done.
func (g Signal) scale(x float64) float64 {
	if !g.logarithmic() {
		return x
	}
	return math.Log(x)
}

// unscaled returns a value in the signal's own unit.
func (g Signal) unscaled(x float64) float64 {
	if !g.logarithmic() {
		return x
	}
	return math.Exp(x)
}
