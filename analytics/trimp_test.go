package analytics

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// histogram returns the samples of seconds at each heart rate, in no order.
func histogram(t *testing.T, seconds map[string]float64) []Pulse {
	t.Helper()
	var list []Pulse
	for bpm, s := range seconds {
		rate, err := strconv.ParseFloat(bpm, 64)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, Pulse{rate, s})
	}
	return list
}

func TestTRIMPVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Cases []struct {
			Name, Sex              string
			HR, Rest, Max, Minutes float64
			Expected, Tolerance    float64
			Exact                  *float64
			A, B                   [][2]float64
			MaleA                  float64 `json:"a_male"`
			MaleB                  float64 `json:"b_male"`
			Hist                   map[string]float64
			Zones                  []float64 `json:"zone_minutes"`
		}
	}
	vector(t, "trimp.json", &v)
	check := func(name string, got, want, tolerance float64) {
		t.Helper()
		if !(math.Abs(got-want) <= tolerance) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	minutes := func(list [][2]float64) []Pulse {
		var samples []Pulse
		for _, p := range list {
			samples = append(samples, Pulse{p[0], 60 * p[1]})
		}
		return samples
	}
	for _, c := range v.Cases {
		heart := Heart{c.Rest, c.Max, Male}
		if c.Sex == "female" {
			heart.Sex = Female
		}
		if c.Exact == nil {
			c.Exact = &c.Expected
		}
		switch {
		case c.Hist != nil:
			heart.Rest, heart.Max = 60, 200 // told in the case's source
			check(c.Name, TRIMP(histogram(t, c.Hist), heart).Value, *c.Exact, 1e-9)
		case len(c.Zones) == 5:
			check(c.Name, Edwards([5]float64(c.Zones)), *c.Exact, 0)
		case len(c.Zones) == 3:
			check(c.Name, Lucia([3]float64(c.Zones)), *c.Exact, 0)
		case c.A != nil:
			check(c.Name, TRIMP(minutes(c.A), heart).Value, c.MaleA, 1e-9)
			check(c.Name, TRIMP(minutes(c.B), heart).Value, c.MaleB, 1e-9)
		default:
			got := TRIMP([]Pulse{{c.HR, 60 * c.Minutes}}, heart).Value
			check(c.Name, got, c.Expected, c.Tolerance+math.Abs(*c.Exact-c.Expected))
			check(c.Name, got, *c.Exact, 1e-9+c.Tolerance)
		}
	}
}

// Polar's own loads of one person's sessions are reproduced.
func TestPolarCardioLoadVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Athlete struct {
			Rest float64 `json:"hr_rest"`
			Max  float64 `json:"hr_max"`
		}
		Tolerance map[string]float64 `json:"suggested_test_tolerance"`
		Sessions  []struct {
			N       int
			Seconds map[string]float64 `json:"hist_bpm_seconds"`
			Load    float64            `json:"polar_cardio_load"`
		}
	}
	vector(t, "polar_cardio_load_vs_banister.json", &v)
	var squares, n float64
	for _, s := range v.Sessions {
		got := TRIMP(histogram(t, s.Seconds), Heart{v.Athlete.Rest, v.Athlete.Max, Male})
		off := got.Value/s.Load - 1
		tolerance := v.Tolerance["load<40"]
		if s.Load >= 40 {
			tolerance = v.Tolerance["load>=40"]
		}
		if !(math.Abs(off) <= tolerance) {
			t.Errorf("session %d: %v, want %v", s.N, got.Value, s.Load)
		}
		if s.Load >= 20 {
			squares += off * off
			n++
		}
	}
	if rms := math.Sqrt(squares / n); !(rms <= 0.006) || n < 10 {
		t.Errorf("RMS error %.4f of %v sessions", rms, n)
	}
}

func TestTRIMP(t *testing.T) {
	t.Parallel()
	heart := Heart{Rest: 50, Max: 190}
	hour := slices.Repeat([]Pulse{{120, 1}}, 3600)
	gaps := slices.Clone(hour)
	for i := range 720 {
		gaps[i*5].BPM = 0
	}
	half := slices.Clone(hour)
	for i := range 1800 {
		half[2*i].BPM = math.NaN()
	}
	for name, c := range map[string]struct {
		samples []Pulse
		heart   Heart
		want    Estimate
	}{
		"an hour at half": {hour, heart, estimate("", 60*0.5*0.64*math.Exp(0.96), 3600, 3600)},
		"a fifth of gaps": {gaps, heart, estimate("", 48*0.5*0.64*math.Exp(0.96), 2880, 3600)},
		"half of gaps":    {half, heart, none("", TooLittleSignal, 1800, 3600)},
		"no samples":      {nil, heart, none("", NotMeasured, 0, 0)},
		"no heart rates":  {hour, Heart{}, none("", Undefined, 3600, 3600)},
		"below rest":      {[]Pulse{{40, 600}}, heart, estimate("", 0, 600, 600)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := TRIMP(c.samples, c.heart)
			got.Method = ""
			if diff := cmp.Diff(c.want, got, near(1e-9)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
