package jobs

import (
	"context"
	"fmt"
	"time"
)

// A process that is killed leaves its jobs in state «running», and River would look at them again after an hour.
// The job says which client works it, so a job whose client is not among the living is taken up by another. The
// attempt counts: a job that takes every process down with it ends all the same.
const (
	adoptPostgres = `UPDATE river_job SET state = 'available' WHERE state = 'running'
		AND attempted_by[array_upper(attempted_by, 1)] NOT IN (SELECT name FROM worker_processes WHERE seen_at > $1)
		RETURNING id, kind`
	adoptSQLite = `UPDATE river_job SET state = 'available' WHERE state = 'running'
		AND json_extract(attempted_by, '$[#-1]') NOT IN (SELECT name FROM worker_processes WHERE seen_at > ?)
		RETURNING id, kind`
)

// adopt makes the jobs of processes that are gone available again, whatever their kind.
func (c *Client) adopt(ctx context.Context, now time.Time) error {
	statement := adoptSQLite
	if c.cfg.DB.IsPostgres() {
		statement = adoptPostgres
	}
	rows, err := c.cfg.DB.SQL.QueryContext(ctx, statement, now.Add(-silentAfter))
	if err != nil {
		return fmt.Errorf("take up abandoned jobs: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		var kind string
		if err := rows.Scan(&id, &kind); err != nil {
			return fmt.Errorf("read abandoned job: %w", err)
		}
		c.cfg.Log.Warn("taking up the job of a process that is gone", "job", id, "kind", kind)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("take up abandoned jobs: %w", err)
	}
	return nil
}
