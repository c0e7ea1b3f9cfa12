// Package jobs does what happens in the background, on River: one file for each job, with its arguments and
// its worker. Jobs carry ids and never secrets.
package jobs

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/polar"
)

// Config is what the jobs work with.
type Config struct {
	DB      *database.DB
	Polar   *polar.Client
	Keyring *auth.Keyring
	Log     *slog.Logger
	// Now is the clock that decides what is due and which days to ask for.
	Now func() time.Time
	// ObserveJob, if not nil, is told of every job that was worked once: done, waits, cancelled or failed, how long
	// it waited for a worker, and how long it took.
	ObserveJob func(kind, outcome string, waited, took time.Duration)
	// Work has this process work jobs; without it the client only inserts them.
	Work bool
	// Interval is how long after a sync a person is due again.
	Interval time.Duration
	// LookbackDays is how many days, today included, a sync asks for.
	LookbackDays int
	// SyncOnStartup queues a sync of everybody when the workers start.
	SyncOnStartup bool
	// WebhookURL is where Polar is to send its notifications. Without it Polar is not asked to send any.
	WebhookURL string
}

// A job that can start is announced as soon as it is committed, and the client looks for it at once: again
// after fetchCooldown at the earliest, and every fetchPoll unasked.
const (
	fetchCooldown = 5 * time.Millisecond
	fetchPoll     = time.Second
)

// workers is how many jobs one process works at once. SQLite has a single writer, so more would only wait.
const (
	workersPostgres = 8
	workersSQLite   = 2
)

// urgentQueue is the queue of what somebody waits for. It has workers of its own, half as many again, so that a button
// does not wait for scheduled syncs that a slow Polar holds up.
const urgentQueue = "urgent"

// Client inserts jobs and, if so configured, works them.
type Client struct {
	cfg    Config
	name   string // of this process among those that work; River has it as the id of its client
	river  *river.Client[*sql.Tx]
	budget *budget
	gate   *gate
	pulse  trafficCache
	inbox  *inbox
	stop   context.CancelFunc

	presence presence // used by the one that keeps the heartbeat

	beside sync.WaitGroup // what goes on beside the jobs
}

// New returns a client. Start has it work.
func New(cfg Config) (*Client, error) {
	c := &Client{cfg: cfg, name: rand.Text(), budget: newBudget(cfg)}
	c.gate, c.inbox = newGate(c.budget), newInbox(newSecret(cfg))
	if cfg.Polar != nil {
		c.cfg.Polar = cfg.Polar.Guarded(c.gate.admit, c.budget.observe)
	}
	rc := &river.Config{
		ID: c.name, Logger: slog.New(quiet{cfg.Log.Handler()}), FetchCooldown: fetchCooldown, FetchPollInterval: fetchPoll,
	}
	if cfg.Work {
		c.addWork(rc)
	}
	var err error
	if c.river, err = river.NewClient(cfg.DB.RiverDriver(), rc); err != nil {
		return nil, fmt.Errorf("make River client: %w", err)
	}
	return c, nil
}

// addWork has the River client work jobs and run the periodic ones.
func (c *Client) addWork(rc *river.Config) {
	workers := workersSQLite
	if c.cfg.DB.IsPostgres() {
		workers = workersPostgres
	}
	rc.Queues = map[string]river.QueueConfig{
		river.QueueDefault: {MaxWorkers: workers}, urgentQueue: {MaxWorkers: workers / 2},
		resultsQueue: {MaxWorkers: workersResults},
	}
	if c.cfg.ObserveJob != nil {
		rc.Middleware = append(rc.Middleware, c.counted())
	}
	rc.Workers = river.NewWorkers()
	river.AddWorker(rc.Workers, &SyncWorker{client: c})
	river.AddWorker(rc.Workers, &DueWorker{client: c})
	river.AddWorker(rc.Workers, NewDeregisterWorker(c.cfg))
	river.AddWorker(rc.Workers, &KeepWebhookWorker{client: c})
	river.AddWorker(rc.Workers, &WebhookEventWorker{client: c})
	river.AddWorker(rc.Workers, &PruneWorker{client: c})
	river.AddWorker(rc.Workers, &ResultsWorker{client: c})
	river.AddWorker(rc.Workers, &OutdatedWorker{client: c})
	rc.PeriodicJobs = []*river.PeriodicJob{periodicDue(), periodicPrune(), periodicOutdated()}
	if c.cfg.WebhookURL != "" {
		rc.PeriodicJobs = append(rc.PeriodicJobs, periodicKeepWebhook())
	}
}

func (c *Client) now() time.Time { return c.cfg.Now().UTC().Truncate(time.Microsecond) }

// Polar returns the client of Polar's whose requests keep to the limits that all processes share.
func (c *Client) Polar() *polar.Client { return c.cfg.Polar }

// Start begins to keep watch over Polar's limits and, if the client was configured to, to work jobs; it returns
// at once.
func (c *Client) Start(ctx context.Context) error {
	if err := c.budget.load(ctx); err != nil {
		return err
	}
	lasting, stop := context.WithCancel(context.WithoutCancel(ctx))
	c.stop = stop
	c.beside.Go(func() { c.budget.follow(lasting) })
	c.beside.Go(func() { c.gate.follow(lasting) })
	c.beside.Go(func() { c.inbox.secret.follow(lasting) })
	c.inbox.setOpen(true)
	c.beside.Go(func() { c.readLetters(lasting) })
	if !c.cfg.Work {
		return nil
	}
	if err := c.join(ctx); err != nil {
		return err
	}
	if err := c.river.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start River: %w", err)
	}
	c.beside.Go(func() { c.live(lasting) })
	c.beside.Go(func() { c.sweepDeregistrations(lasting) })
	if c.cfg.SyncOnStartup {
		return c.syncEverybody(ctx)
	}
	return nil
}

// Stop lets running jobs finish until ctx ends and then interrupts them; an interrupted sync goes on where
// it stopped when a worker is there again.
func (c *Client) Stop(ctx context.Context) error {
	if c.stop == nil {
		return nil
	}
	var err error
	if c.cfg.Work {
		err = c.stopRiver(ctx)
	}
	c.stop()
	c.beside.Wait()
	if c.cfg.Work && err == nil {
		c.part(context.WithoutCancel(ctx))
	}
	return err
}

// stopRiver ends the work on jobs.
func (c *Client) stopRiver(ctx context.Context) error {
	if err := c.river.Stop(ctx); err == nil {
		return nil
	}
	hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := c.river.StopAndCancel(hard); err != nil {
		return fmt.Errorf("stop River: %w", err)
	}
	return nil
}
