package engine

import (
	"context"
	"fmt"
	"time"

	"polarflow/ent"
	"polarflow/pacing"
)

// Webhook says how this client's webhook at Polar stands.
type Webhook struct {
	// URL is where Polar sends events.
	URL string
	// Active is what Polar last said, and Alive that events are coming, too.
	Active, Alive bool
	// CheckedAt is when Polar last said how it is, LastEventAt when the last genuine event came; nil for never.
	CheckedAt, LastEventAt *time.Time
	// Problem says why it does not work; nil when it does.
	Problem *string
	// Waiting are the events that no job has taken up yet.
	Waiting int
}

// Webhook reads how the webhook stands, nil when there is none. It takes two statements.
func (r *Reader) Webhook(ctx context.Context) (*Webhook, error) {
	ctx = system(ctx)
	row, err := r.DB.Ent.PolarWebhook.Query().First(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read webhook: %w", err)
	}
	w := &Webhook{
		URL: row.URL, Active: row.Active, Alive: r.isTelling(row),
		CheckedAt: row.CheckedAt, LastEventAt: row.LastEventAt, Problem: row.Problem,
	}
	if w.Waiting, err = r.DB.Ent.WebhookEvent.Query().Count(ctx); err != nil {
		return nil, fmt.Errorf("count webhook events: %w", err)
	}
	return w, nil
}

// isTelling reports whether the webhook tells of news.
func (r *Reader) isTelling(row *ent.PolarWebhook) bool {
	return row.LastEventAt != nil && pacing.WebhooksAlive(row.Active, *row.LastEventAt, r.Now())
}
