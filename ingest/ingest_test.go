package ingest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/kind"
	"polarflow/ent/sampleseries"
	"polarflow/ent/viewer"
	"polarflow/ingest"
	"polarflow/series"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Run(m)) }

var now = time.Date(2026, 11, 5, 12, 0, 0, 0, time.UTC)

// home is a person with an empty database.
type home struct {
	t      *testing.T
	db     *database.DB
	writer *ingest.Writer
	person ingest.Person
	ctx    context.Context
}

func newHome(t *testing.T, db *database.DB, zone string) *home {
	t.Helper()
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	ctx := viewer.System(t.Context())
	u := db.Ent.User.Create().SetTimeZone(zone).SaveX(ctx)
	return &home{
		t: t, db: db, ctx: viewer.Person(t.Context(), u.ID),
		writer: &ingest.Writer{DB: db, Now: func() time.Time { return now }},
		person: ingest.Person{ID: u.ID, Home: location},
	}
}

// store imports elements and returns what became of them.
func (h *home) store(k kind.Kind, elements ...string) ingest.Tally {
	h.t.Helper()
	raw := make([]json.RawMessage, len(elements))
	for i, e := range elements {
		raw[i] = json.RawMessage(e)
	}
	tally, err := h.writer.Import(h.ctx, h.person, k, raw)
	if err != nil {
		h.t.Fatal(err)
	}
	return tally
}

// instants returns when, in UTC,  a stored series has points.
func (h *home) instants(k kind.Kind, name string) []string {
	h.t.Helper()
	row := h.db.Ent.SampleSeries.Query().Where(sampleseries.Kind(k), sampleseries.Name(name)).OnlyX(h.ctx)
	s, err := series.Decode(row.Data)
	if err != nil {
		h.t.Fatal(err)
	}
	var list []string
	for _, ms := range s.Offsets {
		at := row.StartTime.Add(time.Duration(ms) * time.Millisecond).UTC()
		list = append(list, at.Format("02 15:04"))
	}
	return list
}

const quietNight = `{"date":"2026-10-25","sleep_start_time":"2026-10-24T23:30:00+03:00","sleep_end_time":"2026-10-25T06:30:00+02:00",
	"light_sleep":1000,"deep_sleep":0,"rem_sleep":10,"unrecognized_sleep_stage":0,"sleep_score":0,"sleep_rating":0,"sleep_charge":-1,
	"continuity":0,"continuity_class":0,"total_interruption_duration":0,
	"hypnogram":{"23:30":3,"02:30":4,"03:10":1,"03:40":0,"03:20":2,"06:29":0},
	"heart_rate_samples":{"23:35":60,"03:55":0,"03:30":50}}`

// On the night when clocks go back, an hour of the readings comes twice.
func TestNightOfClocksGoingBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHome(t, db, "Europe/Helsinki")
		h.store(kind.Sleep, quietNight)
		want := []string{"24 20:30", "24 23:30", "25 00:10", "25 00:40", "25 01:20", "25 04:29"}
		if diff := cmp.Diff(want, h.instants(kind.Sleep, kind.Hypnogram)); diff != "" {
			t.Error(diff)
		}
		want = []string{"24 20:35", "25 00:55", "25 01:30"}
		if diff := cmp.Diff(want, h.instants(kind.Sleep, kind.HeartRate)); diff != "" {
			t.Error(diff)
		}
	})
}

// The same night under somebody else's roof: the two offsets say where the clocks were.
func TestNightOfClocksGoingBackAbroad(t *testing.T) {
	t.Parallel()
	h := newHome(t, dbtest.SQLite(t), "Asia/Tokyo")
	h.store(kind.Sleep, quietNight)
	want := []string{"24 20:30", "24 23:30", "25 00:10", "25 00:40", "25 01:20", "25 04:29"}
	if diff := cmp.Diff(want, h.instants(kind.Sleep, kind.Hypnogram)); diff != "" {
		t.Error(diff)
	}
}

// A watch that keeps the old time until the morning: the readings end an hour later on its face.
func TestNightOfClocksGoingBackOnAWatchThatDoesNotFollow(t *testing.T) {
	t.Parallel()
	h := newHome(t, dbtest.SQLite(t), "Europe/Helsinki")
	h.store(kind.Sleep, `{"date":"2026-10-25","sleep_start_time":"2026-10-24T23:30:00+03:00","sleep_end_time":"2026-10-25T06:30:00+02:00",
		"hypnogram":{"23:30":3,"03:10":1,"04:30":2,"07:29":0}}`)
	h.store(kind.NightlyRecharge, `{"date":"2026-10-25","hrv_samples":{"23:40":50,"04:30":60,"07:20":60}}`)
	if diff := cmp.Diff([]string{"24 20:30", "25 00:10", "25 01:30", "25 04:29"}, h.instants(kind.Sleep, kind.Hypnogram)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"24 20:40", "25 01:30", "25 04:20"}, h.instants(kind.NightlyRecharge, kind.HRV)); diff != "" {
		t.Error(diff)
	}
}

func TestSentinelsAndZeros(t *testing.T) {
	t.Parallel()
	h := newHome(t, dbtest.SQLite(t), "Europe/Helsinki")
	h.store(kind.Sleep, quietNight)
	n := h.db.Ent.Sleep.Query().OnlyX(h.ctx)
	if n.Score != nil || n.Rating != nil || n.Charge != nil || n.Continuity != nil || n.ContinuityClass != nil || n.Cycles != nil {
		t.Error("a sentinel was stored:", n)
	}
	if *n.DeepSeconds != 0 || *n.InterruptionsSeconds != 0 || *n.AsleepSeconds != 1010 {
		t.Error("a zero was lost:", n)
	}
	if *n.HeartRateMinBpm != 50 || *n.HeartRateMaxBpm != 60 {
		t.Error("a heart rate of 0 took part:", n)
	}

	h.store(kind.CardioLoad, `{"date":"2026-10-25","cardio_load_status":"LOAD_STATUS_NOT_AVAILABLE","cardio_load":-1.0,
		"strain":84.6,"tolerance":-1.0,"cardio_load_ratio":-1.0}`, `{"date":"2026-10-26","cardio_load":0.0,"strain":0.0}`)
	loads := h.db.Ent.CardioLoad.Query().AllX(h.ctx)
	if loads[0].Load != nil || loads[0].Ratio != nil || *loads[0].Strain != 84.6 || *loads[1].Load != 0 || *loads[1].Strain != 0 {
		t.Error(loads)
	}

	h.store(kind.NightlyRecharge, `{"date":"2026-10-25","ans_charge":0.0,"beat_to_beat_avg":0,"heart_rate_avg":0,"nightly_recharge_status":3}`,
		`{"date":"2026-10-26","ans_charge":-1.0,"ans_charge_status":2}`)
	nights := h.db.Ent.NightlyRecharge.Query().AllX(h.ctx)
	if *nights[0].AnsCharge != 0 || nights[0].BeatToBeatAvgMs != nil || nights[0].HeartRateAvgBpm != nil || *nights[1].AnsCharge != -1 {
		t.Error(nights)
	}

	h.store(kind.Exercise, `{"id":"a","start_time":"2026-10-25T10:00:00","start_time_utc_offset":120,"training_load":9.5,
		"training_load_pro":{"cardio-load":"NOT_AVAILABLE","muscle-load":-1.0,"perceived-load":0.0,"user-rpe":"UNKNOWN"}}`)
	e := h.db.Ent.Exercise.Query().OnlyX(h.ctx)
	if *e.CardioLoad != 9.5 || e.MuscleLoad != nil || *e.PerceivedLoad != 0 || *e.UserRpe != "UNKNOWN" {
		t.Error(e)
	}

	h.store(kind.Spo2, `{"test_time":1697787256,"time_zone_offset":180,"test_status":"SPO2_TEST_INCONCLUSIVE_TOO_LOW_OVERALL_QUALITY","blood_oxygen_percent":80}`)
	test := h.db.Ent.Spo2Test.Query().OnlyX(h.ctx)
	if test.BloodOxygenPercent != nil || test.TestTime.Format(time.RFC3339) != "2023-10-20T10:34:16+03:00" || test.Date != "2023-10-20" {
		t.Error(test)
	}
}

// The start of an exercise is local: UTC is the local time less the offset.
func TestExerciseStart(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ element, want string }{
		"ahead":     {`{"id":"1","start_time":"2026-09-12T09:20:47","start_time_utc_offset":120}`, "2026-09-12T07:20:47Z"},
		"behind":    {`{"id":"2","start_time":"2026-09-12T22:20:47","start_time_utc_offset":-240}`, "2026-09-13T02:20:47Z"},
		"no offset": {`{"id":"3","start_time":"2026-09-12T09:20:47"}`, "2026-09-12T06:20:47Z"},
		"half hour": {`{"id":"4","start_time":"2026-09-12T09:20:47.5","start_time_utc_offset":330}`, "2026-09-12T03:50:47.5Z"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t, dbtest.SQLite(t), "Europe/Helsinki")
			h.store(kind.Exercise, test.element)
			e := h.db.Ent.Exercise.Query().OnlyX(h.ctx)
			if got := e.StartTime.UTC().Format(time.RFC3339Nano); got != test.want || e.Date != "2026-09-12" {
				t.Errorf("%s on %s, want %s", got, e.Date, test.want)
			}
			if e.OffsetInferred != (name == "no offset") {
				t.Errorf("inferred: %t", e.OffsetInferred)
			}
		})
	}
}

// On a journey, the night and the exercise of a day say in which zone its local times are.
func TestOffsetOfTheDayIsInferred(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHome(t, db, "Europe/Helsinki")
		h.store(kind.Sleep, `{"date":"2026-07-02","sleep_start_time":"2026-07-01T23:00:00-04:00","sleep_end_time":"2026-07-02T07:00:00-04:00"}`)
		h.store(kind.Exercise, `{"id":"x","start_time":"2026-07-03T09:00:00","start_time_utc_offset":540}`)
		for _, day := range []string{"2026-07-01", "2026-07-02", "2026-07-03"} {
			h.store(kind.DailyActivity, `{"start_time":"`+day+`T00:00","end_time":"`+day+`T23:59:30","steps":0}`)
			h.store(kind.ContinuousHeartRate, `{"date":"`+day+`","heart_rate_samples":[{"heart_rate":50,"sample_time":"12:00:00"}]}`)
		}
		var got []string
		for _, a := range h.db.Ent.DailyActivity.Query().AllX(h.ctx) {
			got = append(got, a.StartTime.Format(time.RFC3339))
			if !a.OffsetInferred || !a.Complete || *a.Steps != 0 {
				t.Error(a)
			}
		}
		for _, c := range h.db.Ent.ContinuousHeartRate.Query().AllX(h.ctx) {
			got = append(got, time.Duration(c.UtcOffsetSeconds*int(time.Second)).String())
		}
		want := []string{"2026-07-01T00:00:00+03:00", "2026-07-02T00:00:00-04:00", "2026-07-03T00:00:00+09:00", "3h0m0s", "-4h0m0s", "9h0m0s"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// A night that arrives later moves the day that was read in the wrong zone.
func TestLateNightCorrectsTheDay(t *testing.T) {
	t.Parallel()
	h := newHome(t, dbtest.SQLite(t), "Europe/Helsinki")
	day := `{"start_time":"2026-07-02T00:00","end_time":"2026-07-02T23:59:30"}`
	h.store(kind.DailyActivity, day)
	h.store(kind.Sleep, `{"date":"2026-07-02","sleep_start_time":"2026-07-01T23:00:00-04:00","sleep_end_time":"2026-07-02T07:00:00-04:00"}`)
	if tally := h.store(kind.DailyActivity, day); tally.Updated != 1 {
		t.Errorf("%+v, want it derived anew", tally)
	}
	if tally := h.store(kind.DailyActivity, day); tally.Unchanged != 1 {
		t.Errorf("%+v, want it unchanged", tally)
	}
	if got := h.db.Ent.DailyActivity.Query().OnlyX(h.ctx).StartTime.Format(time.RFC3339); got != "2026-07-02T00:00:00-04:00" {
		t.Error(got)
	}
}

// SleepWise is UTC. Bedtimes say that the offset is 0 whatever it is, so the night's counts.
func TestSleepWiseOffsets(t *testing.T) {
	t.Parallel()
	h := newHome(t, dbtest.SQLite(t), "UTC")
	h.store(kind.Sleep, `{"date":"2022-11-21","sleep_start_time":"2022-11-20T22:52:20+02:00","sleep_end_time":"2022-11-21T06:11:20+02:00"}`)
	h.store(kind.Alertness, `{"grade":9.9,"result_type":"ALERTNESS_TYPE_HISTORY","period_start_time":"2022-11-20T20:52:20","period_end_time":"2022-11-21T19:15:52",
		"sleep_period_start_time":"2022-11-20T20:52:20.57","sleep_period_end_time":"2022-11-21T04:11:20.57","sleep_timezone_offset_minutes":120,
		"hourly_data":[{"alertness_level":"ALERTNESS_LEVEL_LOW","start_time":"2022-11-21T04:12:00","end_time":"2022-11-21T05:00:00"}]}`)
	h.store(kind.CircadianBedtime, `{"period_start_time":"2022-11-20T21:18:30","period_end_time":"2022-11-21T05:18:30",
		"sleep_gate_start_time":"2022-11-20T21:03:30","sleep_timezone_offset_minutes":0}`)
	a := h.db.Ent.AlertnessPeriod.Query().OnlyX(h.ctx)
	b := h.db.Ent.CircadianBedtime.Query().OnlyX(h.ctx)
	got := []string{
		a.Date, a.StartTime.Format(time.RFC3339), a.SleepEndTime.Format(time.RFC3339Nano), a.Hourly[0].StartTime.Format(time.RFC3339),
		b.Date, b.StartTime.Format(time.RFC3339), b.SleepGateStart.Format(time.RFC3339),
	}
	want := []string{
		"2022-11-21", "2022-11-20T22:52:20+02:00", "2022-11-21T06:11:20.57+02:00", "2022-11-21T06:12:00+02:00",
		"2022-11-21", "2022-11-20T23:18:30+02:00", "2022-11-20T23:03:30+02:00",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Heart rate of the day on which clocks go forward and back: every reading at its instant.
func TestHeartRateOnDaysOfClockChanges(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		date string
		at   []string
		want []string
	}{
		"forward": {"2026-03-29", []string{"02:58:00", "04:03:00", "12:00:00"}, []string{"29 00:58", "29 01:03", "29 09:00"}},
		"back":    {"2026-10-25", []string{"03:30:00", "03:55:00", "03:00:00", "03:30:00", "04:00:00"}, []string{"25 00:30", "25 00:55", "25 01:00", "25 01:30", "25 02:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t, dbtest.SQLite(t), "Europe/Helsinki")
			list := ""
			for i, at := range test.at {
				if i > 0 {
					list += ","
				}
				list += `{"heart_rate":60,"sample_time":"` + at + `"}`
			}
			h.store(kind.ContinuousHeartRate, `{"date":"`+test.date+`","heart_rate_samples":[`+list+`]}`)
			if diff := cmp.Diff(test.want, h.instants(kind.ContinuousHeartRate, kind.HeartRate)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Recharge samples carry only the time of day: the night dates them, or the morning does.
func TestRechargeSamplesAreDated(t *testing.T) {
	t.Parallel()
	recharge := `{"date":"2026-07-02","hrv_samples":{"23:40":50,"00:10":0,"06:00":60},"breathing_samples":{"00:20":14.5,"06:00":13}}`
	for name, night := range map[string]string{
		"with its night":    `{"date":"2026-07-02","sleep_start_time":"2026-07-01T23:30:00+03:00","sleep_end_time":"2026-07-02T07:00:00+03:00"}`,
		"without its night": "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t, dbtest.SQLite(t), "Europe/Helsinki")
			if night != "" {
				h.store(kind.Sleep, night)
			}
			h.store(kind.NightlyRecharge, recharge)
			got := append(h.instants(kind.NightlyRecharge, kind.HRV), h.instants(kind.NightlyRecharge, kind.Breathing)...)
			if diff := cmp.Diff([]string{"01 20:40", "01 21:10", "02 03:00", "01 21:20", "02 03:00"}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A value that Polar takes back does not stay, and the row keeps its id.
func TestTakenBackValueBecomesNull(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHome(t, db, "UTC")
		h.store(kind.SkinTemperature, `{"sleep_date":"2026-07-02","sleep_time_skin_temperature_celsius":34.5,"deviation_from_baseline_celsius":-1.0}`)
		before := h.db.Ent.SkinTemperature.Query().OnlyX(h.ctx)
		if *before.DeviationCelsius != -1 {
			t.Error("a deviation of -1 is a value")
		}
		tally := h.store(kind.SkinTemperature, `{"sleep_date":"2026-07-02"}`)
		after := h.db.Ent.SkinTemperature.Query().OnlyX(h.ctx)
		if tally.Updated != 1 || after.ID != before.ID || after.Celsius != nil || after.DeviationCelsius != nil {
			t.Errorf("%+v: %v", tally, after)
		}
	})
}

// Two different elements of one batch that are the same record: the last is stored, the other is kept.
func TestSameRecordTwiceInOneBatch(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHome(t, db, "UTC")
		tally := h.store(kind.CardioLoad, `{"date":"2026-07-02","cardio_load":1}`, `{"date":"2026-07-02","cardio_load":2}`, `{"date": "2026-07-02","cardio_load":2}`)
		if diff := cmp.Diff(ingest.Tally{Created: 1, Quarantined: 1}, tally); diff != "" {
			t.Error(diff)
		}
		if got := *h.db.Ent.CardioLoad.Query().OnlyX(h.ctx).Load; got != 2 {
			t.Error(got)
		}
	})
}

// Sequences grow by one for each changed record, without holes.
func TestChangeSequence(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHome(t, db, "UTC")
		h.store(kind.CardioLoad, `{"date":"2026-07-01"}`, `{"date":"2026-07-02"}`)
		h.store(kind.CardioLoad, `{"date":"2026-07-01"}`, `{"date":"2026-07-02","cardio_load":5}`)
		got := map[string]int64{}
		for _, s := range h.db.Ent.RecordState.Query().AllX(h.ctx) {
			got[s.RecordKey] = s.Seq
		}
		if diff := cmp.Diff(map[string]int64{"2026-07-01": 1, "2026-07-02": 3}, got); diff != "" {
			t.Error(diff)
		}
	})
}

// A sport that Polar adds reads well; the others have their Flow names.
func TestSportNames(t *testing.T) {
	t.Parallel()
	h := newHome(t, dbtest.SQLite(t), "UTC")
	for key, want := range map[string]string{
		`"detailed_sport_info":"TRAIL_RUNNING"`:        "Trail running",
		`"detailed_sport_info":"MOBILITY_STATIC"`:      "Mobility (static)",
		`"detailed_sport_info":"LES_MILLS_GRIT_NEW"`:   "LES MILLS GRIT NEW",
		`"detailed_sport_info":"BRAND-NEW_SPORT"`:      "Brand new sport",
		`"sport":"CYCLING"`:                            "Cycling",
		`"detailed_sport_info":"CROSS-COUNTRY_SKIING"`: "Skiing",
	} {
		h.store(kind.Exercise, `{"id":"s","start_time":"2026-07-01T10:00:00","start_time_utc_offset":0,`+key+`}`)
		if got := *h.db.Ent.Exercise.Query().OnlyX(h.ctx).SportName; got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
}

// One element that the database cannot hold is rejected; the others of its batch are stored.
func TestValueThatTheDatabaseRefuses(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHome(t, db, "UTC")
		tally := h.store(kind.DailyActivity,
			`{"start_time":"2026-07-01T00:00","end_time":"2026-07-01T23:59:59","steps":1}`,
			`{"start_time":"2026-07-02T00:00","end_time":"2026-07-02T23:59:59","steps":9223372036854775000}`,
			`{"start_time":"2026-07-03T00:00","end_time":"2026-07-03T23:59:59","samples":{"activity_zones":{"samples":[{"zone":"A\u0000B","timestamp":"2026-07-03T01:00"}]}}}`)
		if tally.Created < 1 || tally.Created+tally.Quarantined != 3 || tally.Quarantined < 1 {
			t.Errorf("%+v", tally)
		}
		if n := db.Ent.DailyActivity.Query().CountX(h.ctx); n != tally.Created {
			t.Errorf("%d days stored, %d reported", n, tally.Created)
		}
	})
}

func TestImplausibleElementsAreRejected(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ kind, element string }{
		"year 9999":       {kind.Exercise, `{"id":"a","start_time":"9999-12-31T23:00:00","start_time_utc_offset":-720}`},
		"absurd offset":   {kind.Exercise, `{"id":"a","start_time":"2026-07-01T10:00:00","start_time_utc_offset":2147483647}`},
		"endless id":      {kind.Exercise, `{"id":"` + strings.Repeat("x", 9000) + `","start_time":"2026-07-01T10:00:00"}`},
		"backward night":  {kind.Sleep, `{"date":"2026-07-01","sleep_start_time":"2026-07-01T07:00:00Z","sleep_end_time":"2026-06-30T23:00:00Z"}`},
		"night of 300 y":  {kind.Sleep, `{"date":"2026-07-01","sleep_start_time":"1926-07-01T07:00:00Z","sleep_end_time":"2226-06-30T23:00:00Z"}`},
		"night, no start": {kind.Sleep, `{"date":"2026-07-01","sleep_end_time":"2026-06-30T23:00:00Z"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t, dbtest.SQLite(t), "UTC")
			if diff := cmp.Diff(ingest.Tally{Quarantined: 1}, h.store(test.kind, test.element)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The same record in other words is no change: updatedAt and the change sequence stay.
func TestOtherWordsAreNoChange(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHome(t, db, "UTC")
		h.store(kind.Exercise, `{"id":"a","polar_user":"https://polaraccesslink.com/v3/users/1","start_time":"2026-07-01T10:00:00","start_time_utc_offset":0,"distance":50,
			"heart_rate_zones":[{"index":0,"lower_limit":96}],"samples":[{"recording_rate":1,"sample_type":0,"data":"60,61"}]}`)
		before := db.Ent.RecordState.Query().OnlyX(h.ctx)
		tally := h.store(kind.Exercise, `{"start_time":"2026-07-01T10:00:00","id":"a","polar_user":"https://www.polaraccesslink.com/v3/users/1","start_time_utc_offset":0,"distance":50.0,
			"heart_rate_zones":[{"index":0,"lower-limit":96}],"samples":[{"recording-rate":1,"sample-type":"0","data":"60,61"}]}`)
		after := db.Ent.RecordState.Query().OnlyX(h.ctx)
		if tally.Unchanged != 1 || after.Seq != before.Seq || bytes.Equal(after.SourceHash, before.SourceHash) {
			t.Errorf("%+v, seq %d then %d", tally, before.Seq, after.Seq)
		}
		if tally := h.store(kind.Exercise, `{"id":"a","start_time":"2026-07-01T10:00:00","start_time_utc_offset":0,"distance":50,"samples":[{"recording_rate":1,"sample_type":0,"data":"60,62"}]}`); tally.Updated != 1 {
			t.Errorf("%+v, want another sample to be a change", tally)
		}
	})
}

// An exercise without an offset is read by the one of the same batch that has it, so that a second sync
// changes nothing.
func TestBatchIsItsOwnWitness(t *testing.T) {
	t.Parallel()
	h := newHome(t, dbtest.SQLite(t), "Asia/Kathmandu")
	batch := []string{
		`{"id":"a","start_time":"2026-09-12T09:20:47"}`,
		`{"id":"b","start_time":"2026-09-12T18:00:00","start_time_utc_offset":120}`,
	}
	h.store(kind.Exercise, batch...)
	if tally := h.store(kind.Exercise, batch...); tally.Unchanged != 2 {
		t.Errorf("second time: %+v", tally)
	}
	for _, e := range h.db.Ent.Exercise.Query().AllX(h.ctx) {
		if e.UtcOffsetSeconds != 7200 {
			t.Errorf("%s at %s", *e.PolarID, e.StartTime)
		}
	}
}

// A night whose offsets no zone explains: a journey, or a recording that was moved to another date.
func TestNightBetweenZones(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		night string
		want  []string
	}{
		"clocks went back": {`{"date":"2026-11-15","sleep_start_time":"2026-11-14T23:00:00+02:00","sleep_end_time":"2026-11-15T07:00:00+01:00",
			"hypnogram":{"23:00":0,"02:50":3,"02:10":4,"06:30":1}}`, []string{"14 21:00", "15 00:50", "15 01:10", "15 05:30"}},
		"clocks went forward": {`{"date":"2026-11-15","sleep_start_time":"2026-11-14T23:00:00+01:00","sleep_end_time":"2026-11-15T07:00:00+02:00",
			"hypnogram":{"23:00":0,"01:50":3,"03:10":4,"06:30":1}}`, []string{"14 22:00", "15 00:50", "15 01:10", "15 04:30"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t, dbtest.SQLite(t), "Europe/Berlin")
			h.store(kind.Sleep, test.night)
			if diff := cmp.Diff(test.want, h.instants(kind.Sleep, kind.Hypnogram)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// After a night across zones, the day is where the person woke up.
func TestDayAfterAJourney(t *testing.T) {
	t.Parallel()
	h := newHome(t, dbtest.SQLite(t), "Europe/Helsinki")
	h.store(kind.Sleep, `{"date":"2026-11-12","sleep_start_time":"2026-11-11T22:00:00+02:00","sleep_end_time":"2026-11-12T07:00:00-05:00"}`)
	h.store(kind.DailyActivity, `{"start_time":"2026-11-12T00:00","end_time":"2026-11-12T23:59:59"}`)
	if got := h.db.Ent.DailyActivity.Query().OnlyX(h.ctx).EndTime.Format(time.RFC3339); got != "2026-11-12T23:59:59-05:00" {
		t.Error(got)
	}
}
