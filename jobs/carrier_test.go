package jobs

import (
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/riverqueue/river"

	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// connect connects a person to the sandbox's account, which holds a few days of an athlete.
func (tr *track) connect(t *testing.T) *ent.User {
	t.Helper()
	records, err := sandbox.Athlete(sandbox.AthleteOptions{Seed: 7, Today: noon.Format(time.DateOnly), Days: 3, UserID: 475})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := tr.polar.Put(475, r); err != nil {
			t.Fatal(err)
		}
	}
	c := tr.processes[0]
	person := c.cfg.DB.Ent.User.Create().SaveX(tr.ctx)
	sealed, err := c.cfg.Keyring.Seal(person.ID, []byte(tr.token))
	if err != nil {
		t.Fatal(err)
	}
	c.cfg.DB.Ent.PolarAccount.Create().SetUserID(person.ID).SetPolarUserID("475").SetMemberID("member").SetToken(sealed).ExecX(tr.ctx)
	for _, k := range kind.All() {
		c.cfg.DB.Ent.KindState.Create().SetUserID(person.ID).SetKind(k).SetReachDone(true).ExecX(tr.ctx)
	}
	return person
}

// enqueue queues a sync that a person asks for.
func (tr *track) enqueue(t *testing.T, person *ent.User, kinds ...string) (run *ent.SyncRun) {
	t.Helper()
	c := tr.processes[0]
	err := c.cfg.DB.InTx(tr.ctx, func(tx *ent.Tx) (err error) {
		run, _, err = c.Enqueue(tr.ctx, tx, Request{UserID: person.ID, Trigger: syncrun.TriggerMANUAL, Kinds: kinds})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// carry has a process work the job that a run has now, for the time that attempt says.
func (tr *track) carry(t *testing.T, c *Client, runID, attempt int) error {
	t.Helper()
	row, err := c.river.JobGet(tr.ctx, c.cfg.DB.Ent.SyncRun.GetX(tr.ctx, runID).JobID)
	if err != nil {
		t.Error(err)
		return nil
	}
	job := &river.Job[SyncArgs]{JobRow: row}
	if err := json.Unmarshal(row.EncodedArgs, &job.Args); err != nil {
		t.Error(err)
	}
	job.Attempt = attempt
	return (&SyncWorker{client: c}).Work(tr.ctx, job)
}

// traces returns all that a run leaves in the database.
func (tr *track) traces(runID int) (left []string) {
	c := tr.processes[0].cfg.DB.Ent
	run := c.SyncRun.GetX(tr.ctx, runID)
	for _, res := range run.QueryResults().Order(ent.Asc("id")).AllX(tr.ctx) {
		left = append(left, res.String())
	}
	for _, state := range c.KindState.Query().Order(ent.Asc("id")).AllX(tr.ctx) {
		left = append(left, state.String())
	}
	return append(left, run.String(), c.PolarAccount.Query().OnlyX(tr.ctx).String(), c.User.GetX(tr.ctx, run.UserID).String())
}

// stall holds back the answer to the next request for a path, which Polar has already made up, until go on is called.
func (tr *track) stall(path string) (reached <-chan struct{}, goOn func()) {
	there, on := make(chan struct{}), make(chan struct{})
	tr.polar.Misbehave(sandbox.Match{PathPrefix: path, Times: 1}, func(*sandbox.Response) { close(there); <-on })
	return there, sync.OnceFunc(func() { close(on) })
}

// A worker that was taken for dead while it waited for Polar, and whose run another has carried on since, changes
// nothing when it comes back: not the run, its results or counts, and none of the records that Polar has changed
// meanwhile.
func TestWorkerThatComesBack(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		path  string                          // of the request at which the first worker stands still
		spoil func(*track)                    // before the second begins
		ended func(*ent.SyncRun) (right bool) // how the second leaves the run
	}{
		"before the first result": {"/v3/users/sleep", func(*track) {}, func(r *ent.SyncRun) bool { return r.Status == syncrun.StatusSUCCEEDED }},
		"after some results":      {"/v3/users/cardio-load", func(*track) {}, func(r *ent.SyncRun) bool { return r.Status == syncrun.StatusSUCCEEDED }},
		"its successor waits": {"/v3/users/cardio-load", func(tr *track) {
			tr.polar.Misbehave(sandbox.Match{}, sandbox.RateLimited(10*time.Minute))
		}, func(r *ent.SyncRun) bool { return r.Status == syncrun.StatusRATE_LIMITED && r.ResumesAt != nil }},
	} {
		for _, database := range []string{"sqlite", "postgres"} {
			t.Run(name+" on "+database, func(t *testing.T) {
				t.Parallel()
				tr := newTrack(t, dbtest.Address(t, database), 2, sandbox.Limits{})
				first, second := tr.processes[0], tr.processes[1]
				run := tr.enqueue(t, tr.connect(t), kind.Sleep, kind.CardioLoad)
				reached, goOn := tr.stall(test.path)
				defer goOn()
				ended := make(chan error, 1)
				go func() { ended <- tr.carry(t, first, run.ID, 1) }()
				<-reached
				tr.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/sleep"}, sandbox.SetField("sleep_score", "11"))
				tr.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/cardio-load"}, sandbox.SetField("cardio_load_status", `"NEW"`))
				test.spoil(tr)
				for attempt := range 2 { // the first time, it finds the run abandoned
					_ = tr.carry(t, second, run.ID, 2-attempt)
				}
				before, on := tr.traces(run.ID), first.cfg.DB.Ent.SyncRun.GetX(tr.ctx, run.ID)
				if on.JobID == run.JobID || !test.ended(on) || on.HeldRequests != 0 {
					t.Fatalf("carried on: %v", on)
				}
				goOn()
				if err := <-ended; err != nil {
					t.Errorf("the first worker ended with %v", err)
				}
				if diff := cmp.Diff(before, tr.traces(run.ID)); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// Run that takes every worker down with it ends after as many tries as a job has.
func TestRunThatKillsItsWorkers(t *testing.T) {
	t.Parallel()
	for _, database := range []string{"sqlite", "postgres"} {
		t.Run(database, func(t *testing.T) {
			t.Parallel()
			tr := newTrack(t, dbtest.Address(t, database), 1, sandbox.Limits{})
			c := tr.processes[0]
			run, tries := tr.enqueue(t, tr.connect(t)), 0
			for c.cfg.DB.Ent.SyncRun.GetX(tr.ctx, run.ID).FinishedAt == nil && tries < 100 {
				tries++
				c.cfg.DB.Ent.SyncRun.UpdateOne(run).SetCarrier("killed").SetStatus(syncrun.StatusRUNNING).SetHeldRequests(3).ExecX(tr.ctx)
				if err := tr.carry(t, c, run.ID, 2); err != nil {
					t.Fatal(err)
				}
			}
			got := c.cfg.DB.Ent.SyncRun.GetX(tr.ctx, run.ID)
			if tries != syncAttempts || got.Status != syncrun.StatusFAILED || got.HeldRequests != 0 || tr.polar.Count("/v3/") != 0 {
				t.Errorf("%d tries: %v", tries, got)
			}
		})
	}
}

// A process that was away does not take others for dead before these have had time to give a sign of life.
func TestPresence(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		beats []time.Duration // since the first
		want  bool
	}{
		"just started":               {[]time.Duration{0}, true},
		"always there":               {[]time.Duration{0, 5 * time.Second, 10 * time.Second}, true},
		"a late heartbeat":           {[]time.Duration{0, 20 * time.Second}, true},
		"back":                       {[]time.Duration{0, time.Minute}, false},
		"back for two heartbeats":    {[]time.Duration{0, time.Minute, 65 * time.Second, 70 * time.Second}, false},
		"back for a while":           {[]time.Duration{0, time.Minute, 65 * time.Second, 71 * time.Second}, true},
		"away again":                 {[]time.Duration{0, time.Minute, 75 * time.Second, 3 * time.Minute}, false},
		"away again, and back again": {[]time.Duration{0, time.Minute, 3 * time.Minute, 191 * time.Second}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var p presence
			for _, beat := range test.beats {
				p = p.after(noon.Add(beat))
			}
			if got := p.knowsOthers(); got != test.want {
				t.Errorf("%t, want %t", got, test.want)
			}
		})
	}
}
