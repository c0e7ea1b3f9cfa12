package engine

import (
	"context"
	"fmt"
)

// Jobs counts the jobs of one kind that are in one of River's states.
type Jobs struct {
	// Kind is the name of the job: sync, queue_due_syncs, …
	Kind string
	// State is available, running, scheduled, retryable, pending or discarded.
	State string
	// Count is at least 1.
	Count int
}

// queueDepth leaves out the jobs that ended well: there may be a million of them.
const queueDepth = `SELECT kind, state, count(*) FROM river_job
WHERE state IN ('available', 'running', 'scheduled', 'retryable', 'pending', 'discarded')
GROUP BY kind, state ORDER BY kind, state`

// Queue counts the jobs that wait, run, or were given up in the last week, by kind and state. It takes one
// statement.
func (r *Reader) Queue(ctx context.Context) ([]Jobs, error) {
	rows, err := r.DB.Ent.QueryContext(ctx, queueDepth)
	if err != nil {
		return nil, fmt.Errorf("count jobs: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var queue []Jobs
	for rows.Next() {
		var j Jobs
		if err := rows.Scan(&j.Kind, &j.State, &j.Count); err != nil {
			return nil, fmt.Errorf("count jobs: %w", err)
		}
		queue = append(queue, j)
	}
	return queue, wrap("count jobs", rows.Err())
}
