package series

import (
	"math"
	"testing"
	"time"
)

func TestTimeWeightedMean(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	minutes := func(m ...int64) []int64 {
		for i := range m {
			m[i] *= 60_000
		}
		return m
	}
	burst := Series{minutes(0, 5), []float64{60, 60}}
	for i := range int64(300) {
		burst.add(600_000+i*1000, 160)
	}
	burst.add(900_000, 60)
	burst.add(1_200_000, 60)

	tests := map[string]struct {
		series Series
		hold   time.Duration
		want   float64
		ok     bool
	}{
		"no point":             {Series{}, time.Minute, 0, false},
		"only gaps":            {Series{minutes(0, 5), []float64{nan, nan}}, time.Minute, 0, false},
		"one value":            {Series{minutes(3), []float64{71}}, time.Minute, 71, true},
		"regular":              {Series{minutes(0, 5, 10), []float64{60, 70, 80}}, 5 * time.Minute, 70, true},
		"longer holds more":    {Series{minutes(0, 1, 4, 5), []float64{10, 20, 30, 30}}, time.Hour, 130.0 / 6, true},
		"hold is bounded":      {Series{minutes(0, 60, 65), []float64{40, 80, 80}}, 5 * time.Minute, 200.0 / 3, true},
		"a gap ends a value":   {Series{minutes(0, 1, 5, 10), []float64{100, nan, 50, 50}}, 5 * time.Minute, 600.0 / 11, true},
		"no hold":              {Series{minutes(0, 1, 60), []float64{1, 2, 6}}, 0, 3, true},
		"negative hold":        {Series{minutes(0, 1, 60), []float64{1, 2, 6}}, -time.Hour, 3, true},
		"equal offsets":        {Series{minutes(7, 7), []float64{1, 2}}, time.Minute, 1.5, true},
		"a burst weighs 5 min": {burst, 5 * time.Minute, 80, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := TimeWeightedMean(test.series, test.hold)
			if math.Abs(got-test.want) > 1e-9 || ok != test.ok {
				t.Errorf("TimeWeightedMean() = %v, %t, want %v, %t", got, ok, test.want, test.ok)
			}
		})
	}
}
