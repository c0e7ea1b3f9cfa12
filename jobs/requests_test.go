package jobs_test

import (
	"strings"
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

// queue queues a sync by a trigger, after asks have been noted for it.
func (b *bench) queue(t *testing.T, trigger syncrun.Trigger, asks ...jobs.Ask) *ent.SyncRun {
	t.Helper()
	var run *ent.SyncRun
	err := b.db.InTx(b.ctx, func(tx *ent.Tx) error {
		if err := b.jobs.Ask(b.ctx, tx, b.person.ID, asks); err != nil {
			return err
		}
		var err error
		run, _, err = b.jobs.Enqueue(b.ctx, tx, jobs.Request{UserID: b.person.ID, Trigger: trigger})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// run queues a sync by a trigger and waits for its end; its request count has to be the sandbox's.
func (b *bench) run(t *testing.T, trigger syncrun.Trigger, asks ...jobs.Ask) *ent.SyncRun {
	t.Helper()
	b.polar.ResetRequests()
	run := b.await(t, b.queue(t, trigger, asks...).ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
	if n := b.polar.Count("/v3/"); n != run.PolarRequests {
		t.Errorf("%s: %d requests, and the run says %d: %v", trigger, n, run.PolarRequests, b.paths())
	}
	if run.Status != syncrun.StatusSUCCEEDED {
		t.Errorf("%s: %s, %v", trigger, run.Status, outcomes(run))
	}
	if run.HeldRequests != 0 {
		t.Errorf("%s: %d requests are still held", trigger, run.HeldRequests)
	}
	return run
}

// paths returns the requests in their order, without what all begin with.
func (b *bench) paths() []string {
	var list []string
	for _, r := range b.polar.Requests() {
		path := strings.TrimPrefix(strings.TrimPrefix(r.Path, "/v3/"), "users/")
		if q := r.RawQuery; strings.Contains(q, "from=") {
			path += " " + queryDates(q)
		}
		list = append(list, path)
	}
	return list
}

// queryDates returns the days of a query, from/to.
func queryDates(query string) string {
	dates := map[string]string{}
	for part := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		dates[name] = value
	}
	return dates["from"] + "/" + dates["to"]
}

// A sync costs few requests, and the run says exactly how many.
func TestRequests(t *testing.T) {
	t.Parallel()
	late, records := split(athlete(t, 28), func(r sandbox.Record) bool { return r.Kind == sandbox.KindExercise && r.Date == day(4) })
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		date := now.Format(time.DateOnly)
		first := b.run(t, syncrun.TriggerMANUAL)
		if n := db.Ent.Exercise.Query().CountX(b.ctx); n < 15 || first.PolarRequests > 14 {
			t.Errorf("a first sync with %d exercises took %d requests, want at most 14", n, first.PolarRequests)
		}
		if button := b.run(t, syncrun.TriggerMANUAL); button.PolarRequests > 14 || len(button.Edges.Results) != 13 {
			t.Errorf("the button took %d requests for %d kinds", button.PolarRequests, len(button.Edges.Results))
		}
		told := b.run(t, syncrun.TriggerWEBHOOK, jobs.Ask{Kind: "SLEEP", Subject: date},
			jobs.Ask{Kind: "NIGHTLY_RECHARGE", Subject: date}, jobs.Ask{Kind: "SKIN_TEMPERATURE", Subject: date})
		if told.PolarRequests != 3 {
			t.Errorf("a night that was told of took %d requests: %v", told.PolarRequests, b.paths())
		}
		b.put(t, late...)
		b.run(t, syncrun.TriggerWEBHOOK, jobs.Ask{Kind: "EXERCISE", Subject: late[0].ID}, jobs.Ask{Kind: "CARDIO_LOAD"})
		want := []string{"exercises/" + late[0].ID, "cardio-load/date " + day(4) + "/" + date}
		if diff := cmp.Diff(want, b.paths()); diff != "" {
			t.Error(diff)
		}
		if n := db.Ent.SyncAsk.Query().CountX(b.ctx); n != 0 {
			t.Errorf("%d asks are left", n)
		}
	})
}

// No scheduled sync costs more than eight requests, for days on end, and every kind is asked for daily.
func TestRequestsOfTwoDays(t *testing.T) {
	t.Parallel()
	b := setUp(t, dbtest.SQLite(t), athlete(t, 10))
	b.run(t, syncrun.TriggerMANUAL)
	asked, total := map[string]int{}, 0
	for range 48 {
		b.advance(time.Hour)
		run := b.run(t, syncrun.TriggerSCHEDULED)
		if run.PolarRequests > 8 {
			t.Errorf("%d requests: %v", run.PolarRequests, b.paths())
		}
		total += run.PolarRequests
		for _, res := range run.Edges.Results {
			asked[res.Kind]++
			foreseen := res.Kind == "CARDIO_LOAD" || res.Kind == "CIRCADIAN_BEDTIME" // which are there for days to come
			if !foreseen && res.Created+res.Updated > 0 {
				t.Errorf("%s changed: %v", res.Kind, res)
			}
		}
	}
	t.Logf("48 hourly syncs: %.1f requests each, %v", float64(total)/48, asked)
	if len(asked) != 13 {
		t.Errorf("kinds that were asked for: %v", asked)
	}
	for k, n := range asked {
		if n < 2 {
			t.Errorf("%s was asked for %d times in two days", k, n)
		}
	}
}
