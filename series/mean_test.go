package series

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMean(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	hour := int64(3_600_000)
	tests := map[string]struct {
		series Series
		budget int
		want   Series
	}{
		"short": {
			Series{every(1000, 3), []float64{1, nan, 3}}, 3,
			Series{every(1000, 3), []float64{1, nan, 3}},
		},
		"regular": {
			Series{every(1000, 6), []float64{1, 3, 10, 20, 5, 6}}, 3,
			Series{[]int64{0, 1667, 3334}, []float64{2, 15, 5.5}},
		},
		"budget below two": {
			Series{every(1000, 4), []float64{1, 2, 4, 6}}, -7,
			Series{[]int64{0, 1501}, []float64{1.5, 5}},
		},
		"gap in a bucket": {
			Series{every(1000, 6), []float64{1, nan, 10, 20, nan, 6}}, 3,
			Series{[]int64{0, 1667, 3334}, []float64{1, 15, 6}},
		},
		"bucket of gaps": {
			Series{every(1000, 6), []float64{1, 3, nan, nan, 5, 6}}, 3,
			Series{[]int64{0, 1667, 3334}, []float64{2, nan, 5.5}},
		},
		"hole of many buckets": {
			Series{[]int64{0, 1000, 2000, 10 * hour, 10*hour + 1000}, []float64{1, 2, 3, 7, 9}}, 4,
			Series{[]int64{0, 9_000_251, 27_000_753}, []float64{2, nan, 8}},
		},
		"burst in a bucket": {
			Series{[]int64{0, 300_000, 301_000, 302_000, 303_000, 600_000, 900_000}, []float64{60, 160, 160, 160, 160, 60, 60}}, 2,
			Series{[]int64{0, 450_001}, []float64{(300*60 + 300*160) / 600.0, 60}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Mean(test.series, test.budget)
			if diff := cmp.Diff(pointsOf(test.want), pointsOf(got)); diff != "" {
				t.Errorf("Mean differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMeanStaysWithinTheSeries(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 8))
	for range 300 {
		s := broken(r, 2+r.IntN(400))
		budget := 2 + r.IntN(100)
		got := Mean(s, budget)
		if got.Len() > budget && got.Len() > s.Len() {
			t.Fatalf("%d points of %d, at most %d wanted", got.Len(), s.Len(), budget)
		}
		low, top, ok := MinMax(s)
		gotLow, gotTop, gotOK := MinMax(got)
		if ok != gotOK || gotLow < low-1e-9 || gotTop > top+1e-9 {
			t.Fatalf("means reach from %v to %v, values from %v to %v", gotLow, gotTop, low, top)
		}
		if i := firstDescent(got.Offsets); i >= 0 {
			t.Fatalf("offset %d follows %d", got.Offsets[i], got.Offsets[i-1])
		}
	}
}
