package jobs

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/kindstate"
	"polarflow/ent/polaraccount"
	"polarflow/ent/recordstate"
	"polarflow/ent/syncrun"
	"polarflow/pacing"
)

// occasionOf returns why a run happens: an account that was never synced begins with everything.
func occasionOf(account *ent.PolarAccount, t syncrun.Trigger, class pacing.Class) pacing.Occasion {
	switch {
	case account.LastSyncedAt == nil || t == syncrun.TriggerCONNECT:
		return pacing.FirstConnect
	case class == pacing.Manual:
		return pacing.Button
	}
	return pacing.Routine
}

// knownOf returns what earlier syncs know of each kind.
func knownOf(ctx context.Context, client *ent.Client, userID int) (map[kind.Kind]pacing.Known, error) {
	states, err := readStates(ctx, client, userID)
	if err != nil {
		return nil, err
	}
	var held []struct {
		Kind   string         `sql:"kind"`
		Newest sql.NullString `sql:"newest"`
	}
	err = client.RecordState.Query().Where(recordstate.UserID(userID), recordstate.Deleted(false)).
		Modify(func(s *sql.Selector) {
			s.Select(s.C("kind"), sql.As(sql.Max(s.C("date")), "newest")).GroupBy(s.C("kind"))
		}).Scan(ctx, &held)
	if err != nil {
		return nil, fmt.Errorf("read newest records: %w", err)
	}
	known := map[kind.Kind]pacing.Known{}
	for _, h := range held {
		known[h.Kind] = pacing.Known{Has: true, Newest: h.Newest.String}
	}
	for _, s := range states {
		k := known[s.Kind]
		k.AnsweredAt, k.ThoroughAt = timeOf(s.AnsweredAt), timeOf(s.ThoroughAt)
		known[s.Kind] = k
	}
	return known, nil
}

// readStates returns how far the person's syncs have come with each kind that was asked for.
func readStates(ctx context.Context, client *ent.Client, userID int) ([]*ent.KindState, error) {
	states, err := client.KindState.Query().Where(kindstate.UserID(userID)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read states of kinds: %w", err)
	}
	return states, nil
}

func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// connected reports whether the connection works, as far as is known.
func connected(account *ent.PolarAccount) bool { return account.Status == polaraccount.StatusACTIVE }
