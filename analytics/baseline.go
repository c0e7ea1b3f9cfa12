package analytics

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// Baseline is what is usual for a person in one signal on one day. Values are in the signal's unit, except where
// said otherwise.
type Baseline struct {
	Day    Day
	Signal Signal
	Value  Estimate // what was measured on the day
	// Median7, Median30 and Median60 are medians over so many calendar days that end with the day itself. They
	// need 3, 14 and 30 values.
	Median7, Median30, Median60 Estimate
	// Usual is the mean of the 60 days before, from 14 values on. Low and High are the normal range: so many standard
	// deviations to both sides as the settings say. Half a deviation is the smallest worthwhile change that trials
	// of HRV-guided training used (Vesterinen and others, 2016; Javaloyes and others, 2019).
	Usual Estimate
	// Deviation is by how many robust standard deviations the value lies above the median of the 60 days
	// before, from 14 values on; a temperature, which is a deviation already, above 0. It has no unit.
	Deviation Estimate
	// Recent is the mean of 7 days that end with the day, from 3 values on (Plews and others, 2014). Outside of the
	// normal range it is a lasting change.
	Recent Estimate
	// Variation is the coefficient of variation of ln RMSSD over 7 days, 100 SD/mean in percent, from 5 values on
	// (Flatt and Esco, 2015). Other signals have none.
	Variation Estimate
}

// The days before that a day is compared with, and how many of them must have a value.
const (
	usualDays  = 60
	usualLeast = 14
)

// Baselines returns the baseline of each day from one day to another. The width is that of the normal range, in
// standard deviations. Values that are suspect are the caller's to leave out, see [Artefacts].
func Baselines(g Signal, s Series, width float64, from, to Day) []Baseline {
	w := newBaselineWindows(g, s)
	list := make([]Baseline, 0, max(int(to-from)+1, 0))
	for d := from; d <= to; d++ {
		list = append(list, w.baseline(g, width, d))
	}
	return list
}

// baselineWindows are the windows of a signal's baselines.
type baselineWindows struct {
	values, scaled        Series
	days7, days30, days60 *moving // in the signal's unit
	week, before          *moving // on the scale of the arithmetic
}

func newBaselineWindows(g Signal, s Series) baselineWindows {
	s = g.valid(s)
	scaled := g.scaled(s)
	return baselineWindows{
		s, scaled, newMoving(s, 7), newMoving(s, 30), newMoving(s, 60), newMoving(scaled, 7), newMoving(scaled, usualDays),
	}
}

func (w baselineWindows) baseline(g Signal, width float64, d Day) Baseline {
	week, before, x := w.week.to(d), w.before.to(d-1), w.scaled.At(d)
	return Baseline{
		Day: d, Signal: g,
		Value:     measured(w.values.At(d)),
		Median7:   rollingMedian(w.days7.to(d), 7, 3),
		Median30:  rollingMedian(w.days30.to(d), 30, 14),
		Median60:  rollingMedian(w.days60.to(d), 60, 30),
		Usual:     usual(g, before, width),
		Deviation: deviation(g, x, before),
		Recent:    recent(g, week),
		Variation: variation(g, week),
	}
}

func measured(x float64) Estimate {
	const method = "measured"
	if isMissing(x) {
		return none(method, NotMeasured, 0, 1)
	}
	return estimate(method, x, 1, 1)
}

func rollingMedian(sorted []float64, window, least int) Estimate {
	const method = "rolling median"
	if len(sorted) < least {
		return none(method, TooFewDays, len(sorted), window)
	}
	return estimate(method, sortedQuantile(sorted, 0.5), len(sorted), window)
}

func usual(g Signal, before []float64, width float64) Estimate {
	const method = "mean and normal range of the 60 days before"
	if len(before) < usualLeast {
		return none(method, TooFewDays, len(before), usualDays)
	}
	mean, sd := stat.MeanStdDev(before, nil)
	e := estimate(method, g.unscaled(mean), len(before), usualDays)
	return e.within(g.unscaled(mean-width*sd), g.unscaled(mean+width*sd), 0)
}

// deviation takes the values before in ascending order.
func deviation(g Signal, x float64, before []float64) Estimate {
	const method = "robust z against the 60 days before"
	switch {
	case isMissing(x):
		return none(method, NotMeasured, len(before), usualDays)
	case len(before) < usualLeast:
		return none(method, TooFewDays, len(before), usualDays)
	}
	n, median := len(before), sortedQuantile(before, 0.5)
	mad := sortedMAD(before, median)
	if g == Temperature {
		median = 0 // the value is a deviation from its mean already
	}
	return estimate(method, (x-median)/(madToSD*max(mad, g.floor())), n, usualDays)
}

func recent(g Signal, week []float64) Estimate {
	const method = "7-day mean"
	if len(week) < 3 {
		return none(method, TooFewDays, len(week), 7)
	}
	return estimate(method, g.unscaled(stat.Mean(week, nil)), len(week), 7)
}

func variation(g Signal, week []float64) Estimate {
	const method = "coefficient of variation of ln RMSSD over 7 days"
	switch {
	case !g.logarithmic():
		return none(method, Undefined, len(week), 7)
	case len(week) < 5:
		return none(method, TooFewDays, len(week), 7)
	}
	mean, sd := stat.MeanStdDev(week, nil)
	return estimate(method, 100*sd/mean, len(week), 7)
}

// Deviations are the deviations of one signal, see [Baseline], and on how many days each rests.
type Deviations struct{ Z, N Series }

// DeviationsOf returns the deviation of each day from one day to another.
func DeviationsOf(g Signal, s Series, from, to Day) Deviations {
	scaled := g.scaled(s)
	before := newMoving(scaled, usualDays)
	list := Deviations{emptySeries(from, to), emptySeries(from, to)}
	for d := from; d <= to; d++ {
		e := deviation(g, scaled.At(d), before.to(d-1))
		list.Z.values[d-from], list.N.values[d-from] = e.Value, float64(e.N)
	}
	return list
}

// Band is how far a deviation is from the usual, in either direction: a very high HRV is unusual, not good.
type Band string

// The bands of a deviation in robust standard deviations.
const (
	BandUsual   Band = "USUAL"             // less than 1
	BandNotable Band = "NOTABLE"           // 1 to 2
	BandUnusual Band = "UNUSUAL"           // 2 to 3
	BandCheck   Band = "CHECK_MEASUREMENT" // 3 and more
)

// BandOf returns the band of a deviation.
func BandOf(z float64) Band {
	switch z = math.Abs(z); {
	case z < 1:
		return BandUsual
	case z < 2:
		return BandNotable
	case z < 3:
		return BandUnusual
	}
	return BandCheck
}
