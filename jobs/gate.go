package jobs

import (
	"context"
	"sync"
	"time"

	"polarflow/pacing"
	"polarflow/polar"
)

// gate lets the requests of this process to Polar through: few at a time, so that few are on their way when
// Polar says stop, and none while it is stopped or nothing is left.
type gate struct {
	budget *budget

	mu        sync.Mutex
	busy      int           // requests on their way
	processes int           // that share what may be on its way, this one included
	freed     chan struct{} // closed when there may be room again
}

func newGate(b *budget) *gate { return &gate{budget: b, processes: 1, freed: make(chan struct{})} }

// admit waits for room and returns what is to be called when the answer is there. It returns a
// *polar.HeldBackError when Polar is not to be asked before a time.
func (g *gate) admit(ctx context.Context) (done func(), err error) {
	if err := g.lookAround(ctx); err != nil {
		return nil, err
	}
	for {
		freed, err := g.enter()
		if err != nil {
			return nil, err
		}
		if freed == nil {
			return func() { g.leave(ctx) }, nil
		}
		select {
		case <-freed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// lookAround has the budget be what the other processes made of it, where there are any: a stop is announced to
// them, but a request may be quicker than the announcement.
func (g *gate) lookAround(ctx context.Context) error {
	g.mu.Lock()
	alone := g.processes == 1
	g.mu.Unlock()
	if alone {
		return g.budget.load(ctx)
	}
	return g.budget.reload(ctx)
}

// enter takes a place, or returns what to wait for when there is none.
func (g *gate) enter() (freed <-chan struct{}, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	known, now := g.budget.current(), g.budget.now()
	if until := closedUntil(known, now); !until.IsZero() {
		return nil, &polar.HeldBackError{Until: until}
	}
	if g.busy >= min(pacing.InFlight(known.Long.Limit, g.processes), left(known, now)) {
		return g.freed, nil
	}
	g.busy++
	return nil, nil
}

// leave gives the place back, and returns when what the answer said is known wherever it has to be.
func (g *gate) leave(ctx context.Context) {
	g.mu.Lock()
	g.busy--
	g.stir()
	g.mu.Unlock()
	if g.budget.mustSettle() {
		g.budget.settle(ctx)
	}
}

// share says how many processes there are.
func (g *gate) share(processes int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.processes = max(processes, 1)
	g.stir()
}

// stir has those look again who wait. The caller holds mu.
func (g *gate) stir() {
	close(g.freed)
	g.freed = make(chan struct{})
}

// closedUntil returns when Polar may be asked again, zero for now.
func closedUntil(b pacing.Budget, now time.Time) time.Time {
	var until time.Time
	if b.StoppedUntil.After(now) {
		until = b.StoppedUntil
	}
	for _, w := range []pacing.Window{b.Short.At(now), b.Long.At(now)} {
		if w.Limit > 0 && w.Used >= w.Limit && w.ResetsAt.After(until) {
			until = w.ResetsAt
		}
	}
	return until
}

// left returns how many requests either window has left; a window of which Polar has said nothing has plenty.
func left(b pacing.Budget, now time.Time) int {
	n := int(^uint(0) >> 1)
	for _, w := range []pacing.Window{b.Short.At(now), b.Long.At(now)} {
		if w.Limit > 0 {
			n = min(n, w.Limit-w.Used)
		}
	}
	return n
}
