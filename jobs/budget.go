package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"polarflow/database"
	"polarflow/ent/viewer"
	"polarflow/pacing"
	"polarflow/polar"
)

// budget is where this client stands against Polar's limits, as far as this process knows. What all processes
// know is the row in polar_budgets: what is seen here is added to it under a lock, within settleEvery, and at once
// where other processes decide by it too.
type budget struct {
	db  *database.DB
	log *slog.Logger
	now func() time.Time

	turn chan struct{} // held by whoever writes the row, so that a process does so once at a time

	mu      sync.Mutex
	loaded  bool
	known   pacing.Budget // the row, and everything pending
	pending []sighting    // not in the row yet
	seen    int           // sightings so far
	settled int           // of these, those that are in the row
}

// sighting is what one answer said.
type sighting struct {
	at          time.Time
	short, long pacing.Reading
	refused     bool          // with 429
	wait        time.Duration // how long Polar wants to be left alone then
}

// settleEvery is how often what was seen is written down while nobody waits for it, and mostPending how much is
// kept before that.
const (
	settleEvery = 250 * time.Millisecond
	mostPending = 64
)

// settlePatience bounds how long an answer waits until what it said is written down.
const settlePatience = 5 * time.Second

func newBudget(cfg Config) *budget {
	return &budget{db: cfg.DB, log: cfg.Log, now: cfg.Now, turn: make(chan struct{}, 1)}
}

// observe takes note of an answer of Polar's, or of none: a request without an answer may have been counted.
func (b *budget) observe(call polar.Call) {
	if !call.IsAPI() {
		return
	}
	s := sighting{
		at: b.now(), short: reading(call.RateLimit.Short), long: reading(call.RateLimit.Long),
		refused: call.Status == statusTooMany, wait: call.RetryAfter,
	}
	if s.refused && s.wait <= 0 {
		s.wait = assumedReset
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.known = s.addTo(b.known)
	b.pending = append(b.pending, s)
	b.seen++
}

// statusTooMany is the status of an answer that the limit did not allow.
const statusTooMany = 429

func reading(w polar.Window) pacing.Reading {
	return pacing.Reading{Usage: w.Usage, Limit: w.Limit, Reset: w.Reset}
}

func (s sighting) addTo(b pacing.Budget) pacing.Budget {
	b = b.On(s.at).Seen(s.at, s.short, s.long)
	if s.refused {
		b = b.Stopped(s.at, s.wait)
	}
	return b
}

// current returns the budget as this process knows it.
func (b *budget) current() pacing.Budget {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.known = b.known.On(b.now())
	return b.known
}

// load reads the row unless that was done before.
func (b *budget) load(ctx context.Context) error {
	b.mu.Lock()
	loaded := b.loaded
	b.mu.Unlock()
	if loaded {
		return nil
	}
	return b.reload(ctx)
}

// reload takes over what other processes have written into the row.
func (b *budget) reload(ctx context.Context) error {
	b.mu.Lock()
	before := b.settled
	b.mu.Unlock()
	row, err := readBudget(ctx, b.db, b.now())
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.settled == before { // else the row is older than what was written meanwhile
		b.adopt(row)
	}
	return nil
}

// adopt makes the row what is known, with everything that is not in it yet. The caller holds mu.
func (b *budget) adopt(row pacing.Budget) {
	b.loaded, b.known = true, row
	for _, s := range b.pending {
		b.known = s.addTo(b.known)
	}
}

// settle returns when everything that was seen before is in the row. What cannot be written stays pending: the
// request that brought it is over either way.
func (b *budget) settle(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settlePatience)
	defer cancel()
	b.mu.Lock()
	mine := b.seen
	b.mu.Unlock()
	if err := b.inTurn(ctx, func() error { return b.writeUpTo(ctx, mine) }); err != nil {
		b.log.Warn("write down what is left of Polar's limits", "error", err)
	}
}

// writeUpTo writes what is pending unless another has written so much of it meanwhile.
func (b *budget) writeUpTo(ctx context.Context, mine int) error {
	b.mu.Lock()
	written := b.settled >= mine
	b.mu.Unlock()
	if written {
		return nil
	}
	return b.exchange(ctx, nil)
}

// inTurn runs what writes the row when nobody else of this process does.
func (b *budget) inTurn(ctx context.Context, write func() error) error {
	select {
	case b.turn <- struct{}{}:
	case <-ctx.Done():
		return fmt.Errorf("wait for the budget: %w", ctx.Err())
	}
	defer func() { <-b.turn }()
	return write()
}

// mustSettle reports whether an answer has to wait until it is written down: a stop is for everybody, and what is
// pending is bounded. Where other processes decide by the row, arrive writes each answer down.
func (b *budget) mustSettle() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.pending) >= mostPending || (len(b.pending) > 0 && b.pending[len(b.pending)-1].refused)
}

// follow writes down what was seen and takes over what others have seen, until ctx ends.
func (b *budget) follow(ctx context.Context) {
	poked, stop := b.db.Listen(database.TopicBudget)
	defer stop()
	tick := time.NewTicker(settleEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			b.settle(ctx)
			return
		case <-poked:
			if err := b.reload(viewer.System(ctx)); err != nil && ctx.Err() == nil {
				b.log.Warn("read what is left of Polar's limits", "error", err)
			}
		case <-tick.C:
			b.settle(ctx)
		}
	}
}
