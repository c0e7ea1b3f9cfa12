package jobs

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"
	"github.com/riverqueue/river"

	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
)

// Runs that ended longer than keptFor ago are deleted with their results, but for the newest of each trigger of each
// person: looked for every pruneEvery, and so many in one transaction.
const (
	keptFor     = 365 * 24 * time.Hour
	pruneEvery  = 24 * time.Hour
	pruneAtOnce = 1000
)

// PruneArgs asks for old runs to be deleted.
type PruneArgs struct{}

// Kind names the job.
func (PruneArgs) Kind() string { return "prune_runs" }

// InsertOpts keeps one such job at a time, which lets everything else go first.
func (PruneArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, Priority: 4, UniqueOpts: river.UniqueOpts{ByState: underWay}}
}

func periodicPrune() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(pruneEvery),
		func() (river.JobArgs, *river.InsertOpts) { return PruneArgs{}, nil },
		&river.PeriodicJobOpts{RunOnStart: true})
}

// PruneWorker deletes old runs.
type PruneWorker struct {
	river.WorkerDefaults[PruneArgs]
	client *Client
}

// Work deletes what is too old.
func (w *PruneWorker) Work(ctx context.Context, _ *river.Job[PruneArgs]) error {
	ctx = viewer.System(ctx)
	for {
		n, err := w.client.pruneRuns(ctx)
		if err != nil || n < pruneAtOnce {
			return err
		}
	}
}

// pruneRuns deletes at most pruneAtOnce old runs, the oldest first, and returns how many.
func (c *Client) pruneRuns(ctx context.Context) (n int, err error) {
	err = c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		old, err := tx.SyncRun.Query().Where(syncrun.FinishedAtLT(c.now().Add(-keptFor)), outdated).
			Order(syncrun.ByFinishedAt()).Limit(pruneAtOnce).IDs(ctx)
		if err != nil || len(old) == 0 {
			return err
		}
		n, err = tx.SyncRun.Delete().Where(syncrun.IDIn(old...)).Exec(ctx)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("delete old runs: %w", err)
	}
	return n, nil
}

// outdated holds for runs after which another of the same person and trigger was queued that has ended too.
func outdated(s *sql.Selector) {
	newer := sql.Table(syncrun.Table).As("newer")
	s.Where(sql.Exists(sql.Dialect(s.Dialect()).Select(newer.C("id")).From(newer).Where(sql.And(
		sql.ColumnsEQ(newer.C("user_id"), s.C("user_id")), sql.ColumnsEQ(newer.C("trigger"), s.C("trigger")),
		sql.ColumnsGT(newer.C("queued_at"), s.C("queued_at")), sql.NotNull(newer.C("finished_at"))))))
}
