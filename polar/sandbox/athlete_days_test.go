package sandbox

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// athleteExercise are the parts of an exercise that tests look at.
type athleteExercise struct {
	ID        string
	Uploaded  time.Time `json:"upload_time"`
	Start     string    `json:"start_time"`
	Offset    int       `json:"start_time_utc_offset"`
	Duration  string
	Distance  float64
	HasRoute  bool `json:"has_route"`
	Sport     string
	HeartRate struct{ Average, Maximum int } `json:"heart_rate"`
	Samples   []struct {
		Rate *int `json:"recording_rate"`
		Type int  `json:"sample_type"`
		Data string
	}
	Route []struct{ Latitude, Longitude float64 }
	Load  struct {
		Cardio float64 `json:"cardio-load"`
	} `json:"training_load_pro"`
}

func TestAthleteExercises(t *testing.T) {
	t.Parallel()
	records := madeAthlete(t, AthleteOptions{Seed: 6, Today: "2026-05-14", Days: 200, UserID: 475})
	straps := 0
	for _, r := range ofKind(records, KindExercise) {
		e := decodedAthlete[athleteExercise](t, r)
		if e.ID != r.ID || len(e.ID) != 8 || e.Start[:10] != r.Date || !e.Uploaded.Equal(r.UploadedAt) {
			t.Errorf("%s: id %q, record %q, start %s, uploads %s and %s", r.Date, e.ID, r.ID, e.Start, e.Uploaded, r.UploadedAt)
		}
		local, err := time.Parse("2006-01-02T15:04:05", e.Start)
		if err != nil {
			t.Fatal(err)
		}
		length, err := time.ParseDuration(strings.ToLower(strings.TrimPrefix(e.Duration, "PT")))
		if err != nil {
			t.Fatal(err)
		}
		if stopped := local.Add(length - time.Duration(e.Offset)*time.Minute); e.Uploaded.Before(stopped.Truncate(time.Second)) {
			t.Errorf("%s: uploaded %s, stopped %s", r.Date, e.Uploaded, stopped)
		}
		if e.HasRoute != (len(e.Route) > 0) || e.HasRoute != (e.Distance > 0) {
			t.Errorf("%s: route %t with %d points over %.0f m", r.Date, e.HasRoute, len(e.Route), e.Distance)
		}
		straps += wantSeries(t, r.Date, e, int(length.Seconds()))
		wantLoop(t, e)
	}
	if straps == 0 {
		t.Error("no session has beats")
	}
}

// wantSeries fails the test unless a session has a value for every second, and heart rates that give
// its average and cardio load. It returns how many series of beats with missing values there are.
func wantSeries(t *testing.T, date string, e athleteExercise, seconds int) (straps int) {
	t.Helper()
	for _, s := range e.Samples {
		values := strings.Split(s.Data, ",")
		if s.Type == intervalSeries {
			if s.Rate != nil {
				t.Errorf("%s: beats have a recording rate", date)
			}
			straps += min(1, strings.Count(s.Data, "null"))
			continue
		}
		if len(values) != seconds || s.Rate == nil || *s.Rate != 1 {
			t.Errorf("%s: series %d has %d values in %d seconds", date, s.Type, len(values), seconds)
		}
		if s.Type == heartRateSeries {
			sum := 0
			for _, v := range values {
				bpm, err := strconv.Atoi(v)
				if err != nil || bpm > maximumBPM {
					t.Fatalf("%s: heart rate %q", date, v)
				}
				sum += bpm
			}
			if mean := float64(sum) / float64(len(values)); math.Abs(mean-float64(e.HeartRate.Average)) > 0.51 {
				t.Errorf("%s: average %d of heart rates with mean %.2f", date, e.HeartRate.Average, mean)
			}
		}
	}
	return straps
}

// wantLoop fails the test unless a route ends near its beginning.
func wantLoop(t *testing.T, e athleteExercise) {
	t.Helper()
	if len(e.Route) == 0 {
		return
	}
	first, last := e.Route[0], e.Route[len(e.Route)-1]
	north := (last.Latitude - first.Latitude) * metresOfDegree
	east := (last.Longitude - first.Longitude) * metresOfDegree * math.Cos(first.Latitude*math.Pi/180)
	if apart := math.Hypot(north, east); apart > 100 {
		t.Errorf("%s: %s ends %.0f m from its beginning", e.Start, e.Sport, apart)
	}
}

func TestAthleteCardioLoad(t *testing.T) {
	t.Parallel()
	records := madeAthlete(t, AthleteOptions{Seed: 6, Today: "2026-05-14", Days: 60, UserID: 475})
	trained := map[string]float64{}
	for _, r := range ofKind(records, KindExercise) {
		trained[r.Date] += decodedAthlete[athleteExercise](t, r).Load.Cardio
	}
	days := ofKind(records, KindCardioLoad)
	var loads []float64
	rest := 0
	for i, r := range days {
		got := decodedAthlete[struct {
			Status            string  `json:"cardio_load_status"`
			Load              float64 `json:"cardio_load"`
			Strain, Tolerance float64
			Ratio             float64 `json:"cardio_load_ratio"`
		}](t, r)
		loads = append(loads, trained[r.Date])
		if i < settlingDays {
			if got.Status != "LOAD_STATUS_NOT_AVAILABLE" || got.Load != -1 || got.Ratio != -1 || got.Tolerance != -1 {
				t.Errorf("%s: %+v is available", r.Date, got)
			}
			continue
		}
		if trained[r.Date] == 0 {
			rest++
		}
		if math.Abs(got.Load-trained[r.Date]) > 0.002 {
			t.Errorf("%s: load %v, trained %v", r.Date, got.Load, trained[r.Date])
		}
		if i >= 28 {
			wantMean(t, r.Date, "strain", got.Strain, loads[i-6:])
			wantMean(t, r.Date, "tolerance", got.Tolerance, loads[i-27:])
		}
	}
	if len(days) != 60 || rest < 8 {
		t.Errorf("%d days, %d of them without training", len(days), rest)
	}
}

// wantMean fails the test unless a number is the mean of the loads.
func wantMean(t *testing.T, date, name string, got float64, loads []float64) {
	t.Helper()
	sum := 0.0
	for _, load := range loads {
		sum += load
	}
	if want := sum / float64(len(loads)); math.Abs(got-want) > 0.002 {
		t.Errorf("%s: %s %v, want %v", date, name, got, want)
	}
}

func TestAthleteActivities(t *testing.T) {
	t.Parallel()
	records := madeAthlete(t, AthleteOptions{Seed: 6, Today: "2026-05-14", Days: 200, UserID: 475})
	zones, late, early := map[string]int{}, 0, 0
	activities := ofKind(records, KindActivity)
	for _, r := range activities {
		a := decodedAthlete[athleteActivity](t, r)
		if a.Steps != a.Samples.Steps.Total {
			t.Errorf("%s: %d steps, %d in the samples", r.Date, a.Steps, a.Samples.Steps.Total)
		}
		for i, s := range a.Samples.Steps.Samples {
			if i > 0 && s.Steps == a.Samples.Steps.Samples[i-1].Steps {
				t.Errorf("%s: the sample at %s repeats the one before", r.Date, s.Timestamp)
			}
		}
		for _, z := range a.Samples.Zones.Samples {
			zones[z.Zone]++
		}
		if a.Start != r.Date+"T00:00" {
			late++
		}
		if a.End != r.Date+"T23:59:59" {
			early++
		}
	}
	for _, name := range zoneNames {
		if zones[name] == 0 {
			t.Errorf("no zone %s", name)
		}
	}
	if len(activities) == 200 || late == 0 || early < 2 {
		t.Errorf("%d activities, %d begin late, %d end early: no unworn days", len(activities), late, early)
	}
}

func TestAthleteHeartRateIsInOrder(t *testing.T) {
	t.Parallel()
	records := madeAthlete(t, AthleteOptions{Seed: 6, Today: "2026-05-14", Days: 200, UserID: 475})
	zeros, bursts := 0, 0
	for _, r := range ofKind(records, KindContinuousHeartRate) {
		before := ""
		samples := decodedAthlete[athletePulse](t, r).Samples
		for _, s := range samples {
			if s.Time <= before || s.Rate > maximumBPM || s.Rate != 0 && s.Rate < 35 {
				t.Fatalf("%s: %d at %s after %s", r.Date, s.Rate, s.Time, before)
			}
			before = s.Time
			if s.Rate == 0 {
				zeros++
			}
		}
		if len(samples) > 600 {
			bursts++
		}
	}
	if zeros == 0 || bursts < 80 {
		t.Errorf("%d zeros, %d days with bursts", zeros, bursts)
	}
}

func TestAthleteRecordsAreJSONInOrder(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 14, 11, 30, 0, 0, time.UTC)
	records := madeAthlete(t, AthleteOptions{Seed: 6, Today: "2026-05-14", Days: 150, UserID: 475})
	before := ""
	for _, r := range records {
		if !json.Valid(r.JSON) {
			t.Errorf("%s of %s is no JSON", r.Kind, r.Date)
		}
		if r.UploadedAt.After(now) || r.UploadedAt.IsZero() {
			t.Errorf("%s of %s uploaded at %s", r.Kind, r.Date, r.UploadedAt)
		}
		if r.Date != "" && r.Date < before {
			t.Errorf("%s of %s after %s", r.Kind, r.Date, before)
		}
		before = r.Date
	}
}

func TestISODuration(t *testing.T) {
	t.Parallel()
	for seconds, want := range map[int]string{
		0: "PT0S", 36: "PT36S", 122: "PT2M2S", 1380: "PT23M", 5353: "PT1H29M13S", 27000: "PT7H30M", 3600: "PT1H",
	} {
		if diff := cmp.Diff(want, isoDuration(seconds)); diff != "" {
			t.Errorf("%d seconds (-want +got):\n%s", seconds, diff)
		}
	}
}

func TestAppendDecimal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scaled, places int
		want           string
	}{
		{0, 4, "0.0"}, {104412, 4, "10.4412"}, {7400, 4, "0.74"}, {-29, 1, "-2.9"}, {-1000, 3, "-1.0"}, {950, 1, "95.0"}, {60200000, 6, "60.2"},
	} {
		if diff := cmp.Diff(c.want, string(appendDecimal(nil, c.scaled, c.places))); diff != "" {
			t.Errorf("%d to %d places (-want +got):\n%s", c.scaled, c.places, diff)
		}
	}
}
