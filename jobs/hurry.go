package jobs

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/pacing"
)

// hurry makes a run that still waits as urgent as a request for another one, which is not queued because of it: it
// gets a job that does not wait. The old job may just now be on its way to begin or to wait, so it is not touched
// but replaced: whoever takes up a job of a run that has another lets go of it. A run at work is left alone: it is
// done before anything else could begin, and one that still has the token before this connection gives way in the
// end.
func (c *Client) hurry(ctx context.Context, tx *ent.Tx, run *ent.SyncRun, r Request) (*ent.SyncRun, error) {
	class := classOf(r.Trigger)
	now, err := c.urgencyOf(ctx, tx, run)
	if err != nil {
		return nil, err
	}
	waits := tx.SyncRun.Update().Where(syncrun.ID(run.ID), syncrun.StatusNEQ(syncrun.StatusRUNNING))
	urgent := class < now
	if urgent {
		waits.SetStatus(syncrun.StatusQUEUED).ClearResumesAt()
	}
	if class <= now && (class == pacing.Manual || r.Trigger == syncrun.TriggerCONNECT) {
		waits.SetKinds(inOrder(append(inOrder(r.Kinds), run.Kinds...)))
	}
	n, err := waits.SetHeldRequests(0).Save(ctx) // locks the row: nobody begins the run meanwhile
	if err != nil {
		return nil, fmt.Errorf("hurry run: %w", err)
	}
	if n == 0 {
		return run, nil
	}
	if r.Trigger == syncrun.TriggerCONNECT {
		if err := beginAnew(ctx, tx, run); err != nil {
			return nil, err
		}
	}
	if !urgent {
		return run, nil
	}
	return c.insertJob(ctx, tx, run, class)
}

// urgencyOf returns how urgent a run is by now: what its job says, since it may have become more urgent than what it was
// queued by.
func (c *Client) urgencyOf(ctx context.Context, tx *ent.Tx, run *ent.SyncRun) (pacing.Class, error) {
	query, args := sql.Dialect(c.cfg.DB.Dialect).Select("priority").From(sql.Table("river_job")).
		Where(sql.EQ("id", run.JobID)).Query()
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("read urgency: %w", err)
	}
	defer func() { _ = rows.Close() }()
	class := classOf(run.Trigger)
	for rows.Next() {
		var priority int
		if err := rows.Scan(&priority); err != nil {
			return 0, fmt.Errorf("read urgency: %w", err)
		}
		class = min(class, pacing.Class(priority-1))
	}
	return class, rows.Err()
}
