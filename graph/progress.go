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

// runFollower remembers the last step of a sync that a subscription has told of.
type runFollower struct {
	r    *Resolver
	run  *ent.SyncRun
	step runStep
	told bool // of any
}

// steps returns the sync as it stands, if that was not told yet; more come until it has ended. That it has been deleted is
// no failure.
func (f *runFollower) steps(ctx context.Context) (found []*ent.SyncRun, more bool, err error) {
	if !f.told {
		f.told = true
		return []*ent.SyncRun{f.run}, !f.step.finished, nil
	}
	run, step, err := f.r.look(ctx, f.run.ID)
	switch {
	case ent.IsNotFound(err):
		return nil, false, nil
	case err != nil:
		return nil, false, err
	case step == f.step:
		return nil, true, nil
	}
	f.run, f.step = run, step
	return []*ent.SyncRun{run}, !step.finished, nil
}
