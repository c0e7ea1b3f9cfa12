package rows

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
)

// LatestSync returns the person's sync that was queued last, nil before the first. One that reaches back is not
// meant: it goes on for long beside the others, and says nothing about how new the data is.
func (r *Reader) LatestSync(ctx context.Context, person *ent.User) (*ent.SyncRun, error) {
	return r.tables.latestSyncs.load(ctx, r, r.originOf(person), none{})
}

// fetchLatestSyncs reads everybody's in one statement.
func (t *Tables) fetchLatestSyncs(ctx context.Context, _ none, people []int) (map[int]*ent.SyncRun, error) {
	q := t.client.SyncRun.Query()
	q.Modify(func(s *sql.Selector) {
		s.Where(sql.EQ(s.C("reaching_back"), false))
		limitEach(s, "user_id", people, []string{"queued_at", "id"}, true, 1)
	})
	found, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read latest syncs: %w", err)
	}
	latest := make(map[int]*ent.SyncRun, len(found))
	for _, run := range found {
		latest[run.UserID] = run
	}
	return latest, nil
}
