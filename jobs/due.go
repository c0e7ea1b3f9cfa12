package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
)

// dueEvery is how often people who are due are looked for.
const dueEvery = time.Minute

// dueAtOnce bounds how many are queued each time.
const dueAtOnce = 500

// DueArgs asks for a sync of everybody who is due.
type DueArgs struct{}

// Kind names the job.
func (DueArgs) Kind() string { return "queue_due_syncs" }

// InsertOpts keeps one such job at a time.
func (DueArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: dueEvery}}
}

func periodicDue() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(dueEvery),
		func() (river.JobArgs, *river.InsertOpts) { return DueArgs{}, nil },
		&river.PeriodicJobOpts{RunOnStart: true})
}

// DueWorker queues a sync of everybody who is due, the most stale first.
type DueWorker struct {
	river.WorkerDefaults[DueArgs]
	client *Client
}

// Work queues the syncs.
func (w *DueWorker) Work(ctx context.Context, _ *river.Job[DueArgs]) error {
	ctx = viewer.System(ctx)
	due, err := w.client.cfg.DB.Ent.PolarAccount.Query().
		Where(polaraccount.StatusEQ(polaraccount.StatusACTIVE), polaraccount.NextSyncAtLTE(w.client.now())).
		Order(polaraccount.ByNextSyncAt()).Limit(dueAtOnce).
		Select(polaraccount.FieldUserID).Ints(ctx)
	if err != nil {
		return fmt.Errorf("look for people who are due: %w", err)
	}
	return w.client.enqueueAll(ctx, due, syncrun.TriggerSCHEDULED)
}

// syncEverybody queues a sync of everybody whose connection works.
func (c *Client) syncEverybody(ctx context.Context) error {
	ctx = viewer.System(ctx)
	connected, err := c.cfg.DB.Ent.PolarAccount.Query().
		Where(polaraccount.StatusEQ(polaraccount.StatusACTIVE)).
		Order(polaraccount.ByNextSyncAt()).
		Select(polaraccount.FieldUserID).Ints(ctx)
	if err != nil {
		return fmt.Errorf("look for connected people: %w", err)
	}
	return c.enqueueAll(ctx, connected, syncrun.TriggerSTARTUP)
}

// enqueueAll queues one sync for each person, each in a transaction of its own.
func (c *Client) enqueueAll(ctx context.Context, people []int, trigger syncrun.Trigger) error {
	var failed error
	for _, id := range people {
		err := c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
			_, _, err := c.Enqueue(ctx, tx, Request{UserID: id, Trigger: trigger})
			if errors.Is(err, ErrNotConnected) { // since we looked
				return nil
			}
			return err
		})
		failed = errors.Join(failed, err)
	}
	return failed
}
