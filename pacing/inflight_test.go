package pacing

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func TestInFlight(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ limit, want int }{
		"nothing known":         {0, 4},
		"one person":            {5100, 4},
		"5,000 people":          {505_000, 4},
		"100,000 people":        {10_005_000, 70},
		"a limit below nothing": {-1, 4},
	} {
		if got := InFlight(c.limit); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// Whichever request Polar refuses, and in whatever order the others reach it and are answered, at most three come after.
func TestFlightAfterARefusal(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 0))
		var f Flight
		beside := map[int64]map[int64]bool{} // what was on its way together with each request
		for range 300 {
			now = now.Add(time.Duration(r.IntN(20)) * time.Millisecond)
			if next, may := f.Leave(now, 4); may {
				beside[next.Sent] = map[int64]bool{}
				for _, other := range f.Open {
					beside[other.Number][next.Sent], beside[next.Sent][other.Number] = true, true
				}
				f = next
			} else if len(f.Open) == 0 {
				t.Fatal("nothing is on its way, and nothing may leave")
			}
			if n := len(f.Open); n > 0 && r.IntN(3) > 0 {
				f = f.Answered(f.Open[r.IntN(n)].Number)
			}
		}
		for number, others := range beside {
			if len(others) > 3 {
				t.Errorf("seed %d: request %d was on its way with %d others", seed, number, len(others))
			}
		}
		if f.Sent < 100 {
			t.Errorf("seed %d: only %d have left", seed, f.Sent)
		}
	}
}

// A request that has hung keeps its place and lets others pass, until it is taken for lost.
func TestFlightGoesOn(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	left := func(at time.Duration, f Flight) (n int, _ Flight) {
		for {
			next, may := f.Leave(now.Add(at), 4)
			if !may {
				return n, f
			}
			n, f = n+1, next
		}
	}
	n, full := left(0, Flight{})
	var got []int
	for _, step := range []struct {
		after    time.Duration
		answered []int64
	}{
		{time.Second, []int64{1, 2, 3}}, {6 * time.Second, nil}, {6 * time.Second, []int64{1, 2, 3}}, {29 * time.Second, []int64{1}},
		{31 * time.Second, nil}, {-time.Hour, nil}, {time.Second, []int64{1, 2, 3, 4}},
	} {
		f := full
		for _, number := range step.answered {
			f = f.Answered(number)
		}
		m, _ := left(step.after, f)
		got = append(got, m)
	}
	if want := []int{0, 0, 3, 1, 4, 4, 4}; n != 4 || !slices.Equal(got, want) {
		t.Errorf("%d, then %v, want %v", n, got, want)
	}
}
