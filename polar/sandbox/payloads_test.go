package sandbox_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

// today is the day on which recordings are laid out in the tests.
const today = "2026-03-15"

// folder makes a folder of files.
func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// loaded reads a folder and returns each record as "kind date id json", sorted.
func loaded(t *testing.T, files map[string]string) ([]string, []sandbox.Placement) {
	t.Helper()
	records, placements, err := sandbox.LoadPayloads(folder(files), today)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range records {
		lines = append(lines, strings.Join([]string{string(r.Kind), r.Date, r.ID, string(r.JSON)}, " "))
	}
	slices.Sort(lines)
	return lines, placements
}

func TestPayloadsAreRecognisedByShape(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file, want string
	}{
		"exercise": {`[{"id":"a","start_time":"2025-01-02T10:00:00","duration":"PT1H"}]`,
			`exercise 2026-03-14 a {"id":"a","start_time":"2026-03-14T10:00:00","duration":"PT1H"}`},
		"exercise with hyphens": {`{"id":"a","start-time":"2025-01-02T10:00:00","duration":"PT1H"}`,
			`exercise 2026-03-14 a {"id":"a","start-time":"2026-03-14T10:00:00","duration":"PT1H"}`},
		"activity": {`[{"start_time":"2025-01-02T12:36","end_time":"2025-01-02T23:59:30","active_duration":"PT5H"}]`,
			`activity 2026-03-14  {"start_time":"2026-03-14T12:36","end_time":"2026-03-14T23:59:30","active_duration":"PT5H"}`},
		"heart rate day": {`{"date":"2025-01-02","heart_rate_samples":[]}`,
			`continuous-heart-rate 2026-03-14  {"date":"2026-03-14","heart_rate_samples":[]}`},
		"heart rate range": {`{"heart_rates":[{"date":"2025-01-02","heart_rate_samples":[]}]}`,
			`continuous-heart-rate 2026-03-14  {"date":"2026-03-14","heart_rate_samples":[]}`},
		"night": {`{"nights":[ {"date":"2025-01-02","sleep_start_time":"2025-01-01T23:33:22.675+01:00"} ]}`,
			`sleep 2026-03-14  {"date":"2026-03-14","sleep_start_time":"2026-03-13T23:33:22.675+01:00"}`},
		"recharge": {`{"recharges":[{"date":"2025-01-02","ans_charge":-2.90}]}`,
			`nightly-recharge 2026-03-14  {"date":"2026-03-14","ans_charge":-2.90}`},
		"cardio load": {`[{"cardio_load":-1.0,"date":"2025-01-02","cardio_load_status":"X"}]`,
			`cardio-load 2026-03-14  {"cardio_load":-1.0,"date":"2026-03-14","cardio_load_status":"X"}`},
		"alertness ends on the local day": {`[{"grade":9.9,"sleep_period_end_time":"2025-01-01T23:11:20.57","sleep_timezone_offset_minutes":120}]`,
			`alertness 2026-03-14  {"grade":9.9,"sleep_period_end_time":"2026-03-13T23:11:20.57","sleep_timezone_offset_minutes":120}`},
		"circadian bedtime": {`[{"sleep_gate_start_time":"2025-01-01T21:03:30","period_end_time":"2025-01-02T05:18:30"}]`,
			`circadian-bedtime 2026-03-14  {"sleep_gate_start_time":"2026-03-13T21:03:30","period_end_time":"2026-03-14T05:18:30"}`},
		"spo2 in seconds": {`[{"test_time": 1735775999,"time_zone_offset":60,"spo2_class":"X"}]`, // 2025-01-01T23:59:59Z
			`spo2 2026-03-14  {"test_time": 1773446399,"time_zone_offset":60,"spo2_class":"X"}`},
		"ECG in milliseconds": {`[{"test_time":1735775999123,"time_zone_offset":-60,"rri_ms":100}]`,
			`ecg 2026-03-14  {"test_time":1773532799123,"time_zone_offset":-60,"rri_ms":100}`},
		"body temperature": {`[{"measurement_type":"X","start_time":"2025-01-02T04:00:00"}]`,
			`body-temperature 2026-03-14  {"measurement_type":"X","start_time":"2026-03-14T04:00:00"}`},
		"skin temperature": {`[{"deviation_from_baseline_celsius":0.5,"sleep_date":"2025-01-02"}]`,
			`skin-temperature 2026-03-14  {"deviation_from_baseline_celsius":0.5,"sleep_date":"2026-03-14"}`},
		"activity samples": {`{"date":"2025-01-02","steps":{"samples":[]}}`,
			`activity 2026-03-14  {"samples":{"date":"2026-03-14","steps":{"samples":[]}}}`},
		"physical info keeps its dates": {`{"weight":70.50,"vo2_max":50,"created":"2024-06-01T12:00:00Z"}`,
			`physical-info   {"weight":70.50,"vo2_max":50,"created":"2024-06-01T12:00:00Z"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, _ := loaded(t, map[string]string{"sub/any name": c.file})
			if diff := cmp.Diff([]string{c.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOnlyValuesMoveAndOnlyAtTheirBeginning(t *testing.T) {
	t.Parallel()
	got, _ := loaded(t, map[string]string{"1": `{ "date" : "2025-01-02", "2025-01-02":"a\"2025-01-02",` +
		`"note":"on 2025-01-02", "number":175.0, "heart_rate_samples":[ "2025-01-01T23:00Z" , "2025-13-01"] }`})
	want := `continuous-heart-rate 2026-03-14  { "date" : "2026-03-14", "2025-01-02":"a\"2025-01-02",` +
		`"note":"on 2025-01-02", "number":175.0, "heart_rate_samples":[ "2026-03-13T23:00Z" , "2025-13-01"] }`
	if diff := cmp.Diff([]string{want}, got); diff != "" {
		t.Error(diff)
	}
}

func TestUndatedRecordingsAreServedOnce(t *testing.T) {
	t.Parallel()
	short, long := `{"vo2_max":50,"weight":70}`, `{"vo2_max":51,"weight":70.5,"height":175.0}`
	for name, files := range map[string]map[string]string{
		"long first":  {"1": long, "2": short},
		"short first": {"1": short, "2": long},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, _ := loaded(t, files)
			if diff := cmp.Diff([]string{"physical-info   " + long}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPayloadsThatAreIgnored(t *testing.T) {
	t.Parallel()
	const unknownKeys = "its keys do not tell what kind of record it is"
	for name, c := range map[string]struct{ file, want string }{
		"not JSON":                      {`<TrainingCenterDatabase/>`, "not the JSON of an answer"},
		"cut":                           {`[{"id":"a"`, "not the JSON of an answer"},
		"a number":                      {`7`, "not the JSON of an answer"},
		"empty list":                    {`[]`, "an empty list"},
		"nothing":                       {" ", "an empty file"},
		"user":                          {`{"polar-user-id":1,"weight":66,"height":170}`, unknownKeys},
		"profile":                       {`{"polar-user-id":1,"first-name":"Eka","weight":66,"height":170}`, "a person's profile"},
		"elements that are not objects": {`["x"]`, "not a record that the sandbox serves"},
		"transaction":                   {`{"id":1,"transaction-id":2,"start-time":"2025-01-02T10:00:00","duration":"PT1H"}`, "part of a transaction"},
		"numeric id":                    {`{"id":1,"start_time":"2025-01-02T10:00:00"}`, "its id is not a text"},
		"exercise without id":           {`{"start_time":"2025-01-02T10:00:00","calories":5,"sport":"OTHER"}`, "an exercise without an id"},
		"training load":                 {`{"date":"2025-01-02","cardio-load":1,"muscle-load":1}`, "the training load of an exercise"},
		"skin contacts":                 {`{"start_time":"2025-01-02T10:00:00","skin_contact_changes":[]}`, "skin contacts"},
		"available sleep":               {`{"available":[{"date":"2025-01-02","start_time":"X","end_time":"Y"}]}`, "the bounds of a night, which its sleep gives"},
		"notification":                  {`{"event":"SLEEP","date":"2025-01-02","timestamp":"X"}`, "a notification"},
		"only a date":                   {`{"date":"2025-01-02"}`, unknownKeys},
		"only a time":                   {`{"start_time":"2025-01-02T10:00:00","end_time":"2025-01-02T11:00:00"}`, unknownKeys},
		"only a test time":              {`{"test_time":1735776000,"average_heart_rate_bpm":50}`, unknownKeys},
		"only a period":                 {`{"period_start_time":"2025-01-02T10:00:00","validity":"X","result_type":"Y"}`, unknownKeys},
		"steps of a date":               {`{"date":"2025-01-02","steps":5}`, unknownKeys},
		"weight of a date":              {`{"date":"2025-01-02","weight":70,"height":175}`, unknownKeys},
		"only a weight":                 {`{"weight":70}`, unknownKeys},
		"date that is none":             {`[{"date":"2025-02-30","heart_rate_samples":[]}]`, "its date cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, placements := loaded(t, map[string]string{"file": c.file})
			if len(got) != 0 || len(placements) != 1 || placements[0].Ignored != c.want {
				t.Errorf("got %v, %+v", got, placements)
			}
		})
	}
}

func TestPayloadsAreLaidOnConsecutiveDays(t *testing.T) {
	t.Parallel()
	run := func(id, start string) string {
		return `{"id":"` + id + `","start_time":"` + start + `","duration":"PT1H"}`
	}
	_, got := loaded(t, map[string]string{
		"1":     `[` + run("c", "2025-03-01T08:00:00") + `,` + run("a", "2025-01-01T08:00:00") + `,` + run("b", "2025-01-01T18:00:00") + `]`,
		"2":     `{"date":"2025-07-01","heart_rate_samples":[{"heart_rate":60}]}`,
		"3":     `{"date":"2025-07-01","heart_rate_samples":[{"heart_rate":61}]}`,
		"4":     `{"heart_rates":[ {"date":"2025-07-01", "heart_rate_samples":[{"heart_rate":60}]} ]}`,
		"5":     `{"date":"2025-06-01","heart_rate_samples":[]}`,
		"a/6":   `[` + strings.TrimSuffix(run("c", "2025-03-01T08:00:00"), "}") + `,"distance":5.0}]`,
		"a/b/7": `{"date":"2025-01-01","heart_rate_samples":[]}`,
	})
	hr := sandbox.KindContinuousHeartRate
	want := []sandbox.Placement{
		{File: "1", Kind: sandbox.KindExercise, ID: "c", Recorded: "2025-03-01", Ignored: "recorded as well in a/6"},
		{File: "1", Kind: sandbox.KindExercise, ID: "a", Recorded: "2025-01-01", Day: "2026-03-13"},
		{File: "1", Kind: sandbox.KindExercise, ID: "b", Recorded: "2025-01-01", Day: "2026-03-13"},
		{File: "2", Kind: hr, Recorded: "2025-07-01", Day: "2026-03-13"},
		{File: "3", Kind: hr, Recorded: "2025-07-01", Day: "2026-03-14"},
		{File: "4", Kind: hr, Recorded: "2025-07-01", Ignored: "recorded as well in 2"},
		{File: "5", Kind: hr, Recorded: "2025-06-01", Day: "2026-03-12"},
		{File: "a/6", Kind: sandbox.KindExercise, ID: "c", Recorded: "2025-03-01", Day: "2026-03-14"},
		{File: "a/b/7", Kind: hr, Recorded: "2025-01-01", Day: "2026-03-11"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRecordedSamplesJoinTheirActivity(t *testing.T) {
	t.Parallel()
	summary := func(date string) string {
		return "{ \"start_time\": \"" + date + "T00:00\", \"active_duration\": \"PT5H\"\n}"
	}
	got, placements := loaded(t, map[string]string{
		"1": "[" + summary("2025-01-01") + "," + summary("2025-01-02") + "]",
		"2": `[{"date":"2025-01-02","steps":{"total_steps":10}},{"date":"2025-05-05","steps":{}}]`,
	})
	want := []string{
		"activity 2026-03-12  " + summary("2026-03-12"),
		"activity 2026-03-13  " + strings.TrimSuffix(summary("2026-03-13"), "}") +
			`,"samples":{"date":"2026-03-13","steps":{"total_steps":10}}}`,
		`activity 2026-03-14  {"samples":{"date":"2026-03-14","steps":{}}}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := placements[2]; got.Day != "2026-03-13" || got.Ignored != "" {
		t.Errorf("joined samples: %+v", got)
	}
}

func TestRecordedExercisesAreUploadedByNow(t *testing.T) {
	t.Parallel()
	fsys := folder(map[string]string{"1": `[
		{"id":"a","start_time":"2025-01-01T08:00:00","duration":"PT1H","upload_time":"2025-01-01T09:30:00Z"},
		{"id":"b","start_time":"2025-01-02T08:00:00","duration":"PT1H","upload_time":"2025-01-09T09:30:00Z"}]`})
	records, _, err := sandbox.LoadPayloads(fsys, today)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range records {
		got[r.ID] = r.UploadedAt.Format("2006-01-02T15:04")
	}
	if diff := cmp.Diff(map[string]string{"a": "2026-03-13T09:30", "b": "2026-03-15T00:00"}, got); diff != "" {
		t.Error(diff)
	}
	if _, _, err := sandbox.LoadPayloads(fsys, "today"); err == nil {
		t.Error("today was accepted without being a date")
	}
}
