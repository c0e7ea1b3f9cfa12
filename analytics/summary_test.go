package analytics

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSummarise(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	// Ten weeks from a Monday on; the days of week i are i, but Sundays 10 more.
	var weeks []float64
	for i := range 70 {
		x := float64(i / 7)
		if i%7 == 6 {
			x += 10
		}
		weeks = append(weeks, x)
	}
	hole := append(append([]float64{}, weeks[:64]...), nan, nan, nan, weeks[67])
	for name, c := range map[string]struct {
		values                    []float64
		period                    Period
		day                       Day
		add                       bool
		from                      Day
		value, change, deviation  float64
		whyValue, whyChange, whyZ Reason
		lowest, highest           Day
	}{
		"a full week":                       {weeks, ISOWeek, 69, false, 63, 9 + 10.0/7, 9 - 6.5, (9 - 4) / (2 * madToSD), "", "", "", 63, 69},
		"the same days of the weeks before": {weeks, ISOWeek, 66, true, 63, 36, 36 - 26, (36 - 16) / (8 * madToSD), "", "", "", 63, 63},
		"three days are too few":            {weeks, ISOWeek, 65, false, 63, nan, nan, nan, TooFewDays, TooFewDays, TooFewDays, 63, 63},
		"a sum with a hole":                 {hole, ISOWeek, 67, true, 63, nan, nan, nan, TooFewDays, TooFewDays, TooFewDays, 63, 63},
		"the first week":                    {weeks, ISOWeek, 6, false, 0, 10.0 / 7, nan, nan, "", TooShort, TooShort, 0, 6},
		"a month, 5 January to the 31st":    {weeks, Month, 26, true, -4, nan, nan, nan, TooFewDays, TooFewDays, TooFewDays, 0, 20 + 0},
		"a month's mean":                    {weeks, Month, 26, false, -4, (0*7 + 1*7 + 2*7 + 3*6 + 30) / 27.0, nan, nan, "", TooShort, TooShort, 0, 20},
		"nothing":                           {nil, ISOWeek, 6, false, 0, nan, nan, nan, TooFewDays, TooFewDays, TooFewDays, -1, -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := Summarise(from(c.values...), c.period, day0+c.day, c.add)
			got := []float64{s.Value.Value, s.Change.Value, s.Deviation.Value}
			if diff := cmp.Diff([]float64{c.value, c.change, c.deviation}, got, near(1e-9)); diff != "" {
				t.Error(diff)
			}
			why := []Reason{s.Value.Reason, s.Change.Reason, s.Deviation.Reason}
			if diff := cmp.Diff([]Reason{c.whyValue, c.whyChange, c.whyZ}, why); diff != "" {
				t.Error(diff)
			}
			if s.From != day0+c.from || s.To != day0+c.day {
				t.Errorf("from %v to %v", s.From, s.To)
			}
			if c.lowest >= 0 && (s.Lowest.Day != day0+c.lowest || s.Highest.Day != day0+c.highest) {
				t.Errorf("lowest %v, highest %v", s.Lowest, s.Highest)
			}
		})
	}
}

func TestPeriods(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		period      Period
		day         Day
		before      int
		first, last Day
	}{
		"a Sunday":                   {ISOWeek, NewDay(2026, 1, 4), 0, NewDay(2025, 12, 29), NewDay(2026, 1, 4)},
		"a Monday":                   {ISOWeek, NewDay(2026, 1, 5), 1, NewDay(2025, 12, 29), NewDay(2026, 1, 4)},
		"a leap year":                {Month, NewDay(2024, 3, 31), 1, NewDay(2024, 2, 1), NewDay(2024, 2, 29)},
		"a month of the year before": {Month, NewDay(2026, 1, 31), 2, NewDay(2025, 11, 1), NewDay(2025, 11, 30)},
	} {
		first := c.period.start(c.day, c.before)
		if first != c.first || c.period.last(first) != c.last {
			t.Errorf("%s: %v to %v", name, first, c.period.last(first))
		}
	}
}
