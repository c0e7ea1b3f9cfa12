package jobs

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/riverqueue/river"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/predicate"
	"polarflow/ent/syncrun"
)

// A worker can be taken for dead that is not: its process was stopped for a while, or the database was away. So a
// worker puts its mark on the run that it takes up, and takes it off when it lets go. Whatever it writes about the run
// is only written while the mark is there. A run that is to be taken up and bears a mark has been abandoned: it gets a
// new job, and the worker that comes back finds its mark gone and stops.

// errReplaced says that somebody else carries out the run by now, or that it is over.
var errReplaced = errors.New("the run has another worker")

// take puts a mark on the run of a job and reads it. It returns nil when there is nothing to do: the run has ended, is
// gone, has another job, or was abandoned and has just got another.
func (w *SyncWorker) take(ctx context.Context, job *river.Job[SyncArgs]) (*run, error) {
	run := syncrun.And(syncrun.ID(job.Args.RunID), syncrun.JobID(job.ID), syncrun.FinishedAtIsNil())
	mark := rand.Text()
	taken, err := w.client.cfg.DB.Ent.SyncRun.Update().Where(run, syncrun.CarrierIsNil()).SetCarrier(mark).Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("take up run: %w", err)
	}
	if taken == 0 {
		return nil, w.handOn(ctx, job, run)
	}
	r, err := w.read(ctx, job)
	if err != nil {
		return nil, err
	}
	r.mark = mark
	return r, nil
}

// handOn gives an abandoned run a new job, with the tries that are left. One that has taken every worker down with it
// ends.
func (w *SyncWorker) handOn(ctx context.Context, job *river.Job[SyncArgs], abandoned predicate.SyncRun) error {
	c, left := w.client, job.MaxAttempts-job.Attempt+1
	return c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		run, err := tx.SyncRun.Query().Where(abandoned).Only(ctx)
		if ent.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read abandoned run: %w", err)
		}
		if err := lock(ctx, tx, run.UserID); err != nil {
			return err
		}
		change := tx.SyncRun.Update().Where(abandoned).ClearCarrier().SetHeldRequests(0).SetStatus(syncrun.StatusQUEUED)
		if left <= 0 {
			change.SetStatus(syncrun.StatusFAILED).SetFinishedAt(c.now()).ClearResumesAt().SetError("internal error")
		}
		n, err := change.Save(ctx)
		if err != nil {
			return fmt.Errorf("give up on the worker of a run: %w", err)
		}
		if n > 0 && left > 0 {
			args := SyncArgs{UserID: run.UserID, RunID: run.ID, Priority: job.Priority, After: int(job.ID)}
			_, err = c.giveJob(ctx, tx, run, args, &river.InsertOpts{Priority: job.Priority, Queue: job.Queue, MaxAttempts: left})
		}
		if err != nil {
			return err
		}
		return c.cfg.DB.Announce(ctx, tx, database.TopicRun(run.ID))
	})
}

// mine holds for the run as long as it bears the worker's mark.
func (r *run) mine() predicate.SyncRun {
	return syncrun.And(syncrun.ID(r.row.ID), syncrun.Carrier(r.mark), syncrun.FinishedAtIsNil())
}

// change is a change of the run that is only made as long as it bears the worker's mark.
func (r *run) change(client *ent.Client) *ent.SyncRunUpdate {
	return client.SyncRun.Update().Where(r.mine())
}

// ifMine makes a change of the run. It returns errReplaced when the run does not bear the worker's mark any more, which
// undoes the transaction that the change is in.
func ifMine(ctx context.Context, change *ent.SyncRunUpdate) error {
	n, err := change.Save(ctx)
	if err == nil && n == 0 {
		err = errReplaced
	}
	return err
}

// guard returns errReplaced when the run does not bear the worker's mark any more, and sees to it that it bears the mark
// until the transaction ends.
func (r *run) guard(ctx context.Context, tx *ent.Tx) error {
	if err := ifMine(ctx, r.change(tx.Client()).SetCarrier(r.mark)); err != nil {
		return fmt.Errorf("look whose the run is: %w", err)
	}
	return nil
}
