// Package jobs does what happens in the background, on River: one file for each job, with its arguments and
// its worker. Jobs carry ids and never secrets.
package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
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
	// Work has this process work jobs; without it the client only inserts them.
	Work bool
	// Interval is how long after a sync a person is due again.
	Interval time.Duration
	// LookbackDays is how many days, today included, a sync asks for.
	LookbackDays int
	// SyncOnStartup queues a sync of everybody when the workers start.
	SyncOnStartup bool
}

// The client looks for jobs that often, whatever wakes it besides.
const (
	fetchCooldown = 10 * time.Millisecond
	fetchPoll     = 100 * time.Millisecond
)

// workers is how many jobs one process works at once. SQLite has a single writer, so more would only wait.
const (
	workersPostgres = 8
	workersSQLite   = 2
)

// Client inserts jobs and, if so configured, works them.
type Client struct {
	cfg   Config
	river *river.Client[*sql.Tx]
	stop  context.CancelFunc
	ended chan struct{}
}

// New returns a client. Start has it work.
func New(cfg Config) (*Client, error) {
	c := &Client{cfg: cfg}
	rc := &river.Config{
		Logger: slog.New(quiet{cfg.Log.Handler()}), FetchCooldown: fetchCooldown, FetchPollInterval: fetchPoll,
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
	rc.Queues = map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}}
	rc.Workers = river.NewWorkers()
	river.AddWorker(rc.Workers, &SyncWorker{cfg: c.cfg})
	river.AddWorker(rc.Workers, &DueWorker{client: c})
	river.AddWorker(rc.Workers, &DeregisterWorker{cfg: c.cfg})
	rc.PeriodicJobs = []*river.PeriodicJob{periodicDue()}
}

func (c *Client) now() time.Time { return c.cfg.Now().UTC().Truncate(time.Microsecond) }

// Start begins to work jobs, if the client was configured to; it returns at once.
func (c *Client) Start(ctx context.Context) error {
	if !c.cfg.Work {
		return nil
	}
	if err := c.adopt(ctx, c.orphanedBefore(true)); err != nil {
		return err
	}
	if err := c.river.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start River: %w", err)
	}
	watch, stop := context.WithCancel(context.WithoutCancel(ctx))
	c.stop, c.ended = stop, make(chan struct{})
	go c.watchOrphans(watch)
	if c.cfg.SyncOnStartup {
		return c.syncEverybody(ctx)
	}
	return nil
}

// Stop lets running jobs finish until ctx ends and then interrupts them; an interrupted sync goes on where
// it stopped when a worker is there again.
func (c *Client) Stop(ctx context.Context) error {
	if !c.cfg.Work || c.stop == nil {
		return nil
	}
	c.stop()
	<-c.ended
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
