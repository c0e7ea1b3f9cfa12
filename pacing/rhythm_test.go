package pacing

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestTraffic(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		traffic Traffic
		want    time.Duration
	}{
		"nothing known: hourly":       {Traffic{}, time.Hour * 41 / 40},
		"one person":                  {Traffic{Wish: time.Hour, People: 1, LongLimit: 5100, CostPerSync: 7}, time.Hour * 41 / 40},
		"a wish of six hours":         {Traffic{Wish: 6 * time.Hour, People: 100_000, LongLimit: 10_005_000, CostPerSync: 7}, 6 * time.Hour * 41 / 40},
		"100,000 people":              {Traffic{Wish: time.Hour, People: 100_000, LongLimit: 10_000_000, CostPerSync: 7.6}, 2*time.Hour + 24*time.Minute},
		"Polar has not said":          {Traffic{Wish: time.Hour, People: 100_000, CostPerSync: 7.6037}, 2*time.Hour + 24*time.Minute},
		"webhooks: a reconcile":       {Traffic{Wish: time.Hour, People: 100_000, WebhooksAlive: true}, 6 * time.Hour * 41 / 40},
		"webhooks, and a slow wish":   {Traffic{Wish: 24 * time.Hour, WebhooksAlive: true}, 24 * time.Hour * 41 / 40},
		"hardly any budget":           {Traffic{Wish: time.Hour, People: 1_000_000, LongLimit: 100}, 7 * 24 * time.Hour},
		"a cost that is not a number": {Traffic{Wish: time.Hour, People: 1, CostPerSync: math.NaN()}, time.Hour * 41 / 40},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, c.traffic.Interval().Round(time.Second)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFound(t *testing.T) {
	t.Parallel()
	got := Rhythm{10: 1}.Found(0)
	want := Rhythm{10: 0.99, 22: 0.1, 23: 0.35, 0: 0.35, 1: 0.2}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Error(diff)
	}
	if got != (Rhythm{10: 1}).Found(24) {
		t.Error("hour 24 is not hour 0")
	}
}

// scarce is traffic that allows ten syncs a day.
var scarce = Traffic{Wish: time.Hour, People: 1000, LongLimit: 100_000, CostPerSync: 7.6}

func TestNextIsDenserWhereNewsIsLikely(t *testing.T) {
	t.Parallel()
	var r Rhythm
	for range 60 {
		r = r.Found(8).Found(19)
	}
	gap := func(hour int) time.Duration {
		from := time.Date(2026, time.November, 21, hour, 0, 0, 0, time.UTC)
		return r.Next(from, scarce, 0).Sub(from)
	}
	if gap(7) > 70*time.Minute {
		t.Errorf("after 7 o'clock the gap is %s, want about the wish", gap(7))
	}
	for _, quiet := range []int{1, 12, 22} {
		if gap(quiet) < 2*gap(18) {
			t.Errorf("after %d o'clock the gap is %s, in the evening %s", quiet, gap(quiet), gap(18))
		}
	}
}

// TestNextKeepsThePromise demands for random rhythms, traffic and zones, over days on which clocks change, that
// the next sync comes after the last, never sooner than the wish, and on average as often as the traffic says.
func TestNextKeepsThePromise(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 0))
		zone, err := time.LoadLocation([]string{"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"}[r.IntN(5)])
		if err != nil {
			t.Fatal(err)
		}
		var rhythm Rhythm
		for range r.IntN(100) {
			rhythm = rhythm.Found(int(24 * r.Float64() * r.Float64()))
		}
		traffic := Traffic{
			Wish: time.Duration(1+r.IntN(6)) * time.Hour, People: 1 + r.IntN(1000),
			LongLimit: 5000 + r.IntN(100_000), CostPerSync: 1 + 10*r.Float64(), WebhooksAlive: r.IntN(4) == 0,
		}
		const days = 400
		begin := time.Date(2026, time.March, 1, r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1e9), zone)
		syncs := 0
		for at := begin; at.Before(begin.AddDate(0, 0, days)); syncs++ {
			next := rhythm.Next(at, traffic, r.Float64())
			if !next.After(at) || next.Sub(at) < traffic.wish() {
				t.Fatalf("seed %d: from %s to %s with a wish of %s", seed, at, next, traffic.wish())
			}
			at = next
		}
		if want := days * traffic.SyncsPerDay(); math.Abs(float64(syncs)-want) > 0.02*want+2 {
			t.Errorf("seed %d: %d syncs in %d days, want %.0f", seed, syncs, days, want)
		}
	}
}

func TestNextOfOddInput(t *testing.T) {
	t.Parallel()
	for name, next := range map[string]time.Time{
		"jitter is no number":    Rhythm{}.Next(noon, scarce, math.NaN()),
		"jitter is negative":     Rhythm{}.Next(noon, scarce, -5),
		"jitter is above one":    Rhythm{}.Next(noon, scarce, 5),
		"finds are negative":     Rhythm{0: -7}.Next(noon, scarce, 0.5),
		"finds are no numbers":   Rhythm{0: math.NaN()}.Next(noon, scarce, 0.5),
		"finds without end":      Rhythm{0: math.Inf(1)}.Next(noon, scarce, 0.5),
		"hardly any budget":      Rhythm{}.Next(noon, Traffic{People: 1_000_000, LongLimit: 1}, 1),
		"a wish of a nanosecond": Rhythm{}.Next(noon, Traffic{Wish: 1, People: 1}, 0),
	} {
		if next.Sub(noon) < time.Hour && name != "a wish of a nanosecond" || !next.After(noon) || next.Sub(noon) > 30*24*time.Hour {
			t.Errorf("%s: %s", name, next)
		}
	}
}

func TestWebhooksAlive(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		active bool
		last   time.Time
		want   bool
	}{
		"told lately":        {true, noon.Add(-11 * time.Hour), true},
		"silent":             {true, noon.Add(-12 * time.Hour), false},
		"never told":         {true, time.Time{}, false},
		"switched off":       {false, noon, false},
		"ahead of our clock": {true, noon.Add(time.Minute), true},
	} {
		if got := WebhooksAlive(c.active, c.last, noon); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
