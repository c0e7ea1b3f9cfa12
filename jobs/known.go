package jobs

import (
	"context"
	"fmt"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/kindstate"
	"polarflow/ent/polaraccount"
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
	known, err := newestOf(ctx, client, userID)
	if err != nil {
		return nil, err
	}
	for _, s := range states {
		k := known[s.Kind]
		k.AnsweredAt, k.ThoroughAt = timeOf(s.AnsweredAt), timeOf(s.ThoroughAt)
		known[s.Kind] = k
	}
	return known, nil
}

// newestQuery asks for one kind of a person whether there is a record, and for the date of the newest. Both are the end of
// an index, however many records there are.
const newestQuery = `SELECT CAST($%d AS text),
	EXISTS (SELECT 1 FROM record_states WHERE user_id = $1 AND kind = $%[1]d AND deleted = false),
	(SELECT max(date) FROM record_states WHERE user_id = $1 AND kind = $%[1]d AND deleted = false)`

// newestOf returns which kinds the person has, and from when the newest record of each is.
func newestOf(ctx context.Context, client *ent.Client, userID int) (map[kind.Kind]pacing.Known, error) {
	args, queries := []any{userID}, []string{}
	for _, k := range kind.All() {
		args = append(args, k)
		queries = append(queries, fmt.Sprintf(newestQuery, len(args)))
	}
	rows, err := client.QueryContext(ctx, strings.Join(queries, " UNION ALL "), args...)
	if err != nil {
		return nil, fmt.Errorf("read newest records: %w", err)
	}
	defer func() { _ = rows.Close() }()
	known := map[kind.Kind]pacing.Known{}
	for rows.Next() {
		var k string
		var has bool
		var newest sql.NullString
		if err := rows.Scan(&k, &has, &newest); err != nil {
			return nil, fmt.Errorf("read newest records: %w", err)
		}
		known[k] = pacing.Known{Has: has, Newest: newest.String}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read newest records: %w", err)
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
