package analytics

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDay(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]struct {
		day     Day
		weekday time.Weekday
	}{
		"1970-01-01": {0, time.Thursday},
		"1969-12-31": {-1, time.Wednesday},
		"2024-02-29": {19782, time.Thursday},
		"2026-01-05": {20458, time.Monday},
	} {
		got, err := ParseDay(date)
		if err != nil || got != want.day || got.Weekday() != want.weekday || got.String() != date {
			t.Errorf("%s: %d %v %v %v", date, got, got.Weekday(), got, err)
		}
	}
	if _, err := ParseDay("2026-02-30"); err == nil {
		t.Error("a date that the calendar does not have was read")
	}
	late := time.Date(2026, 3, 29, 23, 30, 0, 0, time.FixedZone("", -5*3600))
	if got := DayOf(late); got != NewDay(2026, 3, 29) {
		t.Error("the day of a time is that of its own clock, not", got)
	}
}

func TestNewSeries(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	for name, c := range map[string]struct {
		points []Point
		want   []Point
	}{
		"nothing":              {nil, nil},
		"any order":            {[]Point{{9, 3}, {7, 1}}, []Point{{7, 1}, {9, 3}}},
		"not finite":           {[]Point{{7, 1}, {8, nan}, {9, math.Inf(1)}}, []Point{{7, 1}}},
		"the same twice":       {[]Point{{7, 1}, {7, 1}}, []Point{{7, 1}}},
		"two watches disagree": {[]Point{{7, 1}, {7, 2}, {8, 5}}, []Point{{8, 5}}},
		"three, two of a kind": {[]Point{{7, 1}, {7, 2}, {7, 1}}, nil},
		"a value and none":     {[]Point{{7, nan}, {7, 2}}, []Point{{7, 2}}},
		"a zero is a value":    {[]Point{{7, 0}}, []Point{{7, 0}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, NewSeries(c.points).Points()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDailyLoads(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sessions []Point
		covered  []Day
		want     []Point
	}{
		"two sessions add up":         {[]Point{{7, 20}, {7, 30}}, []Day{7}, []Point{{7, 50}}},
		"rest":                        {nil, []Day{7, 8}, []Point{{7, 0}, {8, 0}}},
		"no sync is not rest":         {[]Point{{7, 20}, {9, 30}}, []Day{7, 9}, []Point{{7, 20}, {9, 30}}},
		"a session shows itself":      {[]Point{{7, 20}}, nil, []Point{{7, 20}}},
		"a load that is not known":    {[]Point{{7, 20}, {7, -1}, {8, 5}}, []Day{7, 8}, []Point{{8, 5}}},
		"a load that is not a number": {[]Point{{7, math.NaN()}, {7, 20}}, []Day{7}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, DailyLoads(c.sessions, c.covered).Points()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestUntil(t *testing.T) {
	t.Parallel()
	s := from(1, math.NaN(), 3)
	for _, c := range []struct {
		until Day
		want  []float64
	}{{day0 - 1, nil}, {day0, []float64{1}}, {day0 + 1, []float64{1}}, {day0 + 2, []float64{1, 3}}, {day0 + 9, []float64{1, 3}}} {
		if diff := cmp.Diff(c.want, s.Until(c.until).Between(day0-5, day0+5)); diff != "" {
			t.Errorf("%v: %s", c.until, diff)
		}
	}
}
