package analytics

import "math"

// Sex picks the constants of a formula that was measured in women and men apart.
type Sex string

// The sexes for which formulas have constants.
const (
	Male   Sex = "MALE"
	Female Sex = "FEMALE"
)

// Heart is what a person's training load is computed with: heart rates in beats per minute. Without a sex the
// constants for men hold, the only ones that were checked against Polar's own loads.
type Heart struct {
	Rest, Max float64
	Sex       Sex
}

// Pulse is a heart rate in beats per minute and for how many seconds it was held. A rate that is not above 0 is no
// signal.
type Pulse struct{ BPM, Seconds float64 }

// TRIMP returns Banister's training impulse: the sum over the samples of minutes * x * a * exp(b x), with x = (HR -
// rest) / (max - rest), at least 0; a = 0.64 and b = 1.92 for men, 0.86 and 1.67 for women (Morton, Fitz-Clarke and
// Banister, 1990). Polar's cardio load of a session is this sum with the constants for men, over samples of one
// second, to within about one percent. The mean heart rate of a session in place of its samples gives other numbers.
//
// N and Window count seconds: those with a signal, and all. Less than 80 % of signal gives no value.
func TRIMP(samples []Pulse, h Heart) Estimate {
	const method = "Banister TRIMP from samples"
	var sum, seen, all float64
	for _, s := range samples {
		all += s.Seconds
		if s.BPM > 0 {
			seen += s.Seconds
			sum += s.Seconds / 60 * h.impulse(s.BPM)
		}
	}
	switch {
	case seen == 0:
		return none(method, NotMeasured, 0, int(all))
	case !(h.Max > h.Rest && h.Rest >= 0):
		return none(method, Undefined, int(seen), int(all))
	case seen < 0.8*all:
		return none(method, TooLittleSignal, int(seen), int(all))
	}
	return estimate(method, sum, int(seen), int(all))
}

// impulse returns what a minute at a heart rate adds.
func (h Heart) impulse(bpm float64) float64 {
	a, b := 0.64, 1.92
	if h.Sex == Female {
		a, b = 0.86, 1.67
	}
	x := max((bpm-h.Rest)/(h.Max-h.Rest), 0)
	return x * a * math.Exp(b*x)
}
