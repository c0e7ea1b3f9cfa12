package jobs_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/kindstate"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// reachBack returns the person's reach-back as it stands, nil before it is queued.
func (b *bench) reachBack() *ent.SyncRun {
	run, _ := b.db.Ent.SyncRun.Query().Where(syncrun.ReachingBack(true)).WithResults().Order(ent.Desc(syncrun.FieldID)).First(b.ctx)
	return run
}

// The first connect reaches back as far as Polar goes, in a run of its own that goes on where it stopped.
func TestReachBack(t *testing.T) {
	t.Parallel()
	records := athlete(t, 50)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		first := b.queue(t, syncrun.TriggerCONNECT)
		ended := b.await(t, first.ID, finished)
		if ended.PolarRequests != 13 || len(ended.Edges.Results) != 13 {
			t.Errorf("the first sync itself took %d requests", ended.PolarRequests)
		}
		b.await(t, first.ID, func(*ent.SyncRun) bool { return b.reachBack() != nil && b.reachBack().PolarRequests > 20 })
		if err := b.jobs.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		halfway := b.reachBack()
		if halfway.FinishedAt != nil {
			t.Fatal("it was over before it was interrupted")
		}
		b.start(t)
		run := b.await(t, halfway.ID, finished)
		if run.Status != syncrun.StatusSUCCEEDED || run.Trigger != syncrun.TriggerREACH_BACK || run.HeldRequests != 0 {
			t.Errorf("%s by %s: %v", run.Status, run.Trigger, outcomes(run))
		}
		if n := b.polar.Count("/v3/"); n != run.PolarRequests+ended.PolarRequests {
			t.Errorf("%d requests, and the runs say %d and %d", n, ended.PolarRequests, run.PolarRequests)
		}
		b.checkHolds(t, records)
		b.checkReached(t)
		b.polar.ResetRequests()
		b.run(t, syncrun.TriggerMANUAL)
		if again := b.reachBack(); again.ID != run.ID {
			t.Error("a second reach-back began")
		}
	})
}

// checkHolds demands that every record is stored that Polar hands out by date.
func (b *bench) checkHolds(t *testing.T, records []sandbox.Record) {
	t.Helper()
	want := map[sandbox.Kind]int{}
	for _, r := range records {
		want[r.Kind]++
	}
	got := map[sandbox.Kind]int{
		sandbox.KindSleep:               b.db.Ent.Sleep.Query().CountX(b.ctx),
		sandbox.KindNightlyRecharge:     b.db.Ent.NightlyRecharge.Query().CountX(b.ctx),
		sandbox.KindActivity:            b.db.Ent.DailyActivity.Query().CountX(b.ctx),
		sandbox.KindContinuousHeartRate: b.db.Ent.ContinuousHeartRate.Query().CountX(b.ctx),
		sandbox.KindSkinTemperature:     b.db.Ent.SkinTemperature.Query().CountX(b.ctx),
		sandbox.KindSpo2:                b.db.Ent.Spo2Test.Query().CountX(b.ctx),
		sandbox.KindECG:                 b.db.Ent.EcgTest.Query().CountX(b.ctx),
	}
	for kind, n := range got {
		if n != want[kind] {
			t.Errorf("%s: %d records of %d", kind, n, want[kind])
		}
	}
}

// Days of which Polar does not tell the zone are read in the one in which the person woke up, of someone who lives far
// away too: the reach-back has to get the nights before the days.
func TestReachBackGetsNightsFirst(t *testing.T) {
	t.Parallel()
	b := prepare(t, dbtest.SQLite(t), athlete(t, 45))
	b.db.Ent.User.Update().SetTimeZone("America/New_York").ExecX(b.ctx)
	b.start(t)
	b.queue(t, syncrun.TriggerCONNECT)
	b.await(t, 1, func(*ent.SyncRun) bool { return b.reachBack() != nil && b.reachBack().FinishedAt != nil })
	woke, compared := map[string]int{}, 0
	for _, n := range b.db.Ent.Sleep.Query().AllX(b.ctx) {
		woke[n.Date] = n.EndOffsetSeconds
	}
	for _, d := range b.db.Ent.DailyActivity.Query().AllX(b.ctx) {
		offset, ok := woke[d.Date]
		if ok && d.UtcOffsetSeconds != offset {
			t.Errorf("%s was read with an offset of %d s, and the night ended with %d s", d.Date, d.UtcOffsetSeconds, offset)
		}
		if ok && d.Date < day(28) {
			compared++
		}
	}
	if compared < 10 {
		t.Errorf("only %d days that were reached back for have a night", compared)
	}
}

// checkReached demands that the reach-back of every kind is over, and has gone as far as it should.
func (b *bench) checkReached(t *testing.T) {
	t.Helper()
	got := map[string]string{}
	for _, s := range b.db.Ent.KindState.Query().Where(kindstate.ReachDone(true)).AllX(b.ctx) {
		got[s.Kind] = "at once"
		if s.ReachedDate != nil {
			got[s.Kind] = *s.ReachedDate
		}
	}
	// The records begin 49 days ago: nights are asked for until 30 are missing, the others by four weeks.
	want := map[string]string{
		"SLEEP": day(79), "NIGHTLY_RECHARGE": day(79), "DAILY_ACTIVITY": day(364), "CARDIO_LOAD": day(179),
		"EXERCISE": "at once", "PHYSICAL_INFO": "at once",
	}
	for k, date := range want {
		if got[k] != date {
			t.Errorf("%s reached %s, want %s", k, got[k], date)
		}
	}
	if len(got) != 13 {
		t.Errorf("reached: %v", got)
	}
}

// Polar's refusals do not stop a reach-back: what is too old is the end of its kind, and a kind that fails is left to
// the next one.
func TestReachBackWithFailures(t *testing.T) {
	t.Parallel()
	b := prepare(t, dbtest.SQLite(t), athlete(t, 30))
	b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/nightly-recharge/"}, sandbox.Status(400))
	stop := b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/sleep/"}, sandbox.Status(500))
	b.start(t)
	b.queue(t, syncrun.TriggerCONNECT)
	over := func(*ent.SyncRun) bool { return b.reachBack() != nil && b.reachBack().FinishedAt != nil }
	b.await(t, 1, over)
	run := b.reachBack()
	if diff := cmp.Diff(map[string]string{"SLEEP": "POLAR_FAILED"}, outcomes(run)); diff != "" || run.Status != syncrun.StatusPARTIAL {
		t.Errorf("%s: %s", run.Status, diff)
	}
	if a, c := b.polar.Count("/v3/users/sleep/"), b.polar.Count("/v3/users/nightly-recharge/"); a != 1 || c != 1 {
		t.Errorf("%d requests for nights and %d for recharges", a, c)
	}
	stop()
	b.run(t, syncrun.TriggerMANUAL)
	if again := b.reachBack(); again.ID != run.ID {
		t.Error("the next reach-back did not wait for a day")
	}
	b.advance(25 * time.Hour)
	b.await(t, b.queue(t, syncrun.TriggerMANUAL).ID, finished)
	b.await(t, run.ID, func(*ent.SyncRun) bool { return b.reachBack().ID != run.ID && b.reachBack().FinishedAt != nil })
	if again := b.reachBack(); again.Status != syncrun.StatusSUCCEEDED || len(again.Edges.Results) != 1 {
		t.Errorf("%s with %d kinds", again.Status, len(again.Edges.Results))
	}
}

// After a 401 a person costs nothing any more: neither the reach-back nor scheduled syncs ask again.
func TestNoRequestsAfterRevocation(t *testing.T) {
	t.Parallel()
	b := setUp(t, dbtest.SQLite(t), athlete(t, 30))
	b.queue(t, syncrun.TriggerCONNECT)
	b.await(t, 1, func(*ent.SyncRun) bool { return b.reachBack() != nil && b.reachBack().PolarRequests > 3 })
	b.polar.RevokeTokens(polarUser)
	b.await(t, b.reachBack().ID, finished)
	after := len(b.polar.Requests())
	if account := b.db.Ent.PolarAccount.Query().OnlyX(b.ctx); account.Status != polaraccount.StatusREVOKED {
		t.Errorf("the account is %s", account.Status)
	}
	b.db.Ent.PolarAccount.Update().SetNextSyncAt(now.Add(-time.Hour)).ExecX(b.ctx)
	if err := b.jobs.QueueDue(b.ctx); err != nil {
		t.Fatal(err)
	}
	if n := b.db.Ent.SyncRun.Query().Where(syncrun.FinishedAtIsNil()).CountX(b.ctx); n != 0 || len(b.polar.Requests()) != after {
		t.Errorf("%d runs are queued, %d requests were made", n, len(b.polar.Requests())-after)
	}
	refused := 0
	for _, r := range b.polar.Requests() {
		if r.Status == 401 {
			refused++
		}
	}
	if refused != 1 {
		t.Errorf("%d requests were refused", refused)
	}
}
