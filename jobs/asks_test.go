package jobs_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/jobs"
	"polarflow/polar/sandbox"
)

// day returns the date so many days before the tests take place.
func day(before int) string { return now.AddDate(0, 0, -before).Format(time.DateOnly) }

// A run that was queued by webhooks asks Polar for exactly what they told of.
func TestAsks(t *testing.T) {
	t.Parallel()
	records := athlete(t, 40)
	today, yesterday := day(0), day(1)
	b := setUp(t, dbtest.SQLite(t), records)
	b.run(t, syncrun.TriggerMANUAL)
	for name, test := range map[string]struct {
		asks []jobs.Ask
		want []string
	}{
		"one night":       {[]jobs.Ask{{"SLEEP", yesterday}}, []string{"sleep/" + yesterday}},
		"told twice":      {[]jobs.Ask{{"SLEEP", yesterday}, {"SLEEP", yesterday}}, []string{"sleep/" + yesterday}},
		"two nights":      {[]jobs.Ask{{"SLEEP", yesterday}, {"SLEEP", today}}, []string{"sleep/" + yesterday, "sleep/" + today}},
		"many nights":     {[]jobs.Ask{{"SLEEP", day(3)}, {"SLEEP", day(2)}, {"SLEEP", yesterday}, {"SLEEP", today}}, []string{"sleep"}},
		"old nights":      {[]jobs.Ask{{"SLEEP", day(30)}, {"SLEEP", day(31)}, {"SLEEP", day(32)}}, []string{"sleep/" + day(30), "sleep/" + day(31), "sleep/" + day(32)}},
		"wrong order":     {[]jobs.Ask{{"NIGHTLY_RECHARGE", today}, {"SLEEP", today}}, []string{"sleep/" + today, "nightly-recharge/" + today}},
		"days":            {[]jobs.Ask{{"DAILY_ACTIVITY", yesterday}, {"DAILY_ACTIVITY", day(3)}}, []string{"activities " + day(3) + "/" + yesterday}},
		"a period":        {[]jobs.Ask{{"ALERTNESS", day(2) + "/" + today}}, []string{"sleepwise/alertness/date " + day(2) + "/" + today}},
		"a long period":   {[]jobs.Ask{{"ALERTNESS", "2001-01-01/" + today}}, []string{"sleepwise/alertness/date " + day(27) + "/" + today}},
		"the body":        {[]jobs.Ask{{"PHYSICAL_INFO", ""}}, []string{"physical-info"}},
		"the body, dated": {[]jobs.Ask{{"PHYSICAL_INFO", day(40)}}, []string{"physical-info"}},
		"not a date":      {[]jobs.Ask{{"SLEEP", "soon"}}, []string{"sleep"}},
		"no exercise":     {[]jobs.Ask{{"EXERCISE", "unheard"}}, []string{"exercises/unheard"}},
		"many exercises":  {[]jobs.Ask{{"EXERCISE", "a"}, {"EXERCISE", "b"}, {"EXERCISE", "c"}}, []string{"exercises"}},
		"nothing":         {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			due := b.db.Ent.PolarAccount.Query().OnlyX(b.ctx).NextSyncAt
			run := b.run(t, syncrun.TriggerWEBHOOK, test.asks...)
			if diff := cmp.Diff(test.want, b.paths()); diff != "" {
				t.Error(diff)
			}
			for _, res := range run.Edges.Results {
				if res.Created+res.Updated > 0 && (name != "old nights" || res.Created != 3) {
					t.Errorf("what had come already came again: %v", res)
				}
			}
			if n := b.db.Ent.SyncAsk.Query().CountX(b.ctx); n != 0 {
				t.Errorf("%d asks are left", n)
			}
			if next := b.db.Ent.PolarAccount.Query().OnlyX(b.ctx).NextSyncAt; !next.Equal(due) {
				t.Errorf("the webhook moved the next sync from %s to %s", due, next)
			}
		})
	}
}

// What is told of while a run is under way is asked for before that ends, and a second time if it came after the
// request for it.
func TestAskDuringARun(t *testing.T) {
	t.Parallel()
	records := athlete(t, 10)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		b.run(t, syncrun.TriggerMANUAL)
		b.polar.ResetRequests()
		b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/physical-info", Times: 1}, sandbox.SlowBody(200))
		run := b.queue(t, syncrun.TriggerMANUAL)
		b.await(t, run.ID, func(*ent.SyncRun) bool { return b.polar.Count("/v3/users/physical-info") == 1 })
		if again := b.queue(t, syncrun.TriggerWEBHOOK, jobs.Ask{Kind: "SLEEP", Subject: day(0)}); again.ID != run.ID {
			t.Errorf("run %d was queued besides %d", again.ID, run.ID)
		}
		ended := b.await(t, run.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
		if n := b.polar.Count("/v3/users/sleep/" + day(0)); n != 1 || ended.PolarRequests != 14 {
			t.Errorf("the night was asked for %d times, in %d requests", n, ended.PolarRequests)
		}
		if n := db.Ent.SyncAsk.Query().CountX(b.ctx); n != 0 {
			t.Errorf("%d asks are left", n)
		}
	})
}

// What Polar failed to answer is asked for again with the next sync, for a day.
func TestAskOutlivesAFailure(t *testing.T) {
	t.Parallel()
	b := setUp(t, dbtest.SQLite(t), athlete(t, 40))
	b.run(t, syncrun.TriggerMANUAL)
	stop := b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/sleep/"}, sandbox.Status(503))
	run := b.queue(t, syncrun.TriggerWEBHOOK, jobs.Ask{Kind: "SLEEP", Subject: day(35)})
	failed := b.await(t, run.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
	if n := b.db.Ent.SyncAsk.Query().CountX(b.ctx); n != 1 || failed.Status != syncrun.StatusFAILED {
		t.Fatalf("%s, and %d asks are left", failed.Status, n)
	}
	account := b.db.Ent.PolarAccount.Query().OnlyX(b.ctx)
	if wait := account.NextSyncAt.Sub(now); wait < 10*time.Minute || wait > 15*time.Minute {
		t.Errorf("due again in %s", wait)
	}
	stop()
	b.run(t, syncrun.TriggerSCHEDULED)
	if n := b.polar.Count("/v3/users/sleep/" + day(35)); n != 1 {
		t.Errorf("the night was asked for %d times", n)
	}
	b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/sleep/"}, sandbox.Status(503))
	b.queue(t, syncrun.TriggerWEBHOOK, jobs.Ask{Kind: "SLEEP", Subject: day(36)})
	for range 3 {
		b.advance(13 * time.Hour)
		again := b.queue(t, syncrun.TriggerWEBHOOK)
		b.await(t, again.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
	}
	if n := b.db.Ent.SyncAsk.Query().CountX(b.ctx); n != 0 {
		t.Errorf("after more than a day %d asks are left", n)
	}
}
