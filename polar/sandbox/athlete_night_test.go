package sandbox

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"testing"
	"time"
)

// athleteSleep are the parts of a sleep that tests look at.
type athleteSleep struct {
	Date         string
	Start        time.Time `json:"sleep_start_time"`
	End          time.Time `json:"sleep_end_time"`
	Light        int       `json:"light_sleep"`
	Deep         int       `json:"deep_sleep"`
	REM          int       `json:"rem_sleep"`
	Unrecognized int       `json:"unrecognized_sleep_stage"`
	Interrupted  int       `json:"total_interruption_duration"`
	Short        int       `json:"short_interruption_duration"`
	Long         int       `json:"long_interruption_duration"`
	Score        int       `json:"sleep_score"`
	Hypnogram    json.RawMessage
	Pulse        json.RawMessage `json:"heart_rate_samples"`
}

// clockEntry is one entry of an object keyed by the time of day.
type clockEntry struct {
	minute int
	value  float64
}

// clockEntries reads an object keyed by HH:MM in the order in which it was written, with minutes that
// go on counting after midnight.
func clockEntries(t *testing.T, object json.RawMessage) []clockEntry {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(object))
	if _, err := dec.Token(); err != nil {
		t.Fatal(err)
	}
	var entries []clockEntry
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse("15:04", key.(string))
		if err != nil {
			t.Fatal(err)
		}
		e := clockEntry{minute: at.Hour()*60 + at.Minute()}
		if err := dec.Decode(&e.value); err != nil {
			t.Fatal(err)
		}
		if n := len(entries); n > 0 && e.minute < entries[n-1].minute-12*60 {
			e.minute += 24 * 60
		}
		entries = append(entries, e)
	}
	return entries
}

func TestAthleteNightsAddUp(t *testing.T) {
	t.Parallel()
	records := madeAthlete(t, AthleteOptions{Seed: 5, Today: "2026-05-14", Days: 400, UserID: 475})
	collapsed := 0
	for _, r := range ofKind(records, KindSleep) {
		s := decodedAthlete[athleteSleep](t, r)
		inBed := int(s.End.Sub(s.Start).Seconds())
		if sum := s.Light + s.Deep + s.REM + s.Unrecognized + s.Interrupted; sum != inBed {
			t.Errorf("%s: stages and interruptions are %d s of %d", s.Date, sum, inBed)
		}
		if s.Short+s.Long != s.Interrupted {
			t.Errorf("%s: interruptions %d + %d are not %d", s.Date, s.Short, s.Long, s.Interrupted)
		}
		if s.Score < 1 || s.Score > 100 || s.End.Format(time.DateOnly) != r.Date || s.Date != r.Date {
			t.Errorf("%s: score %d, date %s, end %s", r.Date, s.Score, s.Date, s.End)
		}
		collapsed += wantHypnogram(t, s)
		wantAscending(t, r.Date, clockEntries(t, s.Pulse))
	}
	if collapsed == 0 {
		t.Error("no hypnogram lost a change of stage within a minute")
	}
}

// wantHypnogram fails the test unless a hypnogram begins with the night and ends with a wake at its
// end, and returns how many stages follow themselves.
func wantHypnogram(t *testing.T, s athleteSleep) (repeated int) {
	t.Helper()
	entries := clockEntries(t, s.Hypnogram)
	wantAscending(t, s.Date, entries)
	first, last := entries[0], entries[len(entries)-1]
	begin := s.Start.Hour()*60 + s.Start.Minute()
	end := s.Start.Add(s.End.Sub(s.Start)) // in the offset at which the night began
	if first.minute != begin || last.minute%(24*60) != end.Hour()*60+end.Minute() || last.value != stageWake {
		t.Errorf("%s: hypnogram from %v to %v of a night from %s to %s", s.Date, first, last, s.Start, end)
	}
	for i := 1; i < len(entries); i++ {
		if entries[i].value == entries[i-1].value {
			repeated++
		}
	}
	return repeated
}

// wantAscending fails the test unless entries are in order and none is there twice.
func wantAscending(t *testing.T, date string, entries []clockEntry) {
	t.Helper()
	for i := 1; i < len(entries); i++ {
		if entries[i].minute <= entries[i-1].minute {
			t.Errorf("%s: entry %v after %v", date, entries[i], entries[i-1])
		}
	}
}

// athleteRecharge are the parts of a Nightly Recharge that tests look at.
type athleteRecharge struct {
	RMSSD  float64 `json:"heart_rate_variability_avg"`
	BPM    float64 `json:"heart_rate_avg"`
	ANS    float64 `json:"ans_charge"`
	Breath float64 `json:"breathing_rate_avg"`
}

func TestAthleteRechargeNeedsFourHours(t *testing.T) {
	t.Parallel()
	records := madeAthlete(t, AthleteOptions{Seed: 5, Today: "2026-05-14", Days: 400, UserID: 475})
	recharged, clamped := map[string]bool{}, 0
	for _, r := range ofKind(records, KindNightlyRecharge) {
		recharged[r.Date] = true
		if math.Abs(decodedAthlete[athleteRecharge](t, r).ANS) == 10 {
			clamped++
		}
	}
	short := 0
	for _, r := range ofKind(records, KindSleep) {
		s := decodedAthlete[athleteSleep](t, r)
		if s.Light+s.Deep+s.REM+s.Unrecognized < rechargeSeconds {
			short++
			if recharged[r.Date] {
				t.Errorf("%s has a recharge after less than four hours of sleep", r.Date)
			}
		}
	}
	if short == 0 || clamped == 0 || len(recharged) < 330 {
		t.Errorf("%d short nights, %d ANS charges at a limit, %d recharges", short, clamped, len(recharged))
	}
}

func TestAthleteIllnessShows(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		o := AthleteOptions{Seed: seed, Today: "2026-05-14", Days: 120, UserID: 475}
		life, err := newAthleteLife(o)
		if err != nil {
			t.Fatal(err)
		}
		var ill, well []athleteRecharge
		illDays := map[string]bool{}
		for _, r := range ofKind(life.records(), KindNightlyRecharge) {
			recharge := decodedAthlete[athleteRecharge](t, r)
			if life.illness(mustDay(t, r.Date)) > 0 {
				ill, illDays[r.Date] = append(ill, recharge), true
			} else {
				well = append(well, recharge)
			}
		}
		if len(ill) < illnessDays-1 {
			t.Fatalf("seed %d: %d nights of illness in 120 days", seed, len(ill))
		}
		rmssd := func(r athleteRecharge) float64 { return r.RMSSD }
		bpm := func(r athleteRecharge) float64 { return r.BPM }
		breath := func(r athleteRecharge) float64 { return r.Breath }
		if meanOf(ill, rmssd) > 0.85*meanOf(well, rmssd) || meanOf(ill, bpm) < meanOf(well, bpm)+3 || meanOf(ill, breath) < meanOf(well, breath)+0.8 {
			t.Errorf("seed %d: ill %+v is hardly worse than well", seed, ill)
		}
		if slices.ContainsFunc(life.out, func(r Record) bool { return r.Kind == KindExercise && illDays[r.Date] }) {
			t.Errorf("seed %d: training on a day of illness", seed)
		}
	}
}

// meanOf is the mean of a number over nights.
func meanOf(nights []athleteRecharge, number func(athleteRecharge) float64) float64 {
	sum := 0.0
	for _, n := range nights {
		sum += number(n)
	}
	return sum / float64(len(nights))
}

func TestAthleteLoadLowersVariability(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		records := madeAthlete(t, AthleteOptions{Seed: seed, Today: "2026-05-14", Days: 300, UserID: 475})
		load := map[string]float64{}
		for _, r := range ofKind(records, KindCardioLoad) {
			load[r.Date] = decodedAthlete[struct {
				Load float64 `json:"cardio_load"`
			}](t, r).Load
		}
		var x, y []float64
		for _, r := range ofKind(records, KindNightlyRecharge) {
			if before, ok := load[mustDay(t, r.Date).plus(-1)]; ok && before >= 0 {
				x, y = append(x, before), append(y, decodedAthlete[athleteRecharge](t, r).RMSSD)
			}
		}
		if c := correlation(x, y); !(c < -0.2) {
			t.Errorf("seed %d: correlation of load and the next night's RMSSD is %.2f", seed, c)
		}
	}
}

// correlation is Pearson's.
func correlation(x, y []float64) float64 {
	var sx, sy, sxx, syy, sxy float64
	for i := range x {
		sx, sy = sx+x[i], sy+y[i]
		sxx, syy, sxy = sxx+x[i]*x[i], syy+y[i]*y[i], sxy+x[i]*y[i]
	}
	n := float64(len(x))
	return (n*sxy - sx*sy) / math.Sqrt((n*sxx-sx*sx)*(n*syy-sy*sy))
}
