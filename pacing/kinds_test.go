package pacing

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"polarflow/ent/kind"
)

// account returns an account that has the kinds, whose answers have such an age; all others were asked for an
// hour ago.
func account(age time.Duration, has ...kind.Kind) map[kind.Kind]Known {
	known := map[kind.Kind]Known{}
	for _, k := range kind.All() {
		known[k] = Known{AnsweredAt: noon.Add(-time.Hour)}
	}
	for _, k := range has {
		known[k] = Known{Has: true, AnsweredAt: noon.Add(-age)}
	}
	return known
}

// but returns what is known with another age of one kind's answer.
func but(known map[kind.Kind]Known, k kind.Kind, age time.Duration) map[kind.Kind]Known {
	known[k] = Known{Has: known[k].Has, AnsweredAt: noon.Add(-age)}
	return known
}

func TestKinds(t *testing.T) {
	t.Parallel()
	telling := []kind.Kind{kind.Sleep, kind.Exercise, kind.DailyActivity}
	for name, c := range map[string]struct {
		occasion Occasion
		known    map[kind.Kind]Known
		want     []kind.Kind
	}{
		"the button asks for all":         {Button, account(time.Minute, kind.All()...), kind.All()},
		"a first connect asks for all":    {FirstConnect, nil, kind.All()},
		"what tells of an upload":         {Routine, account(time.Minute, kind.All()...), telling},
		"others just below six hours":     {Routine, account(6*time.Hour-1, kind.All()...), telling},
		"nothing that was never had":      {Routine, account(time.Minute), nil},
		"never had, and a day ago":        {Routine, but(account(time.Minute), kind.Sleep, 24*time.Hour), []kind.Kind{kind.Sleep}},
		"never had, and almost a day ago": {Routine, but(account(time.Minute), kind.ECG, 24*time.Hour-1), nil},
		"eight at most": {Routine, account(6*time.Hour, kind.All()...), []kind.Kind{
			kind.Sleep, kind.Exercise, kind.NightlyRecharge, kind.DailyActivity, kind.CardioLoad,
			kind.ContinuousHeartRate, kind.Alertness, kind.CircadianBedtime,
		}},
		"the oldest first": {Routine, but(but(account(6*time.Hour, kind.All()...), kind.PhysicalInfo, 9*time.Hour), kind.ECG, 8*time.Hour), []kind.Kind{
			kind.Sleep, kind.Exercise, kind.NightlyRecharge, kind.DailyActivity, kind.CardioLoad,
			kind.ContinuousHeartRate, kind.ECG, kind.PhysicalInfo,
		}},
		"of an account of which nothing is known": {Routine, nil, []kind.Kind{
			kind.Sleep, kind.Exercise, kind.NightlyRecharge, kind.DailyActivity, kind.CardioLoad,
			kind.ContinuousHeartRate, kind.Alertness, kind.CircadianBedtime,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, Kinds(c.occasion, noon, c.known), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestKindsForgetNone lets an account be synced routinely and demands that each kind's answer stays fresh enough.
func TestKindsForgetNone(t *testing.T) {
	t.Parallel()
	known := map[kind.Kind]Known{}
	for i, k := range kind.All() {
		known[k] = Known{Has: i%3 > 0}
	}
	for now := noon; now.Before(noon.Add(72 * time.Hour)); now = now.Add(100 * time.Minute) {
		asked := Kinds(Routine, now, known)
		if len(asked) > mostRequests {
			t.Fatalf("%d kinds", len(asked))
		}
		for _, k := range asked {
			known[k] = Known{Has: known[k].Has, AnsweredAt: now}
		}
		for k, state := range known {
			limit := 9 * time.Hour
			if !state.Has {
				limit = 27 * time.Hour
			}
			if now.Sub(noon) > 9*time.Hour && now.Sub(state.AnsweredAt) > limit {
				t.Errorf("%s: %s was last asked for %s ago", now, k, now.Sub(state.AnsweredAt))
			}
		}
	}
}

func TestAfter(t *testing.T) {
	t.Parallel()
	known := account(time.Minute, kind.Sleep, kind.CardioLoad, kind.SkinTemperature, kind.NightlyRecharge, kind.ContinuousHeartRate)
	for name, c := range map[string]struct {
		found kind.Kind
		asked []kind.Kind
		want  []kind.Kind
	}{
		"a night: all that the account has": {kind.Sleep, []kind.Kind{kind.Sleep, kind.CardioLoad}, []kind.Kind{kind.NightlyRecharge, kind.ContinuousHeartRate, kind.SkinTemperature}},
		"an exercise":                       {kind.Exercise, []kind.Kind{kind.Sleep, kind.Exercise}, []kind.Kind{kind.CardioLoad, kind.ContinuousHeartRate}},
		"an activity":                       {kind.DailyActivity, []kind.Kind{kind.Sleep, kind.CardioLoad}, []kind.Kind{kind.ContinuousHeartRate}},
		"what tells of nothing":             {kind.CardioLoad, []kind.Kind{kind.Sleep}, nil},
		"asked for all":                     {kind.Sleep, kind.All(), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, After(c.found, c.asked, known)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	const today = "2026-03-02"
	ago := func(d time.Duration) time.Time { return noon.Add(-d) }
	for name, c := range map[string]struct {
		kind     kind.Kind
		occasion Occasion
		lookback int
		known    Known
		from     string
	}{
		"first connect":             {kind.Sleep, FirstConnect, 28, Known{}, "2026-02-03"},
		"the button":                {kind.CardioLoad, Button, 28, Known{Newest: today, ThoroughAt: noon}, "2026-02-03"},
		"the last three days":       {kind.CardioLoad, Routine, 28, Known{Newest: today, ThoroughAt: noon}, "2026-02-28"},
		"a record of tomorrow":      {kind.CardioLoad, Routine, 28, Known{Newest: "2026-03-03", ThoroughAt: noon}, "2026-02-28"},
		"a gap":                     {kind.CardioLoad, Routine, 28, Known{Newest: "2026-02-20", ThoroughAt: noon}, "2026-02-18"},
		"a gap beyond the lookback": {kind.CardioLoad, Routine, 28, Known{Newest: "2026-01-20", ThoroughAt: noon}, "2026-02-03"},
		"no record":                 {kind.CardioLoad, Routine, 28, Known{ThoroughAt: noon}, "2026-02-03"},
		"once a day all":            {kind.CardioLoad, Routine, 28, Known{Newest: today, ThoroughAt: ago(24 * time.Hour)}, "2026-02-03"},
		"not yet a day":             {kind.Alertness, Routine, 28, Known{Newest: today, ThoroughAt: ago(24*time.Hour - 1)}, "2026-02-28"},
		"heavy: not once a day":     {kind.ContinuousHeartRate, Routine, 28, Known{Newest: today, ThoroughAt: ago(7*24*time.Hour - 1)}, "2026-02-28"},
		"heavy: once a week":        {kind.DailyActivity, Routine, 28, Known{Newest: today, ThoroughAt: ago(7 * 24 * time.Hour)}, "2026-02-03"},
		"a short lookback":          {kind.CardioLoad, Routine, 1, Known{Newest: today, ThoroughAt: noon}, today},
		"a lookback of none":        {kind.CardioLoad, Button, 0, Known{}, today},
		"a newest that is no date":  {kind.CardioLoad, Routine, 28, Known{Newest: "?", ThoroughAt: noon}, "2026-02-28"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from, to := Days(c.kind, c.occasion, noon, today, c.lookback, c.known)
			if diff := cmp.Diff([]string{c.from, today}, []string{from, to}); diff != "" {
				t.Error(diff)
			}
		})
	}
}
