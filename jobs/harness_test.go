package jobs_test

import (
	"context"
	"encoding/base64"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/jobs"
	"polarflow/polar"
	"polarflow/polar/sandbox"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Run(m)) }

// polarUser is the account that the sandbox holds in these tests.
const polarUser = 475

// now is when these tests take place.
var now = time.Date(2026, 3, 15, 14, 30, 0, 0, time.UTC)

// bench is a person whose account is connected to a sandbox, and the jobs that sync it.
type bench struct {
	db     *database.DB
	polar  *sandbox.Server
	client *polar.Client
	keys   *auth.Keyring
	jobs   *jobs.Client
	person *ent.User
	ctx    context.Context // sees everything
	passed atomic.Int64    // since now
}

// clock is the time in the test.
func (b *bench) clock() time.Time { return now.Add(time.Duration(b.passed.Load())) }

// advance lets time pass.
func (b *bench) advance(d time.Duration) { b.passed.Add(int64(d)) }

// setUp connects one person to a sandbox that holds the records, and starts the workers.
func setUp(t *testing.T, db *database.DB, records []sandbox.Record) *bench {
	t.Helper()
	b := prepare(t, db, records)
	b.start(t)
	return b
}

func prepare(t *testing.T, db *database.DB, records []sandbox.Record) *bench {
	t.Helper()
	b := &bench{db: db, ctx: viewer.System(t.Context())}
	server := sandbox.New(sandbox.Options{
		ClientID: "id", ClientSecret: "secret", RedirectURIs: []string{"http://localhost/callback"},
		Now: b.clock, AutoApprove: true,
	})
	server.AddAccount(polarUser, sandbox.Profile{RegisteredAt: now.AddDate(-2, 0, 0)}, records)
	token, err := server.Connect(polarUser, "member")
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	keys, err := auth.NewKeyring(base64.StdEncoding.EncodeToString(make([]byte, 32)))
	if err != nil {
		t.Fatal(err)
	}
	b.polar, b.keys = server, keys
	b.client = polar.New(polar.Config{ClientID: "id", ClientSecret: "secret", APIURL: web.URL}, web.Client())
	b.connect(t, token)
	server.ResetRequests()
	return b
}

func (b *bench) connect(t *testing.T, token string) {
	t.Helper()
	b.person = b.db.Ent.User.Create().SetTimeZone("Europe/Helsinki").SaveX(b.ctx)
	sealed, err := b.keys.Seal(b.person.ID, []byte(token))
	if err != nil {
		t.Fatal(err)
	}
	b.db.Ent.PolarAccount.Create().SetUserID(b.person.ID).SetPolarUserID("475").SetMemberID("member").
		SetToken(sealed).SetNextSyncAt(now.Add(time.Hour)).ExecX(b.ctx)
	b.reachedBack()
}

// reachedBack has the person's reach-back be over.
func (b *bench) reachedBack() {
	for _, k := range kind.All() {
		b.db.Ent.KindState.Create().SetUserID(b.person.ID).SetKind(k).SetReachDone(true).ExecX(b.ctx)
	}
}

// config is how the jobs of these tests are set up.
func (b *bench) config() jobs.Config {
	return jobs.Config{
		DB: b.db, Polar: b.client, Keyring: b.keys, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Now: b.clock, Work: true, Interval: time.Hour, LookbackDays: 28,
	}
}

func (b *bench) start(t *testing.T) {
	t.Helper()
	client, err := jobs.New(b.config())
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.jobs = client
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := client.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
}

// request queues a sync.
func (b *bench) request(t *testing.T, kinds ...string) (run *ent.SyncRun, already bool) {
	t.Helper()
	err := b.db.InTx(b.ctx, func(tx *ent.Tx) (err error) {
		run, already, err = b.jobs.Enqueue(b.ctx, tx, jobs.Request{UserID: b.person.ID, Trigger: syncrun.TriggerMANUAL, Kinds: kinds})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return run, already
}

// sync queues a sync and waits for its end.
func (b *bench) sync(t *testing.T, kinds ...string) *ent.SyncRun {
	t.Helper()
	run, _ := b.request(t, kinds...)
	return b.await(t, run.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
}

// await returns the run when it has come that far.
func (b *bench) await(t *testing.T, id int, there func(*ent.SyncRun) bool) *ent.SyncRun {
	t.Helper()
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		run, err := b.db.Ent.SyncRun.Query().Where(syncrun.ID(id)).WithResults().Only(b.ctx)
		if err == nil && there(run) {
			return run
		}
	}
	t.Fatalf("run %d did not get there: %v", id, b.db.Ent.SyncRun.Query().AllX(b.ctx))
	return nil
}

// recorded returns the recorded answers of a folder beside the repository, laid on the days before now.
func recorded(t *testing.T, folder string) []sandbox.Record {
	t.Helper()
	path := "../../shared/polar/payloads/" + folder
	if _, err := os.Stat(path); err != nil {
		t.Skip("recorded answers are not here: ", err)
	}
	records, _, err := sandbox.LoadPayloads(os.DirFS(path), now.Format("2006-01-02"))
	if err != nil {
		t.Fatal(err)
	}
	return records
}
