package analytics

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSegmentsVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Cases map[string]struct {
			X      []float64
			PELT   any   `json:"pelt_mbic"` // a number, or a list of them
			Scaled []int `json:"pelt_mbic_on_x_over_sd"`
		}
	}
	vector(t, "changepoint.json", &v)
	for _, name := range []string{"single_mean", "multi_mean", "no_change", "lnrmssd_like"} {
		c := v.Cases[name]
		want, x := []int{}, c.X
		switch p := c.PELT.(type) {
		case float64:
			want = []int{int(p)}
		case []any:
			for _, at := range p {
				want = append(want, int(at.(float64)))
			}
		}
		if c.Scaled != nil {
			want, x = c.Scaled, scaledBy(c.X, 1/dayToDay(c.X, 0))
		}
		if diff := cmp.Diff(want, append([]int{}, segments(x, 1, 1)...)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(want, append([]int{}, segments(x, leastSegment, 1)...)); diff != "" {
			t.Errorf("%s, segments of 14: %s", name, diff)
		}
	}
}

// Pruning changes nothing: all partitions tried give the same.
func TestSegmentsAreOptimal(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		values := make([]float64, 60)
		for i := range values {
			values[i] = r.NormFloat64() + 2*float64(i/int(10+seed)%2)
		}
		c, penalty := costs(values), 3*math.Log(60)
		best, last := make([]float64, 61), make([]int, 61)
		best[0] = -penalty
		for end := 1; end <= 60; end++ {
			best[end] = math.Inf(1)
			for start := range end {
				if start > 0 && start < 5 || end-start < 5 {
					continue
				}
				if total := best[start] + c.of(start, end, 1) + penalty; total < best[end] {
					best[end], last[end] = total, start
				}
			}
		}
		if diff := cmp.Diff(backwards(last, 60), segments(values, 5, 1)); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
	}
}

// wander returns n values of an autoregression of unit variance.
func wander(r *rand.Rand, n int, phi float64) []float64 {
	list := make([]float64, n)
	x := r.NormFloat64()
	for i := range list {
		list[i] = x
		x = phi*x + math.Sqrt(1-phi*phi)*r.NormFloat64()
	}
	return list
}

func TestChanges(t *testing.T) {
	t.Parallel()
	var found, covered, invented int
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 2))
		still, moved := wander(r, 300, 0.25), wander(r, 300, 0.25)
		for i := range still {
			still[i] = math.Exp(4 + 0.1*still[i])
			if moved[i] = 4 + 0.1*moved[i]; i >= 180 {
				moved[i] += 0.15
			}
			moved[i] = math.Exp(moved[i])
		}
		list, why := Changes(HRV, from(still...), day0+299)
		if invented += len(list); why != "" {
			t.Fatal(why)
		}
		list, _ = Changes(HRV, from(moved...), day0+299)
		if len(list) == 1 && math.Abs(float64(list[0].Day-day0-180)) <= 20 {
			found++
			if list[0].Early <= day0+180 && day0+180 <= list[0].Late {
				covered++
			}
			if c := list[0]; c.Early > c.Day || c.Day > c.Late || c.After.Value < c.Before.Value || c.Size < 0.5 || c.Size > 3 {
				t.Errorf("%+v", c)
			}
		}
	}
	t.Logf("found %d of 40, interval holds %d, false %d", found, covered, invented)
	if found < 36 || float64(covered) < 0.8*float64(found) || invented > 4 {
		t.Errorf("found %d of 40, intervals hold %d, %d changes where none are", found, covered, invented)
	}
}

func TestChangesWithoutEnough(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		s    Series
		g    Signal
		want Reason
	}{
		"nothing":            {Series{}, HRV, TooFewDays},
		"27 nights":          {from(ramp(27)...), HeartRate, TooFewDays},
		"all alike, a floor": {from(slices.Repeat([]float64{50}, 60)...), HeartRate, ""},
	} {
		if got, why := Changes(c.g, c.s, day0+99); why != c.want || len(got) > 0 {
			t.Errorf("%s: %v %q", name, got, why)
		}
	}
}

func TestTrendVector(t *testing.T) {
	t.Parallel()
	type sen struct {
		Y                        []float64
		Slope, Intercept, Lo, Hi float64
		Tau                      float64 `json:"kendall_tau"`
	}
	var v struct {
		Sen sen                            `json:"theil_sen"`
		MK  struct{ S, Var, Z, P float64 } `json:"mann_kendall"`
	}
	vector(t, "trend_isolation_forest.json", &v)
	k := kendall(v.Sen.Y)
	x := ramp(len(v.Sen.Y))
	got := v.Sen
	got.Slope, got.Lo, got.Hi = senInterval(pairSlopes(x, v.Sen.Y), k.variance)
	got.Intercept, got.Tau = Median(v.Sen.Y)-got.Slope*Median(x), k.tau
	if diff := cmp.Diff(v.Sen, got, near(1e-9)); diff != "" {
		t.Error(diff)
	}
	mk := v.MK
	mk.S, mk.Var, mk.Z, mk.P = k.s, k.variance, k.z(1), k.p(1)
	if diff := cmp.Diff(v.MK, mk, near(1e-9)); diff != "" {
		t.Error(diff)
	}
}

func TestTrendOf(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	rising, level, slow := wander(r, 90, 0.3), wander(r, 90, 0.3), wander(r, 90, 0.3)
	for i := range rising {
		rising[i] = 50 + 2*rising[i] + 0.1*float64(i)
		level[i] = 50 + 2*level[i]
		slow[i] = 50 + 0.001*float64(i)
	}
	thin := slices.Repeat([]float64{50}, 90)
	for i := range thin {
		if i%4 != 0 {
			thin[i] = math.NaN()
		}
	}
	for name, c := range map[string]struct {
		values []float64
		shown  bool
		why    Reason
	}{
		"rising":            {rising, true, ""},
		"level":             {level, false, ""},
		"sure but tiny":     {slow, false, ""},
		"a quarter of days": {thin, false, TooFewDays},
		"all alike":         {slices.Repeat([]float64{50}, 90), false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := TrendOf(HeartRate, from(c.values...), day0+89, 90)
			if got.Shown != c.shown || got.Slope.Reason != c.why {
				t.Errorf("%+v", got)
			}
			if low, high := got.Change.Interval(); got.Change.OK() && !(*low <= got.Change.Value && got.Change.Value <= *high) {
				t.Errorf("%+v", got.Change)
			}
		})
	}
}

// Of series without a trend few show one, autocorrelated or not.
func TestTrendsOfNothing(t *testing.T) {
	t.Parallel()
	for _, phi := range []float64{0, 0.3, 0.6} {
		shown := 0
		for seed := range uint64(10 * people) {
			values := wander(rand.New(rand.NewPCG(seed, 4)), 90, phi)
			for i := range values {
				values[i] = 50 + 3*values[i]
			}
			if TrendOf(HeartRate, from(values...), day0+89, 90).Shown {
				shown++
			}
		}
		t.Logf("phi %.1f: %.3f", phi, float64(shown)/(10*people))
		if shown > people {
			t.Errorf("phi %.1f: %d of %d", phi, shown, 10*people)
		}
	}
}

// What is said as of a day is the same with no day after it.
func TestChangesSeeNoFuture(t *testing.T) {
	t.Parallel()
	a := newAthlete(7, true, 150)
	s := a.of[HRV]
	for d := day0 + 20; d <= day0+athleteDays; d += 9 {
		cut := s.Until(d)
		want, why := Changes(HRV, s, d)
		got, whyNot := Changes(HRV, cut, d)
		if diff := cmp.Diff(want, got, exactly); diff != "" || why != whyNot {
			t.Errorf("changes of %v: %s", d, diff)
		}
		for _, window := range []int{28, 90} {
			if diff := cmp.Diff(TrendOf(HRV, s, d, window), TrendOf(HRV, cut, d, window), exactly); diff != "" {
				t.Errorf("trend of %v: %s", d, diff)
			}
		}
		for _, p := range []Period{ISOWeek, Month} {
			if diff := cmp.Diff(Summarise(s, p, d, false), Summarise(cut, p, d, false), exactly); diff != "" {
				t.Errorf("summary of %v: %s", d, diff)
			}
		}
	}
}

func TestRanked(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff([]float64{4, 1, 2.5, 2.5}, ranked([]float64{9, 1, 5, 5})); diff != "" {
		t.Error(diff)
	}
}
