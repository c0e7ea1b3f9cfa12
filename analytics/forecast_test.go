package analytics

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func (a athlete) behaviours() map[Behaviour]Series {
	return map[Behaviour]Series{Load: a.load, Alcohol: a.alcohol, Bedtime: a.bedtime, LastSleep: a.of[Sleep]}
}

// Errors of the naive models are those of other code, to the rounding of the readings; of the fitted ones they are
// near.
func TestForecastVector(t *testing.T) {
	t.Parallel()
	type result struct {
		Result struct {
			N   int                `json:"n_scored"`
			MAE map[string]float64 `json:"mae_ln"`
		}
	}
	var v struct{ Effects, Null result }
	vector(t, "synthetic_skill_expected.json", &v)
	for file, want := range map[string]result{"synthetic_athlete_effects.csv": v.Effects, "synthetic_athlete_null.csv": v.Null} {
		a := athleteOf(t, file)
		f := ForecastNight(HRV, a.of[HRV], a.behaviours(), day0+athleteDays, 1, 100)
		if f.Value.N != want.Result.N {
			t.Errorf("%s: %d scored, want %d", file, f.Value.N, want.Result.N)
		}
		for i, c := range []struct {
			name      string
			tolerance float64
		}{{"persistence", 0.003}, {"median7", 1e-9}, {"median30", 1e-9}, {"ewma0.2", 2e-4}, {"ridge_own", 0.008}, {"ridge_behaviour", 0.003}} {
			if got, want := f.Scores[i].MAE, want.Result.MAE[c.name]; math.Abs(got-want) > c.tolerance {
				t.Errorf("%s, %s: %v, want %v", file, c.name, got, want)
			}
		}
	}
}

func TestGateVector(t *testing.T) {
	t.Parallel()
	type gate struct {
		File struct {
			Skill float64
			CI90  [2]float64
		}
	}
	var v struct{ Effects, Null gate }
	vector(t, "nested_gate_expected.json", &v)
	for _, c := range []struct {
		file string
		want gate
		open bool
	}{{"synthetic_athlete_effects.csv", v.Effects, true}, {"synthetic_athlete_null.csv", v.Null, false}} {
		a := athleteOf(t, c.file)
		got := ForecastNight(HRV, a.of[HRV], a.behaviours(), day0+athleteDays, 1, 2000)
		t.Logf("%s: %d scored, skill %.3f (%.3f to %.3f), want %.3f; %v", c.file, got.Skill.N, got.Skill.Value, got.Skill.Low, got.Skill.High, c.want.File.Skill, got.Scores)
		// Ours knows the weekday without behaviours too, so that less is left for these to tell: 0.12 against 0.20.
		if got.Open != c.open || !(got.Skill.Value > c.want.File.CI90[0]-0.06 && got.Skill.Value < c.want.File.CI90[1]) {
			t.Errorf("%s: %+v", c.file, got)
		}
	}
}

// Behaviours of athletes with effects are told, those of athletes without are not.
func TestGateOfAthletes(t *testing.T) {
	t.Parallel()
	told, untold, others := 0, 0, 0
	var skills []float64
	for seed := range uint64(people) {
		a := newAthlete(seed, true, 150, 330)
		habits, r := a.behaviours(), rand.New(rand.NewPCG(seed, 8))
		habits[Stress] = a.load.mapped(func(float64) float64 { return float64(r.IntN(2)) }) // has nothing to do with anything
		f := ForecastNight(HRV, a.of[HRV], habits, day0+athleteDays, seed, 2000)
		skills = append(skills, f.Skill.Value)
		shown := shownEffects(f)
		if slices.Contains(shown, Load) && slices.Contains(shown, Alcohol) {
			told++
		}
		if slices.Contains(shown, Stress) {
			others++
		}
		n := newAthlete(seed, false)
		if f := ForecastNight(HRV, n.of[HRV], n.behaviours(), day0+athleteDays, seed, 2000); f.Open || len(f.Effects) > 0 {
			untold++
		}
	}
	t.Logf("told %d of %d, stress %d; of nothing %d; skill %.3f to %.3f", told, people, others, untold, slices.Min(skills), slices.Max(skills))
	if told < people || untold > 0 || others > people/10 {
		t.Errorf("told %d of %d, stress of %d, of nothing %d", told, people, others, untold)
	}
}

func shownEffects(f Forecast) []Behaviour {
	var list []Behaviour
	for _, e := range f.Effects {
		if e.Shown {
			list = append(list, e.Behaviour)
		}
	}
	return list
}

// The interval of 80 % holds about 80 % of the nights that come.
func TestForecastCoverage(t *testing.T) {
	t.Parallel()
	held, n := 0, 0
	for seed := range uint64(4) {
		a := newAthlete(seed, true)
		for _, g := range []Signal{HRV, Sleep} {
			for d := day0 + 200; d < day0+athleteDays; d += 240 / people {
				if !a.of[g].Has(d + 1) {
					continue
				}
				f := ForecastNight(g, a.of[g], a.behaviours(), d, seed, 40)
				if x := a.of[g].At(d + 1); f.Value.Low <= x && x <= f.Value.High {
					held++
				}
				n++
			}
		}
	}
	part := float64(held) / float64(n)
	t.Logf("the interval held %d of %d nights", held, n)
	if tolerance := 0.08 * math.Sqrt(200/float64(n)); math.Abs(part-0.8) > tolerance {
		t.Errorf("the interval held %.2f of %d nights", part, n)
	}
}

func TestForecastSeesNoFuture(t *testing.T) {
	t.Parallel()
	a := newAthlete(5, true)
	for _, today := range []Day{day0 + 160, day0 + 201, day0 + 333} {
		want := ForecastNight(HRV, a.of[HRV], a.behaviours(), today, 5, 100)
		cut := make(map[Behaviour]Series)
		for b, s := range a.behaviours() {
			cut[b] = s.Until(today)
		}
		if diff := cmp.Diff(want, ForecastNight(HRV, a.of[HRV].Until(today), cut, today, 5, 100), near(0)); diff != "" {
			t.Errorf("%v: %s", today, diff)
		}
	}
}

func TestForecastWithoutEnough(t *testing.T) {
	t.Parallel()
	a := newAthlete(5, true)
	for name, c := range map[string]struct {
		behaviours  map[Behaviour]Series
		today       Day
		value, gate Reason
	}{
		"149 days":               {a.behaviours(), day0 + 149, TooShort, TooFewDays},
		"no behaviours":          {nil, day0 + 300, "", NotMeasured},
		"one that never changes": {map[Behaviour]Series{Alcohol: a.alcohol.mapped(func(float64) float64 { return 0 })}, day0 + 300, "", NotMeasured},
		"nothing":                {nil, day0 - 10, TooShort, TooFewDays},
		"no night for weeks":     {nil, day0 + athleteDays + 12, TooFewDays, TooFewDays},
		"long ago":               {nil, day0 + athleteDays + 1000, TooFewDays, TooFewDays},
	} {
		f := ForecastNight(HRV, a.of[HRV], c.behaviours, c.today, 1, 50)
		if f.Value.Reason != c.value || f.Skill.Reason != c.gate || f.Open {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
