package analytics

import "math"

// ZoneTime is how many seconds of a session on a day were spent in each of Polar's five heart rate zones.
type ZoneTime struct {
	Day     Day
	Seconds [5]float64
}

// Intensity is how training time is spread over three zones: easy (Polar's zones 1 and 2), moderate (3) and hard (4
// and 5).
type Intensity struct {
	Sessions int
	Seconds  [3]float64
	Shares   [3]float64 // 0 to 1; all 0 without any time
	// Polarization is Treff's index, see [PolarizationIndex]. It needs four weeks and four hours of zones.
	Polarization Estimate
	// Polarized says that the index is above 2 and the shares are in the order that the word means: easy, hard,
	// moderate.
	Polarized bool
}

// Intensities returns how the sessions from one day to another were spread.
func Intensities(sessions []ZoneTime, from, to Day) Intensity {
	var in Intensity
	for _, s := range sessions {
		if s.Day < from || s.Day > to {
			continue
		}
		in.Sessions++
		for zone, seconds := range s.Seconds {
			in.Seconds[[5]int{0, 0, 1, 2, 2}[zone]] += seconds
		}
	}
	all := in.Seconds[0] + in.Seconds[1] + in.Seconds[2]
	if all > 0 {
		for i, seconds := range in.Seconds {
			in.Shares[i] = seconds / all
		}
	}
	in.Polarization = polarization(in.Shares, all, int(to-from)+1)
	s := in.Shares
	in.Polarized = in.Polarization.OK() && in.Polarization.Value > 2 && s[0] > s[2] && s[2] > s[1]
	return in
}

func polarization(shares [3]float64, seconds float64, days int) Estimate {
	const method = "polarization index"
	hours := int(seconds / 3600)
	switch {
	case days < 28:
		return none(method, TooShort, days, days)
	case hours < 4:
		return none(method, TooFewDays, days, days)
	}
	return estimate(method, PolarizationIndex(shares), days, days)
}

// PolarizationIndex returns log10(Z1/Z2 * Z3 * 100) of the shares of three zones (Treff and others, 2019); above 2 is
// polarized. It is 0 without any time in the hard zone, and without any in the moderate one a percent of it is taken
// from the hard one.
func PolarizationIndex(shares [3]float64) float64 {
	easy, moderate, hard := shares[0], shares[1], shares[2]
	if moderate == 0 {
		moderate, hard = 0.01, hard-0.01
	}
	if hard <= 0 || easy <= 0 {
		return 0
	}
	return math.Log10(easy / moderate * hard * 100)
}
