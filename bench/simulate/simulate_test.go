package main

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHeapSorts(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	h := heap[int]{before: func(a, b *int) bool { return *a < *b }}
	var want, got []int
	for range 1000 {
		n := r.IntN(300)
		want = append(want, n)
		h.put(n)
	}
	slices.Sort(want)
	for h.first() != nil {
		got = append(got, h.take())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestLedgerAgreesWithPolar sends bursts and pauses and demands that the ledger's largest window is Polar's, but
// for the requests of two seconds.
func TestLedgerAgreesWithPolar(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 0))
		p, l, most := newPolar(1), newLedger(3), 0
		for now := instant(0); now < 3*day; {
			p.ask(now)
			l.note(now)
			most = max(most, p.long.used)
			if now += 1 + instant(r.IntN(int(minute))); r.IntN(100) == 0 {
				now += instant(r.IntN(int(4 * hour)))
			}
		}
		if got := l.most(86400); got < most || float64(got) > 1.02*float64(most) {
			t.Errorf("seed %d: the ledger says %d, Polar %d", seed, got, most)
		}
	}
}

func TestPolarRefuses(t *testing.T) {
	t.Parallel()
	p := newPolar(1)
	answered := 0
	for i := range instant(1000) {
		if p.ask(i) {
			answered++
		}
	}
	if answered != 520 || p.refused != 480 || p.long.used != 1000 {
		t.Errorf("answered %d, refused %d, counted %d", answered, p.refused, p.long.used)
	}
	if !p.ask(15 * minute) {
		t.Error("refused in a new window")
	}
}

// TestSimulation demands what must hold for any week: limits are kept, uploads are stored, dead tokens cost one
// request each, and the same seed gives the same figures.
func TestSimulation(t *testing.T) {
	t.Parallel()
	for _, webhooks := range []bool{false, true} {
		s := scenario{users: 60, dead: 6, days: 3, before: 14, webhooks: webhooks, seed: 7, start: begins}
		f := measure(s)
		if f.refused > 0 || f.short > 1 || f.long > 0.81 {
			t.Errorf("webhooks %t: refused %d, used %.2f and %.2f", webhooks, f.refused, f.short, f.long)
		}
		if f.uploads < 3*3*60*9/10 || f.left > f.uploads/20 {
			t.Errorf("webhooks %t: %d of %d uploads were not stored", webhooks, f.left, f.uploads)
		}
		if f.p50 <= 0 || f.p99 < f.p50 || f.p99 > 6*hour {
			t.Errorf("webhooks %t: p50 %d, p99 %d", webhooks, f.p50, f.p99)
		}
		again := measure(s)
		again.took = f.took
		if diff := cmp.Diff(f, again, cmp.AllowUnexported(figures{}, scenario{})); diff != "" {
			t.Error(diff)
		}
	}
}

func TestDeadTokensCostOneRequest(t *testing.T) {
	t.Parallel()
	e := newEngine(scenario{users: 0, dead: 9, days: 2, seed: 1, start: begins})
	e.simulate()
	if e.tally.requests != 9 || e.living != 0 || e.held != 0 {
		t.Errorf("%d requests, %d living, %d held", e.tally.requests, e.living, e.held)
	}
}

// TestEverythingPromisedIsGivenBack stops when no run is under way and demands that nothing is held.
func TestEverythingPromisedIsGivenBack(t *testing.T) {
	t.Parallel()
	e := newEngine(scenario{users: 20, days: 2, webhooks: true, seed: 3, start: begins})
	e.simulate()
	held := 0
	for _, p := range e.people {
		if p.running != nil {
			held += p.running.held
		}
	}
	if e.held != held {
		t.Errorf("%d held, %d of them by runs", e.held, held)
	}
}

func TestIdealDensity(t *testing.T) {
	t.Parallel()
	p := newPerson(1, 1, nil)
	rate := p.density()
	sum := func(list []float64) (total float64) {
		for _, v := range list {
			total += v
		}
		return total
	}
	if math.Abs(sum(rate)-1) > 1e-3 {
		t.Errorf("uploads of a day: %f", sum(rate))
	}
	density := idealDensity(rate, 8)
	if math.Abs(sum(density)-8) > 1e-3 || slices.Max(density) > 1.0/60+1e-9 {
		t.Errorf("%f syncs, at most %f in a minute", sum(density), slices.Max(density))
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		options
		want int
	}{
		"whole table": {options{days: 7, webhooks: "both"}, 8},
		"quick":       {options{days: 7, webhooks: "both", quick: true}, 4},
		"one size":    {options{users: 5, days: 7, webhooks: "on"}, 1},
		"no days":     {options{webhooks: "both"}, 0},
		"no choice":   {options{days: 7, webhooks: "maybe"}, 0},
	} {
		list, err := c.scenarios()
		if len(list) != c.want || (err != nil) != (c.want == 0) {
			t.Errorf("%s: %d scenarios, %v", name, len(list), err)
		}
	}
}

func TestRunPrintsTheTable(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := (options{users: 10, days: 2, webhooks: "both", seed: 1}).run(&out); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "| 10 |"); n != 2 {
		t.Errorf("%d lines:\n%s", n, out.String())
	}
}
