package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/sampleseries"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/polar/sandbox"
)

// A sync whose process is killed in the middle is finished by the next process: no row twice, none missing.
func TestKilledSyncIsFinished(t *testing.T) {
	t.Parallel()
	records, err := sandbox.Athlete(sandbox.AthleteOptions{Seed: 3, Today: time.Now().UTC().Format(time.DateOnly), Zone: "UTC", Days: 28, UserID: 475, Now: time.Now().UTC()})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			victim := newVictim(t, kind, records)
			victim.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/activities", Times: 1}, sandbox.SlowBody(20_000))
			child := victim.serve(t)
			victim.await(t, func(r *ent.SyncRun) bool { return len(r.Edges.Results) >= 3 && r.FinishedAt == nil })
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = child.Wait()
			if r := victim.run(); r.FinishedAt != nil || len(r.Edges.Results) >= 13 {
				t.Fatal("the sync was over before its process was killed: ", r)
			}

			victim.serve(t)
			run := victim.await(t, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
			if run.Status != syncrun.StatusSUCCEEDED || len(run.Edges.Results) != 13 {
				t.Errorf("%s with %d results", run.Status, len(run.Edges.Results))
			}

			spared := newVictim(t, kind, records)
			spared.serve(t)
			spared.await(t, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
			if diff := cmp.Diff(spared.inventory(), victim.inventory()); diff != "" {
				t.Errorf("the killed sync left something else than an undisturbed one: %s", diff)
			}
		})
	}
}

// victim is a database with one connected person, and the settings for processes that sync them.
type victim struct {
	db    *database.DB
	ctx   context.Context
	polar *sandbox.Server
	env   []string
}

func newVictim(t *testing.T, kind string, records []sandbox.Record) *victim {
	t.Helper()
	v := &victim{ctx: viewer.System(context.Background())}
	address := dbtest.Address(t, kind)
	v.polar = sandbox.New(sandbox.Options{
		ClientID: "id", ClientSecret: "secret", RedirectURIs: []string{"http://localhost/callback"},
		Now: time.Now, ServeEarlierUploads: true,
	})
	v.polar.AddAccount(475, sandbox.Profile{}, records)
	token, err := v.polar.Connect(475, "member")
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(v.polar)
	t.Cleanup(web.Close)
	if v.db, err = database.Open(t.Context(), address); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.db.Close() })
	if err := v.db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	key := base64.StdEncoding.EncodeToString(make([]byte, 32))
	v.connect(t, key, token)
	v.env = []string{
		asProgram + "=1", "DATABASE_URL=" + address, "ENCRYPTION_KEY=" + key, "API_HOST=127.0.0.1", "API_PORT=" + freePort(t),
		"POLAR_CLIENT_ID=id", "POLAR_CLIENT_SECRET=secret", "POLAR_API_URL=" + web.URL, "TZ=UTC",
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(),
	}
	return v
}

func (v *victim) connect(t *testing.T, key, token string) {
	t.Helper()
	keys, err := auth.NewKeyring(key)
	if err != nil {
		t.Fatal(err)
	}
	person := v.db.Ent.User.Create().SetTimeZone("UTC").SaveX(v.ctx)
	sealed, err := keys.Seal(person.ID, []byte(token))
	if err != nil {
		t.Fatal(err)
	}
	v.db.Ent.PolarAccount.Create().SetUserID(person.ID).SetPolarUserID("475").SetMemberID("member").
		SetToken(sealed).SetNextSyncAt(time.Now().Add(24 * time.Hour)).ExecX(v.ctx)
	for _, k := range kind.All() { // the test is about the run that everybody sees
		v.db.Ent.KindState.Create().SetUserID(person.ID).SetKind(k).SetReachDone(true).ExecX(v.ctx)
	}
}

// serve starts a process that serves, and kills it when the test ends.
func (v *victim) serve(t *testing.T, flags ...string) *exec.Cmd {
	t.Helper()
	child := exec.Command(os.Args[0], append([]string{"serve"}, flags...)...)
	child.Env, child.Dir, child.Stderr = v.env, t.TempDir(), os.Stderr
	if testing.Short() {
		child.Stderr = nil
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = child.Process.Kill(); _ = child.Wait() })
	return child
}

func (v *victim) run() *ent.SyncRun {
	run, err := v.db.Ent.SyncRun.Query().Order(ent.Asc(syncrun.FieldID)).WithResults().First(v.ctx)
	if err != nil {
		return &ent.SyncRun{}
	}
	return run
}

// await returns the first run when it has come that far.
func (v *victim) await(t *testing.T, there func(*ent.SyncRun) bool) *ent.SyncRun {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if run := v.run(); run.ID != 0 && there(run) {
			return run
		}
	}
	t.Fatalf("the run did not get there: %v", v.run())
	return nil
}

// inventory says what is stored, by natural key: the records with the hash of what they were made from, and
// the series with their length.
func (v *victim) inventory() map[string]int {
	list := map[string]int{}
	for _, s := range v.db.Ent.RecordState.Query().AllX(v.ctx) {
		list[fmt.Sprintf("%s %s %x", s.Kind, s.RecordKey, s.SourceHash)]++
	}
	var all []ent.SampleSeries
	v.db.Ent.SampleSeries.Query().
		Select(sampleseries.FieldKind, sampleseries.FieldRecordKey, sampleseries.FieldName, sampleseries.FieldCount).ScanX(v.ctx, &all)
	for _, s := range all {
		list[fmt.Sprintf("%s %s %s %d", s.Kind, s.RecordKey, s.Name, s.Count)]++
	}
	list["nights"] = v.db.Ent.Sleep.Query().CountX(v.ctx)
	list["exercises"] = v.db.Ent.Exercise.Query().CountX(v.ctx)
	list["days"] = v.db.Ent.DailyActivity.Query().CountX(v.ctx)
	list["raw"] = v.db.Ent.RawPayload.Query().CountX(v.ctx)
	return list
}
