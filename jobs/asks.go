package jobs

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/syncask"
	"polarflow/polar"
)

// Ask is something new that Polar told of.
type Ask struct {
	Kind kind.Kind
	// Subject is a date, two dates with a slash between them, an exercise's id, or nothing for the kind as such.
	Subject string
}

// Ask notes what the person's run is to ask Polar for, in the transaction that then calls Enqueue: the run that is
// under way does it before it ends, or the one that is queued. What is noted twice is asked for once, unless it
// has been asked for in between.
func (c *Client) Ask(ctx context.Context, tx *ent.Tx, userID int, asks []Ask) error {
	if err := lock(ctx, tx, userID); err != nil {
		return err
	}
	for _, a := range asks {
		// A new row has a new id: a run that has asked Polar already, and not yet deleted the old one, does so again.
		_, err := tx.SyncAsk.Delete().
			Where(syncask.UserID(userID), syncask.Kind(a.Kind), syncask.Subject(a.Subject)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("replace ask: %w", err)
		}
		err = tx.SyncAsk.Create().SetUserID(userID).SetKind(a.Kind).SetSubject(a.Subject).SetNotedAt(c.now()).Exec(ctx)
		if err != nil {
			return fmt.Errorf("note ask: %w", err)
		}
	}
	return nil
}

// asked reads what is noted for the person and was not tried in vain by this worker, by kind.
func (r *run) asked(ctx context.Context, client *ent.Client) (map[kind.Kind][]*ent.SyncAsk, error) {
	all, err := client.SyncAsk.Query().Where(syncask.UserID(r.row.UserID)).Order(syncask.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read asks: %w", err)
	}
	byKind := map[kind.Kind][]*ent.SyncAsk{}
	for _, a := range all {
		if !r.tried[a.ID] {
			byKind[a.Kind] = append(byKind[a.Kind], a)
		}
	}
	return byKind, nil
}

// dropAsks deletes asks that are settled.
func dropAsks(ctx context.Context, tx *ent.Tx, asks []*ent.SyncAsk) error {
	if len(asks) == 0 {
		return nil
	}
	ids := make([]int, len(asks))
	for i, a := range asks {
		ids[i] = a.ID
	}
	if _, err := tx.SyncAsk.Delete().Where(syncask.IDIn(ids...)).Exec(ctx); err != nil {
		return fmt.Errorf("drop asks: %w", err)
	}
	return nil
}

// askedFor is how long an ask outlives failures of Polar's: then the routine syncs have looked at it often enough.
const askedFor = 24 * time.Hour

// hopeless returns the asks that are not to be tried again after a failure.
func hopeless(asks []*ent.SyncAsk, o outcome, now time.Time) []*ent.SyncAsk {
	var list []*ent.SyncAsk
	for _, a := range asks {
		if o.verdict == refused || now.Sub(a.NotedAt) > askedFor {
			list = append(list, a)
		}
	}
	return list
}

// daysOf returns the days that a subject names, and false when it names none.
func daysOf(subject string) (window, bool) {
	first, last, two := strings.Cut(subject, "/")
	if !two {
		last = first
	}
	from, err := polar.ParseDate(first)
	to, err2 := polar.ParseDate(last)
	return window{from, to}, err == nil && err2 == nil && !from.After(to)
}

// coveredBy returns the asks that are settled by looking at these days of their kind, or at the kind as such.
func coveredBy(asks []*ent.SyncAsk, days window) []*ent.SyncAsk {
	return slices.DeleteFunc(slices.Clone(asks), func(a *ent.SyncAsk) bool {
		wanted, dated := daysOf(a.Subject)
		return dated && (days.from.After(wanted.from) || wanted.to.After(days.to))
	})
}

// spanOf returns the days from the first to the last one that asks name, and false when one names none.
func spanOf(asks []*ent.SyncAsk) (window, bool) {
	var all window
	for i, a := range asks {
		days, ok := daysOf(a.Subject)
		if !ok {
			return window{}, false
		}
		if i == 0 || all.from.After(days.from) {
			all.from = days.from
		}
		if i == 0 || days.to.After(all.to) {
			all.to = days.to
		}
	}
	return all, len(asks) > 0
}
