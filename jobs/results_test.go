package jobs_test

import (
	"testing"
	"time"

	"polarflow/analytics"
	results "polarflow/athlete"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/kind"
	"polarflow/ent/resultstate"
)

// awaitResults returns a person's results when nothing is left to be computed.
func (b *bench) awaitResults(t *testing.T) []results.Result {
	t.Helper()
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		standing, err := results.Standings(b.ctx, b.db.Ent, b.person.ID)
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := standing[b.person.ID]; !ok || s.Pending {
			continue
		}
		found, err := results.Results(b.ctx, b.db.Ent, 0, analytics.DayOf(now)+1, b.person.ID)
		if err != nil {
			t.Fatal(err)
		}
		return found[b.person.ID]
	}
	t.Fatal("the results are not computed")
	return nil
}

// What a sync stores is computed after it. People who never had results are looked for when the workers start.
func TestResultsFollowSyncs(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, athlete(t, 40))
		if list := b.awaitResults(t); len(list) != 0 {
			t.Fatalf("%d results of somebody without records", len(list))
		}
		b.sync(t, kind.Sleep, kind.NightlyRecharge)
		list := b.awaitResults(t)
		if len(list) < 20 || !list[len(list)-1].Baseline(analytics.HRV).Value.OK() {
			t.Errorf("%d results after a sync of 28 days", len(list))
		}
		stored := db.Ent.ResultState.Query().Where(resultstate.UserID(b.person.ID)).OnlyX(b.ctx)
		b.sync(t, kind.Sleep, kind.NightlyRecharge)
		again := db.Ent.ResultState.Query().Where(resultstate.UserID(b.person.ID)).OnlyX(b.ctx)
		if stored.Mark != again.Mark {
			t.Error("a sync without news has results computed")
		}
	})
}
