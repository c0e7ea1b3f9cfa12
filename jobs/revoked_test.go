package jobs_test

import (
	"net/http"
	"testing"
	"time"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
)

// After a 401 at most three requests that were already on their way reach Polar, the reach-back's included, and
// nobody asks for the person again.
func TestRevokedIsLeftAlone(t *testing.T) {
	t.Parallel()
	records := athlete(t, 60)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := prepare(t, db, records)
		db.Ent.KindState.Delete().ExecX(b.ctx) // so that a reach-back is under way
		b.start(t)
		b.sync(t)
		b.pollUntil(t, func() bool {
			return db.Ent.SyncRun.Query().Where(syncrun.ReachingBack(true), syncrun.PolarRequestsGT(0)).ExistX(b.ctx)
		})
		b.polar.RevokeTokens(polarUser)
		run, _ := b.request(t)
		ended := b.await(t, run.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
		if ended.Status != syncrun.StatusFAILED {
			t.Errorf("the run is %s", ended.Status)
		}
		b.pollUntil(t, func() bool { return !db.Ent.SyncRun.Query().Where(syncrun.FinishedAtIsNil()).ExistX(b.ctx) })
		time.Sleep(300 * time.Millisecond)
		refused := 0
		for _, r := range b.polar.Requests() {
			if r.Status == http.StatusUnauthorized {
				refused++
			}
		}
		if refused < 1 || refused > 1+3 {
			t.Errorf("Polar refused the token %d times", refused)
		}
		if a := db.Ent.PolarAccount.Query().OnlyX(b.ctx); a.Status != polaraccount.StatusREVOKED {
			t.Errorf("the connection is %s", a.Status)
		}
	})
}
