package graph

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/syncrun"
)

// pollEvery is how often a subscription looks for something new.
const pollEvery = 250 * time.Millisecond

// runStep is all of a sync that a client can see change.
type runStep struct {
	status                      syncrun.Status
	started, finished, resuming bool
	requests                    int
	results                     string
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
	return run, runStep{
		status: run.Status, started: run.StartedAt != nil, finished: run.FinishedAt != nil,
		resuming: run.ResumesAt != nil, requests: run.PolarRequests, results: fmt.Sprintf("%s", digest),
	}, nil
}

// followRun sends a sync as it stands and after each step, until it has ended or nobody listens.
func (r *Resolver) followRun(ctx context.Context, run *ent.SyncRun, step runStep) <-chan *ent.SyncRun {
	steps := make(chan *ent.SyncRun)
	go func() {
		defer close(steps)
		for send(ctx, steps, run) && !step.finished {
			seen := step
			ok := poll(ctx, r.Log, func() (bool, error) {
				var err error
				run, step, err = r.look(ctx, run.ID)
				return step != seen, err
			})
			if !ok {
				return
			}
		}
	}()
	return steps
}

// send gives a value to the listener, and reports false when nobody listens any more.
func send[T any](ctx context.Context, to chan<- T, value T) bool {
	select {
	case to <- value:
		return true
	case <-ctx.Done():
		return false
	}
}

// poll calls look until it finds something new. It reports false when nobody listens any more, or when
// looking failed, which ends the subscription: the client subscribes again. The failure is logged, unless what
// was looked at has been deleted.
func poll(ctx context.Context, log *slog.Logger, look func() (changed bool, err error)) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(pollEvery):
		}
		changed, err := look()
		if err != nil {
			if ctx.Err() == nil && !ent.IsNotFound(err) {
				log.ErrorContext(ctx, "subscription", "error", err, "requestId", requestID(ctx))
			}
			return false
		}
		if changed {
			return true
		}
	}
}
