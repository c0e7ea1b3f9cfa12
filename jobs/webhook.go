package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"

	"polarflow/ent"
	"polarflow/polar"
)

// KeepWebhookArgs asks for this client's webhook at Polar to be looked after.
type KeepWebhookArgs struct{}

// Kind names the job.
func (KeepWebhookArgs) Kind() string { return "keep_webhook" }

// keepEvery is how often the webhook is looked after, which is one request; keepAgain is how soon it is tried
// again what failed, twice as long after each time.
const (
	keepEvery = time.Hour
	keepAgain = 5 * time.Second
)

// InsertOpts keeps one such job at a time, one that is being tried again included.
func (KeepWebhookArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 12, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: underWay}}
}

func periodicKeepWebhook() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(keepEvery),
		func() (river.JobArgs, *river.InsertOpts) { return KeepWebhookArgs{}, nil },
		&river.PeriodicJobOpts{RunOnStart: true})
}

// KeepWebhookWorker registers the client's webhook at Polar and keeps it as it should be.
type KeepWebhookWorker struct {
	river.WorkerDefaults[KeepWebhookArgs]
	client *Client
}

// NextRetry waits longer each time, up to the next periodic turn.
func (w *KeepWebhookWorker) NextRetry(job *river.Job[KeepWebhookArgs]) time.Time {
	wait := min(keepAgain<<min(max(job.Attempt-1, 0), 10), keepEvery/4)
	if job.AttemptedAt == nil {
		return job.ScheduledAt.Add(wait)
	}
	return job.AttemptedAt.Add(wait)
}

// Work looks after the webhook and notes how it is. What fails is tried again: Polar asks our address for an
// answer, which may not be there yet.
func (w *KeepWebhookWorker) Work(ctx context.Context, _ *river.Job[KeepWebhookArgs]) error {
	c := w.client
	if c.cfg.WebhookURL == "" {
		return nil
	}
	err := c.keepWebhook(ctx)
	if ctx.Err() != nil {
		return err
	}
	if noted := c.noteWebhook(ctx, err); noted != nil {
		return errors.Join(err, noted)
	}
	return err
}

// errTaken is returned when Polar sends this client's notifications to somebody else who came later.
var errTaken = errors.New("another server has registered this client's webhook")

// webhookEvents are all that Polar tells of.
func webhookEvents() []string {
	return []string{
		polar.EventExercise, polar.EventSleep, polar.EventContinuousHeartRate, polar.EventCircadianBedtime,
		polar.EventAlertness, polar.EventActivitySummary, polar.EventPhysicalInformation,
	}
}

// keepWebhook asks Polar how the webhook is and makes it what it should be: there, with a secret that is known
// here, at our address, for all events, and active. A webhook of another address is replaced by a server that has
// none yet, and left alone by one whose own it has replaced: two servers with one client would fight for ever.
func (c *Client) keepWebhook(ctx context.Context) error {
	hooks, err := c.cfg.Polar.Webhooks(ctx)
	if err != nil {
		return err
	}
	row, err := readWebhook(ctx, c.cfg.DB.Ent)
	if err != nil {
		return err
	}
	if len(hooks) == 0 {
		return c.createWebhook(ctx)
	}
	there, ours := hooks[0], row != nil && row.PolarID == hooks[0].ID
	_, readable := openSecret(c.cfg.Keyring, row)
	switch {
	case !ours && row != nil && row.PolarID != "" && there.URL != c.cfg.WebhookURL:
		return errTaken
	case !ours || !readable:
		return c.replaceWebhook(ctx, there)
	}
	return c.mendWebhook(ctx, there)
}

// replaceWebhook deletes a webhook whose secret is not known and makes another.
func (c *Client) replaceWebhook(ctx context.Context, there polar.Webhook) error {
	c.cfg.Log.WarnContext(ctx, "replacing this client's webhook at Polar, whose secret is not known here", "url", there.URL)
	if err := c.cfg.Polar.DeleteWebhook(ctx, there.ID); err != nil && !errors.Is(err, polar.ErrNotFound) {
		return err
	}
	return c.createWebhook(ctx)
}

// createWebhook registers a webhook and stores its secret, which Polar tells only now.
func (c *Client) createWebhook(ctx context.Context) error {
	hook, key, err := c.cfg.Polar.CreateWebhook(ctx, c.cfg.WebhookURL, webhookEvents())
	if err != nil {
		return err
	}
	sealed, err := c.cfg.Keyring.Seal(nobody, []byte(key))
	if err != nil {
		return fmt.Errorf("seal webhook secret: %w", err)
	}
	return c.storeWebhook(ctx, func(row *ent.PolarWebhookMutation) {
		row.SetPolarID(hook.ID)
		row.SetSecret(sealed)
		row.ClearLastEventAt()
	})
}

// mendWebhook changes what is not as it should be.
func (c *Client) mendWebhook(ctx context.Context, there polar.Webhook) error {
	if there.URL != c.cfg.WebhookURL || !sameEvents(there.Events) {
		changed, err := c.cfg.Polar.UpdateWebhook(ctx, there.ID, c.cfg.WebhookURL, webhookEvents())
		if err != nil {
			return err
		}
		if len(changed) > 0 {
			there = changed[0]
		}
	}
	if there.Active.Valid && !there.Active.V {
		c.cfg.Log.WarnContext(ctx, "Polar had switched the webhook off; switching it on")
		return c.cfg.Polar.ActivateWebhook(ctx)
	}
	return nil
}

// sameEvents reports whether a webhook tells of all events. Polar may list them in any order.
func sameEvents(events []string) bool {
	return !slices.ContainsFunc(webhookEvents(), func(e string) bool { return !slices.Contains(events, e) })
}
