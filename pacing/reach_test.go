package pacing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent/kind"
)

const today = "2026-11-21"

// allDone returns the states of a reach-back that is at its end but for some kinds.
func allDone(but ...Reach) []Reach {
	for _, k := range kind.All() {
		if of(k, but).Reached == "" {
			but = append(but, Reach{Kind: k, Done: true})
		}
	}
	return but
}

func TestNextReach(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lookback int
		reached  []Reach
		want     Step
		more     bool
	}{
		"begins where a sync ends":      {28, nil, Step{kind.Sleep, "2026-10-24", "2026-10-24"}, true},
		"with a short lookback":         {7, nil, Step{kind.Sleep, "2026-11-14", "2026-11-14"}, true},
		"nights are listed for 28 days": {365, nil, Step{kind.Sleep, "2026-10-24", "2026-10-24"}, true},
		"nights before their days":      {28, allDone(Reach{Kind: kind.Sleep, Reached: "2025-12-07"}, Reach{Kind: kind.ECG, Reached: "2026-01-03"}), Step{kind.Sleep, "2025-12-06", "2025-12-06"}, true},
		"then the days":                 {28, allDone(Reach{Kind: kind.Sleep, Reached: "2025-12-06"}, Reach{Kind: kind.ECG, Reached: "2026-01-03"}), Step{kind.ECG, "2025-12-06", "2026-01-02"}, true},
		"the first of two as far":       {28, allDone(Reach{Kind: kind.ECG, Reached: "2026-01-03"}, Reach{Kind: kind.Spo2, Reached: "2026-01-03"}), Step{kind.Spo2, "2025-12-06", "2026-01-02"}, true},
		"not beyond 365 days":           {28, allDone(Reach{Kind: kind.DailyActivity, Reached: "2025-11-30"}), Step{kind.DailyActivity, "2025-11-22", "2025-11-29"}, true},
		"at 365 days":                   {28, allDone(Reach{Kind: kind.DailyActivity, Reached: "2025-11-22"}), Step{}, false},
		"cardio load: 180 days":         {28, allDone(Reach{Kind: kind.CardioLoad, Reached: "2026-06-01"}), Step{kind.CardioLoad, "2026-05-26", "2026-05-31"}, true},
		"ten years":                     {28, allDone(Reach{Kind: kind.Sleep, Reached: "2016-11-21"}), Step{}, false},
		"done":                          {28, allDone(), Step{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, more := NextReach(today, c.lookback, c.reached)
			if diff := cmp.Diff(c.want, got); diff != "" || more != c.more {
				t.Error(more, diff)
			}
		})
	}
}

func TestReachAfter(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before Reach
		step   Step
		found  bool
		want   Reach
	}{
		"found":                 {Reach{EmptyDays: 29}, Step{kind.Sleep, "2026-01-01", "2026-01-01"}, true, Reach{kind.Sleep, "2026-01-01", 0, false}},
		"nothing for a night":   {Reach{EmptyDays: 28}, Step{kind.Sleep, "2026-01-01", "2026-01-01"}, false, Reach{kind.Sleep, "2026-01-01", 29, false}},
		"nothing for 30 nights": {Reach{EmptyDays: 29}, Step{kind.Sleep, "2026-01-01", "2026-01-01"}, false, Reach{kind.Sleep, "2026-01-01", 30, true}},
		"an empty window":       {Reach{}, Step{kind.ECG, "2025-12-06", "2026-01-02"}, false, Reach{kind.ECG, "2025-12-06", 28, false}},
		"two empty windows":     {Reach{EmptyDays: 28}, Step{kind.ECG, "2025-12-06", "2026-01-02"}, false, Reach{kind.ECG, "2025-12-06", 56, true}},
		"activities go on":      {Reach{EmptyDays: 56}, Step{kind.DailyActivity, "2026-01-01", "2026-01-28"}, false, Reach{kind.DailyActivity, "2026-01-01", 84, false}},
		"activities end":        {Reach{}, Step{kind.DailyActivity, "2025-11-22", "2025-11-29"}, true, Reach{kind.DailyActivity, "2025-11-22", 0, true}},
		"ten years":             {Reach{}, Step{kind.Sleep, "2016-11-21", "2016-11-21"}, true, Reach{kind.Sleep, "2016-11-21", 0, true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, c.before.After(c.step, c.found, today)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestReachBackEnds reaches back for an account that has had nights for two years and nothing else, and demands
// that every day of every kind is asked for once, without a gap, and that it ends.
func TestReachBackEnds(t *testing.T) {
	t.Parallel()
	const first = "2024-11-30"
	states := map[kind.Kind]Reach{}
	asked := map[kind.Kind]int{}
	for steps := 0; ; steps++ {
		if steps > 2000 {
			t.Fatal("does not end")
		}
		var list []Reach
		for _, r := range states {
			list = append(list, r)
		}
		s, more := NextReach(today, 28, list)
		if !more {
			break
		}
		before := states[s.Kind]
		if before.Reached != "" && s.To != addDays(before.Reached, -1) {
			t.Fatalf("%+v after %+v", s, before)
		}
		asked[s.Kind]++
		states[s.Kind] = before.After(s, s.Kind == kind.Sleep && s.From >= first, today)
	}
	nights := daysBetween(first, addDays(today, -28)) + nothingFor
	want := map[kind.Kind]int{
		kind.Sleep: nights, kind.NightlyRecharge: 30, kind.DailyActivity: 13, kind.CardioLoad: 6,
		kind.ContinuousHeartRate: 2, kind.Alertness: 2, kind.CircadianBedtime: 2, kind.SkinTemperature: 2,
		kind.Spo2: 2, kind.ECG: 2, kind.BodyTemperature: 2,
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Error(diff)
	}
}
