package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
)

// SyncArgs asks for one run to be carried out. There is one active run for each person (a unique index says
// so) and one job for each run.
type SyncArgs struct {
	UserID int `json:"user_id"`
	RunID  int `json:"run_id" river:"unique"`
}

// Kind names the job.
func (SyncArgs) Kind() string { return "sync" }

// syncAttempts is how often a run is tried that fails through no fault of Polar's.
const syncAttempts = 5

// InsertOpts makes the job unique by its run.
func (SyncArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: syncAttempts, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

// SyncWorker carries out runs: kind by kind, fetch and then write. It goes on where an earlier try stopped.
type SyncWorker struct {
	river.WorkerDefaults[SyncArgs]
	cfg Config
}

// Timeout is how long one try may take.
func (*SyncWorker) Timeout(*river.Job[SyncArgs]) time.Duration { return 30 * time.Minute }

// resumeAfter is how long an interrupted run waits for a worker that stays.
const resumeAfter = time.Second

// Work carries out one run.
func (w *SyncWorker) Work(ctx context.Context, job *river.Job[SyncArgs]) error {
	ctx = viewer.Person(ctx, job.Args.UserID)
	r, err := w.take(ctx, job.Args)
	if err != nil || r == nil {
		return err
	}
	r.last = job.Attempt >= job.MaxAttempts
	err = r.carryOut(ctx)
	var wait *waitError
	switch {
	case errors.As(err, &wait):
		return river.JobSnooze(wait.d)
	case err != nil && ctx.Err() != nil:
		r.release(ctx)
		return river.JobSnooze(resumeAfter)
	case err != nil && r.last:
		w.cfg.Log.Error("sync given up", "run", r.row.ID, "error", err)
		return r.finish(ctx, syncrun.StatusFAILED, outcome{internal, "INTERNAL", "internal error", 0})
	}
	return err
}

// waitError says that a run goes on after Polar's limit is reset.
type waitError struct{ d time.Duration }

// isWait reports whether an error is a waitError.
func isWait(err error) bool {
	var wait *waitError
	return errors.As(err, &wait)
}

func (e *waitError) Error() string { return fmt.Sprintf("waits %s for Polar's limit", e.d) }

// take marks a run as running. It returns nil for a run that has ended or is gone: there is nothing to do.
func (w *SyncWorker) take(ctx context.Context, args SyncArgs) (*run, error) {
	row, err := w.cfg.DB.Ent.SyncRun.Query().Where(syncrun.ID(args.RunID), syncrun.FinishedAtIsNil()).
		WithUser().WithResults().Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read run: %w", err)
	}
	r := &run{cfg: w.cfg, row: row, home: homeOf(row.Edges.User), before: row.PolarRequests}
	started := r.now()
	if row.StartedAt != nil {
		started = *row.StartedAt
	}
	err = w.cfg.DB.Ent.SyncRun.UpdateOneID(row.ID).SetStatus(syncrun.StatusRUNNING).SetStartedAt(started).
		SetHeartbeatAt(r.now()).ClearResumesAt().Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("start run: %w", err)
	}
	return r, nil
}

// homeOf returns the person's zone; one that the host does not know is UTC.
func homeOf(u *ent.User) *time.Location {
	if l, err := time.LoadLocation(u.TimeZone); err == nil {
		return l
	}
	return time.UTC
}
