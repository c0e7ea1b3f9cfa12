package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/ent/webhookevent"
	"polarflow/polar"
)

// WebhookEventArgs asks for what a notification tells of to be fetched: the event in the row that ID names,
// and every other event of the same person that waits.
type WebhookEventArgs struct {
	ID int `json:"id"`
}

// Kind names the job.
func (WebhookEventArgs) Kind() string { return "webhook_event" }

// InsertOpts has people who press the button go first.
func (WebhookEventArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Priority: 2, Queue: urgentQueue}
}

// gather is how long the first event of a person waits for others: an upload makes several, and each may be told
// more than once.
const gather = 2 * time.Second

// asksOf are the kinds that each event is a reason to ask for. Polar computes recharge and skin temperature from
// a night, and cardio load from an exercise, and tells of neither.
var asksOf = map[string][]kind.Kind{
	polar.EventSleep:               {kind.Sleep, kind.NightlyRecharge, kind.SkinTemperature},
	polar.EventExercise:            {kind.Exercise, kind.CardioLoad},
	polar.EventActivitySummary:     {kind.DailyActivity},
	polar.EventContinuousHeartRate: {kind.ContinuousHeartRate},
	polar.EventAlertness:           {kind.Alertness},
	polar.EventCircadianBedtime:    {kind.CircadianBedtime},
	polar.EventPhysicalInformation: {kind.PhysicalInfo},
}

// WebhookEventWorker turns events into a sync.
type WebhookEventWorker struct {
	river.WorkerDefaults[WebhookEventArgs]
	client *Client
}

// Work waits once for more events of the person, and then has all of them fetched.
func (w *WebhookEventWorker) Work(ctx context.Context, job *river.Job[WebhookEventArgs]) error {
	if !snoozed(job.Metadata) {
		return river.JobSnooze(gather)
	}
	ctx = viewer.System(ctx)
	return w.client.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		row, err := tx.WebhookEvent.Get(ctx, job.Args.ID)
		if ent.IsNotFound(err) { // another job of the person was quicker
			return nil
		}
		if err != nil {
			return fmt.Errorf("read event: %w", err)
		}
		return w.client.answerEvents(ctx, tx, row.PolarUserID)
	})
}

// snoozed reports whether a job has waited before.
func snoozed(metadata []byte) bool {
	var notes struct {
		Snoozes int `json:"snoozes"`
	}
	return json.Unmarshal(metadata, &notes) == nil && notes.Snoozes > 0
}

// answerEvents queues a sync of what the events of a Polar user tell of, and deletes them.
func (c *Client) answerEvents(ctx context.Context, tx *ent.Tx, polarUser string) error {
	events, err := tx.WebhookEvent.Query().Where(webhookevent.PolarUserID(polarUser)).All(ctx)
	if err != nil {
		return fmt.Errorf("read events: %w", err)
	}
	var ids []int
	var asks []Ask
	for _, e := range events {
		ids = append(ids, e.ID)
		asks = append(asks, eventAsks(e)...)
	}
	if _, err := tx.WebhookEvent.Delete().Where(webhookevent.IDIn(ids...)).Exec(ctx); err != nil {
		return fmt.Errorf("delete events: %w", err)
	}
	account, err := tx.PolarAccount.Query().Where(polaraccount.PolarUserID(polarUser)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		c.cfg.Log.InfoContext(ctx, "Polar tells of somebody who is not connected here", "polar_user", polarUser)
		return nil
	case err != nil:
		return fmt.Errorf("look for a connection: %w", err)
	case account.Status != polaraccount.StatusACTIVE:
		return nil
	}
	return c.fetch(ctx, tx, account.UserID, asks)
}

// eventAsks returns what to ask Polar for because of an event. Cardio load has dates and an exercise's event none.
func eventAsks(e *ent.WebhookEvent) []Ask {
	var asks []Ask
	for _, k := range asksOf[e.Event] {
		ask := Ask{Kind: k, Subject: e.Subject}
		if e.Event == polar.EventExercise && k != kind.Exercise {
			ask.Subject = ""
		}
		asks = append(asks, ask)
	}
	return asks
}

// fetch queues a sync that asks Polar for exactly these, unless the person has just gone.
func (c *Client) fetch(ctx context.Context, tx *ent.Tx, userID int, asks []Ask) error {
	err := c.Ask(ctx, tx, userID, asks)
	if err == nil {
		_, _, err = c.Enqueue(ctx, tx, Request{UserID: userID, Trigger: syncrun.TriggerWEBHOOK})
	}
	if errors.Is(err, ErrNotConnected) {
		return nil
	}
	return err
}
