package polar

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestDecodeBatchEnvelopes(t *testing.T) {
	t.Parallel()
	const night = `{"date": "2025-10-01",  "sleep_score":80}`
	tests := map[string]struct {
		body string
		want []string
	}{
		"bare array":                 {"[" + night + "," + night + "]", []string{night, night}},
		"nights":                     {`{"nights":[` + night + `]}`, []string{night}},
		"recharges":                  {`{"recharges":[` + night + `]}`, []string{night}},
		"heart_rates":                {`{"heart_rates":[` + night + `]}`, []string{night}},
		"available":                  {`{"available":[` + night + `]}`, []string{night}},
		"envelope with more members": {`{"count":1,"nights":[` + night + `]}`, []string{night}},
		"envelope of another name":   {`{"data":[` + night + `]}`, []string{night}},
		"envelope around one object": {`{"nights":` + night + `}`, []string{night}},
		"single object":              {"\n" + night + "\n", []string{night}},
		"empty array":                {`[]`, nil},
		"empty envelope":             {`{"nights":[]}`, nil},
		"null in envelope":           {`{"nights":null}`, nil},
		"null":                       {` null `, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			batch, err := DecodeBatch[Sleep]([]byte(test.body))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, item := range batch.Items {
				got = append(got, string(item.Raw))
			}
			if diff := cmp.Diff(test.want, got); diff != "" || len(batch.Unreadable) > 0 {
				t.Errorf("raw elements (-want +got):\n%s\nunreadable: %v", diff, batch.Unreadable)
			}
		})
	}
}

func TestDecodeBatchMalformed(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"empty":            ``,
		"blank":            `  `,
		"cut off":          `[{"date":"2025-10-01"},{"da`,
		"cut off envelope": `{"nights":[{"date":"2025-10-01"}`,
		"two documents":    `[] []`,
		"bare NaN":         `[{"date":"2025-10-01","sleep_score":NaN}]`,
		"page of HTML":     `<html>secret</html>`,
		"too deep":         strings.Repeat("[", 20_000),
	}
	for name, body := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := DecodeBatch[Sleep]([]byte(body))
			if !errors.Is(err, ErrMalformed) {
				t.Errorf("error is %v, want ErrMalformed", err)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("error shows the body: %v", err)
			}
		})
	}
}

func TestUnreadableElementSparesTheOthers(t *testing.T) {
	t.Parallel()
	bad := map[string]string{
		`{"sleep_score":80}`:                                              "element has no date",
		`{"date":null}`:                                                   "element has no date",
		`{"date":"next tuesday"}`:                                         "cannot unmarshal string into Go struct field Sleep.date",
		`{"date":20251001}`:                                               "cannot unmarshal number into Go struct field Sleep.date",
		`{"date":"2025-10-01","sleep_score":{"x":1}}`:                     "cannot unmarshal object into Go struct field Sleep.sleep_score",
		`{"date":"2025-10-01","sleep_score":"splendid"}`:                  "cannot unmarshal string into Go struct field Sleep.sleep_score",
		`{"date":"2025-10-01","device_id":[]}`:                            "cannot unmarshal array into Go struct field Sleep.device_id",
		`{"date":"2025-10-01","hypnogram":[1]}`:                           "cannot unmarshal array into Go struct field Sleep.hypnogram",
		`{"date":"2025-10-01","hypnogram":{"noon":1}}`:                    "cannot unmarshal string into Go struct field Sleep.hypnogram",
		`{"date":"2025-10-01","sleep_start_time":"2025-09-30T23:33:22"}`:  "cannot unmarshal string into Go struct field Sleep.sleep_start_time",
		`{"date":"2025-10-01","heart_rate_samples":{"00:41":{"bpm":70}}}`: "cannot unmarshal object into Go struct field Sleep.heart_rate_samples",
		`[]`:    "element is not an object",
		`"oh"`:  "element is not an object",
		`null`:  "element is not an object",
		`17`:    "element is not an object",
		` true`: "element is not an object",
	}
	for raw, reason := range bad {
		t.Run(raw, func(t *testing.T) {
			t.Parallel()
			batch, err := DecodeBatch[Sleep]([]byte(`[{"date":"2025-09-30"},` + raw + `,{"date":"2025-10-02"}]`))
			if err != nil || len(batch.Items) != 2 || len(batch.Unreadable) != 1 {
				t.Fatalf("batch is %+v, error %v; want two nights and one unreadable", batch, err)
			}
			got := batch.Unreadable[0]
			if string(got.Raw) != strings.TrimSpace(raw) || !strings.Contains(got.Err.Error(), reason) {
				t.Errorf("unreadable is %s because %v, want %s because %s", got.Raw, got.Err, raw, reason)
			}
		})
	}
}

func TestIdentities(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		decode func(json.RawMessage) error
		good   string
		bad    string
	}{
		"exercise":              {decodes[Exercise], `{"id":"x","start_time":"2025-10-01T10:00"}`, `{"start_time":"2025-10-01T10:00"}`},
		"exercise without time": {decodes[Exercise], `{"id":"x","start_time":"2025-10-01T10:00"}`, `{"id":"x"}`},
		"activity":              {decodes[Activity], `{"start_time":"2025-10-01T00:00"}`, `{"samples":{"date":"2025-10-01"}}`},
		"activity samples":      {decodes[ActivityDay], `{"date":"2025-10-01"}`, `{}`},
		"heart rate":            {decodes[ContinuousHeartRate], `{"date":"2025-10-01"}`, `{}`},
		"sleep":                 {decodes[Sleep], `{"date":"2025-10-01"}`, `{}`},
		"available sleep":       {decodes[AvailableSleep], `{"date":"2025-10-01"}`, `{}`},
		"recharge":              {decodes[NightlyRecharge], `{"date":"2025-10-01"}`, `{}`},
		"cardio load":           {decodes[CardioLoad], `{"date":"2025-10-01"}`, `{}`},
		"alertness":             {decodes[Alertness], `{"period_start_time":"2025-10-01T10:00:00"}`, `{}`},
		"circadian bedtime":     {decodes[CircadianBedtime], `{"period_start_time":"2025-10-01T10:00:00"}`, `{}`},
		"blood oxygen":          {decodes[Spo2Test], `{"test_time":1697787256}`, `{"test_time":null}`},
		"electrocardiogram":     {decodes[ECGTest], `{"test_time":1697787256}`, `{}`},
		"body temperature":      {decodes[BodyTemperature], `{"start_time":"2025-10-01T10:00:00"}`, `{}`},
		"skin temperature":      {decodes[SkinTemperature], `{"sleep_date":"2025-10-01"}`, `{"date":"2025-10-01"}`},
		"physical info":         {decodes[PhysicalInfo], `{}`, `[]`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := test.decode(json.RawMessage(test.good)); err != nil {
				t.Errorf("%s: %v", test.good, err)
			}
			if err := test.decode(json.RawMessage(test.bad)); err == nil {
				t.Errorf("%s was read", test.bad)
			}
		})
	}
}

// decodes reads raw as a T and returns only the error.
func decodes[T Element](raw json.RawMessage) error {
	_, err := Decode[T](raw)
	return err
}

func TestKeyStyles(t *testing.T) {
	t.Parallel()
	want := Exercise{
		ID: "x-y", StartTime: LocalTime{Date: Date{2026, time.February, 1}, Clock: Clock(6 * time.Hour)},
		DetailedSportInfo: "CROSS-COUNTRY_SKIING", RunningIndex: some(52),
		HeartRateZones: List[HeartRateZone]{{Index: some(0), LowerLimit: some(96), InZone: some(4 * time.Second)}},
		Samples: List[SampleSeries]{
			{RecordingRate: some(1.0), SampleType: SampleSpeed, Data: SampleValues{1, 2.5, -3}},
			{SampleType: SampleRRInterval, Data: SampleValues{800, math.NaN(), math.NaN(), 810}},
			{SampleType: SampleHeartRate},
		},
		TrainingLoadPro: &TrainingLoadPro{CardioLoad: some(146.411), MuscleLoadInterpretation: "VERY_HIGH", UserRPE: "UNKNOWN"},
	}
	tests := map[string]string{
		"live": `{"id":"x-y","start_time":"2026-02-01T06:00","detailed_sport_info":"CROSS-COUNTRY_SKIING","running_index":52,
			"heart_rate_zones":[{"index":0,"lower_limit":96,"in_zone":"PT4S"}],
			"samples":[{"recording_rate":1,"sample_type":1,"data":"1,2.5,-3"},
				{"recording_rate":null,"sample_type":11,"data":"800,null,,810"},{"sample_type":0,"data":""}],
			"training_load_pro":{"cardio-load":146.411,"muscle-load":"NOT_AVAILABLE","muscle-load-interpretation":"VERY_HIGH","user-rpe":"UNKNOWN"}}`,
		"documentation": `{"id":"x-y","start-time":"2026-02-01T06:00","detailed-sport-info" : "CROSS-COUNTRY_SKIING","running-index":"52",
			"heart-rate-zones":{"zone":[{"index":0,"lower-limit":96,"in-zone":"PT4S"}]},
			"samples":[{"recording-rate":1,"sample-type":"1","data":"1, 2.5, -3"},
				{"sample-type":"11","data":"800,NaN,null,810"},{"sample-type":"0","data":null}],
			"training-load-pro":{"cardio_load":146.411,"muscle_load_interpretation":"VERY_HIGH","user_rpe":"UNKNOWN"}, "new-key":{"a-b":[{"\"c-d":1}]}}`,
	}
	for name, raw := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Decode[Exercise](json.RawMessage(raw))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
				t.Errorf("exercise (-want +got):\n%s", diff)
			}
		})
	}
}

func TestClockMapKeepsOrderAndDuplicates(t *testing.T) {
	t.Parallel()
	raw := `{"date":"2025-10-01","hypnogram":{"23:59":0,"00:01":3,"00:01":1,"00:02":null,"00:00":"4"},
		"heart-rate-samples":{"23:59:30":55.5}}`
	got, err := Decode[Sleep](json.RawMessage(raw))
	if err != nil {
		t.Fatal(err)
	}
	want := Sleep{
		Date: Date{2025, time.October, 1},
		Hypnogram: ClockMap[int]{
			{Clock(23*time.Hour + 59*time.Minute), 0}, {Clock(time.Minute), 3}, {Clock(time.Minute), 1}, {0, 4},
		},
		HeartRateSamples: ClockMap[float64]{{Clock(24*time.Hour - 30*time.Second), 55.5}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sleep (-want +got):\n%s", diff)
	}
}

func TestInactivityStampsInBothForms(t *testing.T) {
	t.Parallel()
	want := List[InactivityStamp]{{Stamp: LocalTime{Date{2022, time.February, 10}, Clock(16*time.Hour + 4*time.Minute)}}}
	for name, stamps := range map[string]string{
		"array":  `[{"stamp":"2022-02-10T16:04"}]`,
		"object": `{"samples":[{"stamp":"2022-02-10T16:04"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Decode[ActivityDay](json.RawMessage(`{"date":"2022-02-10","inactivity_stamps":` + stamps + `}`))
			if diff := cmp.Diff(want, got.InactivityStamps); err != nil || diff != "" {
				t.Errorf("error %v, stamps (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestDecodeLeavesRawAlone(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"very-high":1,"date":"2025-10-01"}`)
	before := slices.Clone(raw)
	if _, err := Decode[CardioLoad](raw); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, raw); diff != "" {
		t.Errorf("raw bytes changed (-want +got):\n%s", diff)
	}
}

func FuzzDecodeBatch(f *testing.F) {
	for _, seed := range []string{
		`[{"date":"2025-10-01","hypnogram":{"23:59":0}}]`, `{"nights":[{"date":"2025-10-01"}]}`, `{"a-b":"\\\"-"}`, `null`,
		`[{"id":"x","start_time":"2026-02-01T06:00","duration":"PT6917.941S","samples":[{"data":"1,null,","sample_type":"1"}]}]`,
		`[{"test_time":1697787256,"sleep_start_time":"2025-09-30T23:33:22.675+01:00"}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		sleeps, errSleep := DecodeBatch[Sleep](body)
		exercises, errExercise := DecodeBatch[Exercise](body)
		tests, errTest := DecodeBatch[ECGTest](body)
		if valid := json.Valid(body); valid != (errSleep == nil) || valid != (errExercise == nil) || valid != (errTest == nil) {
			t.Errorf("valid is %v, but errors are %v, %v, %v", valid, errSleep, errExercise, errTest)
		}
		count := len(sleeps.Items) + len(sleeps.Unreadable)
		if n := len(exercises.Items) + len(exercises.Unreadable); n != count {
			t.Errorf("%d elements as nights, %d as exercises", count, n)
		}
		for _, lost := range tests.Unreadable {
			if !json.Valid(lost.Raw) || lost.Err == nil {
				t.Errorf("unreadable %q, error %v", lost.Raw, lost.Err)
			}
		}
	})
}
