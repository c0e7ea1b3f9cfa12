package graph_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/sleep"
	"polarflow/ent/viewer"
	"polarflow/ingest"
)

// columns asks for the buckets of a metric.
func (w *world) columns(t testing.TB, secret, metric, period string, between any) map[string]any {
	t.Helper()
	a := w.ask(t, secret, askMetrics, vars{"m": []string{metric}, "p": period, "r": between})
	return a.at(t, "viewer", "metricSeries", 0).(map[string]any)
}

func date(t testing.TB, text any) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, text.(string))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// The buckets of any range lie edge to edge, cover it, and are what the calendar says they are.
func TestBucketsAreTheCalendars(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		secret := w.token(t, w.person(t, "me"))
		same := func(part func(time.Time) string) func(from, to time.Time) bool {
			return func(from, to time.Time) bool {
				return part(from) == part(to) && part(from.AddDate(0, 0, -1)) != part(from) && part(to.AddDate(0, 0, 1)) != part(to)
			}
		}
		for period, whole := range map[string]func(from, to time.Time) bool{
			"DAY":   same(func(d time.Time) string { return d.Format(time.DateOnly) }),
			"WEEK":  same(func(d time.Time) string { year, week := d.ISOWeek(); return fmt.Sprint(year, week) }),
			"MONTH": same(func(d time.Time) string { return d.Format("2006-01") }),
			"YEAR":  same(func(d time.Time) string { return d.Format("2006") }),
		} {
			for _, r := range [][2]string{
				{"2019-12-15", "2021-01-20"}, // a leap year, and an ISO year of 53 weeks
				{"2024-12-30", "2024-12-30"}, // of week 1 of 2025
				{"2011-12-29", "2012-01-01"}, {"2017-10-14", "2017-10-16"}, {"1999-12-31", "2000-03-01"}, {"2100-02-27", "2100-03-02"},
			} {
				s := w.columns(t, secret, "STEPS", period, vars{"from": r[0], "to": r[1]})
				starts, ends := s["from"].([]any), s["to"].([]any)
				for i := range starts {
					from, to := date(t, starts[i]), date(t, ends[i])
					if !whole(from, to) || i > 0 && !date(t, ends[i-1]).AddDate(0, 0, 1).Equal(from) {
						t.Errorf("%s of %v: bucket %d is %s to %s", period, r, i, starts[i], ends[i])
					}
				}
				if first, last := date(t, ends[0]), date(t, starts[len(starts)-1]); date(t, starts[0]).After(date(t, r[0])) ||
					first.Before(date(t, r[0])) || last.After(date(t, r[1])) || date(t, ends[len(ends)-1]).Before(date(t, r[1])) {
					t.Errorf("%s of %v: %v to %v", period, r, starts, ends)
				}
			}
		}
	})
}

// A week belongs to one ISO year, a month and a year end where they end, and values are counted in the bucket of
// their date alone.
func TestBucketsOverYearEnds(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		for i, night := range []string{"2020-12-27", "2020-12-28", "2020-12-31", "2021-01-01", "2021-01-03", "2021-01-04"} {
			w.night(t, u, night)
			w.db.Ent.Sleep.Update().Where(sleep.Date(night)).SetScore(1 << i).ExecX(system(t))
		}
		secret := w.token(t, u)
		for name, test := range map[string]struct {
			period    string
			between   vars
			from, sum []any
		}{
			"week 53 of 2020": {"WEEK", vars{"from": "2020-12-28", "to": "2021-01-03"}, []any{"2020-12-28"}, []any{2.0 + 4 + 8 + 16}},
			"weeks around it": {"WEEK", vars{}, []any{"2020-12-21", "2020-12-28", "2021-01-04"}, []any{1.0, 2.0 + 4 + 8 + 16, 32.0}},
			"part of a week":  {"WEEK", vars{"from": "2020-12-31", "to": "2021-01-01"}, []any{"2020-12-28"}, []any{4.0 + 8}},
			"months":          {"MONTH", vars{"from": "2020-11-30", "to": "2021-02-01"}, []any{"2020-11-01", "2020-12-01", "2021-01-01", "2021-02-01"}, []any{nil, 1.0 + 2 + 4, 8.0 + 16 + 32, nil}},
			"years":           {"YEAR", vars{"to": "2022-01-01"}, []any{"2020-01-01", "2021-01-01", "2022-01-01"}, []any{1.0 + 2 + 4, 8.0 + 16 + 32, nil}},
			"a far end":       {"YEAR", vars{"from": "2021-01-02", "to": "2023-12-31"}, []any{"2021-01-01", "2022-01-01", "2023-01-01"}, []any{16.0 + 32, nil, nil}},
		} {
			s := w.columns(t, secret, "SLEEP_SCORE", test.period, test.between)
			if diff := cmp.Diff([2][]any{test.from, test.sum}, [2][]any{s["from"].([]any), s["sum"].([]any)}); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

// store stores elements of Polar's for a person who lives in a zone.
func (w *world) store(t testing.TB, u *ent.User, zone string, k kind.Kind, elements ...string) {
	t.Helper()
	home, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	raw := make([]json.RawMessage, len(elements))
	for i, e := range elements {
		raw[i] = json.RawMessage(e)
	}
	writer := &ingest.Writer{DB: w.db, Now: w.clock.Now}
	if _, err := writer.Import(viewer.Person(t.Context(), u.ID), ingest.Person{ID: u.ID, Home: home}, k, raw); err != nil {
		t.Fatal(err)
	}
}

// Days of 23, 24 and 25 hours, days without a midnight and the day that Samoa left out are each one bucket and one
// day, and what was recorded in their first and last minutes is on them, in the offset that was in force.
func TestDaysOfAllLengths(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for name, test := range map[string]struct {
			zone, date  string
			early, late string // what the first and the last workout of the day show as their beginning
		}{
			"23 hours":                {"Europe/Helsinki", "2026-03-29", "2026-03-29T00:10:00+02:00", "2026-03-29T23:50:00+03:00"},
			"25 hours":                {"Europe/Helsinki", "2026-10-25", "2026-10-25T00:10:00+03:00", "2026-10-25T23:50:00+02:00"},
			"23.5 hours":              {"Australia/Lord_Howe", "2025-10-05", "2025-10-05T00:10:00+10:30", "2025-10-05T23:50:00+11:00"},
			"no midnight, São Paulo":  {"America/Sao_Paulo", "2017-10-15", "2017-10-15T01:10:00-02:00", "2017-10-15T23:50:00-02:00"},
			"no midnight, Beirut":     {"Asia/Beirut", "2024-03-31", "2024-03-31T01:10:00+03:00", "2024-03-31T23:50:00+03:00"},
			"after the day left out":  {"Pacific/Apia", "2011-12-31", "2011-12-31T00:10:00+14:00", "2011-12-31T23:50:00+14:00"},
			"before the day left out": {"Pacific/Apia", "2011-12-29", "2011-12-29T00:10:00-10:00", "2011-12-29T23:50:00-10:00"},
		} {
			u := w.person(t, name)
			early := test.early[:19] // what the watch shows
			w.store(t, u, test.zone, kind.Exercise, `{"id":"early","start_time":"`+early+`","duration":"PT60S"}`, `{"id":"late","start_time":"`+test.date+`T23:50:00","duration":"PT60S"}`)
			w.store(t, u, test.zone, kind.DailyActivity, `{"start_time":"`+test.date+`T00:00","end_time":"`+test.date+`T23:59:59","steps":100}`)
			day := date(t, test.date)
			around := vars{"from": day.AddDate(0, 0, -1).Format(time.DateOnly), "to": day.AddDate(0, 0, 1).Format(time.DateOnly)}
			secret := w.token(t, u)
			a := w.ask(t, secret, `query($r: DateRange!) { viewer { days(range: $r) { date activity { steps } exercises { startTime } } } }`, vars{"r": around})
			beside := func(days int) any {
				return map[string]any{"date": day.AddDate(0, 0, days).Format(time.DateOnly), "activity": nil, "exercises": []any{}}
			}
			on := map[string]any{"date": test.date, "activity": map[string]any{"steps": 100.0}, "exercises": []any{
				map[string]any{"startTime": test.early}, map[string]any{"startTime": test.late},
			}}
			if diff := cmp.Diff([]any{beside(-1), on, beside(1)}, a.at(t, "viewer", "days")); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			s := w.columns(t, secret, "EXERCISE_SECONDS", "DAY", around)
			if diff := cmp.Diff([]any{nil, 120.0, nil}, s["sum"]); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

// A range of thousands of years is as cheap as the data in it, and more buckets than the limit are refused before
// anything is read.
func TestLongRanges(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.night(t, u, dateAfter(0))
		secret := w.token(t, u)
		s := w.columns(t, secret, "SLEEP_SCORE", "YEAR", vars{"from": "0001-01-01", "to": "3700-12-31"})
		if years := s["sum"].([]any); len(years) != 3700 || years[2025] != 80.0 {
			t.Errorf("%d years, 2026 has %v", len(years), years[2025])
		}
		sent := w.statements.during(func() {
			a := w.try(t, secret, askMetrics, vars{"m": []string{"SLEEP_SCORE"}, "p": "YEAR", "r": vars{"from": "0001-01-01", "to": "3701-01-01"}})
			if a.code() != "RANGE_TOO_LARGE" || a.Errors[0].Extensions["limit"] != 3700.0 {
				t.Error(a.body)
			}
		})
		for _, s := range sent {
			if strings.Contains(s, "sleeps") {
				t.Error("read: ", s)
			}
		}
	})
}
