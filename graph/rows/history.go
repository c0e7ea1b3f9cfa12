package rows

import (
	"context"
	"fmt"

	"polarflow/ent"
	"polarflow/ent/kindstate"
)

// HistoryOf returns how far back each kind of record of an account's person has been fetched, in the order of the
// kinds' names; kinds that the reach-back has not begun with are missing.
func (r *Reader) HistoryOf(ctx context.Context, account *ent.PolarAccount) ([]*ent.KindState, error) {
	return r.tables.history.load(ctx, r, r.originOf(account), none{})
}

// accountPlace returns whose connection it is.
func accountPlace(a *ent.PolarAccount) place { return place{user: a.UserID} }

// fetchHistory reads everybody's in one statement.
func (t *Tables) fetchHistory(ctx context.Context, _ none, people []int) (map[int][]*ent.KindState, error) {
	found, err := t.client.KindState.Query().
		Where(kindstate.UserIDIn(people...), kindstate.Or(kindstate.ReachedDateNotNil(), kindstate.ReachDone(true))).
		Order(kindstate.ByKind()).
		Select(kindstate.FieldUserID, kindstate.FieldKind, kindstate.FieldReachedDate, kindstate.FieldReachDone).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read how far back: %w", err)
	}
	history := make(map[int][]*ent.KindState, len(people))
	for _, s := range found {
		history[s.UserID] = append(history[s.UserID], s)
	}
	return history, nil
}
