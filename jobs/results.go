package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"polarflow/athlete"
	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/ingest"
)

// resultsQueue is the queue of what is computed. It has few workers of its own, so that syncs wait for no arithmetic and
// leave it processors enough.
const resultsQueue = "results"

// workersResults is how many people's results one process computes at once.
const workersResults = 1

// ResultsArgs asks for the results of a person to be brought up to date.
type ResultsArgs struct {
	UserID int `json:"user_id" river:"unique"`
	// Mark is of the change that began to wait, by which the job differs from one that is just ending; 0 when none did.
	Mark int `json:"mark,omitempty" river:"unique"`
}

// Kind names the job.
func (ResultsArgs) Kind() string { return "compute_results" }

// InsertOpts keeps one job for each change that began to wait; those that come while it waits are computed with it.
func (ResultsArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: resultsQueue, Priority: 4, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: underWay}}
}

// RecordsChanged notes that records have changed, in the transaction that changes them, and sees to it that the results
// that rest on them are computed anew. It is what an [ingest.Writer] calls.
func (c *Client) RecordsChanged(ctx context.Context, tx *ent.Tx, change ingest.Change) error {
	mark, first, err := athlete.Changed(ctx, tx, athlete.Change{UserID: change.UserID, Kind: change.Kind, From: change.From})
	if err != nil || !first {
		return err
	}
	if _, err := c.river.InsertTx(ctx, tx.SQLTx(), ResultsArgs{UserID: change.UserID, Mark: int(mark)}, nil); err != nil {
		return fmt.Errorf("insert job for results: %w", err)
	}
	return nil
}

// ResultsWorker computes results.
type ResultsWorker struct {
	river.WorkerDefaults[ResultsArgs]
	client *Client
}

// Timeout is how long one try may take.
func (*ResultsWorker) Timeout(*river.Job[ResultsArgs]) time.Duration { return 10 * time.Minute }

// resultsWait is how long results wait for a sync that is at work: each of its kinds changes records, and all are
// computed together.
const resultsWait = 2 * time.Second

// Work brings the results of a person up to date when no sync of theirs is at work.
func (w *ResultsWorker) Work(ctx context.Context, job *river.Job[ResultsArgs]) error {
	ctx = viewer.Person(ctx, job.Args.UserID)
	db := w.client.cfg.DB
	syncing, err := db.Ent.SyncRun.Query().
		Where(syncrun.UserID(job.Args.UserID), syncrun.StatusEQ(syncrun.StatusRUNNING), syncrun.FinishedAtIsNil()).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look for a sync at work: %w", err)
	}
	if syncing {
		return river.JobSnooze(resultsWait)
	}
	_, err = athlete.Recompute(ctx, db, job.Args.UserID, w.client.now())
	if errors.Is(err, athlete.ErrMoved) {
		return river.JobSnooze(resultsWait)
	}
	if err != nil {
		return err
	}
	return athlete.KeepOutlook(ctx, db, job.Args.UserID)
}

// outdatedEvery is how often people are looked for whose results are by other methods than this version's, or whose job
// was lost; outdatedAtOnce bounds how many are queued each time.
const (
	outdatedEvery  = 5 * time.Minute
	outdatedAtOnce = 200
)

// OutdatedArgs asks for the results to be computed of people whose results are outdated.
type OutdatedArgs struct{}

// Kind names the job.
func (OutdatedArgs) Kind() string { return "queue_outdated_results" }

// InsertOpts keeps one such job at a time, which lets everything else go first.
func (OutdatedArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, Queue: resultsQueue, Priority: 4, UniqueOpts: river.UniqueOpts{ByState: underWay}}
}

func periodicOutdated() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(outdatedEvery),
		func() (river.JobArgs, *river.InsertOpts) { return OutdatedArgs{}, nil },
		&river.PeriodicJobOpts{RunOnStart: true})
}

// OutdatedWorker queues what is outdated.
type OutdatedWorker struct {
	river.WorkerDefaults[OutdatedArgs]
	client *Client
}

// Work queues a job for each person; one that is queued already stays as it is.
func (w *OutdatedWorker) Work(ctx context.Context, _ *river.Job[OutdatedArgs]) error {
	people, err := athlete.Outdated(viewer.System(ctx), w.client.cfg.DB.Ent, outdatedAtOnce)
	if err != nil || len(people) == 0 {
		return err
	}
	list := make([]river.InsertManyParams, len(people))
	for i, id := range people {
		list[i].Args = ResultsArgs{UserID: id}
	}
	if _, err := w.client.river.InsertMany(ctx, list); err != nil {
		return fmt.Errorf("insert jobs for results: %w", err)
	}
	return nil
}
