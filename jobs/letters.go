package jobs

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"entgo.io/ent/dialect/sql"
	"github.com/riverqueue/river"

	"polarflow/ent"
	"polarflow/ent/polarwebhook"
	"polarflow/ent/viewer"
	"polarflow/ent/webhookevent"
)

const (
	// mostLetters is how many notifications are written down at once.
	mostLetters = 500
	// writePatience bounds one try at writing, and all that an orderly end takes.
	writePatience = 10 * time.Second
	// soonest and latest are how long a failed write waits before the next try.
	soonest, latest = 50 * time.Millisecond, 5 * time.Second
)

// readLetters writes down what the inbox takes, until ctx ends, and then what is left.
func (c *Client) readLetters(ctx context.Context) {
	for {
		batch := c.inbox.collect(ctx)
		if len(batch) == 0 {
			break
		}
		c.storeLetters(ctx, batch)
		if len(c.inbox.letters) == 0 { // the database keeps up
			c.inbox.slow.Store(false)
		}
	}
	c.inbox.setOpen(false)
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), writePatience)
	defer cancel()
	for {
		batch := c.inbox.drain(nil)
		if len(batch) == 0 {
			return
		}
		c.storeLetters(rest, batch)
	}
}

// collect waits for a letter and returns it with those that came meanwhile, none when ctx ends.
func (i *inbox) collect(ctx context.Context) []*letter {
	select {
	case <-ctx.Done():
		return nil
	case l := <-i.letters:
		return i.drain([]*letter{l})
	}
}

// drain adds the letters that are there to a batch.
func (i *inbox) drain(batch []*letter) []*letter {
	for len(batch) < mostLetters {
		select {
		case l := <-i.letters:
			batch = append(batch, l)
		default:
			return batch
		}
	}
	return batch
}

// storeLetters writes a batch down, trying again until ctx ends.
func (c *Client) storeLetters(ctx context.Context, batch []*letter) {
	for wait := soonest; ; wait = min(2*wait, latest) {
		err := c.storeOnce(ctx, batch)
		if err == nil {
			break
		}
		c.cfg.Log.Error("write down Polar's notifications", "count", len(batch), "error", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
	for _, l := range batch {
		close(l.stored)
	}
}

// storeOnce writes the events of a batch that are not waiting already, with a job for each person of whom
// there is a new one.
func (c *Client) storeOnce(ctx context.Context, batch []*letter) error {
	ctx, cancel := context.WithTimeout(viewer.System(context.WithoutCancel(ctx)), writePatience)
	defer cancel()
	return c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		fresh, err := c.insertEvents(ctx, tx, batch)
		if err != nil {
			return err
		}
		if err := c.noteEvent(ctx, tx); err != nil || len(fresh) == 0 {
			return err
		}
		if _, err := c.river.InsertManyTx(ctx, tx.SQLTx(), fresh); err != nil {
			return fmt.Errorf("insert jobs: %w", err)
		}
		return nil
	})
}

// insertEvents writes the events and returns the jobs for those that are new: one for each person, since the
// first that runs takes all events of the person.
func (c *Client) insertEvents(ctx context.Context, tx *ent.Tx, batch []*letter) ([]river.InsertManyParams, error) {
	insert := sql.Dialect(c.cfg.DB.Dialect).Insert(webhookevent.Table).Columns(
		webhookevent.FieldPolarUserID, webhookevent.FieldEvent, webhookevent.FieldSubject, webhookevent.FieldReceivedAt)
	for _, l := range batch {
		insert.Values(l.event.polarUser, l.event.event, l.event.subject, c.now())
	}
	query, args := insert.OnConflict(sql.DoNothing()).
		Returning(webhookevent.FieldID, webhookevent.FieldPolarUserID).Query()
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("write events: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var fresh []river.InsertManyParams
	served := map[string]bool{}
	for rows.Next() {
		var id int
		var polarUser string
		if err := rows.Scan(&id, &polarUser); err != nil {
			return nil, fmt.Errorf("read event: %w", err)
		}
		if !served[polarUser] {
			served[polarUser] = true
			fresh = append(fresh, river.InsertManyParams{Args: WebhookEventArgs{ID: id}})
		}
	}
	return fresh, rows.Err()
}

// noteEvery is how exactly it is kept when the last event came.
const noteEvery = time.Minute

// noteEvent notes on the webhook that it is alive.
func (c *Client) noteEvent(ctx context.Context, tx *ent.Tx) error {
	now := c.now()
	_, err := tx.PolarWebhook.Update().
		Where(polarwebhook.Or(polarwebhook.LastEventAtIsNil(), polarwebhook.LastEventAtLT(now.Add(-noteEvery)),
			polarwebhook.LastEventAtGT(now.Add(clockSlack)))).
		SetLastEventAt(now).Save(ctx)
	if err != nil {
		return fmt.Errorf("note that the webhook is alive: %w", err)
	}
	return nil
}

// formatID writes an id of Polar's.
func formatID(id int64) string { return strconv.FormatInt(id, 10) }
