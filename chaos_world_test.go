package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/jobs"
	"polarflow/polar"
	"polarflow/polar/sandbox"
)

// chaos is one run: people whose accounts are connected to a sandbox, and processes that sync them.
type chaos struct {
	seed    uint64
	random  *rand.Rand
	ctx     context.Context
	clock   *chaosClock
	kind    string
	end     int
	address string
	days    int // that a sync looks back
	restart func() error

	db      *database.DB // of the process that the people talk to, which works no jobs
	front   *jobs.Client
	keys    *auth.Keyring
	secret  string // of keys
	polar   *sandbox.Server
	busy    *atomic.Int64 // requests that the sandbox is at work on
	web     string        // the sandbox's address
	hook    string        // the webhook's
	people  []*chaosPerson
	workers []*chaosWorker
	child   *exec.Cmd

	quirks  []func() // that stop them
	lost    int      // requests that killed processes made and could not note
	hurried int      // processes that were stopped in a hurry
	history []string
	log     *output
}

// chaosWorker is a process that works jobs, inside the test.
type chaosWorker struct {
	db     *database.DB
	client *jobs.Client
}

// lookback is how many days a sync looks back.
const lookback = 28

// newChaos makes the world of a run.
func newChaos(t *testing.T, seed uint64, own *ownCluster) *chaos {
	t.Helper()
	c := &chaos{seed: seed, random: chaosRandom(seed), ctx: viewer.System(context.Background()), days: lookback, log: &output{}, busy: &atomic.Int64{}}
	c.kind, c.end = chaosForm(seed)
	c.clock = newChaosClock(c.end == killed)
	if c.random.IntN(2) == 0 { // the reach-back has something to fetch
		c.days = 6
	}
	c.findDatabase(t, own)
	c.db = c.open(t)
	c.secret = base64.StdEncoding.EncodeToString(make([]byte, 32))
	keys, err := auth.NewKeyring(c.secret)
	if err != nil {
		t.Fatal(err)
	}
	c.keys = keys
	c.openPolar(t)
	c.front = c.newClient(t, c.db, false, http.DefaultClient)
	receiver := httptest.NewServer(http.HandlerFunc(c.receive))
	t.Cleanup(receiver.Close)
	c.hook = receiver.URL + "/webhooks/polar"
	c.employ(t)
	return c
}

// findDatabase makes an empty database for the run.
func (c *chaos) findDatabase(t *testing.T, own *ownCluster) {
	t.Helper()
	if c.end != severed {
		c.address = dbtest.Address(t, c.kind)
		return
	}
	cluster, release := own.take(t)
	t.Cleanup(release)
	address, err := cluster.CreateEmpty(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c.address, c.restart = address, func() error { return cluster.Restart(context.Background()) }
}

// open opens the database as one more process does.
func (c *chaos) open(t *testing.T) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), c.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	c.persist(t, func() error { return db.Migrate(c.ctx) })
	return db
}

// openPolar starts the sandbox.
func (c *chaos) openPolar(t *testing.T) {
	t.Helper()
	c.polar = sandbox.New(sandbox.Options{
		ClientID: "id", ClientSecret: "secret", RedirectURIs: []string{"http://localhost/callback"}, Now: c.clock.polar,
		Limits: sandbox.Limits{Short: 1_000_000, Long: 10_000_000}, WebhookFailures: 3,
	})
	web := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.busy.Add(1)
		defer c.busy.Add(-1)
		c.polar.ServeHTTP(w, r)
	}))
	web.Config.ErrorLog = slog.NewLogLogger(slog.NewTextHandler(io.Discard, nil), slog.LevelError)
	web.Start()
	t.Cleanup(web.Close)
	c.web = web.URL
}

// receive takes Polar's notifications.
func (c *chaos) receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = c.front.Notify(r.Context(), body, r.Header.Get(polar.HeaderWebhookSignature))
	}
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// newClient makes the jobs of a process and starts them.
func (c *chaos) newClient(t *testing.T, db *database.DB, work bool, web *http.Client) *jobs.Client {
	t.Helper()
	client, err := jobs.New(jobs.Config{
		DB: db, Keyring: c.keys, Now: c.clock.ours, Work: work, Interval: time.Hour, LookbackDays: c.days, WebhookURL: c.hook,
		Polar: polar.New(polar.Config{ClientID: "id", ClientSecret: "secret", APIURL: c.web}, web),
		Log:   slog.New(slog.NewTextHandler(c.log, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		t.Fatal(err)
	}
	c.persist(t, func() error { return client.Start(c.ctx) })
	t.Cleanup(func() { c.stopClient(t, client, 10*time.Second) })
	return client
}

// stopClient stops jobs, in a hurry when there is no time.
func (c *chaos) stopClient(t *testing.T, client *jobs.Client, grace time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := client.Stop(ctx); err != nil {
		t.Error(err)
	}
}

// Processes lose patience with Polar quickly, so that its stalling is noticed; in the end they have plenty.
const (
	chaosTimeout = 700 * time.Millisecond
	calmTimeout  = time.Minute
)

// employ adds a process that works jobs: one more on PostgreSQL, and the only one on SQLite or where it is to be killed.
func (c *chaos) employ(t *testing.T) {
	t.Helper()
	switch {
	case c.end == killed:
		c.spawn(t)
	case c.kind == "sqlite":
		c.hire(t, c.db, chaosTimeout)
	default:
		for range 2 {
			c.hire(t, c.open(t), chaosTimeout)
		}
	}
}

// hire starts a worker inside the test.
func (c *chaos) hire(t *testing.T, db *database.DB, timeout time.Duration) {
	t.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: 8}
	t.Cleanup(transport.CloseIdleConnections)
	client := c.newClient(t, db, true, &http.Client{Timeout: timeout, Transport: transport})
	c.workers = append(c.workers, &chaosWorker{db, client})
}

// dismiss stops a worker.
func (c *chaos) dismiss(t *testing.T, w *chaosWorker, grace time.Duration) {
	t.Helper()
	if grace == 0 {
		c.hurried++
	}
	c.stopClient(t, w.client, grace)
	for i, other := range c.workers {
		if other == w {
			c.workers = append(c.workers[:i], c.workers[i+1:]...)
			return
		}
	}
}

// spawn starts a real process that works jobs.
func (c *chaos) spawn(t *testing.T) {
	t.Helper()
	v := &victim{env: []string{
		asProgram + "=1", "DATABASE_URL=" + c.address, "ENCRYPTION_KEY=" + c.secret, "API_HOST=127.0.0.1", "API_PORT=" + freePort(t),
		"POLAR_CLIENT_ID=id", "POLAR_CLIENT_SECRET=secret", "POLAR_API_URL=" + c.web, "TZ=UTC", "WEBHOOKS_ENABLED=false",
		"SYNC_DAYS_LOOKBACK=" + strconv.Itoa(c.days), "LOG_LEVEL=error", "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(),
	}}
	c.child = v.serve(t)
}

// kill ends the real process without letting it do anything. Nobody has heard of it for long when the next one starts.
func (c *chaos) kill(t *testing.T) {
	t.Helper()
	if c.child == nil {
		return
	}
	if err := c.child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.child.Wait()
	c.child = nil
	for c.busy.Load() > 0 {
		time.Sleep(5 * time.Millisecond)
	}
	now := c.unnoted(t)
	c.note("killed: %d requests were not noted", now-c.lost)
	if now-c.lost > mostUnnoted {
		t.Errorf("a killed process had not noted %d requests", now-c.lost)
	}
	c.lost = now
	c.exec(t, `DELETE FROM worker_processes`)
}

// mostUnnoted is how many requests of a killed process may have been on their way, or of an errand under way.
const mostUnnoted = 8

// persist does something again until it works, which it does not while the database is away.
func (c *chaos) persist(t *testing.T, do func() error) {
	t.Helper()
	var err error
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if err = do(); err == nil {
			return
		}
	}
	t.Fatal(err)
}

// exec runs a statement.
func (c *chaos) exec(t *testing.T, statement string) {
	t.Helper()
	c.persist(t, func() error { _, err := c.db.SQL.ExecContext(c.ctx, statement); return err })
}

// enqueue queues a sync.
func (c *chaos) enqueue(t *testing.T, p *chaosPerson, trigger syncrun.Trigger) {
	t.Helper()
	c.persist(t, func() error {
		return c.db.InTx(c.ctx, func(tx *ent.Tx) error {
			_, _, err := c.front.Enqueue(c.ctx, tx, jobs.Request{UserID: p.id, Trigger: trigger})
			return err
		})
	})
}

// reconnect connects a person again, with a new token.
func (c *chaos) reconnect(t *testing.T, p *chaosPerson) {
	t.Helper()
	sealed := p.token(t, c.polar, c.keys)
	c.persist(t, func() error {
		return c.db.InTx(c.ctx, func(tx *ent.Tx) error {
			err := tx.PolarAccount.Update().Where(polaraccount.UserID(p.id)).SetStatus(polaraccount.StatusACTIVE).ClearProblem().
				SetToken(sealed).SetConnectedAt(c.clock.ours()).SetNextSyncAt(c.clock.ours()).Exec(c.ctx)
			if err == nil {
				_, _, err = c.front.Enqueue(c.ctx, tx, jobs.Request{UserID: p.id, Trigger: syncrun.TriggerCONNECT})
			}
			return err
		})
	})
	p.revoked = false
}

func (c *chaos) note(format string, args ...any) {
	c.history = append(c.history, fmt.Sprintf("%6.2f s ", time.Since(c.clock.started).Seconds())+fmt.Sprintf(format, args...))
}

// tell says what happened in a run that failed.
func (c *chaos) tell(t *testing.T) {
	t.Helper()
	if t.Failed() {
		t.Logf("seed %d on %s, %d days back:\n%s\nlog:\n%s", c.seed, c.kind, c.days, strings.Join(c.history, "\n"), c.log)
	}
}
