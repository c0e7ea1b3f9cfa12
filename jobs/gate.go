package jobs

import (
	"context"
	"sync"
	"time"

	"polarflow/database"
	"polarflow/pacing"
	"polarflow/polar"
)

// gate lets the requests of this process to Polar through: few at a time over all processes, so that few are on
// their way when Polar says stop, and none while it is stopped or nothing is left.
type gate struct {
	budget *budget
	first  chan struct{} // held by the request that looks for room; the others of this process wait behind it

	mu     sync.Mutex
	flight pacing.Flight // where there is only this process; else it is in the budget's row
	freed  chan struct{} // closed when there may be room again
}

func newGate(b *budget) *gate {
	return &gate{budget: b, first: make(chan struct{}, 1), freed: make(chan struct{})}
}

// lookAgain is how soon a request that waits looks for room unasked: the process that had a place may have died.
const lookAgain = 250 * time.Millisecond

// admit waits for room and returns what is to be called when the answer is there. It returns a
// *polar.HeldBackError when Polar is not to be asked before a time.
func (g *gate) admit(ctx context.Context) (done func(), err error) {
	select {
	case g.first <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-g.first }()
	for {
		freed := g.watch()
		number, err := g.enter(ctx)
		if err != nil {
			return nil, err
		}
		if number > 0 {
			return func() { g.leave(ctx, number) }, nil
		}
		select {
		case <-freed:
		case <-time.After(lookAgain):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// enter takes a place and returns the number of the request, 0 when there is no room.
func (g *gate) enter(ctx context.Context) (number int64, err error) {
	if g.budget.db.IsPostgres() {
		return g.budget.depart(ctx)
	}
	if err := g.budget.load(ctx); err != nil {
		return 0, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.budget.now()
	flight, may, err := board(g.flight, g.budget.current(), now, now)
	g.flight = flight
	if err != nil || !may {
		return 0, err
	}
	return flight.Sent, nil
}

// board returns the flight with one request more, and true if that may leave. It returns a *polar.HeldBackError when
// the limits have no room. The flight has a clock of its own.
func board(f pacing.Flight, b pacing.Budget, now, clock time.Time) (_ pacing.Flight, may bool, err error) {
	if until := closedUntil(b, now); !until.IsZero() {
		return f, false, &polar.HeldBackError{Until: until}
	}
	f, may = f.Leave(clock, min(pacing.InFlight(b.Long.Limit), left(b, now)))
	return f, may, nil
}

// leave gives the place back, and returns when what the answer said is known wherever it has to be.
func (g *gate) leave(ctx context.Context, number int64) {
	defer g.stir()
	if g.budget.db.IsPostgres() {
		g.budget.arrive(ctx, number)
		return
	}
	g.mu.Lock()
	g.flight = g.flight.Answered(number)
	g.mu.Unlock()
	if g.budget.mustSettle() {
		g.budget.settle(ctx)
	}
}

// follow has those look again who wait when another process has made room, until ctx ends.
func (g *gate) follow(ctx context.Context) {
	poked, stop := g.budget.db.Listen(database.TopicRequests)
	defer stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-poked:
			g.stir()
		}
	}
}

// watch returns what is closed when there may be room again.
func (g *gate) watch() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.freed
}

// stir has those look again who wait.
func (g *gate) stir() {
	g.mu.Lock()
	defer g.mu.Unlock()
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
