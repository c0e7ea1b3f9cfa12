package jobs_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/jobs"
	"polarflow/polar/sandbox"
)

// crowd is many people in a database whose jobs nobody works.
type crowd struct {
	*bench
	names map[int]string
}

func newCrowd(t *testing.T, db *database.DB) *crowd {
	t.Helper()
	c := &crowd{bench: prepare(t, db, nil), names: map[int]string{}}
	cfg := c.config()
	cfg.Work = false
	var err error
	if c.jobs, err = jobs.New(cfg); err != nil {
		t.Fatal(err)
	}
	if err := c.jobs.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.jobs.Stop(t.Context()) })
	return c
}

// join adds a person who was synced so long ago and is due in so long.
func (c *crowd) join(name string, synced, due time.Duration) int {
	person := c.db.Ent.User.Create().SaveX(c.ctx)
	c.names[person.ID] = name
	c.db.Ent.PolarAccount.Create().SetUserID(person.ID).SetPolarUserID(name).SetMemberID(name).SetToken([]byte{1}).
		SetLastSyncedAt(now.Add(-synced)).SetNextSyncAt(now.Add(due)).ExecX(c.ctx)
	return person.ID
}

// queued returns who has a run, in the order in which the runs were queued.
func (c *crowd) queued() []string {
	var names []string
	for _, r := range c.db.Ent.SyncRun.Query().Where(syncrun.TriggerEQ(syncrun.TriggerSCHEDULED)).Order(ent.Asc(syncrun.FieldID)).AllX(c.ctx) {
		names = append(names, c.names[r.UserID])
	}
	return names
}

// The most stale come first; a broken connection and a run under way count for nothing; who is looking is due early.
func TestWhoIsDue(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCrowd(t, db)
		c.join("fresh", 10*time.Minute, 50*time.Minute)
		c.join("stale", 2*time.Hour, -time.Minute)
		c.join("stalest", 9*time.Hour, -time.Second)
		never := c.join("never", 0, -time.Minute)
		db.Ent.PolarAccount.Update().Where(polaraccount.UserID(never)).ClearLastSyncedAt().ExecX(c.ctx)
		revoked := c.join("revoked", 90*time.Hour, -80*time.Hour)
		db.Ent.PolarAccount.Update().Where(polaraccount.UserID(revoked)).SetStatus(polaraccount.StatusREVOKED).ExecX(c.ctx)
		busy := c.join("busy", 5*time.Hour, -time.Hour)
		db.Ent.SyncRun.Create().SetUserID(busy).SetTrigger(syncrun.TriggerMANUAL).SetKinds([]string{}).ExecX(c.ctx)
		reaching := c.join("reaching", 3*time.Hour, -time.Hour)
		db.Ent.SyncRun.Create().SetUserID(reaching).SetTrigger(syncrun.TriggerREACH_BACK).SetReachingBack(true).SetKinds([]string{}).ExecX(c.ctx)
		signedIn := c.join("signed in", 20*time.Minute, 40*time.Minute)
		db.Ent.Session.Create().SetUserID(signedIn).SetHash([]byte{1}).SetAddress("").SetAgent("").
			SetLastSeenAt(now.Add(-time.Minute)).SetExpiresAt(now.Add(time.Hour)).ExecX(c.ctx)
		caller := c.join("caller", 20*time.Minute, 40*time.Minute)
		db.Ent.ApiToken.Create().SetUserID(caller).SetName("").SetPrefix("").SetHash([]byte{1}).SetScopes([]string{}).
			SetLastUsedAt(now.Add(-4 * time.Minute)).ExecX(c.ctx)
		failing := c.join("failing", 20*time.Minute, 40*time.Minute)
		db.Ent.ApiToken.Create().SetUserID(failing).SetName("").SetPrefix("").SetHash([]byte{2}).SetScopes([]string{}).
			SetLastUsedAt(now.Add(-4 * time.Minute)).ExecX(c.ctx)
		db.Ent.SyncRun.Create().SetUserID(failing).SetTrigger(syncrun.TriggerMANUAL).SetKinds([]string{}).
			SetStatus(syncrun.StatusFAILED).SetQueuedAt(now.Add(-2 * time.Minute)).SetFinishedAt(now.Add(-time.Minute)).ExecX(c.ctx)
		c.join("wrong clock", -72*time.Hour, 73*time.Hour)
		gone := c.join("gone", 20*time.Minute, 40*time.Minute)
		db.Ent.Session.Create().SetUserID(gone).SetHash([]byte{2}).SetAddress("").SetAgent("").
			SetLastSeenAt(now.Add(-6 * time.Minute)).SetExpiresAt(now.Add(time.Hour)).ExecX(c.ctx)
		for range 2 { // the second time nobody is left
			if err := c.jobs.QueueDue(c.ctx); err != nil {
				t.Fatal(err)
			}
		}
		want := []string{"signed in", "caller", "never", "stalest", "reaching", "stale", "wrong clock"}
		if diff := cmp.Diff(want, c.queued()); diff != "" {
			t.Error(diff)
		}
	})
}

// No more are queued than Polar's limits let begin.
func TestDueWithinTheLimits(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCrowd(t, db)
		for i := range 30 {
			c.join(fmt.Sprint(i), time.Duration(100-i)*time.Hour, -time.Minute)
		}
		// 80 % of 200 are for scheduled syncs, 60 are used and 20 promised: 80 are left, for ten of eight requests.
		db.Ent.PolarBudget.Create().SetUpdatedAt(now).SetShortLimit(200).SetShortUsed(60).SetShortResetsAt(now.Add(10 * time.Minute)).
			SetLongLimit(5100).SetLongUsed(60).SetLongResetsAt(now.Add(20 * time.Hour)).ExecX(c.ctx)
		holder := db.Ent.User.Create().SaveX(c.ctx)
		db.Ent.SyncRun.Create().SetUserID(holder.ID).SetTrigger(syncrun.TriggerMANUAL).SetKinds([]string{}).
			SetStatus(syncrun.StatusRUNNING).SetHeldRequests(20).ExecX(c.ctx)
		for range 3 {
			if err := c.jobs.QueueDue(c.ctx); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff([]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, c.queued()); diff != "" {
			t.Error(diff)
		}
	})
}

// Where one sync more may begin, one is queued, also when it is that of somebody who looks.
func TestDueAtTheEdge(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newCrowd(t, db)
		for i := range 5 {
			c.join(fmt.Sprint(i), 10*time.Hour, -time.Minute)
		}
		looking := c.join("looking", time.Hour, time.Hour)
		db.Ent.ApiToken.Create().SetUserID(looking).SetName("").SetPrefix("").SetHash([]byte{1}).SetScopes([]string{}).
			SetLastUsedAt(now.Add(-time.Minute)).ExecX(c.ctx)
		db.Ent.PolarBudget.Create().SetUpdatedAt(now).SetShortLimit(200).SetShortUsed(150).SetShortResetsAt(now.Add(10 * time.Minute)).
			SetLongLimit(5100).SetLongUsed(150).SetLongResetsAt(now.Add(20 * time.Hour)).ExecX(c.ctx)
		if err := c.jobs.QueueDue(c.ctx); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"looking"}, c.queued()); diff != "" {
			t.Error(diff)
		}
	})
}

// A button that is pressed again while Polar's limit is waited for changes nothing but the kinds.
func TestButtonTwiceOnAWaitingRun(t *testing.T) {
	t.Parallel()
	records := athlete(t, 3)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := prepare(t, db, records)
		until := now.Add(10 * time.Minute)
		db.Ent.PolarBudget.Create().SetUpdatedAt(now).SetShortLimit(200).SetShortUsed(1).SetShortResetsAt(until).SetLongLimit(5100).SetLongUsed(1).
			SetLongResetsAt(now.Add(20 * time.Hour)).SetStoppedUntil(until).ExecX(b.ctx)
		b.start(t)
		waiting := b.queue(t, syncrun.TriggerSCHEDULED)
		isPaused := func(r *ent.SyncRun) bool { return r.Status == syncrun.StatusRATE_LIMITED }
		b.await(t, waiting.ID, isPaused)
		first, _ := b.request(t)
		paused := b.await(t, waiting.ID, func(r *ent.SyncRun) bool { return isPaused(r) && r.JobID == first.JobID })
		if paused.JobID == waiting.JobID {
			t.Error("the button did not hurry the run")
		}
		b.request(t)
		b.queue(t, syncrun.TriggerWEBHOOK)
		again := b.db.Ent.SyncRun.GetX(b.ctx, waiting.ID)
		if again.Status != syncrun.StatusRATE_LIMITED || again.ResumesAt == nil || again.JobID != paused.JobID || len(again.Kinds) != 13 {
			t.Errorf("after the second press: %s until %v, job %d after %d, kinds %v", again.Status, again.ResumesAt, again.JobID, paused.JobID, again.Kinds)
		}
	})
}

// A person who presses the button does not wait behind their own scheduled sync.
func TestButtonHurriesAWaitingRun(t *testing.T) {
	t.Parallel()
	records := athlete(t, 5)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := prepare(t, db, records)
		db.Ent.PolarBudget.Create().SetUpdatedAt(now).SetShortLimit(200).SetShortUsed(155).SetShortResetsAt(now.Add(10 * time.Minute)).
			SetLongLimit(5100).SetLongUsed(155).SetLongResetsAt(now.Add(20 * time.Hour)).ExecX(b.ctx)
		b.start(t)
		waiting := b.queue(t, syncrun.TriggerSCHEDULED)
		b.await(t, waiting.ID, func(r *ent.SyncRun) bool { return r.Status == syncrun.StatusRATE_LIMITED })
		run, already := b.request(t)
		if run.ID != waiting.ID || !already {
			t.Errorf("run %d was queued besides %d", run.ID, waiting.ID)
		}
		if ended := b.await(t, waiting.ID, finished); len(ended.Edges.Results) != 13 || ended.Status != syncrun.StatusSUCCEEDED {
			t.Errorf("%s with %d kinds", ended.Status, len(ended.Edges.Results))
		}
	})
}

// A failing person is tried again later and later.
func TestRetriesBackOff(t *testing.T) {
	t.Parallel()
	b := setUp(t, dbtest.SQLite(t), nil)
	b.run(t, syncrun.TriggerMANUAL)
	b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/"}, sandbox.Status(503))
	least := 10 * time.Minute
	for range 8 {
		b.advance(7 * time.Hour)
		b.await(t, b.queue(t, syncrun.TriggerSCHEDULED).ID, finished)
		wait := b.db.Ent.PolarAccount.Query().OnlyX(b.ctx).NextSyncAt.Sub(b.clock())
		if wait < least || wait > least+least/4 {
			t.Errorf("due again in %s, want %s and a quarter at most", wait, least)
		}
		least = min(2*least, 6*time.Hour)
	}
}
