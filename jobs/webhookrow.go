package jobs

import (
	"context"
	"errors"
	"fmt"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/pacing"
	"polarflow/polar"
)

// readWebhook reads what is known of the webhook, nil for nothing.
func readWebhook(ctx context.Context, client *ent.Client) (*ent.PolarWebhook, error) {
	row, err := client.PolarWebhook.Query().First(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read webhook: %w", err)
	}
	return row, nil
}

// storeWebhook changes the row, making it first where there is none, and has every process read it.
func (c *Client) storeWebhook(ctx context.Context, change func(*ent.PolarWebhookMutation)) error {
	return c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		row, err := readWebhook(ctx, tx.Client())
		if err == nil && row == nil {
			row, err = tx.PolarWebhook.Create().SetPolarID("").SetURL(c.cfg.WebhookURL).SetSecret([]byte{}).Save(ctx)
		}
		if err != nil {
			return fmt.Errorf("make webhook: %w", err)
		}
		update := tx.PolarWebhook.UpdateOne(row)
		change(update.Mutation())
		if err := update.Exec(ctx); err != nil {
			return fmt.Errorf("write webhook: %w", err)
		}
		return c.cfg.DB.Announce(ctx, tx, database.TopicWebhook)
	})
}

// noteWebhook writes down how the webhook is after it was looked after, and tells the operator of a new problem.
func (c *Client) noteWebhook(ctx context.Context, failure error) error {
	problem, broken := c.webhookProblem(failure)
	before, err := readWebhook(ctx, c.cfg.DB.Ent)
	if err != nil {
		return err
	}
	if failure != nil && (before == nil || before.Problem == nil || *before.Problem != problem) {
		c.cfg.Log.WarnContext(ctx, "Polar's webhook does not work: "+problem, "error", failure)
	}
	return c.storeWebhook(ctx, func(row *ent.PolarWebhookMutation) {
		if failure != nil {
			row.SetProblem(problem)
			if broken {
				row.SetActive(false)
			}
			return
		}
		row.SetURL(c.cfg.WebhookURL)
		row.SetActive(true)
		row.SetCheckedAt(c.now())
		row.ClearProblem()
	})
}

// webhookProblem says in plain words why the webhook could not be looked after, and whether that means that it
// does not work.
func (c *Client) webhookProblem(failure error) (text string, broken bool) {
	switch {
	case errors.Is(failure, errTaken):
		return "Another server has registered this Polar client's one webhook for itself. Give each server a client of its own at admin.polaraccesslink.com, or set WEBHOOKS_ENABLED=false on one of them.", true
	case errors.Is(failure, polar.ErrUnauthorized), errors.Is(failure, polar.ErrForbidden):
		return "Polar does not accept POLAR_CLIENT_ID and POLAR_CLIENT_SECRET.", true
	case errors.Is(failure, polar.ErrBadRequest):
		return "Polar did not get an answer from " + c.cfg.WebhookURL + ". BASE_URL has to be an address that can be reached from the internet over https.", true
	case errors.Is(failure, polar.ErrRateLimited):
		return "Polar's request limit is used up; the webhook is looked after later.", false
	case errors.Is(failure, polar.ErrConflict), errors.Is(failure, polar.ErrNotFound):
		return "The webhook changed at Polar in the meantime; this is tried again.", true
	}
	return "The webhook could not be looked after; this is tried again.", false
}

// webhooksAlive reports whether Polar tells of news, so that people need to be polled less often.
func (c *Client) webhooksAlive(ctx context.Context) (bool, error) {
	if c.cfg.WebhookURL == "" {
		return false, nil
	}
	row, err := readWebhook(ctx, c.cfg.DB.Ent)
	if err != nil || row == nil {
		return false, err
	}
	return pacing.WebhooksAlive(row.Active, timeOf(row.LastEventAt), c.now()), nil
}
