package sandbox

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The clock changes around the last journey before 2025-12-01: Helsinki went from +03:00 to +02:00 on
// 2025-10-26, New York from -04:00 to -05:00 on 2025-11-02, and the athlete was there from 2025-10-28
// (flight out) to 2025-11-07 (flight home).
var autumnOffsets = map[string]int{
	"2025-10-25": 180, "2025-10-27": 120, "2025-10-28": 120, "2025-10-29": -240, "2025-11-01": -240,
	"2025-11-03": -300, "2025-11-07": -300, "2025-11-08": 120, "2025-11-09": 120,
}

func TestAthleteOffsetsOnJourneys(t *testing.T) {
	t.Parallel()
	records := madeAthlete(t, AthleteOptions{Seed: 2, Today: "2025-12-01", Days: 60, UserID: 475})
	sleeps, alert := map[string]int{}, map[string]int{}
	for _, r := range records {
		if _, asked := autumnOffsets[r.Date]; !asked {
			continue
		}
		switch r.Kind {
		case KindSleep:
			sleeps[r.Date] = offsetMinutes(decodedAthlete[athleteSleep](t, r).End)
		case KindAlertness:
			alert[r.Date] = decodedAthlete[struct {
				Offset int `json:"sleep_timezone_offset_minutes"`
			}](t, r).Offset
		}
	}
	if diff := cmp.Diff(autumnOffsets, sleeps); diff != "" {
		t.Errorf("offsets of sleep (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(autumnOffsets, alert); diff != "" {
		t.Errorf("offsets of alertness (-want +got):\n%s", diff)
	}
}

func TestAthleteExercisesCarryTheOffsetOfTheirZone(t *testing.T) {
	t.Parallel()
	home, err := time.LoadLocation("Europe/Helsinki")
	if err != nil {
		t.Fatal(err)
	}
	away, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for seed := range uint64(4) {
		for _, r := range ofKind(madeAthlete(t, AthleteOptions{Seed: seed, Today: "2025-12-01", Days: 60}), KindExercise) {
			e := decodedAthlete[athleteExercise](t, r)
			loc := home
			if "2025-10-28" < r.Date && r.Date <= "2025-11-07" {
				loc = away
			}
			local, err := time.ParseInLocation("2006-01-02T15:04:05", e.Start, loc)
			if err != nil {
				t.Fatal(err)
			}
			seen[e.Offset] = true
			if want := offsetMinutes(local); e.Offset != want {
				t.Errorf("seed %d: %s has offset %d, want %d", seed, e.Start, e.Offset, want)
			}
			if r.Date == "2025-10-28" || r.Date == "2025-11-07" {
				t.Errorf("seed %d: training on the day of a flight, %s", seed, r.Date)
			}
		}
	}
	if diff := cmp.Diff(map[int]bool{180: true, 120: true, -240: true, -300: true}, seen); diff != "" {
		t.Errorf("offsets of all exercises (-want +got):\n%s", diff)
	}
}

func TestAthleteNightsOfClockChanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, today, night, start, end string }{
		{"home in spring", "2025-04-20", "2025-03-30", "+02:00", "+03:00"},
		{"home in autumn", "2025-11-20", "2025-10-26", "+03:00", "+02:00"},
		{"away in spring", "2025-04-20", "2025-03-09", "-05:00", "-04:00"},
		{"away in autumn", "2025-11-20", "2025-11-02", "-04:00", "-05:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			worn := 0
			for seed := range uint64(4) {
				night, found := sleepOn(t, madeAthlete(t, AthleteOptions{Seed: seed, Today: c.today, Days: 60}), c.night)
				if !found {
					continue // the watch lay on a table
				}
				worn++
				got := []string{night.Start.Format("-07:00"), night.End.Format("-07:00")}
				if diff := cmp.Diff([]string{c.start, c.end}, got); diff != "" {
					t.Errorf("seed %d: offsets of %s (-want +got):\n%s", seed, c.night, diff)
				}
				if hours := night.End.Sub(night.Start).Hours(); hours < 2 || hours > 11 {
					t.Errorf("seed %d: a night of %.1f hours", seed, hours)
				}
			}
			if worn == 0 {
				t.Errorf("no night of %s", c.night)
			}
		})
	}
}

// sleepOn finds the night of a date, if there is one.
func sleepOn(t *testing.T, records []Record, date string) (athleteSleep, bool) {
	t.Helper()
	for _, r := range ofKind(records, KindSleep) {
		if r.Date == date {
			return decodedAthlete[athleteSleep](t, r), true
		}
	}
	return athleteSleep{}, false
}

func TestAthleteHeartRateSkipsTheHourThatClocksSkip(t *testing.T) {
	t.Parallel()
	records := madeAthlete(t, AthleteOptions{Seed: 1, Today: "2025-04-20", Days: 60})
	hours := map[string]int{}
	for _, r := range ofKind(records, KindContinuousHeartRate) {
		if r.Date != "2025-03-30" {
			continue
		}
		for _, s := range decodedAthlete[athletePulse](t, r).Samples {
			hours[strings.Split(s.Time, ":")[0]]++
		}
	}
	if hours["02"] == 0 || hours["03"] != 0 || hours["04"] == 0 {
		t.Errorf("samples in the hours around the change: %v", hours)
	}
}

func TestAthletePredictsOnlyWhatComes(t *testing.T) {
	t.Parallel()
	early := time.Date(2026, 5, 14, 2, 0, 0, 0, time.FixedZone("EEST", 3*3600))
	for _, c := range []struct {
		name             string
		now              time.Time
		alert, circadian string
	}{
		{"afternoon", time.Time{}, "2026-05-14", "2026-05-15"},
		{"asleep", early, "2026-05-13", "2026-05-14"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			records := madeAthlete(t, AthleteOptions{Seed: 8, Today: "2026-05-14", Now: c.now, Days: 30})
			var got []string
			for _, kind := range []Kind{KindAlertness, KindCircadianBedtime} {
				for _, r := range ofKind(records, kind) {
					if strings.Contains(string(r.JSON), "TYPE_PREDICTION") {
						got = append(got, r.Date)
					}
				}
			}
			if diff := cmp.Diff([]string{c.alert, c.circadian}, got); diff != "" {
				t.Errorf("dates of predictions (-want +got):\n%s", diff)
			}
		})
	}
}
