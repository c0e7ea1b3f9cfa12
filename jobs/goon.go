package jobs

import (
	"context"
	"errors"
	"fmt"

	"entgo.io/ent/dialect/sql"
	"github.com/riverqueue/river"

	"polarflow/ent/syncrun"
	"polarflow/pacing"
)

// A run that waits for Polar's limits has its job wait, for as long as the limits were going to last when it began to
// wait, by the clock of the queue. The limits may end sooner: people who have connected since raise them, and a clock
// that was wrong is set right.

// goOn has the runs go on for which there is room within the limits by now, the most urgent first.
func (c *Client) goOn(ctx context.Context) error {
	l, err := c.load(ctx)
	if err != nil {
		return err
	}
	for class := pacing.Manual; class <= pacing.Spare; class++ {
		jobs, err := c.limitedJobs(ctx, class, c.fits(class, l.cost, l.held))
		if err != nil {
			return err
		}
		l.held += len(jobs) * l.cost
		for _, id := range jobs {
			if _, err := c.river.JobRetry(ctx, id); err != nil && !errors.Is(err, river.ErrNotFound) {
				return fmt.Errorf("have a run go on: %w", err)
			}
		}
	}
	return nil
}

// limitedJobs returns at most so many jobs of a class that wait for the limits, the one that was queued first first.
func (c *Client) limitedJobs(ctx context.Context, class pacing.Class, most int) ([]int64, error) {
	if most == 0 {
		return nil, nil
	}
	var waiting []struct {
		JobID int64 `sql:"job_id"`
	}
	err := c.cfg.DB.Ent.SyncRun.Query().Where(syncrun.FinishedAtIsNil(), syncrun.StatusEQ(syncrun.StatusRATE_LIMITED),
		func(s *sql.Selector) {
			job := sql.Table("river_job")
			s.Where(sql.Exists(sql.Dialect(s.Dialect()).Select(job.C("id")).From(job).Where(sql.And(
				sql.ColumnsEQ(job.C("id"), s.C(syncrun.FieldJobID)),
				sql.EQ(job.C("state"), "scheduled"), sql.EQ(job.C("priority"), priorityOf(class))))))
		}).Order(syncrun.ByQueuedAt()).Limit(most).Select(syncrun.FieldJobID).Scan(ctx, &waiting)
	if err != nil {
		return nil, fmt.Errorf("look for runs that wait for the limits: %w", err)
	}
	jobs := make([]int64, len(waiting))
	for i, w := range waiting {
		jobs[i] = w.JobID
	}
	return jobs, nil
}
