package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/jobs"
)

const (
	// watchInterval is how often the progress of a run is read.
	watchInterval = 200 * time.Millisecond
	// serverPatience is how long a run may wait before this process works it itself: no server seems to be
	// running.
	serverPatience = 2 * time.Second
)

// syncCommand fetches from Polar on demand.
type syncCommand struct {
	User  string   `help:"Who: number, global id or external id. Everybody who is connected when left out."`
	Kinds []string `help:"Which kinds, such as sleep,exercise. All when left out."`
	Wait  bool     `help:"Wait for the end, with a line for each kind."`
}

// Run queues the syncs and, with --wait, sees them through.
func (c *syncCommand) Run(p *process) error {
	kinds, err := parseKinds(c.Kinds)
	if err != nil {
		return err
	}
	in, err := openReady(p)
	if err != nil {
		return err
	}
	defer in.close()
	in.cfg.SyncOnStartup = false // a worker of this process is for these runs
	queue, err := in.newQueue(true)
	if err != nil {
		return err
	}
	people, err := in.toSync(p.ctx, c.User)
	if err != nil {
		return err
	}
	var runs []*ent.SyncRun
	for _, id := range people {
		run, already, err := in.enqueue(p.ctx, queue, jobs.Request{UserID: id, Trigger: syncrun.TriggerMANUAL, Kinds: kinds})
		if err != nil {
			return err
		}
		p.printf("user %d: run %d is %s\n", id, run.ID, queuedWord(already))
		runs = append(runs, run)
	}
	if !c.Wait {
		return nil
	}
	defer in.stopQueue(queue)
	return in.watch(p, queue, runs)
}

func queuedWord(already bool) string {
	if already {
		return "already under way"
	}
	return "queued"
}

// parseKinds reads kinds as the API writes them, or in lower case with dashes.
func parseKinds(names []string) ([]string, error) {
	var kinds []string
	for _, name := range names {
		k := strings.ReplaceAll(strings.ToUpper(strings.TrimSpace(name)), "-", "_")
		if !slices.Contains(kind.All(), k) {
			return nil, usagef("--kinds=%q: want %s", name, strings.ToLower(strings.Join(kind.All(), ", ")))
		}
		kinds = append(kinds, k)
	}
	return kinds, nil
}

// toSync returns one person, or everybody who is connected.
func (in *installation) toSync(ctx context.Context, who string) ([]int, error) {
	if who != "" {
		found, err := in.person(ctx, who)
		if err != nil {
			return nil, err
		}
		return []int{found.ID}, nil
	}
	accounts, err := in.db.Ent.PolarAccount.Query().Order(ent.Asc(polaraccount.FieldUserID)).All(viewer.System(ctx))
	if err != nil {
		return nil, fmt.Errorf("read connections: %w", err)
	}
	if len(accounts) == 0 {
		return nil, usagef("nobody is connected to Polar yet: polarflow auth")
	}
	people := make([]int, len(accounts))
	for i, account := range accounts {
		people[i] = account.UserID
	}
	return people, nil
}

// enqueue queues one sync in a transaction of its own.
func (in *installation) enqueue(ctx context.Context, queue *jobs.Client, r jobs.Request) (run *ent.SyncRun, already bool, err error) {
	ctx = viewer.Person(ctx, r.UserID)
	err = in.db.InTx(ctx, func(tx *ent.Tx) error {
		run, already, err = queue.Enqueue(ctx, tx, r)
		return err
	})
	if errors.Is(err, jobs.ErrNotConnected) {
		return nil, false, usagef("user %d is not connected to Polar: polarflow auth", r.UserID)
	}
	if err != nil {
		return nil, false, fmt.Errorf("queue sync: %w", err)
	}
	return run, already, nil
}

// watch prints what becomes of the runs until all have ended. When nobody takes them up, this process does.
func (in *installation) watch(p *process, queue *jobs.Client, runs []*ent.SyncRun) error {
	began, failed := in.now(), 0
	startWorking := sync.OnceValue(func() error { return queue.Start(p.ctx) })
	for _, run := range runs {
		status, err := in.follow(p, run.ID, func() error {
			if in.now().Sub(began) < serverPatience {
				return nil
			}
			if busy, err := in.othersWork(p.ctx); busy || err != nil {
				return err
			}
			return startWorking()
		})
		if err != nil {
			return err
		}
		if status != syncrun.StatusSUCCEEDED {
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d syncs did not succeed", failed, len(runs))
	}
	return nil
}

// othersWork reports whether a worker of another process is alive: it is busy then, and comes to this run.
func (in *installation) othersWork(ctx context.Context) (bool, error) {
	alive := in.now().Add(-30 * time.Second).UTC() // a heart beats every few seconds
	busy, err := in.db.Ent.SyncRun.Query().
		Where(syncrun.StatusEQ(syncrun.StatusRUNNING), syncrun.HeartbeatAtGT(alive)).Exist(viewer.System(ctx))
	if err != nil {
		return false, fmt.Errorf("look for workers: %w", err)
	}
	return busy, nil
}

// follow prints what becomes of one run until it has ended, and returns how. Each time that it has not, it
// calls waiting.
func (in *installation) follow(p *process, runID int, waiting func() error) (syncrun.Status, error) {
	shown := map[string]bool{}
	for {
		run, err := in.db.Ent.SyncRun.Query().Where(syncrun.ID(runID)).WithResults().Only(viewer.System(p.ctx))
		if err != nil {
			return "", fmt.Errorf("read run: %w", err)
		}
		showResults(p, run, shown)
		if run.FinishedAt != nil {
			p.printf("user %d: %s after %d requests to Polar%s\n",
				run.UserID, strings.ToLower(string(run.Status)), run.PolarRequests, because(run.Error))
			return run.Status, nil
		}
		if err := waiting(); err != nil {
			return "", err
		}
		if err := pause(p.ctx, watchInterval); err != nil {
			return "", err
		}
	}
}

// showResults prints a line for each kind that has ended since the last time.
func showResults(p *process, run *ent.SyncRun, shown map[string]bool) {
	for _, r := range run.Edges.Results {
		if shown[r.Kind] || r.Status == syncresult.StatusQUEUED || r.Status == syncresult.StatusRUNNING {
			continue
		}
		shown[r.Kind] = true
		p.printf("user %d: %-21s %-9s %4d new, %4d changed, %4d unchanged, %d unreadable%s\n", run.UserID, strings.ToLower(r.Kind),
			strings.ToLower(string(r.Status)), r.Created, r.Updated, r.Unchanged, r.Quarantined, because(r.Error))
	}
}

func because(reason *string) string {
	if reason == nil || *reason == "" {
		return ""
	}
	return ": " + *reason
}

// pause waits, or returns the error of a context that ends before.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
