package analytics

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBaselinesVector(t *testing.T) {
	t.Parallel()
	type row struct {
		I        int
		RMSSD    *float64
		Median7  *float64 `json:"median_7"`
		N7       int      `json:"n_7"`
		Median30 *float64 `json:"median_30"`
		N30      int      `json:"n_30"`
		Median60 *float64 `json:"median_60"`
		N60      int      `json:"n_60"`
		Z        *float64 `json:"robust_z_prev60"`
		NormalLo *float64 `json:"normal_lo_ms"`
		NormalHi *float64 `json:"normal_hi_ms"`
		Mean7    *float64 `json:"lnrmssd_mean7"`
		CV7      *float64 `json:"cv7_pct"`
	}
	var v struct{ Rows []row }
	vector(t, "hrv_baselines_computed.json", &v)
	var points []Point
	for _, r := range v.Rows {
		points = append(points, Point{day0 + Day(r.I), value(r.RMSSD)})
	}
	for i, b := range Baselines(HRV, NewSeries(points), 0.75, day0, day0+Day(len(v.Rows))-1) {
		low, high := b.Usual.Interval()
		got := row{
			I: i, RMSSD: b.Value.Pointer(), Median7: b.Median7.Pointer(), N7: b.Median7.N, Median30: b.Median30.Pointer(), N30: b.Median30.N,
			Median60: b.Median60.Pointer(), N60: b.Median60.N, Z: b.Deviation.Pointer(), NormalLo: low, NormalHi: high,
			Mean7: pointer(math.Log(b.Recent.Value)), CV7: b.Variation.Pointer(),
		}
		if got.RMSSD == nil { // the numbers leave the range out of nights without a measurement, to which it says as much
			got.NormalLo, got.NormalHi = nil, nil
		}
		if diff := cmp.Diff(v.Rows[i], got, near(1e-9)); diff != "" {
			t.Errorf("day %d: %s", i, diff)
		}
	}
}

func TestBaselineWithoutEnough(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	sixteen := slices.Repeat([]float64{50, 52}, 8)
	for name, c := range map[string]struct {
		signal Signal
		values []float64
		day    Day
		want   map[string]Reason
	}{
		"a month of three nights": {HRV, []float64{50, nan, nan, 51, nan, 52}, 5, map[string]Reason{
			"median 7": "", "median 30": TooFewDays, "median 60": TooFewDays, "usual": TooFewDays, "deviation": TooFewDays, "recent": "", "variation": TooFewDays,
		}},
		"no watch that measures it": {HRV, nil, 5, map[string]Reason{
			"value": NotMeasured, "median 7": TooFewDays, "median 30": TooFewDays, "median 60": TooFewDays, "usual": TooFewDays,
			"deviation": NotMeasured, "recent": TooFewDays, "variation": TooFewDays,
		}},
		"after a gap of 400 days": {HRV, append(append(slices.Clone(sixteen), slices.Repeat([]float64{nan}, 400)...), 50), 416, map[string]Reason{
			"median 7": TooFewDays, "median 30": TooFewDays, "median 60": TooFewDays, "usual": TooFewDays,
			"deviation": TooFewDays, "recent": TooFewDays, "variation": TooFewDays,
		}},
		"all alike, with a floor": {HeartRate, slices.Repeat([]float64{50}, 60), 59, map[string]Reason{"variation": Undefined}},
		"an HRV of 0 is none":     {HRV, append(slices.Clone(sixteen), 0), 16, map[string]Reason{"value": NotMeasured, "deviation": NotMeasured, "median 60": TooFewDays}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := Baselines(c.signal, from(c.values...), 0.5, day0+c.day, day0+c.day)[0]
			got := make(map[string]Reason)
			for part, e := range map[string]Estimate{
				"value": b.Value, "median 7": b.Median7, "median 30": b.Median30, "median 60": b.Median60,
				"usual": b.Usual, "deviation": b.Deviation, "recent": b.Recent, "variation": b.Variation,
			} {
				if _, named := c.want[part]; named || !e.OK() {
					got[part] = e.Reason
				}
				if e.OK() == isMissing(e.Value) {
					t.Errorf("%s: %v with reason %q", part, e.Value, e.Reason)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A signal in other units has the same deviations.
func TestDeviationHasNoUnit(t *testing.T) {
	t.Parallel()
	values := make([]float64, 90)
	for i := range values {
		values[i] = 40 + float64(i*i%23)
	}
	s := from(values...)
	twice := s.mapped(func(x float64) float64 { return 2 * x })
	for _, g := range []Signal{HRV, HeartRate} {
		a, b := Baselines(g, s, 0.5, day0, day0+89), Baselines(g, twice, 0.5, day0, day0+89)
		for i := range a {
			if diff := cmp.Diff(a[i].Deviation, b[i].Deviation, near(1e-9)); diff != "" {
				t.Fatalf("%s, day %d: %s", g, i, diff)
			}
		}
	}
}

func TestBandOf(t *testing.T) {
	t.Parallel()
	for z, want := range map[float64]Band{0.99: BandUsual, -1: BandNotable, 1.5: BandNotable, -2.2: BandUnusual, 3: BandCheck, -9: BandCheck} {
		if got := BandOf(z); got != want {
			t.Errorf("%v: %s, want %s", z, got, want)
		}
	}
}

func TestArtefacts(t *testing.T) {
	t.Parallel()
	usual := slices.Repeat([]float64{48, 50, 52, 50}, 5)
	rates := slices.Repeat([]float64{50, 52}, 20)
	for name, c := range map[string]struct {
		then []float64 // HRV of the nights after 20 usual ones
		rate float64   // heart rate of those nights
		want []Day
	}{
		"usual":                          {[]float64{50}, 51, nil},
		"nearly twice the usual":         {[]float64{91}, 45, []Day{20}},
		"far above, heart rate not less": {[]float64{80}, 51, []Day{20}},
		"far above, heart rate lower":    {[]float64{80}, 45, nil},
		"low is no artefact":             {[]float64{20}, 51, nil},
		"the third night is a change":    {[]float64{95, math.NaN(), 95, 95, 95}, 51, []Day{20, 22}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rate := slices.Clone(rates)
			for i := range c.then {
				rate[20+i] = c.rate
			}
			var got []Day
			for _, d := range Artefacts(from(append(slices.Clone(usual), c.then...)...), from(rate...)) {
				got = append(got, d-day0)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTimeDomain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rr   []float64
		want Variability
	}{
		"steady":            {[]float64{800, 800, 800}, Variability{MeanRR: 800}},
		"differences of 10": {[]float64{800, 810, 800}, Variability{MeanRR: 2410.0 / 3, SDNN: 10 / math.Sqrt(3), RMSSD: 10}},
		"thresholds are passed, not reached": {[]float64{800, 820, 870, 925}, Variability{
			MeanRR: 853.75, SDNN: math.Sqrt((53.75*53.75 + 33.75*33.75 + 16.25*16.25 + 71.25*71.25) / 3),
			RMSSD: math.Sqrt((400 + 2500 + 3025) / 3.0), PNN50: 1.0 / 3, PNN20: 2.0 / 3,
		}},
	} {
		got, ok := TimeDomain(c.rr)
		if diff := cmp.Diff(c.want, got, near(1e-9)); diff != "" || !ok {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTimeDomainVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Cases []struct {
			Name     string
			RR       []float64 `json:"rr_ms"`
			Expected map[string]float64
		}
	}
	vector(t, "hrv_time_domain.json", &v)
	compared := 0
	for _, c := range v.Cases {
		got, ok := TimeDomain(c.RR)
		if !ok {
			t.Fatal(c.Name)
		}
		n := float64(len(c.RR) - 1)
		for name, x := range map[string]float64{
			"mean": got.MeanRR, "mean_nni": got.MeanRR, "sdnn_ddof1": got.SDNN, "rmssd": got.RMSSD, "nn50": got.PNN50 * n, "nn20": got.PNN20 * n,
			"pnn50_pct_of_n_minus_1": 100 * got.PNN50, "pnn20_pct_of_n_minus_1": 100 * got.PNN20,
		} {
			want, ok := c.Expected[name]
			if !ok {
				continue
			}
			compared++
			if diff := cmp.Diff(want, x, near(1e-9)); diff != "" {
				t.Errorf("%s, %s: %s", c.Name, name, diff)
			}
		}
	}
	if compared < 10 {
		t.Error("compared only", compared)
	}
	if _, ok := TimeDomain([]float64{700}); ok {
		t.Error("one interval has no variability")
	}
}
