package jobs

import (
	"context"
	"fmt"
	"sync"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent/polaraccount"
	"polarflow/ent/polarbudget"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/pacing"
)

// trafficCache remembers the traffic for a while.
type trafficCache struct {
	mu    sync.Mutex
	at    time.Time
	known pacing.Traffic
}

// trafficFor is for how long the traffic is taken not to change.
const trafficFor = time.Minute

// traffic returns what decides how often people are synced.
func (c *Client) traffic(ctx context.Context) (pacing.Traffic, error) {
	c.pulse.mu.Lock()
	defer c.pulse.mu.Unlock()
	if age := c.now().Sub(c.pulse.at); age >= 0 && age < trafficFor {
		return c.pulse.known, nil
	}
	known, err := c.measureTraffic(viewer.System(ctx))
	if err != nil {
		return pacing.Traffic{}, err
	}
	c.pulse.at, c.pulse.known = c.now(), known
	return known, nil
}

func (c *Client) measureTraffic(ctx context.Context) (pacing.Traffic, error) {
	t := pacing.Traffic{Wish: c.cfg.Interval}
	var err error
	t.People, err = c.cfg.DB.Ent.PolarAccount.Query().Where(polaraccount.StatusEQ(polaraccount.StatusACTIVE)).Count(ctx)
	if err != nil {
		return t, fmt.Errorf("count connections: %w", err)
	}
	limits, err := c.cfg.DB.Ent.PolarBudget.Query().Select(polarbudget.FieldLongLimit).Ints(ctx)
	if err != nil {
		return t, fmt.Errorf("read limit: %w", err)
	}
	for _, limit := range limits { // of the one row
		t.LongLimit = limit
	}
	if t.CostPerSync, err = c.costPerSync(ctx); err != nil {
		return t, err
	}
	t.WebhooksAlive, err = c.webhooksAlive(ctx)
	return t, err
}

// costPerSync returns the mean number of requests of the last scheduled runs, 0 when there is none among the last
// runs of all.
func (c *Client) costPerSync(ctx context.Context) (float64, error) {
	const among = 500
	recent := sql.Dialect(c.cfg.DB.Dialect).Select("trigger", "status", "polar_requests").From(sql.Table(syncrun.Table)).
		OrderBy(sql.Desc("id")).Limit(among).As("recent")
	query, args := sql.Dialect(c.cfg.DB.Dialect).Select(sql.Avg("polar_requests")).From(recent).
		Where(sql.And(sql.EQ("trigger", syncrun.TriggerSCHEDULED), sql.EQ("status", syncrun.StatusSUCCEEDED))).Query()
	var mean sql.NullFloat64
	if err := c.cfg.DB.SQL.QueryRowContext(ctx, query, args...).Scan(&mean); err != nil {
		return 0, fmt.Errorf("measure cost of syncs: %w", err)
	}
	return mean.Float64, nil
}
