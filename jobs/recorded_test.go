package jobs_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/exercise"
	"polarflow/ent/kind"
	"polarflow/ent/sampleseries"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
	"polarflow/series"
)

// stored returns the values of one stored series.
func (b *bench) stored(t *testing.T, k, key, name string) (series.Series, time.Time) {
	t.Helper()
	row := b.db.Ent.SampleSeries.Query().
		Where(sampleseries.Kind(k), sampleseries.RecordKey(key), sampleseries.Name(name)).OnlyX(b.ctx)
	s, err := series.Decode(row.Data)
	if err != nil {
		t.Fatal(err)
	}
	return s, row.StartTime
}

// Recorded answers of the live service pass through the sync unharmed, and a second sync changes nothing.
func TestRecordedAnswersPassThrough(t *testing.T) {
	t.Parallel()
	records := recorded(t, "real")
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		run := b.sync(t)
		if run.Status != syncrun.StatusSUCCEEDED || run.PolarRequests != b.polar.Count("/v3/") {
			t.Errorf("status %s with %d requests (the sandbox counted %d)", run.Status, run.PolarRequests, b.polar.Count("/v3/"))
		}
		for _, res := range run.Edges.Results {
			if res.Quarantined > 0 || res.Error != nil {
				t.Errorf("%s: %d quarantined, error %v", res.Kind, res.Quarantined, res.Error)
			}
		}
		checkExercises(t, b, records)
		checkHeartRates(t, b, records)
		checkNight(t, b)
		checkSecondSync(t, b)
	})
}

type wireExercise struct {
	ID      string `json:"id"`
	Samples []struct {
		Type int    `json:"sample_type"`
		Data string `json:"data"`
	} `json:"samples"`
	Zones []struct {
		Index int `json:"index"`
	} `json:"heart_rate_zones"`
	Load map[string]any `json:"training_load_pro"`
}

func checkExercises(t *testing.T, b *bench, records []sandbox.Record) {
	t.Helper()
	names := map[int]string{
		0: "HEART_RATE", 1: "SPEED", 2: "CADENCE", 3: "ALTITUDE", 4: "POWER", 9: "TEMPERATURE", 10: "DISTANCE",
	}
	count := 0
	for _, r := range records {
		if r.Kind != sandbox.KindExercise {
			continue
		}
		count++
		var want wireExercise
		if err := json.Unmarshal(r.JSON, &want); err != nil {
			t.Fatal(err)
		}
		got := b.db.Ent.Exercise.Query().Where(exercise.PolarID(want.ID)).OnlyX(b.ctx)
		if got.CardioLoad == nil || *got.CardioLoad != want.Load["cardio-load"] {
			t.Errorf("%s: cardio load %v, want %v", want.ID, got.CardioLoad, want.Load["cardio-load"])
		}
		if len(got.HeartRateZones) != len(want.Zones) || got.HeartRateZones[0].Index != 0 {
			t.Errorf("%s: zones %v", want.ID, got.HeartRateZones)
		}
		for _, s := range want.Samples {
			var values []float64
			if err := json.Unmarshal([]byte("["+s.Data+"]"), &values); err != nil {
				t.Fatal(err)
			}
			points, start := b.stored(t, kind.Exercise, want.ID, names[s.Type])
			if diff := cmp.Diff(values, points.Values, cmpopts.EquateNaNs()); diff != "" {
				t.Errorf("%s %s: %s", want.ID, names[s.Type], diff)
			}
			if !start.Equal(got.StartTime) || points.Offsets[len(values)-1] != int64(len(values)-1)*1000 {
				t.Errorf("%s %s: not one value a second from the start", want.ID, names[s.Type])
			}
		}
	}
	if n := b.db.Ent.Exercise.Query().CountX(b.ctx); n != count || n != 9 {
		t.Errorf("%d exercises stored of %d", n, count)
	}
}

func checkHeartRates(t *testing.T, b *bench, records []sandbox.Record) {
	t.Helper()
	days := 0
	for _, r := range records {
		if r.Kind != sandbox.KindContinuousHeartRate {
			continue
		}
		days++
		var want struct {
			Date    string `json:"date"`
			Samples []struct {
				Rate float64 `json:"heart_rate"`
				Time string  `json:"sample_time"`
			} `json:"heart_rate_samples"`
		}
		if err := json.Unmarshal(r.JSON, &want); err != nil {
			t.Fatal(err)
		}
		day := b.db.Ent.ContinuousHeartRate.Query().Where(dateIs(want.Date)).OnlyX(b.ctx)
		zone := time.FixedZone("", day.UtcOffsetSeconds)
		points, start := b.stored(t, kind.ContinuousHeartRate, want.Date, kind.HeartRate)
		if points.Len() != len(want.Samples) {
			t.Fatalf("%s: %d samples stored of %d", want.Date, points.Len(), len(want.Samples))
		}
		for i, s := range want.Samples {
			at := start.Add(time.Duration(points.Offsets[i]) * time.Millisecond).In(zone).Format("2006-01-02 15:04:05")
			value := points.Values[i]
			if at != want.Date+" "+s.Time || (value != s.Rate && (s.Rate != 0 || !math.IsNaN(value))) {
				t.Fatalf("%s: sample %d is %v at %s, want %v at %s", want.Date, i, value, at, s.Rate, s.Time)
			}
		}
	}
	if days != 11 {
		t.Errorf("%d recorded days, want 11", days)
	}
}

func checkNight(t *testing.T, b *bench) {
	t.Helper()
	n := b.db.Ent.Sleep.Query().OnlyX(b.ctx)
	got := []int{*n.LightSeconds, *n.DeepSeconds, *n.RemSeconds, *n.AsleepSeconds, *n.InterruptionsSeconds,
		*n.ShortInterruptionsSeconds, *n.LongInterruptionsSeconds, *n.Score}
	if diff := cmp.Diff([]int{14400, 3390, 8160, 25950, 1650, 900, 750, 80}, got); diff != "" {
		t.Error(diff)
	}
	if *n.HeartRateMinBpm != 51 {
		t.Errorf("resting heart rate %v", *n.HeartRateMinBpm)
	}
	stages, start := b.stored(t, kind.Sleep, n.Date, kind.Hypnogram)
	end := start.Add(time.Duration(stages.Offsets[stages.Len()-1]) * time.Millisecond)
	span := fmt.Sprint(start.In(n.StartTime.Location()).Format("15:04"), " ", end.In(n.EndTime.Location()).Format("15:04"))
	if span != "23:33 07:13" || end.Sub(start) != 7*time.Hour+40*time.Minute || stages.Len() != 70 {
		t.Errorf("hypnogram: %s, %s, %d entries", span, end.Sub(start), stages.Len())
	}
	hrv, at := b.stored(t, kind.NightlyRecharge, n.Date, kind.HRV)
	if got := at.In(n.StartTime.Location()).Format("15:04"); got != "23:35" || !at.After(n.StartTime) || hrv.Len() != 91 {
		t.Errorf("HRV begins at %s with %d values", got, hrv.Len())
	}
}

// checkSecondSync demands that asking again changes nothing and costs little.
func checkSecondSync(t *testing.T, b *bench) {
	t.Helper()
	before := b.contents()
	b.polar.ResetRequests()
	run := b.sync(t)
	for _, res := range run.Edges.Results {
		if res.Created != 0 || res.Updated != 0 {
			t.Errorf("second sync, %s: %d created, %d updated", res.Kind, res.Created, res.Updated)
		}
	}
	if n := b.polar.Count("/v3/"); n > 16 || n != run.PolarRequests {
		t.Errorf("second sync made %d requests and says %d", n, run.PolarRequests)
	}
	if diff := cmp.Diff(before, b.contents()); diff != "" {
		t.Errorf("second sync changed: %s", diff)
	}
}

// Polar's documented examples of every kind are stored too, in the documented key style.
func TestDocumentedAnswersPassThrough(t *testing.T) {
	t.Parallel()
	records := recorded(t, "docs")
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		run := b.sync(t)
		created := map[string]int{}
		for _, res := range run.Edges.Results {
			if res.Quarantined > 0 || res.Error != nil {
				t.Errorf("%s: %d quarantined, error %v", res.Kind, res.Quarantined, res.Error)
			}
			created[res.Kind] = res.Created
		}
		want := map[string]int{
			"SLEEP": 1, "NIGHTLY_RECHARGE": 1, "EXERCISE": 1, "DAILY_ACTIVITY": 2, "CARDIO_LOAD": 28, "CONTINUOUS_HEART_RATE": 1,
			"ALERTNESS": 1, "CIRCADIAN_BEDTIME": 1, "SKIN_TEMPERATURE": 1, "SPO2": 1, "ECG": 1, "BODY_TEMPERATURE": 1, "PHYSICAL_INFO": 1,
		}
		if diff := cmp.Diff(want, created); diff != "" {
			t.Error(diff)
		}
		e := b.db.Ent.Exercise.Query().OnlyX(b.ctx)
		if *e.CardioLoad != 1 || *e.RunningIndex != 51 || len(e.HeartRateZones) != 1 || *e.HeartRateZones[0].UpperBpm != 130 || !e.HasRoute {
			t.Error(e)
		}
		speed, _ := b.stored(t, kind.Exercise, "2AC312F", "SPEED")
		if speed.Len() != 27 || speed.Offsets[1] != 5000 || speed.Values[26] != 122 {
			t.Error(speed)
		}
		stages, _ := b.stored(t, kind.Sleep, b.db.Ent.Sleep.Query().OnlyX(b.ctx).Date, kind.Hypnogram)
		if diff := cmp.Diff([]float64{2, 3, 6}, stages.Values); diff != "" {
			t.Error(diff)
		}
		checkSecondSync(t, b)
	})
}
