package analytics

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// means returns the mean after each day of a decay that starts from 0, or is seeded with the first day.
func means(a decay, seeded bool, loads []float64) []float64 {
	var list []float64
	for i, x := range loads {
		if a.add(x); seeded && i == 0 {
			a.seed(x)
		}
		list = append(list, a.sum)
	}
	return list
}

func TestLoadConventionsVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Cases []struct {
			Name, Convention string
			Load             json.RawMessage
			CTL, ATL         []float64
			CTLRounded       []float64          `json:"ctl_rounded"`
			ATLRounded       []float64          `json:"atl_rounded"`
			CTLAt            map[string]float64 `json:"ctl_at"`
			ATLAt            map[string]float64 `json:"atl_at"`
		}
	}
	vector(t, "ctl_atl_tsb.json", &v)
	compared := 0
	for _, c := range v.Cases {
		var loads []float64
		if json.Unmarshal(c.Load, &loads) != nil {
			loads = slices.Repeat([]float64{50}, 101) // the case is described in words
			c.CTLAt, c.ATLAt = map[string]float64{"100": 50}, map[string]float64{"100": 50}
		}
		long, short, skip := timeConstant(42), timeConstant(7), 0
		switch c.Convention {
		case "B":
			long, short = span(42), span(7)
		case "C":
			skip = 1
		}
		ctl, atl := means(long, c.Convention == "C", loads)[skip:], means(short, c.Convention == "C", loads)[skip:]
		for _, pair := range [][2][]float64{{c.CTL, ctl}, {c.ATL, atl}, {c.CTLRounded, rounded(ctl)}, {c.ATLRounded, rounded(atl)}} {
			if diff := cmp.Diff(pair[0], pair[1], near(1e-9)); pair[0] != nil && diff != "" {
				t.Errorf("%s: %s", c.Name, diff)
			}
			compared += len(pair[0])
		}
		for _, pair := range []struct {
			want map[string]float64
			got  []float64
		}{{c.CTLAt, ctl}, {c.ATLAt, atl}} {
			for day, want := range pair.want {
				i, err := strconv.Atoi(day)
				if err != nil || math.Round(pair.got[i]) != want {
					t.Errorf("%s, day %s: %v, want %v", c.Name, day, pair.got[i], want)
				}
				compared++
			}
		}
	}
	if compared < 100 {
		t.Error("compared only", compared)
	}
}

func rounded(list []float64) []float64 {
	list = slices.Clone(list)
	for i, x := range list {
		list[i] = math.Round(x)
	}
	return list
}

func TestBalances(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	steady := slices.Repeat([]float64{50}, 60)
	gap := append(append(slices.Clone(steady), slices.Repeat([]float64{nan}, 400)...), slices.Repeat([]float64{80}, 60)...)
	for name, c := range map[string]struct {
		loads             []float64
		day               Day
		long, short, diff float64
	}{
		"41 days are too few":                {steady, 40, nan, 50, nan},
		"42 days, no seed to fade":           {steady, 41, 50, 50, nan},
		"the difference is yesterday's":      {append(slices.Repeat([]float64{50}, 42), 0), 42, 50 * math.Exp(-1.0/42) * (1 - math.Exp(-1)) / (1 - math.Exp(-43.0/42)), 50 * math.Exp(-1.0/7) * (1 - math.Exp(-6)) / (1 - math.Exp(-43.0/7)), 0},
		"a missing day is not a day of rest": {append(slices.Repeat([]float64{50}, 60), nan), 60, 50, 50, 0},
		"in a gap of 400 days":               {gap, 100, nan, nan, nan},
		"soon after the gap":                 {gap, 470, nan, 80, nan},
		"long after the gap":                 {gap, 512, 80, 80, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := Balances(from(c.loads...), day0+c.day, day0+c.day)[0]
			got := []float64{b.LongTerm.Value, b.ShortTerm.Value, b.Difference.Value}
			if diff := cmp.Diff([]float64{c.long, c.short, c.diff}, got, near(0.01)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRatiosVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Athletes []struct {
			Load     []float64
			Computed struct {
				Coupled   float64 `json:"coupled_7_28"`
				Uncoupled float64 `json:"uncoupled_7_21"`
				EWMA      float64
				Week      float64 `json:"week_to_week"`
			}
		}
	}
	vector(t, "acwr_published_menaspa_williams.json", &v)
	for i, a := range v.Athletes {
		got, loads := a.Computed, from(a.Load...)
		r := Ratios(loads, day0+27, day0+27)[0]
		got.Coupled, got.Uncoupled, got.EWMA = r.Coupled.Value, r.Uncoupled.Value, r.Weighted.Value
		got.Week = Weeks(loads, day0+27, day0+27)[0].Change.Value
		if diff := cmp.Diff(a.Computed, got, near(1e-9)); diff != "" {
			t.Errorf("athlete %d: %s", i, diff)
		}
	}
}

// weighted are the daily loads of a person and their exponentially weighted means.
type weighted struct {
	Load    []float64
	Acute   []float64 `json:"ewma_acute"`
	Chronic []float64 `json:"ewma_chronic"`
}

func (w weighted) check(t *testing.T) {
	t.Helper()
	got := weighted{w.Load, means(span(7), true, w.Load), means(span(28), true, w.Load)}
	if diff := cmp.Diff(w, got, near(1e-9)); diff != "" {
		t.Error(diff)
	}
}

func TestWeightedMeansVector(t *testing.T) {
	t.Parallel()
	var v struct{ Subjects []weighted }
	vector(t, "acwr_r_package.json", &v)
	for _, w := range v.Subjects {
		w.check(t)
	}
}

func TestWeightedMeansOfAStepVector(t *testing.T) {
	t.Parallel()
	var w weighted
	vector(t, "acwr_r_step.json", &w)
	w.check(t)
}

// Three weeks of 30 a day and one of 50.
func TestRatiosByHand(t *testing.T) {
	t.Parallel()
	loads := slices.Concat(slices.Repeat([]float64{30}, 21), slices.Repeat([]float64{50}, 7))
	r := Ratios(from(loads...), day0+27, day0+27)[0]
	acute, chronic := 50-20*math.Pow(3.0/4, 7), 50-20*math.Pow(27.0/29, 7)
	want := []float64{50.0 / 35, 50.0 / 30, acute / chronic, 50, 35}
	got := []float64{r.Coupled.Value, r.Uncoupled.Value, r.Weighted.Value, r.Mean7.Value, r.Mean28.Value}
	if diff := cmp.Diff(want, got, near(1e-9)); diff != "" {
		t.Error(diff)
	}
}

func TestRatios(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	without := func(n int, days ...int) []float64 {
		list := slices.Repeat([]float64{40}, n)
		for _, d := range days {
			list[d] = nan
		}
		return list
	}
	for name, c := range map[string]struct {
		loads []float64
		want  Reason
		ratio float64
	}{
		"27 days":                  {without(27), TooShort, nan},
		"28 days":                  {without(28), "", 1},
		"a few days unknown":       {without(28, 3, 9, 26), "", 1},
		"a week half unknown":      {without(28, 24, 25, 26), TooFewDays, nan},
		"eight of 28 days unknown": {without(28, 1, 2, 3, 4, 5, 6, 7, 8), TooFewDays, nan},
		"four weeks of rest":       {slices.Repeat([]float64{0}, 28), TooLittleLoad, nan},
		"nothing":                  {nil, TooShort, nan},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := day0 + Day(len(c.loads)) - 1
			r := Ratios(from(c.loads...), d, d)[0]
			for _, e := range []Estimate{r.Coupled, r.Uncoupled, r.Weighted} {
				if diff := cmp.Diff(c.want, e.Reason); diff != "" {
					t.Errorf("%s: %s", e.Method, diff)
				}
				if diff := cmp.Diff(c.ratio, e.Value, near(1e-9)); diff != "" {
					t.Errorf("%s: %s", e.Method, diff)
				}
			}
		})
	}
}

func TestDisagree(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		ours   Estimate
		polars float64
		want   bool
	}{
		"the same":             {estimate("", 50, 7, 7), 50.9, false},
		"a session is missing": {estimate("", 50, 7, 7), 55, true},
		"not available":        {estimate("", 50, 7, 7), -1, false},
		"ours is not known":    {none("", TooFewDays, 3, 7), 50, false},
		"rest":                 {estimate("", 0, 7, 7), 0, false},
	} {
		if got := Disagree(c.ours, c.polars); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestMonotonyVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Cases []struct {
			Name             string
			Daily            []float64
			Monotony, Strain float64
			Tolerance        float64
			StrainTolerance  float64 `json:"strain_tolerance"`
			All              *struct {
				Monotony float64 `json:"monotony_pop"`
				Strain   float64 `json:"strain_pop"`
			}
			Sessions []struct{ RPE, Minutes, Load float64 }
		}
	}
	vector(t, "foster_monotony_strain.json", &v)
	for _, c := range v.Cases {
		for _, s := range c.Sessions {
			if got := SessionRPE(s.RPE, s.Minutes); got != s.Load {
				t.Errorf("%s: %v", c.Name, got)
			}
		}
		if c.Daily == nil {
			continue
		}
		s := from(c.Daily...)
		if c.All != nil {
			c.Monotony, c.Strain, c.Tolerance, c.StrainTolerance = c.All.Monotony, c.All.Strain, 0, 0
		}
		if got := Monotony(s, day0+6); math.Abs(got.Value-c.Monotony) > c.Tolerance+1e-9 {
			t.Errorf("%s: monotony %v, want %v", c.Name, got.Value, c.Monotony)
		}
		if got := Strain(s, day0+6); c.Strain != 0 && math.Abs(got.Value-c.Strain) > c.StrainTolerance+1e-9 {
			t.Errorf("%s: strain %v, want %v", c.Name, got.Value, c.Strain)
		}
	}
}

func TestMonotonyWithoutEnough(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		loads []float64
		want  Reason
	}{
		"a day is unknown":       {[]float64{1, 2, math.NaN(), 3, 4, 5, 6}, TooFewDays},
		"two days of training":   {[]float64{0, 0, 0, 3, 4, 0, 0}, TooLittleLoad},
		"a week of rest":         {make([]float64, 7), TooLittleLoad},
		"three days of training": {[]float64{0, 0, 0, 3, 4, 5, 0}, ""},
	} {
		for _, e := range []Estimate{Monotony(from(c.loads...), day0+6), Strain(from(c.loads...), day0+6)} {
			if e.Reason != c.want || e.OK() == isMissing(e.Value) {
				t.Errorf("%s: %s %q, want %q", name, e.Method, e.Reason, c.want)
			}
		}
	}
}

func TestWeekFlags(t *testing.T) {
	t.Parallel()
	quiet := slices.Repeat([]float64{0, 30, 60, 0, 30, 60, 30}, 8)
	for name, c := range map[string]struct {
		week []float64
		want []LoadFlag
	}{
		"as ever":              {quiet[:7], nil},
		"a hard week":          {[]float64{0, 150, 0, 90, 0, 120, 0}, []LoadFlag{LoadJump}},
		"a hard and even week": {[]float64{60, 50, 60, 50, 60, 50, 60}, []LoadFlag{LoadJump, Monotonous}},
		"an even, easy week":   {[]float64{20, 20, 20, 20, 20, 20, 21}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loads := append(slices.Clone(quiet), c.week...)
			d := day0 + Day(len(loads)) - 1
			if diff := cmp.Diff(c.want, Weeks(from(loads...), d, d)[0].Flags); diff != "" {
				t.Error(diff)
			}
		})
	}
}
