package jobs_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/ingest"
	"polarflow/polar"
	"polarflow/polar/sandbox"
)

// athlete returns the records of a synthetic athlete for these tests.
func athlete(t *testing.T, days int) []sandbox.Record {
	t.Helper()
	records, err := sandbox.Athlete(sandbox.AthleteOptions{Seed: 7, Today: now.Format("2006-01-02"), Days: days, UserID: polarUser})
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// outcomes returns the code of each kind's failure, empty for success.
func outcomes(run *ent.SyncRun) map[string]string {
	got := map[string]string{}
	for _, res := range run.Edges.Results {
		if res.ErrorCode != nil {
			got[res.Kind] = *res.ErrorCode
		}
	}
	return got
}

// Each way in which Polar can fail has its documented outcome, and never costs another kind its records.
func TestFailuresOfPolar(t *testing.T) {
	t.Parallel()
	records := athlete(t, 10)
	loads := sandbox.Match{PathPrefix: "/v3/users/cardio-load"}
	for name, test := range map[string]struct {
		match   sandbox.Match
		quirks  []sandbox.Quirk
		status  syncrun.Status
		failed  map[string]string
		account polaraccount.Status
	}{
		"server error":   {loads, []sandbox.Quirk{sandbox.Status(503)}, syncrun.StatusPARTIAL, map[string]string{"CARDIO_LOAD": "POLAR_FAILED"}, polaraccount.StatusACTIVE},
		"truncated body": {loads, []sandbox.Quirk{sandbox.ShortBody(100)}, syncrun.StatusPARTIAL, map[string]string{"CARDIO_LOAD": "MALFORMED"}, polaraccount.StatusACTIVE},
		"cut JSON":       {loads, []sandbox.Quirk{sandbox.CutJSON(500)}, syncrun.StatusPARTIAL, map[string]string{"CARDIO_LOAD": "MALFORMED"}, polaraccount.StatusACTIVE},
		"reset":          {loads, []sandbox.Quirk{sandbox.ConnectionReset()}, syncrun.StatusPARTIAL, map[string]string{"CARDIO_LOAD": "UNREACHABLE"}, polaraccount.StatusACTIVE},
		"16 MB body":     {loads, []sandbox.Quirk{sandbox.PaddedBody(16 << 20)}, syncrun.StatusSUCCEEDED, map[string]string{}, polaraccount.StatusACTIVE},
		"token revoked":  {sandbox.Match{PathPrefix: "/v3/users/sleep"}, []sandbox.Quirk{sandbox.Status(401)}, syncrun.StatusFAILED, map[string]string{"SLEEP": "UNAUTHORIZED"}, polaraccount.StatusREVOKED},
		"consents off":   {sandbox.Match{PathPrefix: "/v3/"}, []sandbox.Quirk{sandbox.Status(403)}, syncrun.StatusFAILED, map[string]string{"SLEEP": "CONSENT_MISSING"}, polaraccount.StatusCONSENT_MISSING},
		"all down":       {sandbox.Match{PathPrefix: "/v3/"}, []sandbox.Quirk{sandbox.Status(500)}, syncrun.StatusFAILED, nil, polaraccount.StatusACTIVE},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setUp(t, dbtest.SQLite(t), records)
			b.polar.Misbehave(test.match, test.quirks...)
			run := b.sync(t)
			if run.Status != test.status {
				t.Errorf("status %s, want %s", run.Status, test.status)
			}
			if n := b.polar.Count("/v3/"); n != run.PolarRequests {
				t.Errorf("%d requests, and the run says %d", n, run.PolarRequests)
			}
			if diff := cmp.Diff(test.failed, outcomes(run)); diff != "" && test.failed != nil {
				t.Error(diff)
			}
			account := b.db.Ent.PolarAccount.Query().OnlyX(b.ctx)
			if account.Status != test.account || (account.Problem == nil) != (test.account == polaraccount.StatusACTIVE) {
				t.Errorf("account is %s, problem %v", account.Status, account.Problem)
			}
			if test.status == syncrun.StatusPARTIAL && b.db.Ent.Sleep.Query().CountX(b.ctx) == 0 {
				t.Error("the failure of one kind cost another its records")
			}
		})
	}
}

// An element that cannot be read is kept raw, and the rest of its batch is stored.
func TestUnreadableElementIsQuarantined(t *testing.T) {
	t.Parallel()
	records := athlete(t, 10)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		healthy := b.sync(t, "SLEEP").Edges.Results[0]
		b.db.Ent.Sleep.Delete().ExecX(b.ctx)
		b.db.Ent.RecordState.Delete().ExecX(b.ctx)
		b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/sleep"}, sandbox.UnreadableField(1, "sleep_score"))

		for range 2 { // the second time, nothing is new
			res := b.sync(t, "SLEEP").Edges.Results[0]
			if res.Quarantined != 1 || res.Created+res.Unchanged != healthy.Created-1 || res.Status != "SUCCEEDED" {
				t.Errorf("%+v, want one of %d quarantined", res, healthy.Created)
			}
		}
		kept := b.db.Ent.QuarantinedElement.Query().OnlyX(b.ctx)
		raw, err := ingest.Decompress(kept.Body)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := polar.Decode[polar.Sleep](raw); err == nil {
			t.Error("the quarantined element is readable")
		}
		if kept.Reason == "" || kept.Kind != "SLEEP" {
			t.Errorf("quarantined as %s because %q", kept.Kind, kept.Reason)
		}
	})
}

// A word that Polar adds is stored as it is.
func TestUnknownWordIsKept(t *testing.T) {
	t.Parallel()
	b := setUp(t, dbtest.SQLite(t), athlete(t, 10))
	b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/cardio-load"}, sandbox.SetField("cardio_load_status", `"BRAND_NEW"`))
	b.sync(t, "CARDIO_LOAD")
	for _, c := range b.db.Ent.CardioLoad.Query().AllX(b.ctx) {
		if c.Status == nil || *c.Status != "BRAND_NEW" {
			t.Fatalf("status of %s: %v", c.Date, c.Status)
		}
	}
}

// At Polar's limit a run waits until the reset that Polar names, and goes on then.
func TestRateLimitedRunGoesOn(t *testing.T) {
	t.Parallel()
	b := setUp(t, dbtest.SQLite(t), athlete(t, 10))
	b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/activities", Times: 1}, sandbox.RateLimited(time.Second))
	run, _ := b.request(t)
	paused := b.await(t, run.ID, func(r *ent.SyncRun) bool { return r.Status == syncrun.StatusRATE_LIMITED })
	if paused.ResumesAt == nil || paused.FinishedAt != nil {
		t.Errorf("paused run: %v", paused)
	}
	b.advance(10 * time.Second)
	ended := b.await(t, run.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
	if ended.Status != syncrun.StatusSUCCEEDED || len(ended.Edges.Results) != 13 {
		t.Errorf("%s with %d results", ended.Status, len(ended.Edges.Results))
	}
	if n := b.polar.Count("/v3/"); n != ended.PolarRequests || n != 14 {
		t.Errorf("%d requests, and the run says %d", n, ended.PolarRequests)
	}
	if n := b.polar.Count("/v3/exercises"); n != 1 {
		t.Errorf("exercises, which were in before the limit, were asked for %d times", n)
	}
}

// A second request for a sync returns the run that is under way.
func TestOneRunForEachPerson(t *testing.T) {
	t.Parallel()
	records := athlete(t, 10)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/sleep", Times: 1}, sandbox.SlowBody(20_000))
		type answer struct {
			id      int
			already bool
		}
		answers := make(chan answer, 8)
		for range cap(answers) {
			go func() {
				run, already := b.request(t)
				answers <- answer{run.ID, already}
			}()
		}
		ids, fresh := map[int]bool{}, 0
		for range cap(answers) {
			a := <-answers
			ids[a.id] = true
			if !a.already {
				fresh++
			}
		}
		if len(ids) != 1 || fresh != 1 {
			t.Errorf("%d runs, %d of them new", len(ids), fresh)
		}
		for id := range ids {
			b.await(t, id, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
		}
	})
}

// A run whose worker was killed is taken up by another and finishes without asking twice for what it has.
func TestAbandonedRunIsTakenUp(t *testing.T) {
	t.Parallel()
	records := athlete(t, 10)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		whole := b.sync(t)
		want := b.contents()
		b.jobs.Stop(t.Context())

		// What a kill leaves behind: a run with half of its results, and its job in state running.
		b.db.Ent.SyncRun.UpdateOneID(whole.ID).SetStatus(syncrun.StatusRUNNING).ClearFinishedAt().
			SetHeartbeatAt(now.Add(-time.Minute)).ExecX(b.ctx)
		b.db.Ent.SyncResult.Delete().Where(kindIn("EXERCISE", "SPO2")).ExecX(b.ctx)
		if _, err := db.SQL.Exec(`UPDATE river_job SET state = 'running', finalized_at = NULL WHERE kind = 'sync'`); err != nil {
			t.Fatal(err)
		}
		b.polar.ResetRequests()
		b.start(t)
		ended := b.await(t, whole.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
		if ended.Status != syncrun.StatusSUCCEEDED || len(ended.Edges.Results) != 13 {
			t.Errorf("%s with %d results", ended.Status, len(ended.Edges.Results))
		}
		if n := b.polar.Count("/v3/"); n != 2 {
			t.Errorf("%d requests for two kinds", n)
		}
		if diff := cmp.Diff(want, b.contents()); diff != "" {
			t.Error(diff)
		}
	})
}

// People whose time has come are synced without being asked for; a broken connection is left alone.
func TestDuePeopleAreSynced(t *testing.T) {
	t.Parallel()
	records := athlete(t, 3)
	b := prepare(t, dbtest.SQLite(t), records)
	b.db.Ent.PolarAccount.Update().SetNextSyncAt(now.Add(-time.Minute)).ExecX(b.ctx)
	b.start(t)
	b.await(t, 1, func(r *ent.SyncRun) bool { return r.FinishedAt != nil && r.Trigger == syncrun.TriggerSCHEDULED })
	account := b.db.Ent.PolarAccount.Query().OnlyX(b.ctx)
	if next := account.NextSyncAt.Sub(now); next < time.Hour || next > 66*time.Minute || account.LastSyncedAt == nil {
		t.Errorf("due again at %s, last synced %v", account.NextSyncAt, account.LastSyncedAt)
	}
}

// A fault of ours with one kind costs the others nothing, and the kind is tried again by itself.
func TestInternalFaultOfOneKind(t *testing.T) {
	t.Parallel()
	b := setUp(t, dbtest.SQLite(t), athlete(t, 10))
	const broken = `CREATE TRIGGER broken BEFORE INSERT ON cardio_loads BEGIN SELECT RAISE(ABORT, 'broken'); END`
	if _, err := b.db.SQL.Exec(broken); err != nil {
		t.Fatal(err)
	}
	run, _ := b.request(t)
	b.await(t, run.ID, func(r *ent.SyncRun) bool { return len(r.Edges.Results) == 12 })
	if _, err := b.db.SQL.Exec(`DROP TRIGGER broken`); err != nil {
		t.Fatal(err)
	}
	ended := b.await(t, run.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
	if ended.Status != syncrun.StatusSUCCEEDED || len(ended.Edges.Results) != 13 {
		t.Errorf("%s with %d results", ended.Status, len(ended.Edges.Results))
	}
	if n := b.polar.Count("/v3/exercises"); n != 1 {
		t.Errorf("exercises, which were in, were asked for %d times", n)
	}
}
