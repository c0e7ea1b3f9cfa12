package analytics

import (
	"math"
	"testing"
)

// Planted effects are found at their size, and intervals of 90 % hold them in about 90 % of athletes.
func TestEffectsOfAthletes(t *testing.T) {
	t.Parallel()
	names := []Behaviour{Load, LastSleep, Alcohol}
	planted := map[Behaviour]float64{Load: 100 * math.Expm1(-0.16), Alcohol: 100 * math.Expm1(-0.13)}
	held := make(map[Behaviour]int)
	found := make(map[Behaviour][]float64)
	for seed := range uint64(people) {
		a := newAthlete(seed+500, true)
		series := []Series{a.load, a.of[Sleep], a.alcohol}
		for _, e := range effects(HRV, HRV.scaled(a.of[HRV]), names, series, day0+athleteDays, seed, 500) {
			if want, ok := planted[e.Behaviour]; ok {
				found[e.Behaviour] = append(found[e.Behaviour], e.Change.Value)
				if e.Change.Low <= want && want <= e.Change.High {
					held[e.Behaviour]++
				}
			}
		}
	}
	for b, want := range planted {
		median := Median(found[b])
		t.Logf("%s: %.1f %%, planted %.1f %%, interval holds %d of %d", b, median, want, held[b], people)
		if math.Abs(median-want) > 0.1*math.Abs(want) || float64(held[b]) < 0.75*people {
			t.Errorf("%s: %.1f %%, planted %.1f %%, interval holds %d of %d", b, median, want, held[b], people)
		}
	}
}

func TestEffectWithoutVariation(t *testing.T) {
	t.Parallel()
	a := newAthlete(1, true)
	never := a.load.mapped(func(float64) float64 { return 0 })
	got := effects(HRV, HRV.scaled(a.of[HRV]), []Behaviour{Load, Travel}, []Series{a.load, never}, day0+athleteDays, 1, 50)
	if e := got[1]; e.Change.Reason != NoVariation || e.Shown || e.P != 1 {
		t.Errorf("%+v", e)
	}
	if e := got[0]; !e.Change.OK() || e.P > 0.01 {
		t.Errorf("%+v", e)
	}
}
