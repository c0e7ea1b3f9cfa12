package analytics

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// Ratio sets the load of the last week against the weeks before. It describes training: a trial that managed load by
// such a ratio prevented no injuries (relative risk 1.01, 0.91 to 1.12; Dalen-Lorentsen and others, 2021). The ratios
// have no unit. They need 28 days of history, 5 of the 7 days and 21 of the 28 known, and a load of at least 1 a day
// to divide by.
type Ratio struct {
	Day Day
	// Coupled is the mean of 7 days over the mean of 28 days, which hold the 7. Polar calls the means strain and
	// tolerance.
	Coupled Estimate
	// Uncoupled is the mean of 7 days over the mean of the 21 days before them.
	Uncoupled Estimate
	// Weighted is the ratio of exponentially weighted means with alpha 2/(N+1), N 7 and 28, seeded with the first
	// day (Williams and others, 2017).
	Weighted Estimate
	// Mean7 and Mean28 are the means themselves, in the unit of the load.
	Mean7, Mean28 Estimate
}

// Ratios returns the ratios of each day from one day to another. The whole series before counts.
func Ratios(loads Series, from, to Day) []Ratio {
	acute, chronic := span(7), span(28)
	list := make([]Ratio, 0, max(int(to-from)+1, 0))
	start, begun := loads.start()
	for d := min(from, loads.startOr(from)); d <= to; d++ {
		if x := loads.At(d); begun && d == start {
			acute.seed(x)
			chronic.seed(x)
		} else {
			acute.add(x)
			chronic.add(x)
		}
		if d < from {
			continue
		}
		old := begun && start <= d-27
		list = append(list, Ratio{
			Day:       d,
			Mean7:     meanLoad("mean of 7 days", loads, d-6, d),
			Mean28:    meanLoad("mean of 28 days", loads, d-27, d),
			Coupled:   ratio("7 days / 28 days that hold them", loads, d, d, old),
			Uncoupled: ratio("7 days / 21 days before them", loads, d, d-7, old),
			Weighted:  weightedRatio(acute, chronic, loads, d, old),
		})
	}
	return list
}

// Disagree says whether a mean load of ours and Polar's strain or tolerance of the same day differ by more than 2 %:
// a session is then missing on one side.
func Disagree(ours Estimate, polars float64) bool {
	return ours.OK() && polars >= 0 && math.Abs(ours.Value-polars) > 0.02*max(ours.Value, polars)
}

// start returns the first day that has a value, false if none has.
func (s Series) start() (Day, bool) {
	for d := s.First(); d <= s.Last(); d++ {
		if s.Has(d) {
			return d, true
		}
	}
	return 0, false
}

// startOr returns the first day that has a value, or what stands in for it.
func (s Series) startOr(otherwise Day) Day {
	if d, ok := s.start(); ok {
		return d
	}
	return otherwise
}

// meanLoad returns the mean from one day to another if at least 5 of 7 days are known.
func meanLoad(m Method, loads Series, from, to Day) Estimate {
	values, window := loads.Between(from, to), int(to-from)+1
	if len(values)*7 < window*5 {
		return none(m, TooFewDays, len(values), window)
	}
	return estimate(m, stat.Mean(values, nil), len(values), window)
}

// ratio divides the mean of the 7 days that end with d by that of the days from d-27 to until.
func ratio(m Method, loads Series, d, until Day, old bool) Estimate {
	week, before := meanLoad(m, loads, d-6, d), meanLoad(m, loads, d-27, until)
	n := loads.count(d-27, d)
	switch {
	case !old:
		return none(m, TooShort, n, 28)
	case !week.OK() || !before.OK() || n < 21:
		return none(m, TooFewDays, n, 28)
	case before.Value < 1:
		return none(m, TooLittleLoad, n, 28)
	}
	return estimate(m, week.Value/before.Value, n, 28)
}

func weightedRatio(acute, chronic decay, loads Series, d Day, old bool) Estimate {
	const method = "exponentially weighted 7 / 28 days"
	n := loads.count(d-27, d)
	switch {
	case !old:
		return none(method, TooShort, n, 28)
	case n < 21 || loads.count(d-6, d) < 5:
		return none(method, TooFewDays, n, 28)
	case chronic.mean() < 1:
		return none(method, TooLittleLoad, n, 28)
	}
	return estimate(method, acute.mean()/chronic.mean(), n, 28)
}
