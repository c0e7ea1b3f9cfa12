package analytics

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat"
)

// The scores of healthy days are nearly uniform, those of ill ones low.
func TestReadinessOfAthletes(t *testing.T) {
	t.Parallel()
	var distances, ill, healthy []float64
	for seed := range uint64(people) {
		a := newAthlete(seed, true, 150, 330)
		scores := make(map[Day]float64)
		for _, r := range Readinesses(a.deviations(), day0, day0+athleteDays) {
			if r.Score.OK() {
				scores[r.Day] = r.Score.Value
			}
		}
		var own []float64
		for _, d := range a.healthy {
			if x, ok := scores[d]; ok {
				own = append(own, x)
			}
		}
		distances = append(distances, uniformDistance(own))
		healthy = append(healthy, own...)
		for _, d := range a.ill {
			if x, ok := scores[d]; ok {
				ill = append(ill, x)
			}
		}
	}
	t.Logf("KS max %.3f median %.3f; median %.0f, below 16 %.3f, above 84 %.3f; ill: median %.0f, below 16 %.3f of %d",
		slices.Max(distances), Median(distances), Median(healthy), share(healthy, func(x float64) bool { return x < 16 }),
		share(healthy, func(x float64) bool { return x > 84 }), Median(ill), share(ill, func(x float64) bool { return x < 16 }), len(ill))
	if worst := slices.Max(distances); !(worst < 0.12) {
		t.Errorf("distance to uniform up to %.3f", worst)
	}
	var v struct {
		KS   float64 `json:"ks_to_uniform_median"`
		Low  float64 `json:"share_below_16"`
		High float64 `json:"share_above_84"`
		Ill  float64 `json:"illness_nights_median_score"`
	}
	vector(t, "readiness_properties_expected.json", &v)
	got := v
	got.KS, got.Ill = Median(distances), Median(ill)
	got.Low, got.High = share(healthy, func(x float64) bool { return x < 16 }), share(healthy, func(x float64) bool { return x > 84 })
	if diff := cmp.Diff(v, got, near(0.03)); diff != "" {
		t.Error(diff)
	}
	if m := Median(healthy); !(m >= 45 && m <= 55) {
		t.Errorf("median of healthy days %v", m)
	}
	if low := share(ill, func(x float64) bool { return x < 16 }); !(low >= 0.8) || len(ill) < 6*people {
		t.Errorf("of %d ill nights only %.2f are below 16", len(ill), low)
	}
}

// uniformDistance returns the Kolmogorov-Smirnov distance of scores to those of 0 to 100 that are all as likely.
func uniformDistance(scores []float64) float64 {
	scores = slices.Sorted(slices.Values(scores))
	uniform := make([]float64, 101)
	for i := range uniform {
		uniform[i] = float64(i)
	}
	return stat.KolmogorovSmirnov(scores, nil, uniform, nil)
}

func share(list []float64, is func(float64) bool) float64 {
	n := 0
	for _, x := range list {
		if is(x) {
			n++
		}
	}
	return float64(n) / float64(len(list))
}

func TestReadinessPartsAddUp(t *testing.T) {
	t.Parallel()
	a := newAthlete(1, true, 150)
	delete(a.of, Breathing)
	n := 0
	for _, r := range Readinesses(a.deviations(), day0, day0+athleteDays) {
		if !r.Score.OK() {
			continue
		}
		n++
		weights, points := 0.0, 0.0
		for _, p := range r.Parts {
			weights, points = weights+p.Weight, points+p.Points
			if p.Z*p.Points < 0 || math.Abs(p.Z) > 3 {
				t.Errorf("%v: %+v", r.Day, p)
			}
		}
		if math.Abs(weights-1) > 1e-9 || math.Abs(points-(r.Score.Value-50)) > 0.5+1e-9 {
			t.Errorf("%v: weights %v, points %v of %v", r.Day, weights, points, r.Score.Value)
		}
		if r.Score.Confidence == HighConfidence {
			t.Errorf("%v: high confidence without breathing", r.Day)
		}
	}
	if n < 300 {
		t.Error("only", n)
	}
}

func TestReadinessByHand(t *testing.T) {
	t.Parallel()
	// Sixty nights of heart rates 49, 50, 51 with a MAD of 1; the last is two robust deviations above.
	rates := slices.Repeat([]float64{49, 51, 50, 51, 49}, 12)
	last := 50 + 2*madToSD
	for name, c := range map[string]struct {
		of    map[Signal]Series
		want  float64
		why   Reason
		parts int
	}{
		"heart rate alone":        {map[Signal]Series{HeartRate: from(append(slices.Clone(rates), last)...)}, 2, "", 1}, // 100 * CDF(-2) = 2.3
		"heart rate not measured": {map[Signal]Series{HeartRate: from(rates...)}, math.NaN(), NotMeasured, 0},
		"13 nights":               {map[Signal]Series{HeartRate: from(append(slices.Repeat([]float64{math.NaN()}, 47), append(slices.Clone(rates[:13]), 50)...)...)}, math.NaN(), TooFewDays, 0},
		"sleep alone":             {map[Signal]Series{Sleep: from(append(slices.Clone(rates), last)...)}, math.NaN(), TooFewDays, 0},
		"nothing":                 {nil, math.NaN(), TooFewDays, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			of := make(map[Signal]Deviations)
			for g, s := range c.of {
				of[g] = DeviationsOf(g, s, day0, day0+60)
			}
			got := Readinesses(of, day0+60, day0+60)[0]
			if diff := cmp.Diff(c.want, got.Score.Value, near(1e-9)); diff != "" || got.Score.Reason != c.why || len(got.Parts) != c.parts {
				t.Errorf("%+v %s", got, diff)
			}
		})
	}
}

func TestReadinessBands(t *testing.T) {
	t.Parallel()
	for score, want := range map[float64]ReadinessBand{
		0: ReadinessLow, 15: ReadinessLow, 16: ReadinessBelowUsual, 30: ReadinessBelowUsual, 31: ReadinessUsual,
		69: ReadinessUsual, 70: ReadinessAboveUsual, 84: ReadinessAboveUsual, 85: ReadinessHigh,
	} {
		if got := readinessBand(score); got != want {
			t.Errorf("%v: %s, want %s", score, got, want)
		}
	}
}
