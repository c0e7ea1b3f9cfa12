package series

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// broken returns n points as a watch sends them: a five-minute grid with bursts
// of 1 Hz, stretches without values and hours in which it was not worn.
func broken(r *rand.Rand, n int) Series {
	var s Series
	at, step, value := int64(0), int64(300_000), 70.0
	gap := false
	for range n {
		switch r.IntN(25) {
		case 0:
			step = 1000
		case 1:
			step = 300_000
		case 2:
			at += r.Int64N(10 * 3_600_000)
		case 3:
			gap = true
		case 4, 5:
			gap = false
		}
		value += r.NormFloat64() * 5
		shown := value
		if gap {
			shown = math.NaN()
		}
		s.add(at, shown)
		at += step
	}
	return s
}

// firstDescent returns the index of the first offset that is not above the one
// before it, -1 when there is none.
func firstDescent(offsets []int64) int {
	for i := 1; i < len(offsets); i++ {
		if offsets[i] <= offsets[i-1] {
			return i
		}
	}
	return -1
}

func TestLTTBKeepsItsPromises(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 9))
	for range 2000 {
		s := broken(r, 3+r.IntN(600))
		budget := 3 + r.IntN(60)
		got := LTTB(s, budget)
		if s.Len() <= budget {
			if diff := cmp.Diff(pointsOf(s), pointsOf(got)); diff != "" {
				t.Fatalf("a short series changed (-want +got):\n%s", diff)
			}
			continue
		}
		if got.Len() > budget {
			t.Fatalf("%d points, at most %d wanted", got.Len(), budget)
		}
		requireOwnPoints(t, s, got)
		requireNoBridge(t, s, got)
		requireEnds(t, s, got)
		if budget >= 7 {
			requireExtremes(t, s, got)
		}
	}
}

// requireOwnPoints fails unless the points of got are points of s in order,
// except NaN points that mark a hole.
func requireOwnPoints(t *testing.T, s, got Series) {
	t.Helper()
	if i := firstDescent(got.Offsets); i >= 0 {
		t.Fatalf("offset %d follows %d", got.Offsets[i], got.Offsets[i-1])
	}
	stored := pointsOf(s)
	for i, p := range pointsOf(got) {
		if !slices.Contains(stored, p) && !math.IsNaN(got.Values[i]) {
			t.Fatalf("point %v is not of the series", p)
		}
	}
}

// requireNoBridge fails when two neighbours of got have values although s has a
// NaN or a hole between them.
func requireNoBridge(t *testing.T, s, got Series) {
	t.Helper()
	limit := holeLimit(s.Offsets)
	for i := 1; i < got.Len(); i++ {
		if math.IsNaN(got.Values[i-1]) || math.IsNaN(got.Values[i]) {
			continue
		}
		from := slices.Index(s.Offsets, got.Offsets[i-1])
		to := slices.Index(s.Offsets, got.Offsets[i])
		for at := from + 1; at <= to; at++ {
			if math.IsNaN(s.Values[at]) || s.spacing(at) > limit {
				t.Fatalf("offsets %d and %d are joined over a gap", s.Offsets[from], s.Offsets[to])
			}
		}
	}
}

// requireEnds fails unless got begins and ends as s does.
func requireEnds(t *testing.T, s, got Series) {
	t.Helper()
	all, some := pointsOf(s), pointsOf(got)
	want := []point{all[0], all[len(all)-1]}
	if diff := cmp.Diff(want, []point{some[0], some[len(some)-1]}); diff != "" {
		t.Fatalf("the ends differ (-want +got):\n%s", diff)
	}
}

// requireExtremes fails unless got reaches as far down and up as s does.
func requireExtremes(t *testing.T, s, got Series) {
	t.Helper()
	low, top, _ := MinMax(s)
	gotLow, gotTop, _ := MinMax(got)
	if low != gotLow || top != gotTop {
		t.Fatalf("values reach from %v to %v, want from %v to %v", gotLow, gotTop, low, top)
	}
}

func TestLTTB(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	hour := int64(3_600_000)
	peak := pick(100, func(i int) float64 { return 40 - math.Abs(float64(i-40)) })
	spikes := pick(100, func(i int) float64 { return float64(i % 50 / 49) })
	tests := map[string]struct {
		series Series
		budget int
		want   Series
	}{
		"a corner": {
			Series{every(1000, 100), peak}, 3,
			Series{[]int64{0, 40_000, 99_000}, []float64{0, 40, -19}},
		},
		"two spikes": {
			Series{every(1000, 100), spikes}, 4,
			Series{[]int64{0, 49_000, 50_000, 99_000}, []float64{0, 1, 0, 1}},
		},
		"below two": {
			Series{every(1000, 100), peak}, 0,
			Series{[]int64{0, 99_000}, []float64{0, -19}},
		},
		"stored gap": {
			Series{every(1000, 8), []float64{1, 2, 3, nan, nan, 7, 8, 9}}, 5,
			Series{[]int64{0, 2000, 3000, 5000, 7000}, []float64{1, 3, nan, 7, 9}},
		},
		"hole": {
			Series{[]int64{0, 1000, 2000, hour, hour + 1000, hour + 2000}, []float64{1, 2, 3, 7, 8, 9}}, 5,
			Series{[]int64{0, 2000, 2001, hour, hour + 2000}, []float64{1, 3, nan, 7, 9}},
		},
		"gaps at the ends": {
			Series{every(1000, 8), []float64{nan, nan, 3, 4, 5, 6, nan, nan}}, 4,
			Series{[]int64{0, 2000, 5000, 7000}, []float64{nan, 3, 6, nan}},
		},
		"only gaps": {
			Series{every(1000, 5), []float64{nan, nan, nan, nan, nan}}, 3,
			Series{[]int64{0, 4000}, []float64{nan, nan}},
		},
		"more stretches than points": {
			Series{every(1000, 13), []float64{5, 5, nan, 6, nan, 7, 7, 7, nan, 6, nan, 4, 4}}, 7,
			Series{
				[]int64{0, 2000, 5000, 7000, 8000, 11_000, 12_000},
				[]float64{5, nan, 7, 7, nan, 4, 4},
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := LTTB(test.series, test.budget)
			if diff := cmp.Diff(pointsOf(test.want), pointsOf(got)); diff != "" {
				t.Errorf("LTTB differs (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLTTBSpendsItsBudget keeps a regular series without gaps at exactly the
// points that were asked for.
func TestLTTBSpendsItsBudget(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(10, 10))
	s := Series{every(1000, 10_000), pick(10_000, func(int) float64 { return r.NormFloat64() })}
	for _, budget := range []int{4, 7, 100, 500, 9_999} {
		if got := LTTB(s, budget).Len(); got != budget {
			t.Errorf("%d points, want %d", got, budget)
		}
	}
}

// TestLTTBSharesADayWithABurst demands that neither the hour of 1 Hz samples
// nor the rest of the day takes the whole chart.
func TestLTTBSharesADayWithABurst(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(11, 11))
	var s Series
	const start, end = 12 * 3_600_000, 13 * 3_600_000
	for at := int64(0); at < 86_400_000; {
		s.add(at, float64(60+r.IntN(20)))
		at += 300_000
		if at >= start && at < end {
			at -= 299_000
		}
	}
	got := LTTB(s, 200)
	inside := 0
	for _, at := range got.Offsets {
		if at >= start && at < end {
			inside++
		}
	}
	if inside < 60 || inside > 140 || got.Len() != 200 {
		t.Errorf("%d of %d points lie in the hour of the burst", inside, got.Len())
	}
}
