package analytics

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestMoving(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	values := make([]float64, 200)
	for i := range values {
		if values[i] = float64(r.IntN(9)); r.IntN(4) == 0 || i > 90 && i < 120 {
			values[i] = math.NaN()
		}
	}
	s := from(values...)
	w := newMoving(s, 10)
	for _, step := range []Day{1, 1, 1, 3, 9, 10, 11, 50} {
		for d := day0 - 5; d < day0+220; d += step {
			want := slices.Sorted(slices.Values(s.Between(d-9, d)))
			if diff := cmp.Diff(want, w.to(d), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%v by %d: %s", d, step, diff)
			}
		}
	}
}

func TestSortedMAD(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 1))
	for n := 1; n < 40; n++ {
		values := make([]float64, n)
		for i := range values {
			values[i] = float64(r.IntN(12)) + 0.25*float64(r.IntN(2))
		}
		slices.Sort(values)
		median := sortedQuantile(values, 0.5)
		deviations := make([]float64, n)
		for i, x := range values {
			deviations[i] = math.Abs(x - median)
		}
		if got, want := sortedMAD(values, median), Median(deviations); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v: %v, want %v", values, got, want)
		}
	}
}
