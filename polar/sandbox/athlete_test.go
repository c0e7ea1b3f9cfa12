package sandbox

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// everyKind lists the kinds that the athlete has.
var everyKind = []Kind{
	KindExercise, KindActivity, KindContinuousHeartRate, KindSleep, KindNightlyRecharge, KindCardioLoad,
	KindAlertness, KindCircadianBedtime, KindSpo2, KindECG, KindBodyTemperature, KindSkinTemperature,
}

// madeAthlete makes an athlete or fails the test.
func madeAthlete(t testing.TB, o AthleteOptions) []Record {
	t.Helper()
	records, err := Athlete(o)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// decodedAthlete reads a record's element, or fails the test.
func decodedAthlete[T any](t testing.TB, r Record) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(r.JSON, &v); err != nil {
		t.Fatalf("%s of %s: %v", r.Kind, r.Date, err)
	}
	return v
}

// ofKind picks the records of a kind.
func ofKind(records []Record, kind Kind) []Record {
	var picked []Record
	for _, r := range records {
		if r.Kind == kind {
			picked = append(picked, r)
		}
	}
	return picked
}

// athleteDigest is a hash over everything in the records.
func athleteDigest(records []Record) string {
	h := sha256.New()
	for _, r := range records {
		fmt.Fprintf(h, "%s %s %s %s %s\n", r.Kind, r.Date, r.ID, r.UploadedAt, r.JSON)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestAthleteIsDeterministic(t *testing.T) {
	t.Parallel()
	o := AthleteOptions{Seed: 3, Today: "2026-05-14", Days: 60, UserID: 475}
	first := athleteDigest(madeAthlete(t, o))
	if again := athleteDigest(madeAthlete(t, o)); again != first {
		t.Errorf("the same options gave %s and %s", first, again)
	}
	o.Seed = 4
	if other := athleteDigest(madeAthlete(t, o)); other == first {
		t.Errorf("seeds 3 and 4 gave the same records")
	}
}

func TestAthleteDayDoesNotDependOnDays(t *testing.T) {
	t.Parallel()
	o := AthleteOptions{Seed: 9, Today: "2026-04-02", Days: 100, UserID: 475}
	short := madeAthlete(t, o)
	o.Days = 400
	long := madeAthlete(t, o)
	from := short[0].Date
	long = slices.DeleteFunc(long, func(r Record) bool { return r.Date != "" && r.Date < from })
	settled := mustDay(t, from).plus(settlingDays)
	unsettled := func(r Record) bool { return r.Kind == KindCardioLoad && r.Date < settled }
	short, long = slices.DeleteFunc(short, unsettled), slices.DeleteFunc(long, unsettled)
	if len(short) != len(long) {
		t.Fatalf("%d records of 100 days, %d of the same days out of 400", len(short), len(long))
	}
	for i := range short {
		if diff := cmp.Diff(string(long[i].JSON), string(short[i].JSON)); diff != "" || long[i].ID != short[i].ID {
			t.Fatalf("%s of %s differs (-400 days +100 days):\n%.500s", short[i].Kind, short[i].Date, diff)
		}
	}
}

func TestAthleteRejects(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]AthleteOptions{
		"no today":          {},
		"today not a date":  {Today: "2026-02-30"},
		"unknown zone":      {Today: "2026-02-03", Zone: "Europe/Nowhere"},
		"negative days":     {Today: "2026-02-03", Days: -1},
		"too many days":     {Today: "2026-02-03", Days: athleteMostDays + 1},
		"now on other date": {Today: "2026-02-03", Now: time.Date(2026, 2, 3, 23, 0, 0, 0, time.UTC)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if records, err := Athlete(o); err == nil {
				t.Errorf("got %d records, want an error", len(records))
			}
			if profile, err := AthleteProfile(o); err == nil && o.Days == 0 {
				t.Errorf("got profile %+v, want an error", profile)
			}
		})
	}
}

func TestAthleteProfileIsThePhysicalInfo(t *testing.T) {
	t.Parallel()
	o := AthleteOptions{Seed: 12, Today: "2026-05-14", Days: 3}
	profile, err := AthleteProfile(o)
	if err != nil {
		t.Fatal(err)
	}
	infos := ofKind(madeAthlete(t, o), KindPhysicalInfo)
	if len(infos) != 1 {
		t.Fatalf("got %d objects of physical info, want 1", len(infos))
	}
	got := decodedAthlete[struct {
		Birthday, Gender string
		Weight, Height   float64
	}](t, infos[0])
	want := Profile{
		FirstName: profile.FirstName, LastName: profile.LastName,
		Birthdate: got.Birthday, Gender: got.Gender, Weight: got.Weight, Height: got.Height,
	}
	if diff := cmp.Diff(want, profile); diff != "" || profile.FirstName == "" {
		t.Errorf("profile differs from physical info (-want +got):\n%s", diff)
	}
}

// mustDay reads a date or fails the test.
func mustDay(t testing.TB, date string) dayNumber {
	t.Helper()
	d, err := parseDayNumber(date)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// plus is the date some days later.
func (d dayNumber) plus(days int) string { return (d + dayNumber(days)).String() }

// lastTodays are thirty days on which an athlete's life may end: clock changes at home and away, leap
// days, turns of the year, and days around journeys.
func lastTodays(t testing.TB) []string {
	t.Helper()
	todays := []string{
		"2024-02-29", "2024-03-01", "2024-03-10", "2024-03-31", "2024-10-27", "2024-11-03", "2024-12-31",
		"2025-01-01", "2025-03-09", "2025-03-30", "2025-10-26", "2025-11-02", "2025-11-07", "2025-11-08",
		"2025-11-12", "2025-11-13", "2026-01-01", "2026-02-28", "2026-03-08", "2026-03-29", "2026-03-30",
	}
	for d := mustDay(t, "2026-06-04"); len(todays) < 30; d += 17 {
		todays = append(todays, d.String())
	}
	return todays
}

func TestAthleteLastDaysAreComplete(t *testing.T) {
	t.Parallel()
	for seed, today := range lastTodays(t) {
		t.Run(today, func(t *testing.T) {
			t.Parallel()
			records := madeAthlete(t, AthleteOptions{Seed: uint64(seed), Today: today, Days: 20, UserID: 1})
			d := mustDay(t, today)
			for _, kind := range everyKind {
				wantOn(t, records, kind, d.plus(-1))
			}
			for _, kind := range []Kind{KindSleep, KindNightlyRecharge, KindAlertness, KindCircadianBedtime, KindSkinTemperature, KindBodyTemperature} {
				for back := range 3 {
					wantOn(t, records, kind, d.plus(-back))
				}
			}
			wantWholeDay(t, records, d.plus(-1))
			wantPartialDay(t, records, today)
		})
	}
}

// wantOn fails the test unless there is a record of a kind on a date.
func wantOn(t *testing.T, records []Record, kind Kind, date string) {
	t.Helper()
	if !slices.ContainsFunc(records, func(r Record) bool { return r.Kind == kind && r.Date == date }) {
		t.Errorf("no %s on %s", kind, date)
	}
}

// athleteActivity are the parts of an activity that tests look at.
type athleteActivity struct {
	Start   string `json:"start_time"`
	End     string `json:"end_time"`
	Steps   int
	Samples struct {
		Steps struct {
			Total   int `json:"total_steps"`
			Samples []struct {
				Steps     int
				Timestamp string
			}
		}
		Zones struct {
			Samples []struct{ Zone, Timestamp string }
		} `json:"activity_zones"`
	}
}

// athletePulse are the samples of continuous heart rate.
type athletePulse struct {
	Samples []struct {
		Rate int    `json:"heart_rate"`
		Time string `json:"sample_time"`
	} `json:"heart_rate_samples"`
}

// wantWholeDay fails the test unless activity and heart rate reach from midnight to midnight.
func wantWholeDay(t *testing.T, records []Record, date string) {
	t.Helper()
	for _, r := range records {
		if r.Date != date {
			continue
		}
		switch r.Kind {
		case KindActivity:
			a := decodedAthlete[athleteActivity](t, r)
			if diff := cmp.Diff([]string{date + "T00:00", date + "T23:59:59"}, []string{a.Start, a.End}); diff != "" {
				t.Errorf("activity of %s (-want +got):\n%s", date, diff)
			}
		case KindContinuousHeartRate:
			s := decodedAthlete[athletePulse](t, r).Samples
			if s[0].Time > "00:06" || s[len(s)-1].Time < "23:54" {
				t.Errorf("heart rate of %s from %s to %s", date, s[0].Time, s[len(s)-1].Time)
			}
		}
	}
}

// wantPartialDay fails the test unless activity and heart rate end at half past two.
func wantPartialDay(t *testing.T, records []Record, today string) {
	t.Helper()
	for _, r := range records {
		if r.Date != today {
			continue
		}
		switch r.Kind {
		case KindActivity:
			if a := decodedAthlete[athleteActivity](t, r); a.End != today+"T14:30" {
				t.Errorf("activity of today ends at %s", a.End)
			}
		case KindContinuousHeartRate:
			s := decodedAthlete[athletePulse](t, r).Samples
			if last := s[len(s)-1].Time; last < "14:20" || last >= "14:30" {
				t.Errorf("heart rate of today ends at %s", last)
			}
		}
	}
}

func BenchmarkAthlete(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		bytes := 0
		for _, r := range madeAthlete(b, AthleteOptions{Seed: 1, Today: "2026-05-14", Days: 400, UserID: 475}) {
			bytes += len(r.JSON)
		}
		b.ReportMetric(float64(bytes), "json-bytes/op")
	}
}
