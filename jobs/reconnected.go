package jobs

import (
	"context"
	"fmt"

	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
)

// A person can connect again while a run is under way with the token of the connection before. What Polar said to
// that token says nothing about the new one, and the sync that goes with every connection is still to be made.

// superseded is the end of a run whose token was refused after there was another.
var superseded = outcome{again, "RECONNECTED", "The Polar account was connected again meanwhile; the next sync uses the new connection.", 0}

// reconnected reports whether the person has connected since the run opened its token. A connection that was only
// sealed anew is the same one.
func (r *run) reconnected(ctx context.Context, tx *ent.Tx) (bool, error) {
	if r.account == nil {
		return false, nil
	}
	newer, err := tx.PolarAccount.Query().
		Where(polaraccount.UserID(r.row.UserID), polaraccount.ConnectedAtNEQ(r.account.ConnectedAt)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look for a newer connection: %w", err)
	}
	return newer, nil
}

// sameAccount reports whether the person is still connected to the account of the run, and sees to it that this is so
// until the transaction ends.
func (r *run) sameAccount(ctx context.Context, tx *ent.Tx) (bool, error) {
	if err := lock(ctx, tx, r.row.UserID); err != nil {
		return false, err
	}
	there, err := tx.PolarAccount.Query().
		Where(polaraccount.UserID(r.row.UserID), polaraccount.PolarUserID(r.account.PolarUserID)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look for the account: %w", err)
	}
	return there, nil
}

// giveWay ends a run whose person has connected since, for which it reports true, and queues the sync of the new
// connection: that found this run active, and so was not queued when the connection was made. A reach-back was not
// in its way.
func (r *run) giveWay(ctx context.Context, tx *ent.Tx, status syncrun.Status, o outcome) (gone bool, err error) {
	if gone, err = r.reconnected(ctx, tx); err != nil || !gone {
		return false, err
	}
	if o.ends() {
		o = superseded
	}
	if err := r.close(ctx, tx, status, o); err != nil || r.row.ReachingBack {
		return true, err
	}
	_, _, err = r.c.Enqueue(ctx, tx, Request{UserID: r.row.UserID, Trigger: syncrun.TriggerCONNECT})
	return true, err
}

// beginAnew has a run that waits do everything again after a connection was made: what it has got so far may be of
// another account.
func beginAnew(ctx context.Context, tx *ent.Tx, run *ent.SyncRun) error {
	if _, err := tx.SyncResult.Delete().Where(syncresult.RunID(run.ID)).Exec(ctx); err != nil {
		return fmt.Errorf("forget results: %w", err)
	}
	return nil
}
