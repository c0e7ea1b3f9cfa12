package analytics

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat"
)

func TestRobustVector(t *testing.T) {
	t.Parallel()
	var v struct {
		X             []float64
		Median        float64
		MAD           float64   `json:"mad_raw"`
		Quantiles     []float64 `json:"quantile_type7"`
		RobustZ       []float64 `json:"robust_z"`
		LogRobustZ    []float64 `json:"log_robust_z"`
		InterQuartile float64   `json:"iqr_type7"`
	}
	vector(t, "robust_stats.json", &v)
	got := v
	got.Median, got.MAD, got.InterQuartile = Median(v.X), MAD(v.X), Quantile(v.X, 0.75)-Quantile(v.X, 0.25)
	got.Quantiles, got.RobustZ, got.LogRobustZ = nil, nil, nil
	for _, p := range []float64{0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95} {
		got.Quantiles = append(got.Quantiles, Quantile(v.X, p))
	}
	logs := make([]float64, len(v.X))
	for i, x := range v.X {
		logs[i] = math.Log(x)
	}
	for i, x := range v.X {
		got.RobustZ = append(got.RobustZ, RobustZ(x, v.X, 0))
		got.LogRobustZ = append(got.LogRobustZ, RobustZ(logs[i], logs, 0))
	}
	if diff := cmp.Diff(v, got, near(1e-9)); diff != "" {
		t.Error(diff)
	}
}

func TestQuantile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		values []float64
		p      float64
		want   float64
	}{
		"nothing":                {nil, 0.5, math.NaN()},
		"one":                    {[]float64{7}, 0.9, 7},
		"median of an even list": {[]float64{4, 1, 3, 2}, 0.5, 2.5},
		"quarter of an even":     {[]float64{4, 1, 3, 2}, 0.25, 1.75},
		"beyond the ends":        {[]float64{4, 1, 3, 2}, 1.5, 4},
		"before the ends":        {[]float64{4, 1, 3, 2}, -1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, Quantile(c.values, c.p), near(1e-12)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRobustZ(t *testing.T) {
	t.Parallel()
	flat := []float64{5, 5, 5, 5}
	for name, c := range map[string]struct {
		x, floor float64
		values   []float64
		want     float64
	}{
		"one spread above":        {3 + madToSD, 0, []float64{1, 2, 3, 4, 5}, 1},
		"flat without a floor":    {6, 0, flat, math.NaN()},
		"flat with a floor":       {6, 0.5, flat, 1 / (0.5 * madToSD)},
		"a floor below the MAD":   {3 + madToSD, 0.1, []float64{1, 2, 3, 4, 5}, 1},
		"compared with nothing":   {6, 0.5, nil, math.NaN()},
		"an outlier moves little": {3 + madToSD, 0, []float64{1, 2, 3, 4, 500}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, RobustZ(c.x, c.values, c.floor), near(1e-12)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNISTVector(t *testing.T) {
	t.Parallel()
	var v struct {
		Sets map[string]struct {
			X         []float64
			Certified struct {
				Mean, SD float64
				Lag1     float64 `json:"lag1_autocorrelation"`
			}
		}
	}
	vector(t, "nist_univariate.json", &v)
	for name, set := range v.Sets {
		got := set.Certified
		got.Mean, got.SD = stat.MeanStdDev(set.X, nil)
		got.Lag1 = autocorrelation(set.X, 1)
		if diff := cmp.Diff(set.Certified, got, near(1e-9)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
