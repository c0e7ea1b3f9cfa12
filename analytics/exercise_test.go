package analytics

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// clockOf reads a time like 4:05 or 1:20:30 in seconds.
func clockOf(t *testing.T, clock string) float64 {
	t.Helper()
	seconds := 0.0
	for _, part := range strings.Split(clock, ":") {
		x, err := strconv.ParseFloat(part, 64)
		if err != nil {
			t.Fatal(err)
		}
		seconds = 60*seconds + x
	}
	return seconds
}

func TestPolarizationVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Cases []struct {
			Z  [3]float64
			PI float64
		}
	}
	vector(t, "polarization_index.json", &v)
	for _, c := range v.Cases {
		if got := PolarizationIndex(c.Z); math.Abs(got-c.PI) > 1e-9 {
			t.Errorf("%v: %v, want %v", c.Z, got, c.PI)
		}
	}
}

func TestIntensities(t *testing.T) {
	t.Parallel()
	hour := func(d Day, zones ...float64) ZoneTime {
		z := ZoneTime{Day: day0 + d}
		for i, share := range zones {
			z.Seconds[i] = 3600 * share
		}
		return z
	}
	four := []ZoneTime{hour(1, 0.5, 0.3, 0.05, 0.1, 0.05), hour(2, 0.5, 0.3, 0.05, 0.1, 0.05), hour(3, 0.5, 0.3, 0.05, 0.1, 0.05), hour(4, 0.5, 0.3, 0.05, 0.1, 0.05)}
	for name, c := range map[string]struct {
		sessions  []ZoneTime
		days      Day
		index     float64
		why       Reason
		polarized bool
		shares    [3]float64
	}{
		"polarized":        {four, 28, math.Log10(0.8 / 0.05 * 0.15 * 100), "", true, [3]float64{0.8, 0.05, 0.15}},
		"three weeks":      {four, 21, math.NaN(), TooShort, false, [3]float64{0.8, 0.05, 0.15}},
		"three hours":      {four[:3], 28, math.NaN(), TooFewDays, false, [3]float64{0.8, 0.05, 0.15}},
		"nothing":          {nil, 28, math.NaN(), TooFewDays, false, [3]float64{}},
		"nothing hard":     {[]ZoneTime{hour(0, 4, 0, 1)}, 28, 0, "", false, [3]float64{0.8, 0.2, 0}},
		"nothing moderate": {[]ZoneTime{hour(0, 4, 0, 0, 1)}, 28, math.Log10(0.8 / 0.01 * 0.19 * 100), "", true, [3]float64{0.8, 0, 0.2}},
		"other days":       {[]ZoneTime{hour(28, 5), hour(-1, 5)}, 28, math.NaN(), TooFewDays, false, [3]float64{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Intensities(c.sessions, day0, day0+c.days-1)
			if diff := cmp.Diff(c.shares, got.Shares, near(1e-9)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.index, got.Polarization.Value, near(1e-9)); diff != "" || got.Polarization.Reason != c.why || got.Polarized != c.polarized {
				t.Errorf("%+v %s", got, diff)
			}
		})
	}
}

func TestEfficiencyVector(t *testing.T) {
	t.Parallel()
	var v struct {
		EF struct {
			Cases []struct{ M, S, HR, Watts, EF float64 }
		}
		Decoupling struct {
			Cases []struct {
				Speed    float64
				First    float64 `json:"hr_first_half"`
				Second   float64 `json:"hr_second_half"`
				Expected float64 `json:"expected_pct"`
			}
		}
	}
	vector(t, "efficiency_decoupling.json", &v)
	for _, c := range v.EF.Cases {
		output := c.Watts
		if c.S > 0 {
			output = c.M / c.S
		}
		if got := Efficiency([]float64{output, output, math.NaN()}, []float64{c.HR, c.HR, 0}); math.Abs(got-c.EF) > 1e-12 {
			t.Errorf("%+v: %v", c, got)
		}
	}
	for _, c := range v.Decoupling.Cases {
		rates := append(slices.Repeat([]float64{c.First}, 1800), slices.Repeat([]float64{c.Second}, 1800)...)
		if got := Decoupling(slices.Repeat([]float64{c.Speed}, 3600), rates); math.Abs(got.Value-c.Expected) > 1e-9 {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

func TestDecouplingWithoutEnough(t *testing.T) {
	t.Parallel()
	even, rate := slices.Repeat([]float64{3}, 2400), slices.Repeat([]float64{140}, 2400)
	intervals := slices.Clone(even)
	for i := range intervals {
		intervals[i] += float64(i / 120 % 2)
	}
	lost := slices.Clone(rate)
	clear(lost[:600])
	for name, c := range map[string]struct {
		output, rate []float64
		want         Reason
	}{
		"even":               {even, rate, ""},
		"29 minutes":         {even[:1740], rate[:1740], TooShort},
		"intervals":          {intervals, rate, NotSteady},
		"no heart rate":      {even, make([]float64, 2400), NotMeasured},
		"a quarter is lost":  {even, lost, TooLittleSignal},
		"one series is less": {even, rate[:600], TooShort},
	} {
		if got := Decoupling(c.output, c.rate); got.Reason != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestGradeVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Cost  map[string]float64 `json:"relative_cost"`
		Pairs [][3]any           `json:"pace_pairs"`
	}
	vector(t, "grade_adjusted_pace.json", &v)
	for grade, want := range v.Cost {
		i, err := strconv.ParseFloat(grade, 64)
		if got := RunningCost(i); err != nil || math.Abs(got-want) > 1e-6 {
			t.Errorf("%s: %v, want %v", grade, got, want)
		}
	}
	for _, pair := range v.Pairs {
		want, grade := clockOf(t, pair[2].(string)), pair[1].(float64)
		if got := clockOf(t, pair[0].(string)) / GradeFactor(grade); math.Abs(got-want) > 1 {
			t.Errorf("%v: %v s, want %v", pair, got, want)
		}
	}
}

func TestGradeAdjusted(t *testing.T) {
	t.Parallel()
	// 600 s at 3 m/s, up a hill of 5 % in the middle third, with and without noise of a barometer.
	var distance, flat, hill []float64
	height := 100.0
	for i := range 601 {
		distance, flat = append(distance, 3*float64(i)), append(flat, 100)
		if i > 200 && i <= 400 {
			height += 3 * 0.05
		}
		hill = append(hill, height)
	}
	last := func(altitude []float64) float64 {
		list := GradeAdjusted(distance, altitude)
		return list[len(list)-1]
	}
	if got := last(flat); math.Abs(got-1800) > 1e-9 {
		t.Errorf("on the flat %v", got)
	}
	want := 1200 + 600*GradeFactor(0.05)
	if got := last(hill); math.Abs(got-want) > 2 {
		t.Errorf("on the hill %v, want %v", got, want)
	}
	gap := slices.Clone(hill)
	gap[0], gap[300] = math.NaN(), math.NaN()
	if got := last(gap); math.Abs(got-want) > 3 {
		t.Errorf("with gaps %v, want %v", got, want)
	}
	if got := GradeAdjusted(nil, flat); len(got) != 0 {
		t.Error(got)
	}
}

func TestBestEffortsVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Cases []struct {
			Stream    string
			Durations map[string]float64
			Duration  int
			Count     int
			Best      []*struct {
				End   int `json:"end_index"`
				Value float64
			}
			First *float64 `json:"monotone_first"`
		}
	}
	vector(t, "best_efforts_meanmax.json", &v)
	for _, c := range v.Cases {
		switch {
		case c.Durations != nil:
			for seconds, want := range c.Durations {
				n, err := strconv.Atoi(seconds)
				if got := MeanMax(ramp(101), []int{n}); err != nil || got[0] != want {
					t.Errorf("%s over %s: %v, want %v", c.Stream, seconds, got, want)
				}
			}
		case c.Best != nil:
			got := BestStretches(ramp(100), c.Duration, c.Count)
			for i, want := range c.Best {
				if want != nil && got[i] != (Stretch{want.End, want.Value}) {
					t.Errorf("%s: %+v, want %+v", c.Stream, got[i], *want)
				}
			}
		case c.First != nil:
			stream := slices.Repeat([]float64{100}, 120)
			for range 4 {
				stream = append(append(stream, slices.Repeat([]float64{300}, 60)...), slices.Repeat([]float64{100}, 60)...)
			}
			stream = append(stream, slices.Repeat([]float64{100}, 60)...)
			var durations []int
			for n := range stream {
				durations = append(durations, n+1)
			}
			got := MeanMax(stream, durations)
			if got[0] != *c.First || !slices.IsSortedFunc(got, func(a, b float64) int { return compare(b, a) }) {
				t.Errorf("%s: the curve rises", c.Stream)
			}
		}
	}
}

// ramp returns 0, 1, 2 and so on.
func ramp(n int) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = float64(i)
	}
	return list
}

func TestMeanMax(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	for name, c := range map[string]struct {
		samples   []float64
		durations []int
		want      []float64
	}{
		"a gap parts stretches": {[]float64{1, 9, nan, 4, 6, 5}, []int{1, 2, 3, 4}, []float64{9, 5.5, 5, nan}},
		"never rising":          {[]float64{5, 1, 5}, []int{1, 2, 3}, []float64{5, 11.0 / 3, 11.0 / 3}},
		"too short":             {[]float64{5}, []int{0, 2}, []float64{nan, nan}},
		"nothing":               {nil, []int{1}, []float64{nan}},
	} {
		if diff := cmp.Diff(c.want, MeanMax(c.samples, c.durations), near(1e-9)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestFastestDistance(t *testing.T) {
	t.Parallel()
	run := func(speeds ...float64) []float64 {
		list := []float64{0}
		for _, v := range speeds {
			list = append(list, list[len(list)-1]+v)
		}
		return list
	}
	slow, fast := slices.Repeat([]float64{3}, 200), slices.Repeat([]float64{5}, 100)
	gap := run(slices.Concat(slow, fast, slow)...)
	gap[250] = math.NaN()
	for name, c := range map[string]struct {
		distance []float64
		meters   float64
		want     float64
	}{
		"the fast middle":          {run(slices.Concat(slow, fast, slow)...), 400, 80},
		"longer than the middle":   {run(slices.Concat(slow, fast, slow)...), 800, 200},
		"an end between samples":   {run(slow...), 400, 400.0 / 3},
		"too short":                {run(slow...), 601, math.NaN()},
		"standing at the end":      {run(slices.Concat(slow, make([]float64, 10))...), 599, 599.0 / 3},
		"creeping at the end":      {run(slices.Concat(slow, slices.Repeat([]float64{0.001}, 10))...), 599, 599.0 / 3},
		"a jump of the satellites": {run(slices.Concat(slow, []float64{300}, slow)...), 400, 400.0 / 3},
		"a gap in the fast middle": {gap, 400, (400-49*5)/3.0 + 49},
		"nothing":                  {nil, 400, math.NaN()},
	} {
		if diff := cmp.Diff(c.want, FastestDistance(c.distance, c.meters), near(1e-6)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestCriticalSpeedVector(t *testing.T) {
	t.Parallel()
	type numbers struct {
		D, T       []float64
		CS, Dprime float64
	}
	var v struct{ Exact, Noisy numbers }
	vector(t, "critical_speed.json", &v)
	for _, c := range []numbers{v.Exact, v.Noisy} {
		got := c
		fit := FitCriticalSpeed(efforts(c.D, c.T))
		got.CS, got.Dprime = fit.Speed.Value, fit.Reserve.Value
		if diff := cmp.Diff(c, got, near(1e-9)); diff != "" || len(fit.Efforts) != 5 || fit.RSquared < 0.9999 {
			t.Errorf("%+v %s", fit, diff)
		}
	}
}

func efforts(meters, seconds []float64) []Effort {
	list := make([]Effort, len(meters))
	for i := range list {
		list[i] = Effort{Meters: meters[i], Seconds: seconds[i]}
	}
	return list
}

func TestFitCriticalSpeed(t *testing.T) {
	t.Parallel()
	d, s := []float64{400, 1000, 3000}, []float64{75, 215, 735}
	soft := efforts(d, s)
	soft[2].HeartRate = 0.85
	for name, c := range map[string]struct {
		efforts []Effort
		want    Reason
	}{
		"three":                       {efforts(d, s), ""},
		"two":                         {efforts(d[:2], s[:2]), TooFewDays},
		"half a marathon is too long": {append(efforts(d[:2], s[:2]), Effort{Meters: 21097, Seconds: 6000}), TooFewDays},
		"the longest was not hard":    {soft, NotHard},
		"one time":                    {efforts([]float64{400, 410, 420}, []float64{75, 75, 75}), NoVariation},
	} {
		fit := FitCriticalSpeed(c.efforts)
		if fit.Speed.Reason != c.want || fit.Reserve.Reason != c.want {
			t.Errorf("%s: %+v", name, fit)
		}
		if low, high := fit.Speed.Interval(); c.want == "" && !(*low < fit.Speed.Value && fit.Speed.Value < *high) {
			t.Errorf("%s: %+v", name, fit)
		}
	}
}

func TestVDOTVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Tolerance float64
		Table     []map[string]any
		Speed     struct {
			Tolerance float64
			Shares    map[string]float64 `json:"pct_vvo2max_to_pct_hrmax"`
		} `json:"hr_to_vvo2max"`
	}
	vector(t, "vdot_daniels.json", &v)
	meters := map[string]float64{"5k": 5000, "10k": 10000, "half": 21097.5, "marathon": 42195}
	for _, row := range v.Table {
		for race, m := range meters {
			if got := VDOT(m, clockOf(t, row[race].(string))); math.Abs(got-row["vdot"].(float64)) > v.Tolerance {
				t.Errorf("%v in %v: %v, want %v", race, row[race], got, row["vdot"])
			}
		}
	}
	for share, rate := range v.Speed.Shares {
		want, err := strconv.ParseFloat(share, 64)
		if got := SpeedShare(rate / 100); err != nil || math.Abs(got-want/100) > v.Speed.Tolerance {
			t.Errorf("at %v %%: %v, want %v %%", rate, got, want)
		}
	}
}

func TestVO2maxVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Uth struct {
			Cases []struct{ HRMax, HRRest, VO2max float64 }
		} `json:"uth_2004"`
		Max struct {
			At40 map[string]float64 `json:"age40"`
		} `json:"hrmax"`
	}
	vector(t, "vo2max_hrmax_estimates.json", &v)
	for _, c := range v.Uth.Cases {
		if got := HeartRateRatioVO2max(Heart{Rest: c.HRRest, Max: c.HRMax}); math.Abs(got-c.VO2max) > 1e-9 {
			t.Errorf("%+v: %v", c, got)
		}
	}
	if got := MaxHeartRate(40); math.Abs(got-v.Max.At40["nes"]) > 1e-9 {
		t.Error(got)
	}
}

func TestRunningIndex(t *testing.T) {
	t.Parallel()
	// (213.9/50 * 10^1.06 + 3.5) / (1.45 * 150/190 - 0.30) = 52.618 / 0.84474
	if got := RunningIndex(10000, 3000, 150, 190); math.Abs(got-62.29) > 0.005 {
		t.Error(got)
	}
}

func TestRunningIndexVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Within int `json:"n_within_1"`
		Runs   []struct {
			Minutes, Km, Formula float64
			HR                   float64 `json:"hr_avg"`
			Max                  float64 `json:"hr_max"`
			Polar                float64 `json:"polar_running_index"`
		}
	}
	vector(t, "polar_running_index.json", &v)
	within := 0
	for _, r := range v.Runs {
		got := RunningIndex(1000*r.Km, 60*r.Minutes, r.HR, r.Max)
		if math.Abs(got-r.Formula) > 0.01 {
			t.Errorf("%+v: %v", r, got)
		}
		if math.Abs(got-r.Polar) <= 1 {
			within++
		}
	}
	if within != v.Within {
		t.Error(within, "within 1")
	}
}

func TestSpikes(t *testing.T) {
	t.Parallel()
	before := []Run{{day0, 10}, {day0 + 5, 17}, {day0 + 9, 8}}
	for name, c := range map[string]struct {
		before []Run
		run    Run
		group  SpikeGroup
		ratio  float64
		rate   []float64
		why    Reason
		back   bool
	}{
		"as long as ever":            {before, Run{day0 + 10, 18.7}, NoSpike, 1.1, []float64{1}, "", false},
		"a little longer":            {before, Run{day0 + 10, 20.4}, SmallSpike, 1.2, []float64{1.64, 1.31, 2.05}, "", false},
		"much longer":                {before, Run{day0 + 10, 24}, ModerateSpike, 24.0 / 17, []float64{1.52, 1.16, 2}, "", false},
		"more than twice":            {before, Run{day0 + 10, 34.1}, LargeSpike, 34.1 / 17, []float64{2.28, 1.5, 3.48}, "", false},
		"the longest is old":         {before, Run{day0 + 36, 18}, "", math.NaN(), nil, TooFewDays, true},
		"two runs before":            {before[:2], Run{day0 + 6, 18}, "", math.NaN(), nil, TooFewDays, false},
		"the same day is not before": {append([]Run{{day0 + 10, 30}}, before...), Run{day0 + 10, 24}, ModerateSpike, 24.0 / 17, []float64{1.52, 1.16, 2}, "", false},
		"no distance":                {before, Run{day0 + 10, 0}, "", math.NaN(), nil, NotMeasured, false},
		"the first":                  {nil, Run{day0, 5}, "", math.NaN(), nil, TooFewDays, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := Spikes(append(slices.Clone(c.before), c.run))
			got := list[len(list)-1]
			if diff := cmp.Diff(c.ratio, got.Ratio.Value, near(1e-9)); diff != "" || got.Group != c.group || got.Ratio.Reason != c.why || got.Return != c.back {
				t.Errorf("%+v %s", got, diff)
			}
			if c.rate == nil {
				return
			}
			low, high := got.HazardRatio.Interval()
			rate := []float64{got.HazardRatio.Value}
			if low != nil {
				rate = append(rate, *low, *high)
			}
			if diff := cmp.Diff(c.rate, rate); diff != "" {
				t.Error(diff)
			}
			if want := fmt.Sprintf("%.1f", c.rate[0]*3.0948); fmt.Sprintf("%.1f", got.PerThousand.Value) != want {
				t.Errorf("%v per thousand, want %s", got.PerThousand.Value, want)
			}
		})
	}
}

func TestEvidenceVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Injury struct {
			Frandsen struct {
				N, Injured, Sessions float64
				HRR                  map[string][3]float64
			} `json:"frandsen_2025"`
		}
	}
	vector(t, "evidence_constants.json", &v)
	f := v.Injury.Frandsen
	if f.Injured/f.Sessions != injuriesPerRun {
		t.Error(f)
	}
	for group, ratio := range map[string]float64{">10-30%": 1.2, ">30-100%": 1.7, ">100%": 2.5} {
		_, got := spikeGroup(ratio)
		if diff := cmp.Diff(f.HRR[group], [3]float64{got.Value, got.Low, got.High}); diff != "" || got.N != int(f.N) {
			t.Errorf("%s: %s", group, diff)
		}
	}
}

func TestOwnInjuries(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		injuries []Day
		after    int
		want     []float64 // share and interval
		why      Reason
	}{
		"two of three":  {[]Day{day0 + 11, day0 + 17, day0 + 60}, 2, []float64{2.0 / 3, 0.0943, 0.9916}, ""},
		"none of three": {[]Day{day0 + 30, day0 + 18, day0 + 60}, 0, []float64{0, 0, 0.7076}, ""},
		"two injuries":  {[]Day{day0 + 11, day0 + 17}, 2, nil, TooFewDays},
	} {
		got := OwnInjuries(c.injuries, []Day{day0 + 10}, day0, day0+99)
		if got.After != c.after || got.Share.Reason != c.why || got.Exposed != 0.08 {
			t.Errorf("%s: %+v", name, got)
		}
		if c.want == nil {
			continue
		}
		if diff := cmp.Diff(c.want, []float64{got.Share.Value, got.Share.Low, got.Share.High}, near(1e-4)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
