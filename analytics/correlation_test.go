package analytics

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat"
)

func TestFalseDiscoveryVector(t *testing.T) {
	t.Parallel()
	var v struct {
		BH  struct{ P, BH []float64 }
		Cor struct {
			X, Y              []float64
			Pearson, Spearman float64
			P                 float64    `json:"pearson_p"`
			Interval          [2]float64 `json:"pearson_ci95"`
			Kendall           float64
		}
		ACF struct{ X, ACF []float64 }
	}
	vector(t, "multiple_testing_correlation.json", &v)
	if diff := cmp.Diff(v.BH.BH, FalseDiscovery(v.BH.P), near(1e-9)); diff != "" {
		t.Error(diff)
	}
	c, n := v.Cor, float64(len(v.Cor.X))
	got := c
	got.Pearson = stat.Correlation(c.X, c.Y, nil)
	got.Interval[0], got.Interval[1] = fisher(got.Pearson, n)
	got.P = studentP(got.Pearson, n)
	got.Spearman = stat.Correlation(ranked(c.X), ranked(c.Y), nil)
	concordant, ties := 0.0, kendall(c.Y)
	for i := range c.X {
		for j := range i {
			concordant += float64(compare(c.X[i], c.X[j]) * compare(c.Y[i], c.Y[j]))
		}
	}
	got.Kendall = concordant / (ties.s / ties.tau) // x has no ties
	if diff := cmp.Diff(c, got, near(1e-9)); diff != "" {
		t.Error(diff)
	}
	for lag, want := range v.ACF.ACF {
		if got := autocorrelation(v.ACF.X, lag); math.Abs(got-want) > 1e-9 {
			t.Errorf("lag %d: %v, want %v", lag, got, want)
		}
	}
}

// Independent series of 60 and 240 days, autocorrelated or not, seldom correlate: at most 10 % of athletes see
// anything.
func TestCorrelationsOfNothing(t *testing.T) {
	t.Parallel()
	const athletes = 2 * people
	for _, days := range []int{60, 240} {
		for _, phi := range []float64{0, 0.8} {
			seen := 0
			for seed := range uint64(athletes) {
				r := rand.New(rand.NewPCG(seed, 5))
				behaviours, outcomes := make(map[Behaviour]Series), make(map[Signal]Series)
				for _, b := range Behaviours {
					behaviours[b] = from(wander(r, days, phi)...)
				}
				for _, g := range []Signal{HeartRate, Sleep} {
					outcomes[g] = from(wander(r, days, phi)...).mapped(func(x float64) float64 { return 50 + x })
				}
				outcomes[HRV] = from(wander(r, days, phi)...).mapped(func(x float64) float64 { return math.Exp(4 + 0.1*x) })
				for _, c := range Correlate(behaviours, outcomes, day0+Day(days)-1, seed, 400).List {
					if c.Shown {
						seen++
						break
					}
				}
			}
			t.Logf("%d days, phi %.1f: %d of %d", days, phi, seen, athletes)
			if seen*10 > athletes {
				t.Errorf("%d days, phi %.1f: %d of %d athletes", days, phi, seen, athletes)
			}
		}
	}
}

// Independent series seem to have to do with each other at the 5 % level in about 5 % of cases, however
// autocorrelated.
func TestChanceVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Rates map[string]struct {
			Naive float64 `json:"naive_pearson"`
		}
	}
	vector(t, "false_discovery_autocorrelation.json", &v)
	const runs = 6 * people
	for _, days := range []int{60, 240} {
		for _, phi := range []float64{0.6, 0.8} {
			n := 0
			for seed := range uint64(runs) {
				r := rand.New(rand.NewPCG(seed, 6))
				if chance(r, detrended(from(wander(r, days, phi)...)), detrended(from(wander(r, days, phi)...)), 200) < 0.05 {
					n++
				}
			}
			naive := v.Rates[fmt.Sprintf("n%d_phi%.1f", days, phi)].Naive
			t.Logf("%d days, phi %.1f: %.3f, naive %.3f", days, phi, float64(n)/runs, naive)
			if rate := float64(n) / runs; rate > 0.1 || !(rate < naive) {
				t.Errorf("%d days, phi %.1f: %.3f, naive %.3f", days, phi, rate, naive)
			}
		}
	}
}

func TestCorrelationsOfAthletes(t *testing.T) {
	t.Parallel()
	for seed := range uint64(people / 3) {
		a := newAthlete(seed, true)
		got := Correlate(map[Behaviour]Series{Load: a.load, Alcohol: a.alcohol, Bedtime: a.bedtime}, a.of, day0+athleteDays, seed, 2000)
		if got.Tested != 8 || len(got.List) != len(Pairs) {
			t.Fatalf("%+v", got)
		}
		for _, c := range got.List {
			switch c.Pair {
			case Pair{Load, HRV}, Pair{Alcohol, HRV}:
				if !c.Shown || c.Rho.Value > 0 || c.Rho.High > 0 {
					t.Errorf("seed %d: %+v", seed, c)
				}
			case Pair{Stress, HRV}:
				if c.Rho.Reason != TooFewDays || c.Shown || c.Q != 1 {
					t.Errorf("seed %d: %+v", seed, c)
				}
			}
		}
	}
}

func TestCorrelateRepeats(t *testing.T) {
	t.Parallel()
	a := newAthlete(3, true)
	run := func(s Series) Correlations {
		return Correlate(map[Behaviour]Series{Load: s}, a.of, day0+300, 9, 200)
	}
	if diff := cmp.Diff(run(a.load), run(a.load.Until(day0+299)), near(0)); diff != "" {
		t.Error("days after the one asked for count: ", diff)
	}
	got := run(from(make([]float64, athleteDays)...))
	if got.List[0].Rho.Reason != NoVariation {
		t.Errorf("%+v", got.List[0])
	}
}
