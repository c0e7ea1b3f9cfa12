package jobs

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
	"polarflow/ingest"
)

// noteSuccess writes the result of a kind in the transaction that stored its records.
func (r *run) noteSuccess(ctx context.Context, tx *ent.Tx, w ingest.Written) error {
	create := tx.SyncResult.Create().SetRunID(r.row.ID).SetUserID(w.UserID).SetKind(w.Kind).
		SetStatus(syncresult.StatusSUCCEEDED).SetCreated(w.Tally.Created).SetUpdated(w.Tally.Updated).
		SetUnchanged(w.Tally.Unchanged).SetQuarantined(w.Tally.Quarantined)
	return r.note(ctx, tx, create)
}

// noteFailure writes the result of a kind that Polar did not answer.
func (r *run) noteFailure(ctx context.Context, kind string, o outcome) error {
	return r.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		return r.note(ctx, tx, tx.SyncResult.Create().SetRunID(r.row.ID).SetUserID(r.row.UserID).SetKind(kind).
			SetStatus(syncresult.StatusFAILED).SetErrorCode(o.code).SetError(o.message))
	})
}

// note writes a result and how many requests the run has made.
func (r *run) note(ctx context.Context, tx *ent.Tx, create *ent.SyncResultCreate) error {
	err := create.SetUpdatedAt(r.now()).
		OnConflict(sql.ConflictColumns("run_id", "kind"), sql.ResolveWithNewValues()).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note result: %w", err)
	}
	err = tx.SyncRun.UpdateOneID(r.row.ID).SetPolarRequests(r.requests()).SetHeartbeatAt(r.now()).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note progress: %w", err)
	}
	return nil
}

// pause leaves the run waiting for Polar's limit.
func (r *run) pause(ctx context.Context, o outcome) error {
	err := r.cfg.DB.Ent.SyncRun.UpdateOneID(r.row.ID).SetStatus(syncrun.StatusRATE_LIMITED).
		SetResumesAt(r.now().Add(o.wait)).SetPolarRequests(r.requests()).Exec(ctx)
	if err != nil {
		return fmt.Errorf("pause run: %w", err)
	}
	return &waitError{o.wait}
}

// release gives an interrupted run back to the queue; ctx may have ended.
func (r *run) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := r.cfg.DB.Ent.SyncRun.UpdateOneID(r.row.ID).SetStatus(syncrun.StatusQUEUED).
		SetPolarRequests(r.requests()).Exec(ctx)
	if err != nil {
		r.cfg.Log.Warn("give back an interrupted run", "run", r.row.ID, "error", err)
	}
}

// retryAfter is when a person whose sync failed for a passing reason is due again.
const retryAfter = 10 * time.Minute

// finish ends the run and says on the connection how it went.
func (r *run) finish(ctx context.Context, status syncrun.Status, o outcome) error {
	return r.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		update := tx.SyncRun.UpdateOneID(r.row.ID).SetStatus(status).SetFinishedAt(r.now()).
			SetPolarRequests(r.requests()).ClearResumesAt()
		if o.message != "" {
			update.SetError(o.message)
		}
		if err := update.Exec(ctx); err != nil {
			return fmt.Errorf("finish run: %w", err)
		}
		return r.noteConnection(ctx, tx, status, o)
	})
}

// noteConnection sets when the person is due again, and what is wrong with the connection, if anything is.
func (r *run) noteConnection(ctx context.Context, tx *ent.Tx, status syncrun.Status, o outcome) error {
	update := tx.PolarAccount.Update().Where(polaraccount.UserID(r.row.UserID))
	switch {
	case o.verdict == reconnect:
		update.SetStatus(polaraccount.StatusREVOKED).SetProblem(o.message)
	case o.verdict == consent:
		update.SetStatus(polaraccount.StatusCONSENT_MISSING).SetProblem(o.message)
	case status == syncrun.StatusFAILED:
		update.SetNextSyncAt(r.now().Add(retryAfter))
	default:
		update.SetStatus(polaraccount.StatusACTIVE).ClearProblem().SetLastSyncedAt(r.now())
		update.SetNextSyncAt(r.now().Add(r.cfg.Interval))
		if status == syncrun.StatusPARTIAL {
			update.SetNextSyncAt(r.now().Add(retryAfter))
		}
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("note how the connection is: %w", err)
	}
	return nil
}
