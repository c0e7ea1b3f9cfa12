package graph_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent/kind"
	"polarflow/series"
)

func TestReductions(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u, date := w.person(t, "me"), dateAfter(0)
		w.day(t, u, date)
		values := []float64{60, 60, 60, 60, math.NaN(), 60, 60, 180, 60, 40}
		w.curve(t, u, kind.ContinuousHeartRate, date, kind.HeartRate, local(date, "00:00:00"), every(300, values...))
		secret := w.token(t, u)
		for name, test := range map[string]struct {
			args       string
			offsets    []any
			values     []any
			resolution any
		}{
			"all":  {"", []any{0.0, 300.0, 600.0, 900.0, 1200.0, 1500.0, 1800.0, 2100.0, 2400.0, 2700.0}, []any{60.0, 60.0, 60.0, 60.0, nil, 60.0, 60.0, 180.0, 60.0, 40.0}, 300.0},
			"raw":  {"(maxPoints: 0, reduction: RAW)", []any{0.0, 300.0, 600.0, 900.0, 1200.0, 1500.0, 1800.0, 2100.0, 2400.0, 2700.0}, []any{60.0, 60.0, 60.0, 60.0, nil, 60.0, 60.0, 180.0, 60.0, 40.0}, 300.0},
			"mean": {"(maxPoints: 2, reduction: MEAN)", []any{0.0, 1350.001}, []any{60.0, 80.0}, 1350.001},
			"lttb": {"(maxPoints: 7)", nil, nil, nil},
		} {
			a := w.ask(t, secret, `{ viewer { continuousHeartRate(date: "`+date+`") { samples`+test.args+` { startTime storedCount resolutionSeconds offsetsSeconds values } } } }`, nil)
			s := a.at(t, "viewer", "continuousHeartRate", "samples").(map[string]any)
			if s["storedCount"] != 10.0 || s["startTime"] != date+"T00:00:00+02:00" {
				t.Errorf("%s: %v", name, s)
			}
			if test.values == nil {
				checkShape(t, s["values"].([]any), 7, 180, 40)
				continue
			}
			if diff := cmp.Diff(test.offsets, s["offsetsSeconds"]); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if diff := cmp.Diff(test.values, s["values"]); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if diff := cmp.Diff(test.resolution, s["resolutionSeconds"]); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

// checkShape demands that a reduced series is short, has its extremes, and has a gap where one was.
func checkShape(t *testing.T, values []any, most int, extremes ...float64) {
	t.Helper()
	seen := map[any]bool{}
	for _, v := range values {
		seen[v] = true
	}
	for _, extreme := range extremes {
		if !seen[extreme] {
			t.Errorf("%v is gone from %v", extreme, values)
		}
	}
	if len(values) > most || !seen[nil] {
		t.Errorf("reduced to %v", values)
	}
}

// A record without samples has an empty series where the field is never null, and null elsewhere.
func TestNothingRecorded(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u, date := w.person(t, "me"), dateAfter(0)
		w.night(t, u, date)
		w.day(t, u, date)
		w.session(t, u, date, "10:00:00", "RUNNING")
		a := w.ask(t, w.token(t, u), `{ viewer { day(date: "`+date+`") {
			sleep { hypnogram { stage } heartRate { storedCount } } activity { zones { zone } stepSamples { storedCount } }
			continuousHeartRate { samples { startTime storedCount values } } exercises { samples { type } route { pointCount } } } } }`, nil)
		want := map[string]any{
			"sleep":               map[string]any{"hypnogram": []any{}, "heartRate": nil},
			"activity":            map[string]any{"zones": []any{}, "stepSamples": nil},
			"continuousHeartRate": map[string]any{"samples": map[string]any{"startTime": date + "T00:00:00+02:00", "storedCount": 0.0, "values": []any{}}},
			"exercises":           []any{map[string]any{"samples": []any{}, "route": nil}},
		}
		if diff := cmp.Diff(want, a.at(t, "viewer", "day")); diff != "" {
			t.Error(diff)
		}
	})
}

// A hypnogram runs over midnight and a clock change, lies within the night, and its last stage lasts to the end.
func TestHypnogram(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		// In Helsinki the clocks go from 03:00 to 04:00 on 29 March 2026.
		start := time.Date(2026, 3, 28, 23, 30, 0, 0, time.FixedZone("", 2*3600))
		end := time.Date(2026, 3, 29, 7, 0, 0, 0, time.FixedZone("", 3*3600))
		w.db.Ent.Sleep.Create().SetUserID(u.ID).SetDate("2026-03-29").SetUpdatedAt(now).SetStartTime(start.UTC()).SetEndTime(end.UTC()).
			SetStartOffsetSeconds(2 * 3600).SetEndOffsetSeconds(3 * 3600).ExecX(system(t))
		w.curve(t, u, kind.Sleep, "2026-03-29", kind.Hypnogram, start.Add(-time.Minute).UTC(), series.Series{
			Offsets: []int64{0, 1_860_000, 3_660_000, 5_460_000, 7_260_000, 99_999_000}, Values: []float64{0, 2, 3, 4, 5, 1},
		})
		a := w.ask(t, w.token(t, u), `{ viewer { sleep(date: "2026-03-29") { startTime endTime hypnogram { stage polarStage startTime durationSeconds } } } }`, nil)
		segment := func(stage string, number float64, at string, lasts float64) any {
			return map[string]any{"stage": stage, "polarStage": number, "startTime": at, "durationSeconds": lasts}
		}
		want := map[string]any{
			"startTime": "2026-03-28T23:30:00+02:00", "endTime": "2026-03-29T07:00:00+03:00",
			"hypnogram": []any{
				segment("WAKE", 0, "2026-03-28T23:30:00+02:00", 1800),
				segment("LIGHT", 2, "2026-03-29T00:00:00+02:00", 1800),
				segment("LIGHT", 3, "2026-03-29T00:30:00+02:00", 1800),
				segment("DEEP", 4, "2026-03-29T01:00:00+02:00", 1800),
				segment("UNKNOWN", 5, "2026-03-29T01:30:00+02:00", 16200),
			},
		}
		if diff := cmp.Diff(want, a.at(t, "viewer", "sleep")); diff != "" {
			t.Error(diff)
		}
	})
}

func TestZones(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u, date := w.person(t, "me"), dateAfter(0)
		w.day(t, u, date)
		w.curve(t, u, kind.DailyActivity, date, kind.Zones, local(date, "00:00:00"), every(36000, 0, 1, 7))
		a := w.ask(t, w.token(t, u), `{ viewer { dailyActivity(date: "`+date+`") { zones { zone startTime durationSeconds } } } }`, nil)
		want := []any{
			map[string]any{"zone": "SEDENTARY", "startTime": date + "T00:00:00+02:00", "durationSeconds": 36000.0},
			map[string]any{"zone": "LIGHT", "startTime": date + "T10:00:00+02:00", "durationSeconds": 36000.0},
		}
		if diff := cmp.Diff(want, a.at(t, "viewer", "dailyActivity", "zones")); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWorkout(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		session := w.session(t, u, dateAfter(0), "10:00:00", "RUNNING")
		for name, values := range map[string][]float64{
			"HEART_RATE": {100, 110}, "SPEED": {9.5, 10}, "TYPE_99": {1, 2},
			kind.RouteLatitude: {60, 60.1, 60.2, 60.3}, kind.RouteLongitude: {25, 25, 25.5, 25},
		} {
			w.curve(t, u, kind.Exercise, session.RecordKey, name, session.StartTime, every(1, values...))
		}
		a := w.ask(t, w.token(t, u), `{ viewer { exercises { nodes { startTime uploadedAt
			all: samples { type unit } some: samples(types: ["HEART_RATE", "POWER", "ROUTE_LATITUDE"]) { type series { values } }
			route(maxPoints: 3) { pointCount offsetsSeconds latitudes longitudes } } } } }`, nil)
		want := map[string]any{
			"startTime": "2026-03-01T10:00:00+02:00", "uploadedAt": "2026-03-01T09:00:00Z",
			"all": []any{
				map[string]any{"type": "SPEED", "unit": "km/h"}, map[string]any{"type": "HEART_RATE", "unit": "bpm"},
				map[string]any{"type": "TYPE_99", "unit": ""},
			},
			"some": []any{map[string]any{"type": "HEART_RATE", "series": map[string]any{"values": []any{100.0, 110.0}}}},
			"route": map[string]any{"pointCount": 4.0, "offsetsSeconds": []any{0.0, 2.0, 3.0},
				"latitudes": []any{60.0, 60.2, 60.3}, "longitudes": []any{25.0, 25.5, 25.0}},
		}
		if diff := cmp.Diff(want, a.at(t, "viewer", "exercises", "nodes", 0)); diff != "" {
			t.Error(diff)
		}
	})
}

// A list of nights never touches the samples unless somebody asks for them.
func TestListsDoNotReadSamples(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.everything(t)
		secret := w.token(t, u)
		sent := w.statements.during(func() {
			w.ask(t, secret, `{ viewer { sleeps { nodes { score nightlyRecharge { hrvRmssdMs } day { exercises { sampleTypes hasRoute } } } } } }`, nil)
		})
		for _, s := range sent {
			if strings.Contains(s, "sample_series") {
				t.Error(s)
			}
		}
	})
}

// The alertness of a day is the history of its main sleep, else its prediction.
func TestAlertnessOfDay(t *testing.T) {
	t.Parallel()
	type period struct{ result, sleep string }
	for name, test := range map[string]struct {
		periods []period
		want    any
	}{
		"none":              {nil, nil},
		"prediction":        {[]period{{"ALERTNESS_TYPE_PREDICTION", "SLEEP_TYPE_PRIMARY"}}, "0"},
		"history wins":      {[]period{{"ALERTNESS_TYPE_HISTORY", "SLEEP_TYPE_PRIMARY"}, {"ALERTNESS_TYPE_PREDICTION", "SLEEP_TYPE_PRIMARY"}}, "0"},
		"naps do not count": {[]period{{"ALERTNESS_TYPE_PREDICTION", ""}, {"ALERTNESS_TYPE_HISTORY", "SLEEP_TYPE_SECONDARY"}}, "0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, w *world) {
				u, date := w.person(t, "me"), dateAfter(0)
				for i, period := range test.periods {
					create := w.db.Ent.AlertnessPeriod.Create().SetUserID(u.ID).SetDate(date).SetRecordKey(string(rune('0' + i))).
						SetStartTime(local(date, "07:00:00").Add(time.Duration(i) * time.Hour)).SetEndTime(local(date, "23:00:00")).
						SetResultType(period.result).SetGradeType(string(rune('0' + i)))
					if period.sleep != "" {
						create.SetSleepType(period.sleep)
					}
					create.ExecX(system(t))
				}
				a := w.ask(t, w.token(t, u), `{ viewer { day(date: "`+date+`") { alertness { gradeType } } } }`, nil)
				got := a.at(t, "viewer", "day", "alertness")
				if got != nil {
					got = got.(map[string]any)["gradeType"]
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}
