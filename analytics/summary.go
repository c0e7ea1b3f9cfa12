package analytics

import (
	"math"
	"time"

	"gonum.org/v1/gonum/floats"
)

// Period is a calendar period that is summed up.
type Period string

// The periods.
const (
	ISOWeek Period = "WEEK"  // Monday to Sunday; it needs 4 days
	Month   Period = "MONTH" // a calendar month; it needs 20 days
)

// Summary sums up one series over the days of a period that have passed.
type Summary struct {
	From, To Day // To is the last day that has passed
	// Value is the mean of the days, or their sum over days that were all known.
	Value Estimate
	// Change is by how much Value is above the median of the same days of the four periods before, in the unit of the
	// series. It needs three of them.
	Change Estimate
	// Deviation is by how many robust standard deviations Value is above the median of the same days of the 26 weeks,
	// or 12 months, before. It needs 6 of them.
	Deviation Estimate
	// Lowest and Highest are the days with the least and the greatest value, the first of several.
	Lowest, Highest Point
}

// start returns the first day of the period, so many periods before the one that a day is in.
func (p Period) start(d Day, before int) Day {
	if p == ISOWeek {
		return d - Day((d.Weekday()+6)%7) - Day(7*before)
	}
	t := d.Time()
	return NewDay(t.Year(), t.Month()-time.Month(before), 1)
}

// last returns the last day of the period that begins with a day.
func (p Period) last(first Day) Day {
	if p == ISOWeek {
		return first + 6
	}
	t := first.Time()
	return NewDay(t.Year(), t.Month()+1, 1) - 1
}

func (p Period) least() int {
	if p == ISOWeek {
		return 4
	}
	return 20
}

// reach returns how many periods before count for a deviation.
func (p Period) reach() int {
	if p == ISOWeek {
		return 26
	}
	return 12
}

// Summarise returns the summary of the period that a day is in, up to that day. The series is added up, as loads and
// steps are, or averaged.
func Summarise(s Series, p Period, d Day, add bool) Summary {
	first := p.start(d, 0)
	days := int(d-first) + 1
	sum := Summary{From: first, To: d, Value: p.value(s, first, days, add)}
	var before []float64
	for i := 1; i <= p.reach(); i++ {
		start := p.start(d, i)
		if e := p.value(s, start, min(days, int(p.last(start)-start)+1), add); e.OK() {
			before = append(before, e.Value)
		}
		if i == 4 {
			sum.Change = change(sum.Value, before)
		}
	}
	sum.Deviation = periodDeviation(sum.Value, before, p.reach())
	sum.Lowest, sum.Highest = extremes(s, first, d)
	return sum
}

// value returns the mean or the sum of the first days of a period.
func (p Period) value(s Series, first Day, days int, add bool) Estimate {
	values := s.Between(first, first+Day(days)-1)
	n := len(values)
	switch {
	case n < p.least():
		return none("mean of days", TooFewDays, n, days)
	case add && n < days:
		return none("sum of days", TooFewDays, n, days)
	case add:
		return estimate("sum of days", floats.Sum(values), n, days)
	}
	return estimate("mean of days", floats.Sum(values)/float64(n), n, days)
}

func change(value Estimate, before []float64) Estimate {
	const method = "against the median of the 4 periods before"
	switch {
	case !value.OK():
		return none(method, value.Reason, len(before), 4)
	case len(before) < 3:
		return none(method, TooShort, len(before), 4)
	}
	return estimate(method, value.Value-Median(before), len(before), 4)
}

func periodDeviation(value Estimate, before []float64, window int) Estimate {
	const method = "robust z against the periods before"
	switch {
	case !value.OK():
		return none(method, value.Reason, len(before), window)
	case len(before) < 6:
		return none(method, TooShort, len(before), window)
	}
	if z := RobustZ(value.Value, before, 0); !math.IsNaN(z) {
		return estimate(method, z, len(before), window)
	}
	return none(method, NoVariation, len(before), window)
}

func extremes(s Series, from, to Day) (lowest, highest Point) {
	found := false
	for d := from; d <= to; d++ {
		x := s.At(d)
		if isMissing(x) {
			continue
		}
		if !found || x < lowest.Value {
			lowest = Point{d, x}
		}
		if !found || x > highest.Value {
			highest = Point{d, x}
		}
		found = true
	}
	return lowest, highest
}
