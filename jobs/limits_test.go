package jobs

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/pacing"
	"polarflow/polar"
	"polarflow/polar/sandbox"
)

// track is a Polar with limits, and processes on one database that share them. Its clock stands still unless it
// is moved.
type track struct {
	polar     *sandbox.Server
	url       string
	token     string
	ahead     atomic.Int64 // of the clock
	asking    sync.RWMutex // held while somebody asks: the clock does not jump then
	latency   time.Duration
	processes []*Client
	ctx       context.Context
}

var noon = time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)

func (tr *track) now() time.Time { return noon.Add(time.Duration(tr.ahead.Load())) }

// newTrack starts so many processes, each with a connection of its own to the database at the address.
func newTrack(t *testing.T, address string, processes int, limits sandbox.Limits) *track {
	t.Helper()
	tr := &track{ctx: viewer.System(t.Context())}
	tr.polar = sandbox.New(sandbox.Options{
		ClientID: "id", ClientSecret: "secret", RedirectURIs: []string{"http://localhost/callback"}, Now: tr.now, Limits: limits,
	})
	tr.polar.AddAccount(475, sandbox.Profile{}, nil)
	var err error
	if tr.token, err = tr.polar.Connect(475, "member"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(tr.latency)
		tr.polar.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	tr.url = server.URL
	for range processes {
		tr.start(t, address)
	}
	return tr
}

// start adds a process.
func (tr *track) start(t *testing.T, address string) *Client {
	t.Helper()
	db, err := database.Open(t.Context(), address)
	if err == nil {
		err = db.Migrate(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	keys, err := auth.NewKeyring(base64.StdEncoding.EncodeToString(make([]byte, 32)))
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(Config{
		DB: db, Keyring: keys, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: tr.now,
		Polar: polar.New(polar.Config{ClientID: "id", ClientSecret: "secret", APIURL: tr.url}, nil),
	})
	if err == nil {
		err = c.Start(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(c.Stop(context.Background()), db.Close()); err != nil {
			t.Error(err)
		}
	})
	tr.processes = append(tr.processes, c)
	return c
}

// ask makes one request.
func (tr *track) ask(c *Client) error {
	tr.asking.RLock()
	defer tr.asking.RUnlock()
	_, err := c.Polar().User(tr.token).SleepNights(tr.ctx)
	return err
}

// statuses counts how Polar has answered.
func (tr *track) statuses() map[int]int {
	counts := map[int]int{}
	for _, r := range tr.polar.Requests() {
		counts[r.Status]++
	}
	return counts
}

// work has a process carry out runs of a class, one after the other, each with so many requests at most, and
// moves the clock to the end of a wait when it is told to wait.
func (tr *track) work(t *testing.T, c *Client, random *rand.Rand, runs, most int) {
	person := c.cfg.DB.Ent.User.Create().SaveX(tr.ctx)
	for range runs {
		run := c.cfg.DB.Ent.SyncRun.Create().SetUserID(person.ID).SetTrigger(syncrun.TriggerMANUAL).SetKinds([]string{}).SaveX(tr.ctx)
		want, class := 1+random.IntN(most), pacing.Class(random.IntN(3))
		for tr.hold(t, c, run, class, want) > 0 {
			time.Sleep(time.Millisecond)
		}
		for range want {
			if err := tr.ask(c); err != nil {
				t.Error(err)
			}
			c.cfg.DB.Ent.SyncRun.UpdateOne(run).AddHeldRequests(-1).AddPolarRequests(1).ExecX(tr.ctx)
		}
		c.cfg.DB.Ent.SyncRun.UpdateOne(run).SetFinishedAt(tr.now()).SetStatus(syncrun.StatusSUCCEEDED).SetHeldRequests(0).ExecX(tr.ctx)
	}
}

// hold asks for a promise once, and moves the clock a part of the way when there is none.
func (tr *track) hold(t *testing.T, c *Client, run *ent.SyncRun, class pacing.Class, want int) time.Duration {
	wait, err := c.budget.hold(tr.ctx, syncrun.ID(run.ID), class, want)
	if err != nil {
		t.Error(err)
		return 0
	}
	if wait > 0 {
		tr.asking.Lock()
		defer tr.asking.Unlock()
		tr.ahead.Add(int64(wait/20 + time.Second))
	}
	return wait
}

// Processes that share small limits never make a request that Polar refuses, over several windows of both kinds,
// and use them: with and without what Polar says about them.
func TestNeverOverTheLimit(t *testing.T) {
	t.Parallel()
	silent := func(a *sandbox.Response) {
		for _, name := range []string{"Usage", "Limit", "Reset"} {
			a.Header.Del("RateLimit-" + name)
		}
	}
	for name, test := range map[string]struct {
		database  string
		processes int
		limits    sandbox.Limits
		runs      int
		quirks    []sandbox.Quirk
	}{
		"one process on SQLite":         {"sqlite", 1, sandbox.Limits{Short: 60, Long: 200}, 12, nil},
		"three processes on PostgreSQL": {"postgres", 3, sandbox.Limits{Short: 60, Long: 200}, 5, nil},
		"silent Polar, SQLite":          {"sqlite", 1, sandbox.Limits{Short: 500, Long: 5000}, 26, []sandbox.Quirk{silent}},
		"silent Polar, PostgreSQL":      {"postgres", 3, sandbox.Limits{Short: 500, Long: 5000}, 9, []sandbox.Quirk{silent}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := newTrack(t, dbtest.Address(t, test.database), test.processes, test.limits)
			tr.polar.Misbehave(sandbox.Match{}, test.quirks...)
			var all sync.WaitGroup
			for i, c := range tr.processes {
				for j := range 4 {
					random := rand.New(rand.NewPCG(uint64(i), uint64(j)))
					all.Go(func() { tr.work(t, c, random, test.runs, 13) })
				}
			}
			all.Wait()
			answers := tr.statuses()
			if answers[http.StatusTooManyRequests] > 0 || answers[http.StatusOK] < test.limits.Short {
				t.Errorf("answers by status: %v", answers)
			}
			passed := time.Duration(tr.ahead.Load())
			if most := 24 * time.Hour * time.Duration(2+answers[http.StatusOK]*2/test.limits.Long); passed > most {
				t.Errorf("%d requests took %s", answers[http.StatusOK], passed)
			}
			t.Logf("%d requests in %s of Polar's time", answers[http.StatusOK], passed)
		})
	}
}

// hammer has eight workers of each process ask until they are told to stop, and returns what the last errors were.
func (tr *track) hammer(from time.Time) []error {
	var all sync.WaitGroup
	var mu sync.Mutex
	var ends []error
	for _, c := range tr.processes {
		for range 8 {
			all.Go(func() {
				var err error
				for time.Since(from) < 20*time.Second && err == nil {
					err = tr.ask(c)
				}
				mu.Lock()
				defer mu.Unlock()
				ends = append(ends, err)
			})
		}
	}
	all.Wait()
	return ends
}

// After a 429 at most three requests that were already on their way reach Polar, and then none before the reset, also
// when Polar refuses only once and would answer what comes after.
func TestStopIsForEverybody(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		database  string
		processes int
		latency   time.Duration
		times     int // how often Polar refuses
	}{
		"eight workers on SQLite":                      {"sqlite", 1, 10 * time.Millisecond, 0},
		"eight workers on PostgreSQL":                  {"postgres", 1, 10 * time.Millisecond, 0},
		"eight workers, refused once":                  {"sqlite", 1, 10 * time.Millisecond, 1},
		"three processes on PostgreSQL":                {"postgres", 3, 10 * time.Millisecond, 0},
		"three processes on PostgreSQL, a quick Polar": {"postgres", 3, 0, 0},
		"three processes on PostgreSQL, refused once":  {"postgres", 3, 50 * time.Millisecond, 1},
		"six processes on PostgreSQL":                  {"postgres", 6, 10 * time.Millisecond, 0},
		"six processes on PostgreSQL, refused once":    {"postgres", 6, 50 * time.Millisecond, 1},
		"six processes, refused once, a quick Polar":   {"postgres", 6, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := newTrack(t, dbtest.Address(t, test.database), test.processes, sandbox.Limits{Short: 500_000, Long: 500_000})
			tr.latency = test.latency
			time.AfterFunc(200*time.Millisecond, func() {
				tr.polar.Misbehave(sandbox.Match{Times: test.times}, sandbox.RateLimited(10*time.Minute))
			})
			for _, err := range tr.hammer(time.Now()) {
				if !errors.Is(err, polar.ErrRateLimited) {
					t.Errorf("a worker ended with %v", err)
				}
			}
			after := -1
			for _, r := range tr.polar.Requests() {
				if r.Status == http.StatusTooManyRequests || after >= 0 {
					after++
				}
			}
			t.Logf("%d requests after the first refusal", after)
			if after < 0 || after > 3 {
				t.Errorf("%d requests after the first refusal", after)
			}
			tr.ahead.Add(int64(9 * time.Minute))
			for _, c := range tr.processes {
				var held *polar.HeldBackError
				if err := tr.ask(c); !errors.As(err, &held) || held.Until.Before(noon.Add(10*time.Minute)) {
					t.Errorf("before the reset: %v", err)
				}
			}
		})
	}
}

// What one process knew of the limits, the next one knows from its first request on, a stop included.
func TestBudgetSurvivesRestart(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			address := dbtest.Address(t, kind)
			tr := newTrack(t, address, 1, sandbox.Limits{})
			for range 3 {
				if err := tr.ask(tr.processes[0]); err != nil {
					t.Fatal(err)
				}
			}
			tr.polar.Misbehave(sandbox.Match{}, sandbox.RateLimited(10*time.Minute))
			if err := tr.ask(tr.processes[0]); !errors.Is(err, polar.ErrRateLimited) {
				t.Fatal(err)
			}
			before := len(tr.polar.Requests())
			tr.ahead.Add(int64(5 * time.Minute))
			next := tr.start(t, address)
			if b := next.budget.current(); b.Long.Used != 4 || b.Long.Limit != 5100 || b.Short.Limit != 520 {
				t.Errorf("after a restart: %+v", b)
			}
			var held *polar.HeldBackError
			if err := tr.ask(next); !errors.As(err, &held) || len(tr.polar.Requests()) != before {
				t.Errorf("after a restart: %v, %d requests", err, len(tr.polar.Requests())-before)
			}
		})
	}
}

// A stop that a clock heard of which was ahead lasts as long as Polar said, and not until that clock's time has come.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	for name, ahead := range map[string]time.Duration{"ten hours": 10 * time.Hour, "three days": 72 * time.Hour, "a year": 8760 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := newTrack(t, dbtest.Address(t, "sqlite"), 1, sandbox.Limits{Off: true})
			c := tr.processes[0]
			tr.ahead.Store(int64(ahead))
			stop := tr.polar.Misbehave(sandbox.Match{}, sandbox.RateLimited(10*time.Minute))
			if err := tr.ask(c); !errors.Is(err, polar.ErrRateLimited) {
				t.Fatal(err)
			}
			stop()
			tr.ahead.Store(0)
			person := c.cfg.DB.Ent.User.Create().SaveX(tr.ctx)
			run := c.cfg.DB.Ent.SyncRun.Create().SetUserID(person.ID).SetTrigger(syncrun.TriggerMANUAL).SetKinds([]string{}).SaveX(tr.ctx)
			if wait, err := c.budget.hold(tr.ctx, syncrun.ID(run.ID), pacing.Manual, 5); wait <= 0 || wait > 11*time.Minute || err != nil {
				t.Errorf("at once: wait %s, %v", wait, err)
			}
			var held *polar.HeldBackError
			if err := tr.ask(c); !errors.As(err, &held) {
				t.Errorf("at once: %v", err)
			}
			for _, later := range []time.Duration{11 * time.Minute, ahead - time.Hour, ahead} {
				tr.ahead.Store(int64(later))
				if err := tr.ask(c); err != nil {
					t.Errorf("after %s: %v", later, err)
				}
			}
		})
	}
}
