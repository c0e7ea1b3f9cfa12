package jobs

import (
	"context"
	"fmt"
	"time"

	"polarflow/ent/deregistration"
)

// sweepEvery is how often tokens that have been kept long enough are looked for.
const sweepEvery = time.Minute

// sweepDeregistrations deletes what has been kept for deregisterFor until ctx ends, whatever became of the jobs:
// they may be stuck, discarded, or gone with a part of the database that was restored.
func (c *Client) sweepDeregistrations(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := c.dropOldDeregistrations(ctx); err != nil && ctx.Err() == nil {
			c.cfg.Log.ErrorContext(ctx, "delete tokens of ended connections", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (c *Client) dropOldDeregistrations(ctx context.Context) error {
	n, err := c.cfg.DB.Ent.Deregistration.Delete().Where(deregistration.CreatedAtLTE(c.now().Add(-deregisterFor))).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete deregistrations: %w", err)
	}
	if n > 0 {
		c.cfg.Log.WarnContext(ctx, "registrations stay at Polar, which has not answered for a day", "number", n)
	}
	return nil
}
