package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"polarflow/polar/sandbox"
)

// windowRecords are one record of every dated kind, 3 days and 100 days ago and tomorrow.
func windowRecords() []sandbox.Record {
	var records []sandbox.Record
	for _, days := range []int{-1, 3, 100} {
		day := daysAgo(days)
		records = append(records, night(day),
			dated(sandbox.KindNightlyRecharge, day, `{"date":"%s"}`),
			dated(sandbox.KindActivity, day, `{"start_time":"%sT00:00","steps":1}`),
			dated(sandbox.KindContinuousHeartRate, day, `{"date":"%s"}`),
			dated(sandbox.KindAlertness, day, `{"period_end_time":"%sT20:00:00"}`),
			dated(sandbox.KindCircadianBedtime, day, `{"period_end_time":"%sT05:00:00"}`),
			dated(sandbox.KindBodyTemperature, day, `{"start_time":"%sT00:00:00"}`),
			dated(sandbox.KindSkinTemperature, day, `{"sleep_date":"%s"}`),
			dated(sandbox.KindSpo2, day, `{"test_time":1}`),
			dated(sandbox.KindECG, day, `{"test_time":1}`))
	}
	return records
}

// days writes the answer of a list in which %s stands for the date of each day.
func days(before, element, after string, ago ...int) string {
	elements := make([]string, len(ago))
	for i, n := range ago {
		elements[i] = strings.ReplaceAll(element, "%s", daysAgo(n))
	}
	return "200 " + before + strings.Join(elements, ",") + after
}

func TestWindows(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{}, windowRecords()...)
	activity, alert := `{"start_time":"%sT00:00","steps":1}`, `{"period_end_time":"%sT20:00:00"}`
	between := func(from, to int) string { return "?from=" + daysAgo(from) + "&to=" + daysAgo(to) }
	for _, c := range []struct{ path, want string }{
		{"/v3/users/nightly-recharge", days(`{"recharges":[`, `{"date":"%s"}`, `]}`, 3, -1)},
		{"/v3/users/nightly-recharge" + between(100, 100), days(`{"recharges":[`, `{"date":"%s"}`, `]}`, 3, -1)},
		{"/v3/users/nightly-recharge/" + daysAgo(100), days(``, `{"date":"%s"}`, ``, 100)},
		{"/v3/users/nightly-recharge/" + daysAgo(4), "404"},
		{"/v3/users/nightly-recharge/yesterday", "400"},
		{"/v3/users/sleep/available", days(`{"available":[`,
			`{"date":"%s","start_time":"%sT00:10:00+02:00","end_time":"%sT07:10:00+02:00"}`, `]}`, 3, -1)},
		{"/v3/users/sleep/" + daysAgo(4), "404"},
		{"/v3/users/activities", days(`[`, activity, `]`, 3, -1)},
		{"/v3/users/activities/", days(`[`, activity, `]`, 3, -1)},
		{"/v3/users/activities" + between(110, 90), days(`[`, activity, `]`, 100)},
		{"/v3/users/activities" + between(20, 10), "200 []"},
		{"/v3/users/activities" + between(40, 12), "200 []"},
		{"/v3/users/activities" + between(40, 11), "400"},
		{"/v3/users/activities" + between(10, 11), "400"},
		{"/v3/users/activities?from=" + daysAgo(40), "400"},
		{"/v3/users/activities" + between(365, 360), "200 []"},
		{"/v3/users/activities" + between(366, 360), "400"},
		{"/v3/users/activities?from=2026-02-30&to=2026-03-01", "400"},
		{"/v3/users/activities/" + daysAgo(100), days(``, activity, ``, 100)},
		{"/v3/users/activities/" + daysAgo(365), "204"},
		{"/v3/users/activities/" + daysAgo(366), "400"},
		{"/v3/users/activities/samples", "200 []"},
		{"/v3/users/activities/samples/", "200 []"},
		{"/v3/users/activities/samples/" + daysAgo(3), "204"},
		{"/v3/users/continuous-heart-rate" + between(3, 3), days(`{"heart_rates":[`, `{"date":"%s"}`, `]}`, 3)},
		{"/v3/users/continuous-heart-rate" + between(9, 8), `200 {"heart_rates":[]}`},
		{"/v3/users/continuous-heart-rate" + between(30, 1), "400"},
		{"/v3/users/continuous-heart-rate", "400"},
		{"/v3/users/continuous-heart-rate/" + daysAgo(100), days(``, `{"date":"%s"}`, ``, 100)},
		{"/v3/users/continuous-heart-rate/" + daysAgo(4), "404"},
		{"/v3/users/sleepwise/alertness", days(`[`, alert, `]`, 3, -1)},
		{"/v3/users/sleepwise/alertness/date" + between(110, 90), days(`[`, alert, `]`, 100)},
		{"/v3/users/sleepwise/alertness/date" + between(9, 8), "204"},
		{"/v3/users/sleepwise/alertness/date" + between(40, 1), "400"},
		{"/v3/users/sleepwise/alertness/date", "400"},
		{"/v3/users/sleepwise/circadian-bedtime", days(`[`, `{"period_end_time":"%sT05:00:00"}`, `]`, 3, -1)},
		{"/v3/users/sleepwise/circadian-bedtime/date" + between(9, 8), "204"},
		{"/v3/users/biosensing/bodytemperature", days(`[`, `{"start_time":"%sT00:00:00"}`, `]`, 3, -1)},
		{"/v3/users/biosensing/skintemperature" + between(101, 99), days(`[`, `{"sleep_date":"%s"}`, `]`, 100)},
		{"/v3/users/biosensing/spo2", days(`[`, `{"test_time":1}`, `]`, 3, -1)},
		{"/v3/users/biosensing/ecg" + between(9, 8), "204"},
		{"/v3/users/biosensing/ecg" + between(40, 1), "400"},
		{"/v3/users/biosensing/skincontacts", "204"},
		{"/v3/users/physical-info", "404"},
		{"/v3/users/spo2", "404"},
		{"/v3/exercises/x/samples", "404"},
		{"/v3/exercises/x/fit", "404"},
	} {
		t.Run(c.path, func(t *testing.T) {
			t.Parallel()
			if got := p.statusOf(c.path); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestEmptyAccount(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{})
	for path, want := range map[string]string{
		"/v3/exercises":                         "200 []",
		"/v3/users/sleep":                       `200 {"nights":[]}`,
		"/v3/users/sleep/available":             `200 {"available":[]}`,
		"/v3/users/nightly-recharge":            `200 {"recharges":[]}`,
		"/v3/users/activities":                  "200 []",
		"/v3/users/sleepwise/alertness":         "204",
		"/v3/users/sleepwise/circadian-bedtime": "204",
		"/v3/users/biosensing/spo2":             "204",
	} {
		if got := p.statusOf(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

func TestCardioLoadHasEveryDay(t *testing.T) {
	t.Parallel()
	load := dated(sandbox.KindCardioLoad, daysAgo(1), `{"date":"%s","cardio_load":12.5}`)
	p := connectedPolar(t, sandbox.Options{}, load)
	for _, c := range []struct {
		path     string
		days     int // 0 is a bad request
		recorded bool
	}{
		{"", 28, true},
		{"/", 28, true},
		{"/" + daysAgo(1), 1, true},
		{"/" + daysAgo(700), 1, false},
		{"/date?from=" + daysAgo(9) + "&to=" + daysAgo(0), 10, true},
		{"/date?from=" + daysAgo(9), 0, false},
		{"/date?from=" + daysAgo(400) + "&to=" + daysAgo(0), 0, false},
		{"/period/days/1", 1, false},
		{"/period/days/180", 180, true},
		{"/period/days/181", 0, false},
		{"/period/days/0", 0, false},
		{"/period/months/1", 28, true},
		{"/period/months/6", 181, true},
		{"/period/months/7", 0, false},
		{"/monday", 0, false},
	} {
		t.Run(c.path, func(t *testing.T) {
			t.Parallel()
			answer := p.get("/v3/users/cardio-load" + c.path)
			if c.days == 0 {
				if answer.Status != 400 {
					t.Errorf("got %d", answer.Status)
				}
				return
			}
			elements, ok := decoded(t, answer.Body).([]any)
			if !ok || len(elements) != c.days {
				t.Fatalf("got %d elements, want %d", len(elements), c.days)
			}
			if got := strings.Contains(answer.Body, string(load.JSON)); got != c.recorded {
				t.Errorf("recorded day is there: %t", got)
			}
			if got := strings.Count(answer.Body, `"cardio_load":-1.0`); got != c.days && got != c.days-1 {
				t.Errorf("%d days of %d without value", got, c.days)
			}
		})
	}
}

func TestExerciseWindow(t *testing.T) {
	t.Parallel()
	records := []sandbox.Record{
		exercise("old", noon.AddDate(0, 0, -30).Add(-time.Second)),
		exercise("thirty", noon.AddDate(0, 0, -30)),
		exercise("early", noon.AddDate(0, 0, -5)),
		exercise("late", noon.AddDate(0, 0, -1)),
	}
	for name, c := range map[string]struct {
		registered time.Time // zero is now
		everything bool
		want       string
	}{
		"registered long ago":   {noon.AddDate(-1, 0, 0), false, "thirty early late"},
		"registered lately":     {noon.AddDate(0, 0, -2), false, "late"},
		"registered now":        {time.Time{}, false, ""},
		"earlier uploads shown": {time.Time{}, true, "thirty early late"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := startPolar(t, sandbox.Options{ServeEarlierUploads: c.everything})
			p.server.AddAccount(athleteID, sandbox.Profile{RegisteredAt: c.registered}, records)
			token, err := p.server.Connect(athleteID, "m")
			if err != nil {
				t.Fatal(err)
			}
			p.token = token
			if got := strings.Join(ids(t, p.get("/v3/exercises").Body), " "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			for _, r := range records {
				want := 404
				if strings.Contains(c.want, r.ID) {
					want = 200
				}
				if got := p.get("/v3/exercises/" + r.ID).Status; got != want {
					t.Errorf("%s: got %d, want %d", r.ID, got, want)
				}
			}
		})
	}
}

// ids lists the ids of exercises.
func ids(t *testing.T, body string) []string {
	t.Helper()
	var found []string
	elements, _ := decoded(t, body).([]any)
	for _, e := range elements {
		object, _ := e.(map[string]any)
		found = append(found, fmt.Sprint(object["id"]))
	}
	return found
}
