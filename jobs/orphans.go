package jobs

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
)

// A worker that is killed leaves its job in state «running», and River would look at it again after an hour.
// So each run has a heartbeat, and every worker process looks for runs that have none any more.
const (
	heartbeat   = 5 * time.Second
	silentAfter = 25 * time.Second
)

// orphanedBefore returns the instant before which a heartbeat is too old. Only one process works on an SQLite
// database, so at its start nobody else's heart can be beating.
func (c *Client) orphanedBefore(starting bool) time.Time {
	if starting && !c.cfg.DB.IsPostgres() {
		return c.now()
	}
	return c.now().Add(-silentAfter)
}

// watchOrphans takes up abandoned runs until ctx ends.
func (c *Client) watchOrphans(ctx context.Context) {
	defer close(c.ended)
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := c.adopt(ctx, c.orphanedBefore(false)); err != nil && ctx.Err() == nil {
				c.cfg.Log.Error("take up abandoned runs", "error", err)
			}
		}
	}
}

// adopt makes the jobs of runs without a heartbeat since then available again.
func (c *Client) adopt(ctx context.Context, before time.Time) error {
	ids, err := c.cfg.DB.Ent.SyncRun.Query().
		Where(syncrun.StatusEQ(syncrun.StatusRUNNING), syncrun.FinishedAtIsNil(), syncrun.HeartbeatAtLT(before)).
		Select(syncrun.FieldJobID).Ints(viewer.System(ctx))
	if err != nil {
		return fmt.Errorf("look for abandoned runs: %w", err)
	}
	for _, id := range ids {
		query, args := sql.Dialect(c.cfg.DB.Dialect).Update("river_job").Set("state", "available").
			Where(sql.And(sql.EQ("id", id), sql.EQ("state", "running"))).Query()
		res, err := c.cfg.DB.SQL.ExecContext(ctx, query, args...)
		if err != nil {
			return fmt.Errorf("take up job %d: %w", id, err)
		}
		if n, _ := res.RowsAffected(); n > 0 {
			c.cfg.Log.Warn("taking up the run of a worker that fell silent", "job", id)
		}
	}
	return nil
}
