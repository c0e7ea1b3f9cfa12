package graph_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/analytics"
	"polarflow/ent/cardioload"
	"polarflow/ent/sleep"
)

const askMetrics = `query($m: [Metric!]!, $r: DateRange!, $p: Period!) { viewer { metricSeries(metrics: $m, range: $r, groupBy: $p) {
	metric unit from to daysWithData sum mean min max } } }`

func TestMetricSeries(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		// Sunday 1 March, Monday 2 and Tuesday 10 March 2026
		for i, date := range []string{"2026-03-01", "2026-03-02", "2026-03-10"} {
			w.night(t, u, date)
			w.day(t, u, date)
			w.db.Ent.Sleep.Update().Where(sleep.Date(date)).SetScore(70 + 10*i).ExecX(system(t))
		}
		w.db.Ent.CardioLoad.Update().Where(cardioload.Date("2026-03-02")).ClearLoad().ExecX(system(t))
		w.session(t, u, "2026-03-02", "08:00:00", "RUNNING")
		w.session(t, u, "2026-03-02", "18:00:00", "RUNNING")
		secret := w.token(t, u)
		for name, test := range map[string]struct {
			v    vars
			want map[string]any
		}{
			"weeks": {vars{"m": []string{"SLEEP_SCORE"}, "p": "WEEK", "r": vars{"from": "2026-03-01", "to": "2026-03-18"}}, map[string]any{
				"metric": "SLEEP_SCORE", "unit": "",
				"from":         []any{"2026-02-23", "2026-03-02", "2026-03-09", "2026-03-16"},
				"to":           []any{"2026-03-01", "2026-03-08", "2026-03-15", "2026-03-22"},
				"daysWithData": []any{1.0, 1.0, 1.0, 0.0},
				"sum":          []any{70.0, 80.0, 90.0, nil}, "mean": []any{70.0, 80.0, 90.0, nil},
				"min": []any{70.0, 80.0, 90.0, nil}, "max": []any{70.0, 80.0, 90.0, nil},
			}},
			"months of everything": {vars{"m": []string{"SLEEP_SCORE"}, "p": "MONTH", "r": vars{}}, map[string]any{
				"metric": "SLEEP_SCORE", "unit": "", "from": []any{"2026-03-01"}, "to": []any{"2026-03-31"},
				"daysWithData": []any{3.0}, "sum": []any{240.0}, "mean": []any{80.0}, "min": []any{70.0}, "max": []any{90.0},
			}},
			"a zero is a value, null is none": {vars{"m": []string{"CARDIO_LOAD"}, "p": "YEAR", "r": vars{"from": "2026-03-01", "to": "2026-03-10"}}, map[string]any{
				"metric": "CARDIO_LOAD", "unit": "TRIMP", "from": []any{"2026-01-01"}, "to": []any{"2026-12-31"},
				"daysWithData": []any{2.0}, "sum": []any{0.0}, "mean": []any{0.0}, "min": []any{0.0}, "max": []any{0.0},
			}},
			"sessions of a day add up": {vars{"m": []string{"EXERCISE_SECONDS"}, "p": "DAY", "r": vars{"from": "2026-03-02", "to": "2026-03-03"}}, map[string]any{
				"metric": "EXERCISE_SECONDS", "unit": "s", "from": []any{"2026-03-02", "2026-03-03"}, "to": []any{"2026-03-02", "2026-03-03"},
				"daysWithData": []any{1.0, 0.0}, "sum": []any{7201.0, nil}, "mean": []any{7201.0, nil}, "min": []any{7201.0, nil}, "max": []any{7201.0, nil},
			}},
			"no data at all": {vars{"m": []string{"VO2_MAX"}, "p": "DAY", "r": vars{}}, map[string]any{
				"metric": "VO2_MAX", "unit": "ml/kg/min", "from": []any{}, "to": []any{}, "daysWithData": []any{},
				"sum": []any{}, "mean": []any{}, "min": []any{}, "max": []any{},
			}},
		} {
			got := w.ask(t, secret, askMetrics, test.v).at(t, "viewer", "metricSeries", 0)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

// Every metric has a source: with data of every kind each has a value.
func TestEveryMetric(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		secret := w.token(t, w.everything(t))
		var metrics []string
		for _, v := range schema().Types["Metric"].EnumValues {
			if !slices.Contains(analytics.Metrics(), analytics.Metric(v.Name)) || v.Name == "STEPS" {
				metrics = append(metrics, v.Name) // those that are computed need more than a day of data
			}
		}
		a := w.ask(t, secret, askMetrics, vars{"m": metrics, "p": "DAY", "r": vars{"from": dateAfter(0), "to": dateAfter(0)}})
		for i, name := range metrics {
			if a.at(t, "viewer", "metricSeries", i, "daysWithData", 0) != 1.0 || a.at(t, "viewer", "metricSeries", i, "metric") != name {
				t.Errorf("%s: %v", name, a.at(t, "viewer", "metricSeries", i))
			}
		}
	})
}
