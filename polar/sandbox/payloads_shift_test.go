package sandbox_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

func TestRecordedTimesMove(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ element, want string }{
		"SleepWise in Z": {
			`{"grade":9,"period_start_time":"2025-01-01T20:00:00Z","sleep_period_end_time":"2025-01-01T23:11:20.57Z","sleep_timezone_offset_minutes":"120"}`,
			`{"grade":9,"period_start_time":"2026-03-13T20:00:00Z","sleep_period_end_time":"2026-03-13T23:11:20.57Z","sleep_timezone_offset_minutes":"120"}`},
		"SleepWise with an offset": {
			`{"sleep_gate_start_time":"2025-01-01T23:00:00+02:00","period_end_time":"2025-01-02T00:30:00+02:00","hourly_data":[{"start_time":"2025-01-02T00:30+0200"}]}`,
			`{"sleep_gate_start_time":"2026-03-13T23:00:00+02:00","period_end_time":"2026-03-14T00:30:00+02:00","hourly_data":[{"start_time":"2026-03-14T00:30+0200"}]}`},
		"body temperature in Z": {
			`{"measurement_type":"X","start_time":"2025-01-02T04:00:00Z","end_time":"2025-01-02T05:00:00.5Z","modified_time":"2025-01-03T05:00Z"}`,
			`{"measurement_type":"X","start_time":"2026-03-14T04:00:00Z","end_time":"2026-03-14T05:00:00.5Z","modified_time":"2026-03-15T05:00Z"}`},
		"test time with a hyphen": {
			`{"test-time" : 1735775999 ,"time-zone-offset":60,"spo2-class":"X"}`,
			`{"test-time" : 1773446399 ,"time-zone-offset":60,"spo2-class":"X"}`},
		"test time as text": {
			`{"test_time":"1735775999","time_zone_offset":"60","spo2_class":"X"}`,
			`{"test_time":"1773446399","time_zone_offset":"60","spo2_class":"X"}`},
		"test time as text in milliseconds": {
			`{"test-time":"1735775999123","rri_ms":1,"time-zone-offset":60}`,
			`{"test-time":"1773446399123","rri_ms":1,"time-zone-offset":60}`},
		"test time with a fraction": {
			`{"test_time":1735776000.250,"rri_ms":1}`,
			`{"test_time":1773446400.250,"rri_ms":1}`},
		"test time in ISO 8601": {
			`{"test_time":"2025-01-01T23:59:59Z","time_zone_offset":60,"spo2_class":"X"}`,
			`{"test_time":"2026-03-13T23:59:59Z","time_zone_offset":60,"spo2_class":"X"}`},
		"test time in ISO 8601 with an offset": {
			`{"test_time":"2025-01-02T00:30:00+02:00","spo2_class":"X"}`,
			`{"test_time":"2026-03-14T00:30:00+02:00","spo2_class":"X"}`},
		"every test time": {
			`{"test_time":1735776000,"rri_ms":1,"before":{"test-time":"1735689600","test_times":1735689600}}`,
			`{"test_time":1773446400,"rri_ms":1,"before":{"test-time":"1773360000","test_times":1735689600}}`},
		"other numbers stay": {
			`{"test_time":1735776000,"rri_ms":1735776000,"quality_measurements":[1735776000,"1735776000"]}`,
			`{"test_time":1773446400,"rri_ms":1735776000,"quality_measurements":[1735776000,"1735776000"]}`},
		"a date beyond the calendar stays": {
			`{"date":"2025-01-02","cardio_load":1,"until":"9999-12-31"}`,
			`{"date":"2026-03-14","cardio_load":1,"until":"9999-12-31"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			records, placements, err := sandbox.LoadPayloads(folder(map[string]string{"file": c.element}), today)
			if err != nil || len(records) != 1 {
				t.Fatalf("%v, %+v", err, placements)
			}
			if diff := cmp.Diff(c.want, string(records[0].JSON)); diff != "" {
				t.Error(diff)
			}
			if records[0].Date != "2026-03-14" || placements[0].Recorded != "2025-01-02" {
				t.Errorf("%s is served as %s", placements[0].Recorded, records[0].Date)
			}
		})
	}
}

func TestTestTimesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, value := range []string{`null`, `""`, `"soon"`, `0`, `-5`, `"0x5"`, `1e9`, `1e400`, `99999999999999999999`, `{}`, `[1735776000]`} {
		_, placements := loaded(t, map[string]string{"file": `{"spo2_class":"X","test_time":` + value + `}`})
		if diff := cmp.Diff([]string{"its date cannot be read"}, servedAs(placements)); diff != "" {
			t.Errorf("%s: %s", value, diff)
		}
	}
}

func TestTestsOfOneDateStayTogether(t *testing.T) {
	t.Parallel()
	_, placements := loaded(t, map[string]string{
		"1": `[{"test_time":1735776000,"spo2_class":"X"},{"test-time":"1735779600","spo2-class":"X"},{"test_time":1735603200,"spo2_class":"X"}]`,
		"2": `[{"test_time":1735783200,"spo2_class":"X"}]`,
		"3": `[{"test_time":1735776000,"rri_ms":1},{"test_time":1735776060,"rri_ms":1}]`,
		"4": `[{"start_time":"2025-01-02T01:00:00","measurement_type":"X"},{"start_time":"2025-01-02T05:00:00","measurement_type":"X"}]`,
		"5": `[{"date":"2025-01-02","sleep_score":80},{"date":"2025-01-02","sleep_score":81}]`,
		"6": `[{"date":"2025-01-02","ans_charge":1},{"date":"2025-01-02","ans_charge":2}]`,
	})
	got := map[string]string{}
	for _, p := range placements {
		got[p.File] += strings.TrimPrefix(p.Day, "2026-03-") + " "
	}
	want := map[string]string{"1": "14 14 13 ", "2": "14 ", "3": "14 14 ", "4": "14 14 ", "5": "13 14 ", "6": "13 14 "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNightsMovedOffAClockChangeAreNoted(t *testing.T) {
	t.Parallel()
	night := func(from, to string) string {
		return `{"date":"2025-10-26","sleep_start_time":"2025-10-25T23:00:00.000` + from + `","sleep_end_time":"2025-10-26T06:30:00` + to + `"}`
	}
	for name, c := range map[string]struct{ night, today, want string }{
		"back":        {night("+02:00", "+01:00"), today, "moved off the change of clocks from +02:00 to +01:00 in this night; its offsets stay as recorded"},
		"west":        {night("-0330", "-0230"), today, "moved off the change of clocks from -03:30 to -02:30 in this night; its offsets stay as recorded"},
		"not moved":   {night("+02:00", "+01:00"), "2025-10-27", ""},
		"no change":   {night("+02:00", "+02:00"), today, ""},
		"Z":           {night("Z", "+00:00"), today, ""},
		"no end":      {`{"date":"2025-10-26","sleep_start_time":"2025-10-25T23:00:00.000+02:00"}`, today, ""},
		"not a night": {`{"date":"2025-10-26","ans_charge":1}`, today, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, placements, err := sandbox.LoadPayloads(folder(map[string]string{"file": c.night}), c.today)
			if err != nil || len(placements) != 1 || placements[0].Day == "" {
				t.Fatalf("%v, %+v", err, placements)
			}
			if diff := cmp.Diff(c.want, placements[0].Note); diff != "" {
				t.Error(diff)
			}
		})
	}
}
