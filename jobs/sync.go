package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/pacing"
)

// SyncArgs asks for one run to be carried out. There is one active run for each person (a unique index says
// so), besides one that reaches back, and one job for each run that does anything: the one that the run names.
type SyncArgs struct {
	UserID int `json:"user_id"`
	RunID  int `json:"run_id" river:"unique"`
	// Priority tells the job of a run from the one that replaces it when the run becomes urgent.
	Priority int `json:"priority,omitempty" river:"unique"`
	// After is the job that this one replaces because the worker of that fell silent, 0 for none.
	After int `json:"after,omitempty" river:"unique"`
}

// Kind names the job.
func (SyncArgs) Kind() string { return "sync" }

// syncAttempts is how often a run is tried that fails through no fault of Polar's.
const syncAttempts = 5

// InsertOpts makes the job unique by its run and its urgency.
func (SyncArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: syncAttempts, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: underWay}}
}

// SyncWorker carries out runs: errand by errand, fetch and then write. It goes on where an earlier try stopped.
type SyncWorker struct {
	river.WorkerDefaults[SyncArgs]
	client *Client
}

// Timeout is how long one try may take.
func (*SyncWorker) Timeout(*river.Job[SyncArgs]) time.Duration { return 30 * time.Minute }

// resumeAfter is how long an interrupted run waits for a worker that stays.
const resumeAfter = time.Second

// Work carries out one run.
func (w *SyncWorker) Work(ctx context.Context, job *river.Job[SyncArgs]) error {
	ctx = viewer.Person(ctx, job.Args.UserID)
	r, err := w.take(ctx, job)
	if err != nil || r == nil {
		return err
	}
	err = r.settle(ctx, r.carryOut(ctx))
	if errors.Is(err, errReplaced) {
		return nil
	}
	return err
}

// settle lets go of a run that could not be carried to its end, and returns what River is to do.
func (r *run) settle(ctx context.Context, err error) error {
	var wait *waitError
	switch {
	case err == nil, errors.Is(err, errReplaced):
		return err
	case errors.As(err, &wait):
		return river.JobSnooze(wait.d)
	case ctx.Err() != nil:
		r.release(ctx)
		return river.JobSnooze(resumeAfter)
	case r.last:
		r.c.cfg.Log.Error("sync given up", "run", r.row.ID, "error", err)
		return r.end(ctx, syncrun.StatusFAILED, outcome{internal, "INTERNAL", "internal error", 0})
	}
	r.release(ctx)
	return err
}

// waitError says that a run goes on later, or with its next turn when d is 0.
type waitError struct{ d time.Duration }

// isWait reports whether an error is a waitError.
func isWait(err error) bool {
	var wait *waitError
	return errors.As(err, &wait)
}

func (e *waitError) Error() string { return fmt.Sprintf("goes on in %s", e.d) }

// read reads what a run has been up to.
func (w *SyncWorker) read(ctx context.Context, job *river.Job[SyncArgs]) (*run, error) {
	row, err := w.client.cfg.DB.Ent.SyncRun.Query().Where(syncrun.ID(job.Args.RunID)).WithUser().WithResults().Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("read run: %w", err)
	}
	r := &run{
		c: w.client, row: row, home: homeOf(row.Edges.User), before: row.PolarRequests,
		class: pacing.Class(job.Priority - 1), last: job.Attempt >= job.MaxAttempts,
		results: map[kind.Kind]*ent.SyncResult{}, broken: map[kind.Kind]bool{}, tried: map[int]bool{},
	}
	for _, res := range row.Edges.Results {
		r.results[res.Kind] = res
	}
	return r, nil
}

// failed reports whether a result is a failure.
func failed(res *ent.SyncResult) bool { return res.Status != syncresult.StatusSUCCEEDED }

// homeOf returns the person's zone; one that the host does not know is UTC.
func homeOf(u *ent.User) *time.Location {
	if l, err := time.LoadLocation(u.TimeZone); err == nil {
		return l
	}
	return time.UTC
}
