package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

func TestExerciseFlags(t *testing.T) {
	t.Parallel()
	full := exercise("a", noon)
	p := connectedPolar(t, sandbox.Options{}, full)
	const (
		bare    = `{"id":"a","running_index":52`
		zones   = `,"heart_rate_zones":[{"index":0,"lower_limit":96,"upper_limit":115,"in_zone":"PT2M2S"}]`
		samples = `,"samples":[{"recording_rate":1,"sample_type":0,"data":"77,78"}]`
		route   = `,"route":[{"latitude":60.2}]`
		rest    = `,"training_load_pro":{"muscle-load":12.5}}`
	)
	for query, want := range map[string]string{
		"":                                    bare + rest,
		"?samples=true":                       bare + samples + rest,
		"?zones=true&samples=false":           bare + zones + rest,
		"?route=true":                         bare + route + rest,
		"?zones=true&samples=true&route=true": string(full.JSON),
	} {
		if diff := cmp.Diff("200 ["+want+"]", p.statusOf("/v3/exercises"+query)); diff != "" {
			t.Errorf("list%s: %s", query, diff)
		}
		if diff := cmp.Diff("200 "+want, p.statusOf("/v3/exercises/a"+query)); diff != "" {
			t.Errorf("one%s: %s", query, diff)
		}
	}
}

func TestActivityFlags(t *testing.T) {
	t.Parallel()
	day := daysAgo(1)
	const samples = `{"date":"D","steps":{"total_steps":9},"activity_zones":{"samples":[]},"inactivity_stamps":[]}`
	p := connectedPolar(t, sandbox.Options{},
		dated(sandbox.KindActivity, day, `{"start_time":"%sT00:00","calories":1.50,"samples":`+samples+`}`),
		dated(sandbox.KindActivity, daysAgo(2), `{"samples":{"date":"%s","steps":{}}}`))
	summary := `{"start_time":"` + day + `T00:00","calories":1.50`
	for path, want := range map[string]string{
		"/" + day:                             summary + `}`,
		"/" + day + "?steps=true":             summary + `,"samples":{"date":"D","steps":{"total_steps":9}}}`,
		"?inactivity_stamps=true":             `[` + summary + `,"samples":{"date":"D","inactivity_stamps":[]}}]`,
		"/samples/" + day:                     samples,
		"/samples?from=" + day + "&to=" + day: `[` + samples + `]`,
		"/samples/" + daysAgo(2):              `{"date":"` + daysAgo(2) + `","steps":{}}`,
	} {
		if diff := cmp.Diff("200 "+want, p.statusOf("/v3/users/activities"+path)); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
	if got := p.statusOf("/v3/users/activities/" + daysAgo(2)); got != "204" {
		t.Errorf("samples without summary: %s", got)
	}
}

func TestDocsStyle(t *testing.T) {
	t.Parallel()
	day, next := daysAgo(2), daysAgo(1)
	p := connectedPolar(t, sandbox.Options{Style: sandbox.DocsStyle}, exercise("a", noon),
		dated(sandbox.KindCardioLoad, day, `{"date":"%s","cardio_load_level":{"very_low":1.0,"very_high":2.50}}`),
		dated(sandbox.KindContinuousHeartRate, day, `{"date":"%s"}`),
		dated(sandbox.KindContinuousHeartRate, next, `{"date":"%s"}`))
	heartRate := "/v3/users/continuous-heart-rate?from=" + day
	for path, want := range map[string]string{
		"/v3/exercises/a?samples=true&zones=true": `{"id":"a","running-index":52,"heart_rate_zones":[{"index":0,` +
			`"lower-limit":96,"upper-limit":115,"in-zone":"PT2M2S"}],"samples":[{"recording-rate":1,"sample-type":"0",` +
			`"data":"77,78"}],"training_load_pro":{"muscle-load":12.5}}`,
		"/v3/users/cardio-load/" + day: `[{"date":"` + day + `","cardio_load_level":{"very_low":1.0,"very-high":2.50}}]`,
		"/v3/users/cardio-load/" + day + "?style=live": `[{"date":"` + day +
			`","cardio_load_level":{"very_low":1.0,"very_high":2.50}}]`,
		heartRate + "&to=" + day:                 `{"date":"` + day + `"}`,
		heartRate + "&to=" + next:                `{"heart_rates":[{"date":"` + day + `"},{"date":"` + next + `"}]}`,
		heartRate + "&to=" + day + "&style=live": `{"heart_rates":[{"date":"` + day + `"}]}`,
	} {
		if diff := cmp.Diff("200 "+want, p.statusOf(path)); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func TestPutAndRemove(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{}, night(daysAgo(5)))
	measurement := func(second string) sandbox.Record {
		return dated(sandbox.KindSpo2, daysAgo(1), `{"test_time":`+second+`}`)
	}
	edited := dated(sandbox.KindSleep, daysAgo(5), `{"date":"%s","sleep_score":99}`)
	for _, r := range []sandbox.Record{edited, measurement("2"), measurement("1"), measurement("2"), exercise("new", time.Time{})} {
		if err := p.server.Put(athleteID, r); err != nil {
			t.Fatal(err)
		}
	}
	if got := p.statusOf("/v3/users/sleep"); got != `200 {"nights":[`+string(edited.JSON)+`]}` {
		t.Errorf("edited night: %s", got)
	}
	if got := p.statusOf("/v3/users/biosensing/spo2"); got != `200 [{"test_time":1},{"test_time":2}]` {
		t.Errorf("two measurements of a day: %s", got)
	}
	if got := ids(t, p.get("/v3/exercises").Body); len(got) != 1 {
		t.Errorf("an exercise uploaded now: %v", got)
	}
	for kind, key := range map[sandbox.Kind]string{
		sandbox.KindSleep: daysAgo(5), sandbox.KindSpo2: daysAgo(1), sandbox.KindExercise: "new",
	} {
		if err := p.server.Remove(athleteID, kind, key); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{
		"/v3/users/sleep/" + daysAgo(5): "404", "/v3/users/biosensing/spo2": "204", "/v3/exercises/new": "404",
	} {
		if got := p.statusOf(path); got != want {
			t.Errorf("%s after removal: %s", path, got)
		}
	}
	if p.server.Put(9, edited) == nil || p.server.Remove(9, sandbox.KindSleep, "") == nil {
		t.Error("changed an account that does not exist")
	}
}

func TestPhysicalInfo(t *testing.T) {
	t.Parallel()
	info := `{"weight":70.50,"height":175.0}`
	p := connectedPolar(t, sandbox.Options{}, sandbox.Record{Kind: sandbox.KindPhysicalInfo, JSON: []byte(info)})
	if got := p.statusOf("/v3/users/physical-info"); got != "200 "+info {
		t.Error(got)
	}
}

func TestAccountsAreApart(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{}, night(daysAgo(1)))
	p.server.AddAccount(9, sandbox.Profile{}, []sandbox.Record{night(daysAgo(2))})
	other, err := p.server.Connect(9, "member-9")
	if err != nil {
		t.Fatal(err)
	}
	mine := p.get("/v3/users/sleep").Body
	p.token = other
	theirs := p.get("/v3/users/sleep").Body
	if !strings.Contains(mine, daysAgo(1)) || strings.Contains(mine, daysAgo(2)) ||
		!strings.Contains(theirs, daysAgo(2)) || strings.Contains(theirs, daysAgo(1)) {
		t.Errorf("mine %s, theirs %s", mine, theirs)
	}
}
