package sandbox_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

// servedAs returns "kind recorded day" of every element that is served, and its reason of every other.
func servedAs(placements []sandbox.Placement) []string {
	var lines []string
	for _, p := range placements {
		line := p.Ignored
		if line == "" {
			line = strings.TrimSpace(string(p.Kind) + " " + p.Recorded)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestSparseElementsAreRecognised(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ element, want string }{
		"exercise without duration":    {`{"id":"a","start_time":"2025-01-02T10:00:00"}`, "exercise 2025-01-02"},
		"activity":                     {`{"start_time":"2025-01-02T00:00","end_time":"2025-01-02T23:59","steps":9,"calories":8}`, "activity 2025-01-02"},
		"activity with hyphens":        {`{"start-time":"2025-01-02T00:00","active-calories":8}`, "activity 2025-01-02"},
		"activity samples":             {`{"date":"2025-01-02","activity-zones":{"samples":[]}}`, "activity 2025-01-02"},
		"cardio load without status":   {`{"date":"2025-01-02","cardio_load":1.5}`, "cardio-load 2025-01-02"},
		"strain":                       {`{"date":"2025-01-02","strain":1.5,"tolerance":2}`, "cardio-load 2025-01-02"},
		"cardio load with hyphens":     {`{"date":"2025-01-02","cardio-load-ratio":1.5}`, "cardio-load 2025-01-02"},
		"alertness without grade":      {`{"period_start_time":"2025-01-02T05:00:00","sleep_inertia":"SLEEP_INERTIA_MILD"}`, "alertness 2025-01-02"},
		"alertness by its hours":       {`{"period-start-time":"2025-01-01T05:00:00","period-end-time":"2025-01-02T05:00:00","hourly-data":[]}`, "alertness 2025-01-02"},
		"alertness by its result type": {`{"period_start_time":"2025-01-02T05:00:00","result_type":"ALERTNESS_TYPE_HISTORY"}`, "alertness 2025-01-02"},
		"bedtime by its result type":   {`{"period_start_time":"2025-01-02T05:00:00","result_type":"CIRCADIAN_BEDTIME_TYPE_HISTORY"}`, "circadian-bedtime 2025-01-02"},
		"bedtime by its quality":       {`{"period_start_time":"2025-01-02T05:00:00","quality":"X"}`, "circadian-bedtime 2025-01-02"},
		"bedtime without period end":   {`{"period_start_time":"2025-01-01T21:00:00","sleep_gate_end_time":"2025-01-01T22:30:00","sleep_timezone_offset_minutes":120}`, "circadian-bedtime 2025-01-02"},
		"preferred sleep alone":        {`{"preferred-sleep-period-end-time":"2025-01-02T05:00:00"}`, "circadian-bedtime 2025-01-02"},
		"body temperature":             {`{"start_time":"2025-01-02T05:00:00","samples":[{"temperature_celsius":36.5}]}`, "body-temperature 2025-01-02"},
		"body temperature, no samples": {`{"source_device_id":"1","start_time":"2025-01-02T05:00:00","samples":[]}`, "body-temperature 2025-01-02"},
		"skin temperature":             {`{"sleep-date":"2025-01-02"}`, "skin-temperature 2025-01-02"},
		"ECG by its samples":           {`{"test_time":1735776000,"samples":[]}`, "ecg 2025-01-02"},
		"SpO2":                         {`{"test_time":1735776000,"altitude_meters":50}`, "spo2 2025-01-02"},
		"physical info":                {`{"weight":70,"height":175,"resting_heart_rate":50}`, "physical-info"},
		"weight and height":            {`{"weight":70,"height":175}`, "physical-info"},
		"one threshold":                {`{"aerobic-threshold":140}`, "physical-info"},
		"recharge by its ANS charge":   {`{"date":"2025-01-02","ans_charge":0}`, "nightly-recharge 2025-01-02"},
		"recharge by its HRV":          {`{"date":"2025-01-02","hrv-samples":{}}`, "nightly-recharge 2025-01-02"},
		"recharge by its heart rate":   {`{"date":"2025-01-02","heart_rate_avg":50}`, "nightly-recharge 2025-01-02"},
		"sleep by its start":           {`{"date":"2025-01-02","sleep_start_time":"2025-01-01T23:00:00+01:00"}`, "sleep 2025-01-02"},
		"sleep by its hypnogram":       {`{"date":"2025-01-02","hypnogram":{}}`, "sleep 2025-01-02"},
		"sleep by its heart rates":     {`{"date":"2025-01-02","heart_rate_samples":{"23:00":50}}`, "sleep 2025-01-02"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, placements := loaded(t, map[string]string{"file": c.element})
			if diff := cmp.Diff([]string{c.want}, servedAs(placements)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEnvelopesAreOpened(t *testing.T) {
	t.Parallel()
	const (
		run   = `{"id":"a","start_time":"2025-01-02T10:00:00"}`
		night = `{"date":"2025-01-02","sleep_score":80}`
		asRun = "exercise 2025-01-02"
		asBed = "sleep 2025-01-02"
	)
	const unknown = "its keys do not tell what kind of record it is"
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"exercises with a count":    {`{"exercises":[` + run + `],"count":1}`, []string{asRun}},
		"activities":                {`{"activities":[{"start_time":"2025-01-02T00:00","steps":1}]}`, []string{"activity 2025-01-02"}},
		"nights and more":           {`{"page":1,"nights":[` + night + `]}`, []string{asBed}},
		"any name":                  {`{"any":[` + run + `,{"x":1}],"from":"2025-01-02"}`, []string{asRun, unknown}},
		"two lists":                 {`{"runs":[` + run + `],"nights":[` + night + `],"errors":["x"]}`, []string{asRun, asBed, "not a record that the sandbox serves"}},
		"one night":                 {`{"nights":` + night + `}`, []string{asBed}},
		"no nights":                 {`{"nights":null,"count":0}`, []string{"an empty list"}},
		"no list at all":            {`null`, []string{"an empty list"}},
		"only list, not recognised": {`{"data":[{"x":1}]}`, []string{unknown}},
		"list of a record":          {`{"test_time":1735776000,"samples":[],"list":[` + run + `]}`, []string{"ecg 2025-01-02"}},
		"nothing recognised":        {`{"list":[{"x":1}],"count":1}`, []string{unknown}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, placements := loaded(t, map[string]string{"file": c.body})
			if diff := cmp.Diff(c.want, servedAs(placements)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFilesAreReadHoweverTheyAreKept(t *testing.T) {
	t.Parallel()
	const run = `[{"id":"a","start_time":"2025-01-02T10:00:00"}]`
	fsys := folder(map[string]string{
		"a/b/c/d/deep.json": run,
		"bom.json":          "\ufeff" + `{"nights":[{"date":"2025-01-02","sleep_score":80}]}`,
		"space.json":        "\r\n\t \ufeff\n" + `{"date":"2025-01-02","cardio_load":1}` + "\n\n ",
		".hidden":           `{"date":"2025-01-02","ans_charge":1}`,
		".DS_Store":         "\x00\x01Bud1",
		"notes.txt":         "a run",
		"empty.json":        " \n",
	})
	fsys["a/pipe"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	_, placements, err := sandbox.LoadPayloads(fsys, today)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i, line := range servedAs(placements) {
		got[placements[i].File] = line
	}
	want := map[string]string{
		"a/b/c/d/deep.json": "exercise 2025-01-02", "bom.json": "sleep 2025-01-02", "space.json": "cardio-load 2025-01-02",
		".hidden": "nightly-recharge 2025-01-02", ".DS_Store": "not the JSON of an answer",
		"notes.txt": "not the JSON of an answer", "empty.json": "an empty file", "a/pipe": "not a regular file",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// lockedFS is a folder with one folder in it that cannot be read.
type lockedFS struct{ fstest.MapFS }

// ReadDir refuses the folder "locked".
func (l lockedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "locked" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadDir(name)
}

func TestFoldersThatCannotBeRead(t *testing.T) {
	t.Parallel()
	files := folder(map[string]string{"locked/1": "[]", "2": `{"weight":70,"height":175}`})
	records, placements, err := sandbox.LoadPayloads(lockedFS{files}, today)
	if err != nil {
		t.Fatal(err)
	}
	want := []sandbox.Placement{
		{File: "2", Kind: sandbox.KindPhysicalInfo},
		{File: "locked", Ignored: "open locked: permission denied"},
	}
	if diff := cmp.Diff(want, placements); diff != "" || len(records) != 1 {
		t.Errorf("%d records, %s", len(records), diff)
	}
	if _, _, err := sandbox.LoadPayloads(fstest.MapFS{"file": {}}, "2026-02-30"); err == nil {
		t.Error("a date that is none was accepted")
	}
	missing, err := fs.Sub(files, "missing")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := sandbox.LoadPayloads(missing, today); err == nil {
		t.Error("a folder that is not there was accepted")
	}
}
