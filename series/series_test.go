package series

import (
	"math"
	"testing"
	"time"
)

func TestResolution(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		offsets []int64
		want    time.Duration
		ok      bool
	}{
		"no point":         {nil, 0, false},
		"one point":        {[]int64{0}, 0, false},
		"two points":       {[]int64{500, 1500}, time.Second, true},
		"regular":          {every(7, 100), 7 * time.Millisecond, true},
		"one second off":   {[]int64{0, 300_000, 601_000}, 0, false},
		"equal offsets":    {[]int64{5, 5, 5}, 0, false},
		"backwards":        {[]int64{3000, 2000, 1000}, 0, false},
		"wrapping":         {[]int64{math.MaxInt64, math.MinInt64}, 0, false},
		"wrapping later":   {[]int64{math.MaxInt64 - 1, math.MaxInt64, math.MinInt64}, 0, false},
		"above a duration": {[]int64{0, math.MaxInt64 / 2}, 0, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := Series{test.offsets, make([]float64, len(test.offsets))}.Resolution()
			if got != test.want || ok != test.ok {
				t.Errorf("Resolution() = %v, %t, want %v, %t", got, ok, test.want, test.ok)
			}
		})
	}
}

func TestMinMax(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	tests := map[string]struct {
		values   []float64
		low, top float64
		ok       bool
	}{
		"no point":       {nil, 0, 0, false},
		"only gaps":      {[]float64{nan, nan}, 0, 0, false},
		"one value":      {[]float64{nan, -3}, -3, -3, true},
		"gaps in it":     {[]float64{nan, 60, nan, 180, 55, nan}, 55, 180, true},
		"infinite value": {[]float64{1, math.Inf(-1), 2}, math.Inf(-1), 2, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			low, top, ok := MinMax(Series{every(1, len(test.values)), test.values})
			if low != test.low || top != test.top || ok != test.ok {
				t.Errorf("MinMax() = %v, %v, %t, want %v, %v, %t", low, top, ok, test.low, test.top, test.ok)
			}
		})
	}
}
