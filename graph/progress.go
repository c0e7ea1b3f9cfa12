package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/syncrun"
)

// runStep is all of a sync that a client can see change.
type runStep struct {
	status            syncrun.Status
	started, finished bool
	resumes           int64 // when, in Unix nanoseconds
	kinds, requests   int
	results           string
}

// resultsDigest says in a few characters whether a sync's results have changed.
const resultsDigest = `(SELECT CAST(COUNT(*) AS TEXT) || ' ' || COALESCE(CAST(MAX(updated_at) AS TEXT), '') || ' ' ||
	CAST(COALESCE(SUM(created + updated + unchanged + quarantined), 0) AS TEXT)
	FROM sync_results WHERE sync_results.run_id = sync_runs.id)`

// look returns a sync as it stands, in one statement. It returns ent's error for one that is out of the
// viewer's sight.
func (r *Resolver) look(ctx context.Context, id int) (*ent.SyncRun, runStep, error) {
	q := r.DB.Ent.SyncRun.Query().Where(syncrun.ID(id))
	q.Modify(func(s *sql.Selector) { s.AppendSelectExprAs(sql.Raw(resultsDigest), "digest") })
	run, err := q.Only(ctx)
	if err != nil {
		return nil, runStep{}, fmt.Errorf("look at sync: %w", err)
	}
	digest, err := run.Value("digest")
	if err != nil {
		return nil, runStep{}, fmt.Errorf("look at results: %w", err)
	}
	step := runStep{
		status: run.Status, started: run.StartedAt != nil, finished: run.FinishedAt != nil,
		kinds: len(run.Kinds), requests: run.PolarRequests, results: fmt.Sprintf("%s", digest),
	}
	if run.ResumesAt != nil {
		step.resumes = run.ResumesAt.UnixNano()
	}
	return run, step, nil
}

// followRun sends a sync as it stands and after each step, until it has ended or nobody listens.
func (r *Resolver) followRun(ctx context.Context, poked <-chan struct{}, run *ent.SyncRun, step runStep) <-chan *ent.SyncRun {
	steps := make(chan *ent.SyncRun)
	go func() {
		defer close(steps)
		for send(ctx, steps, run) && !step.finished {
			for seen := step; step == seen; {
				if !await(ctx, poked) {
					return
				}
				var err error
				if run, step, err = r.look(ctx, run.ID); err != nil {
					r.lost(ctx, err)
					return
				}
			}
		}
	}()
	return steps
}
