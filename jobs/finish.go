package jobs

import (
	"context"
	"errors"
	"fmt"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
)

// finish ends the run and says on the connection how it went, unless a webhook has told of more meanwhile, for
// which it reports true. Who notes an ask holds the person's lock, and so does this: no ask falls between.
func (r *run) finish(ctx context.Context, status syncrun.Status, o outcome) (more bool, err error) {
	due, err := r.due(ctx, status)
	if err != nil {
		return false, err
	}
	err = r.c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		if err := lock(ctx, tx, r.row.UserID); err != nil {
			return err
		}
		more = false
		if gone, err := r.giveWay(ctx, tx, status, o); err != nil || gone {
			return err
		}
		asks, err := r.asked(ctx, tx.Client())
		if err != nil {
			return err
		}
		if more = len(asks) > 0 && !o.ends(); more {
			return nil
		}
		if err := r.close(ctx, tx, status, o); err != nil {
			return err
		}
		if err := r.noteConnection(ctx, tx, status, o, due); err != nil {
			return err
		}
		if status == syncrun.StatusFAILED || r.row.Trigger == syncrun.TriggerWEBHOOK {
			return nil
		}
		return r.c.queueReachBack(ctx, tx, r.row.UserID)
	})
	return more, err
}

// end ends a run that could not do what it was for, or that reaches back. When the person is due again does not
// depend on it, and only what ends all runs is noted on the connection.
func (r *run) end(ctx context.Context, status syncrun.Status, o outcome) error {
	return r.c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		if err := lock(ctx, tx, r.row.UserID); err != nil {
			return err
		}
		if gone, err := r.giveWay(ctx, tx, status, o); err != nil || gone {
			return err
		}
		if err := r.close(ctx, tx, status, o); err != nil {
			return err
		}
		if !o.ends() && !r.row.ReachingBack {
			if err := r.passOn(ctx, tx); err != nil {
				return err
			}
		}
		if o.ends() {
			return r.noteConnection(ctx, tx, status, o, dueAgain{})
		}
		if o.verdict == internal && r.account != nil && !r.row.ReachingBack {
			return r.noteConnection(ctx, tx, status, o, dueAgain{at: r.c.now().Add(retryAfter)})
		}
		return nil
	})
}

// passOn queues a run for what webhooks have told of while this one came to its end without looking at it.
func (r *run) passOn(ctx context.Context, tx *ent.Tx) error {
	asks, err := r.asked(ctx, tx.Client())
	if err != nil || len(asks) == 0 {
		return err
	}
	_, _, err = r.c.Enqueue(ctx, tx, Request{UserID: r.row.UserID, Trigger: syncrun.TriggerWEBHOOK})
	if errors.Is(err, ErrNotConnected) {
		return nil
	}
	return err
}

// close writes the end of the run.
func (r *run) close(ctx context.Context, tx *ent.Tx, status syncrun.Status, o outcome) error {
	update := r.change(tx.Client()).SetStatus(status).SetFinishedAt(r.c.now()).
		SetPolarRequests(r.requests()).SetHeldRequests(0).ClearResumesAt().ClearCarrier()
	if o.message != "" {
		update.SetError(o.message)
	}
	if err := ifMine(ctx, update); err != nil {
		return fmt.Errorf("finish run: %w", err)
	}
	return r.c.cfg.DB.Announce(ctx, tx, database.TopicRun(r.row.ID))
}

// noteConnection sets when the person is due again, and what is wrong with the connection, if anything is: with the
// one that the run used, and not with one that was made since.
func (r *run) noteConnection(ctx context.Context, tx *ent.Tx, status syncrun.Status, o outcome, due dueAgain) error {
	update := tx.PolarAccount.Update().Where(polaraccount.UserID(r.row.UserID), polaraccount.ConnectedAt(r.account.ConnectedAt))
	switch {
	case o.verdict == reconnect:
		update.SetStatus(polaraccount.StatusREVOKED).SetProblem(o.message)
	case o.verdict == consent:
		update.SetStatus(polaraccount.StatusCONSENT_MISSING).SetProblem(o.message)
	case status != syncrun.StatusFAILED:
		update.SetStatus(polaraccount.StatusACTIVE).ClearProblem().SetLastSyncedAt(r.c.now())
	}
	if !due.at.IsZero() {
		update.SetNextSyncAt(due.at)
	}
	if due.rhythm != nil {
		update.SetNewsHours(due.rhythm)
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("note how the connection is: %w", err)
	}
	return nil
}
