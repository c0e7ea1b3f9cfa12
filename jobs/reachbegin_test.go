package jobs_test

import (
	"net/http"
	"testing"
	"time"

	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// reached queues a sync and waits for its end, and for that of a reach-back.
func (b *bench) reached(t *testing.T, trigger syncrun.Trigger) (run, back *ent.SyncRun) {
	t.Helper()
	run = b.await(t, b.queue(t, trigger).ID, finished)
	b.await(t, run.ID, func(*ent.SyncRun) bool { return b.reachBack() != nil && finished(b.reachBack()) })
	return run, b.reachBack()
}

// What a first sync could not get is fetched by the reach-back: a later sync does not look back as far.
func TestReachBackBeginsWhereSyncsEnded(t *testing.T) {
	t.Parallel()
	records := athlete(t, 28)
	b := setUp(t, dbtest.SQLite(t), records)
	b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/activities", Times: 1}, sandbox.Status(http.StatusInternalServerError))
	if run, _ := b.reached(t, syncrun.TriggerCONNECT); run.Status != syncrun.StatusPARTIAL {
		t.Fatal("the first sync ended ", run.Status)
	}
	b.advance(72 * time.Hour)
	b.await(t, b.queue(t, syncrun.TriggerMANUAL).ID, finished)
	b.checkHolds(t, records)
}

// A reach-back that did not get everything is followed by another a day later, even if the clock was wrong when it
// ended.
func TestReachBackAfterWrongClock(t *testing.T) {
	t.Parallel()
	b := setUp(t, dbtest.SQLite(t), athlete(t, 40))
	stop := b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/sleepwise/alertness"}, sandbox.Status(http.StatusInternalServerError))
	_, first := b.reached(t, syncrun.TriggerCONNECT)
	stop()
	first = first.Update().SetFinishedAt(b.clock().AddDate(0, 0, 100)).SaveX(b.ctx)
	b.advance(25 * time.Hour)
	if _, second := b.reached(t, syncrun.TriggerMANUAL); second.ID == first.ID || second.Status != syncrun.StatusSUCCEEDED {
		t.Errorf("the reach-back that ended %s at %s is the last one, at %s", first.Status, first.FinishedAt, b.clock())
	}
}
