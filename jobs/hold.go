package jobs

import (
	"context"
	"fmt"
	"time"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/predicate"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/pacing"
)

// hold promises a run so many requests, all that it still needs, in place of what it held before. It returns 0
// when they are promised, and else how long the run has to wait before it asks again; then it holds what it held.
// It returns errReplaced when the condition that names the run holds for none.
// A run that is promised something is RUNNING, and what it holds counts for as long as it is: who ends or pauses
// it, or has it make requests, sets held_requests down. A request has to be in Polar's count as this client keeps
// it before it leaves the promise, which it is as soon as the call of the polar package has returned.
//
// It opens a transaction of its own, so none may be open.
func (b *budget) hold(ctx context.Context, run predicate.SyncRun, class pacing.Class, want int) (wait time.Duration, err error) {
	ctx = viewer.System(ctx)
	err = b.inTurn(ctx, func() error {
		return b.exchange(ctx, func(tx *ent.Tx, row pacing.Budget) error {
			held, err := promised(ctx, tx, run)
			if err != nil {
				return err
			}
			if wait = b.waitFor(row, class, want, held); wait > 0 {
				return nil
			}
			change := tx.SyncRun.Update().Where(run).SetHeldRequests(want).SetStatus(syncrun.StatusRUNNING)
			if err := ifMine(ctx, change); err != nil {
				return fmt.Errorf("promise requests: %w", err)
			}
			return nil
		})
	})
	if err != nil {
		return 0, err
	}
	return wait, nil
}

// firstAnswer is how soon a run asks again that waits for the first answer ever: before that, nobody knows what
// the limits are, so one run goes ahead.
const firstAnswer = time.Second

// waitFor returns how long work has to wait.
func (b *budget) waitFor(row pacing.Budget, class pacing.Class, want, held int) time.Duration {
	unheard := row.Short == pacing.Window{} && row.Long == pacing.Window{}
	if wait := row.Wait(b.now(), class, want, held); wait > 0 || !unheard || held == 0 {
		return wait
	}
	return firstAnswer
}

// promised returns how many requests are held back for other runs that are under way.
func promised(ctx context.Context, tx *ent.Tx, except predicate.SyncRun) (int, error) {
	each, err := tx.SyncRun.Query().
		Where(syncrun.StatusEQ(syncrun.StatusRUNNING), syncrun.FinishedAtIsNil(), syncrun.HeldRequestsGT(0), syncrun.Not(except)).
		Select(syncrun.FieldHeldRequests).Ints(ctx)
	if err != nil {
		return 0, fmt.Errorf("add up promised requests: %w", err)
	}
	sum := 0
	for _, n := range each {
		sum += n
	}
	return sum, nil
}

// exchange adds what is pending to the row, under its lock, and has decide act on the result in the same
// transaction. The caller has the turn.
func (b *budget) exchange(ctx context.Context, decide func(*ent.Tx, pacing.Budget) error) error {
	ctx = viewer.System(ctx)
	var row pacing.Budget
	var pending []sighting
	err := b.db.InTx(ctx, func(tx *ent.Tx) error {
		var mended bool
		var err error
		if row, mended, err = lockBudget(ctx, tx, b.db, b.now); err != nil {
			return err
		}
		pending = b.unwritten() // once nobody else can write: what is no longer promised has been seen by now
		stopped := false
		for _, s := range pending {
			row = s.addTo(row)
			stopped = stopped || s.refused
		}
		if mended || len(pending) > 0 {
			err = b.store(ctx, tx, row, stopped)
		}
		if err != nil || decide == nil {
			return err
		}
		return decide(tx, row)
	})
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pending = b.pending[len(pending):]
	b.settled += len(pending)
	b.adopt(row)
	return nil
}

// unwritten returns what is pending.
func (b *budget) unwritten() []sighting {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.pending
}

// store writes the row, and has the other processes read it when Polar has stopped us.
func (b *budget) store(ctx context.Context, tx *ent.Tx, row pacing.Budget, stopped bool) error {
	if err := writeBudget(ctx, tx, row, b.now()); err != nil {
		return err
	}
	if !stopped {
		return nil
	}
	return b.db.Announce(ctx, tx, database.TopicBudget)
}
