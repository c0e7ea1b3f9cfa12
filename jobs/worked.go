package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// How working a job once can end, for those who count.
const (
	workDone      = "done"
	workWaits     = "waits" // it goes on at a later time
	workCancelled = "cancelled"
	workFailed    = "failed"
)

// errPanicked stands for the outcome of a job until there is one.
var errPanicked = errors.New("panic")

// counted returns a middleware that tells ObserveJob of every job that was worked once.
func (c *Client) counted() rivertype.Middleware {
	return river.WorkerMiddlewareFunc(func(ctx context.Context, job *rivertype.JobRow, work func(context.Context) error) error {
		began, err := c.cfg.Now(), errPanicked
		defer func() {
			c.cfg.ObserveJob(job.Kind, endOf(err), waitOf(job), c.cfg.Now().Sub(began))
		}()
		err = work(ctx)
		return err
	})
}

// endOf says in a word how working a job ended.
func endOf(err error) string {
	var snoozed *rivertype.JobSnoozeError
	var cancelled *rivertype.JobCancelError
	switch {
	case err == nil:
		return workDone
	case errors.As(err, &snoozed):
		return workWaits
	case errors.As(err, &cancelled):
		return workCancelled
	}
	return workFailed
}

// waitOf returns how long a job waited for a worker, by the clock of the queue.
func waitOf(job *rivertype.JobRow) time.Duration {
	if job.AttemptedAt == nil {
		return 0
	}
	return job.AttemptedAt.Sub(job.ScheduledAt)
}
