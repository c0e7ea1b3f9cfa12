package jobs_test

import (
	"testing"
	"time"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/kindstate"
	"polarflow/ent/syncrun"
	"polarflow/pacing"
	"polarflow/polar/sandbox"
)

// What a reach-back has found under a clock that was a year ahead is found out again when the clock is right.
func TestReachBackUnderAWrongClock(t *testing.T) {
	t.Parallel()
	records := athlete(t, 50)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		wrong := now.AddDate(1, 0, 0)
		db.Ent.KindState.Update().Where(kindstate.KindNotIn(kind.Exercise, kind.PhysicalInfo)).SetReachDone(true).SetReachedDate(wrong.AddDate(0, -1, 0).Format(time.DateOnly)).
			SetReachNotedAt(wrong).SetThoroughAt(wrong).ExecX(b.ctx)
		run := b.queue(t, syncrun.TriggerMANUAL)
		b.await(t, run.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
		if b.reachBack() == nil {
			t.Fatal("no reach-back")
		}
		b.await(t, b.reachBack().ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
		b.checkHolds(t, records)
		b.checkReached(t)
		for _, s := range db.Ent.KindState.Query().AllX(b.ctx) {
			if s.ReachNotedAt != nil && s.ReachNotedAt.After(now) && pacing.Reaches(s.Kind) {
				t.Errorf("still noted in the future: %v", s)
			}
		}
	})
}

// A run that waits for Polar's limits goes on when these have room by the clock of the limits, whatever the clock of
// the queue says.
func TestLimitedRunGoesOn(t *testing.T) {
	t.Parallel()
	records := athlete(t, 3)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/activities", Times: 1}, sandbox.RateLimited(10*time.Hour))
		run, _ := b.request(t)
		b.await(t, run.ID, func(r *ent.SyncRun) bool { return r.Status == syncrun.StatusRATE_LIMITED })
		states := func() (states string) {
			if err := db.SQL.QueryRowContext(b.ctx, `SELECT state FROM river_job WHERE kind = 'sync'`).Scan(&states); err != nil {
				t.Fatal(err)
			}
			return states
		}
		for states() != "scheduled" { // River notes it a moment later
			time.Sleep(time.Millisecond)
		}
		for range 2 {
			if err := b.jobs.QueueDue(b.ctx); err != nil || states() != "scheduled" {
				t.Fatalf("while Polar has stopped us: %s, %v", states(), err)
			}
			b.advance(5*time.Hour - time.Minute)
		}
		b.advance(5 * time.Minute)
		if err := b.jobs.QueueDue(b.ctx); err != nil {
			t.Fatal(err)
		}
		ended := b.await(t, run.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
		if ended.Status != syncrun.StatusSUCCEEDED {
			t.Errorf("ended %s", ended.Status)
		}
	})
}
