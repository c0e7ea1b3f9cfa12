package series

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReduceRoute(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	tests := map[string]struct {
		latitudes, longitudes []float64
		budget                int
		want                  []int
	}{
		"no point":       {nil, nil, 5, nil},
		"one point":      {[]float64{60}, []float64{25}, 2, []int{0}},
		"short":          {[]float64{60, 61, 60}, []float64{25, 26, 27}, 3, []int{0, 1, 2}},
		"shorter column": {[]float64{60, 61, 60}, []float64{25, 26}, 3, []int{0, 1}},
		"below two":      {[]float64{60, 61, 60}, []float64{25, 26, 27}, -1, []int{0, 2}},
		"straight parts": {
			[]float64{0, 0, 0, 1, 2, 2, 2}, []float64{0, 1, 2, 2, 2, 3, 4}, 4, []int{0, 2, 4, 6},
		},
		"longitude shrinks to the north": {
			// Point 1 stands out by 0.8 degrees at the equator, point 4 by 1.2
			// at 60 degrees, which are 0.6 there.
			[]float64{0, 0.5, 1, 59.5, 60, 60.5}, []float64{0, 0.8, 0, 0, 1.2, 0}, 5, []int{0, 1, 2, 3, 5},
		},
		"across the meridian": {
			[]float64{0, 0, 0.5, 0, 0}, []float64{179.8, 179.9, 180, -179.9, -179.8}, 3, []int{0, 2, 4},
		},
		"no position": {
			[]float64{0, 1, nan, 1, 0}, []float64{0, 1, nan, 3, 4}, 4, []int{0, 1, 3, 4},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ReduceRoute(test.latitudes, test.longitudes, test.budget)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("ReduceRoute differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReduceRouteIsNested(t *testing.T) {
	t.Parallel()
	latitudes, longitudes := randomWalk(rand.New(rand.NewPCG(12, 12)), 500)
	more := ReduceRoute(latitudes, longitudes, 400)
	for budget := 399; budget >= 2; budget -= 7 {
		got := ReduceRoute(latitudes, longitudes, budget)
		if len(got) != budget || got[0] != 0 || got[budget-1] != 499 || !slices.IsSorted(got) {
			t.Fatalf("%d indexes from %d to %d, want %d from 0 to 499", len(got), got[0], got[len(got)-1], budget)
		}
		for _, i := range got {
			if !slices.Contains(more, i) {
				t.Fatalf("point %d is kept among %d but not among more", i, budget)
			}
		}
		more = got
	}
}

// randomWalk returns n coordinates of a walk near Kempele.
func randomWalk(r *rand.Rand, n int) (latitudes, longitudes []float64) {
	lat, long := 64.9, 25.5
	for range n {
		lat += r.NormFloat64() * 1e-4
		long += r.NormFloat64() * 1e-4
		latitudes, longitudes = append(latitudes, lat), append(longitudes, long)
	}
	return latitudes, longitudes
}
