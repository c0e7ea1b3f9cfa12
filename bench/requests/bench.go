package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"polarflow/auth"
	"polarflow/bench/connected"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/kindstate"
	"polarflow/ent/predicate"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/jobs"
	"polarflow/polar"
	"polarflow/polar/sandbox"
)

// begin is when the scenes begin, and account is the athlete's at Polar.
var begin = time.Date(2026, 3, 15, 14, 30, 0, 0, time.UTC)

const (
	account  = 475
	patience = 5 * time.Minute
	held     = 25 // exercises at the beginning
)

// bench is one person on an SQLite database, connected to a sandbox.
type bench struct {
	db     *database.DB
	polar  *sandbox.Server
	jobs   *jobs.Client
	person *ent.User
	passed atomic.Int64 // since begin
}

func (b *bench) now() time.Time { return begin.Add(time.Duration(b.passed.Load())) }

// measure plays the scenes.
func measure(ctx context.Context) error {
	ctx = viewer.System(ctx)
	records, err := sandbox.Athlete(sandbox.AthleteOptions{Seed: 7, Today: begin.Format(time.DateOnly), Days: 40, UserID: account})
	if err != nil {
		return fmt.Errorf("make athlete: %w", err)
	}
	day, night := begin.Format(time.DateOnly), begin.AddDate(0, 0, -1).Format(time.DateOnly)
	kept, exercise := shortened(records)
	list := scenes(day, night, exercise)
	dir, err := os.MkdirTemp("", "requests")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b := &bench{}
	stop, err := b.open(ctx, filepath.Join(dir, "requests.db"), without(kept, list))
	if err != nil {
		return err
	}
	defer stop()
	for _, s := range list {
		if err := b.play(ctx, s, records); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// shortened returns the records with as many exercises as the scenes begin with, and one exercise of later.
func shortened(records []sandbox.Record) (kept []sandbox.Record, later sandbox.Record) {
	n := 0
	for _, r := range records {
		if r.Kind == sandbox.KindExercise {
			if n++; n > held {
				later = r
				continue
			}
		}
		kept = append(kept, r)
	}
	return kept, later
}

// without returns the records that are not uploaded in one of the scenes.
func without(records []sandbox.Record, list []scene) []sandbox.Record {
	var kept []sandbox.Record
	for _, r := range records {
		later := false
		for _, s := range list {
			later = later || (s.upload != nil && s.upload(r))
		}
		if !later {
			kept = append(kept, r)
		}
	}
	return kept
}

// open makes the database, the sandbox and the workers.
func (b *bench) open(ctx context.Context, file string, records []sandbox.Record) (stop func(), err error) {
	if b.db, err = database.Open(ctx, "sqlite://"+file); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := b.db.Migrate(ctx); err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	b.polar = sandbox.New(sandbox.Options{
		ClientID: "id", ClientSecret: "secret", RedirectURIs: []string{"http://localhost/"}, Now: b.now, Limits: sandbox.Limits{Off: true},
	})
	b.polar.AddAccount(account, sandbox.Profile{RegisteredAt: begin.AddDate(-1, 0, 0)}, records)
	web := httptest.NewServer(b.polar)
	keys, err := b.connect(ctx)
	if err != nil {
		return nil, err
	}
	b.jobs, err = jobs.New(jobs.Config{
		DB: b.db, Polar: polar.New(polar.Config{ClientID: "id", ClientSecret: "secret", APIURL: web.URL}, web.Client()),
		Keyring: keys, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: b.now, Work: true,
		Interval: time.Hour, LookbackDays: 28,
	})
	if err != nil {
		return nil, fmt.Errorf("make jobs: %w", err)
	}
	if err := b.jobs.Start(ctx); err != nil {
		return nil, fmt.Errorf("start jobs: %w", err)
	}
	return func() { _ = b.jobs.Stop(ctx); web.Close(); _ = b.db.Close() }, nil
}

// connect makes the person and the connection.
func (b *bench) connect(ctx context.Context) (*auth.Keyring, error) {
	keys, err := connected.Keys()
	if err != nil {
		return nil, err
	}
	b.person, _, err = connected.Person(ctx, b.db, keys, b.polar, connected.Account{
		PolarID: account, Zone: "Europe/Helsinki", Due: begin.AddDate(1, 0, 0),
	})
	return keys, err
}

// play plays one scene and prints what it took. The reach-back that follows a first connect is waited for and printed
// by itself.
func (b *bench) play(ctx context.Context, s scene, records []sandbox.Record) error {
	b.passed.Add(int64(s.later))
	for _, r := range records {
		if s.upload == nil || !s.upload(r) {
			continue
		}
		r.UploadedAt = b.now()
		if err := b.polar.Put(account, r); err != nil {
			return fmt.Errorf("upload: %w", err)
		}
	}
	b.polar.ResetRequests()
	run, err := b.queue(ctx, s)
	if err != nil {
		return err
	}
	if run, err = b.await(ctx, syncrun.ID(run.ID)); err != nil {
		return err
	}
	if s.trigger != syncrun.TriggerCONNECT {
		s.print(run.PolarRequests, b.polar.Count("/v3/"), b.polar.Requests())
		return nil
	}
	reach, err := b.await(ctx, syncrun.ReachingBack(true))
	if err != nil {
		return err
	}
	asked := b.polar.Requests()
	s.print(run.PolarRequests, len(asked)-reach.PolarRequests, asked[:run.PolarRequests])
	done, err := b.db.Ent.KindState.Query().Where(kindstate.ReachDone(true)).Count(ctx)
	if err != nil {
		return fmt.Errorf("read how far back: %w", err)
	}
	fmt.Printf("%-28s %d requests for 12 days more than the last 28, %d kinds done\n", "its reach-back", reach.PolarRequests, done)
	return nil
}

// queue queues the sync of a scene.
func (b *bench) queue(ctx context.Context, s scene) (run *ent.SyncRun, err error) {
	err = b.db.InTx(ctx, func(tx *ent.Tx) error {
		if err := b.jobs.Ask(ctx, tx, b.person.ID, s.asks); err != nil {
			return fmt.Errorf("ask: %w", err)
		}
		run, _, err = b.jobs.Enqueue(ctx, tx, jobs.Request{UserID: b.person.ID, Trigger: s.trigger})
		return err
	})
	return run, err
}

// await returns a run when it has ended.
func (b *bench) await(ctx context.Context, which predicate.SyncRun) (*ent.SyncRun, error) {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		run, err := b.db.Ent.SyncRun.Query().Where(which, syncrun.FinishedAtNotNil()).Only(ctx)
		switch {
		case err == nil && run.Status != syncrun.StatusSUCCEEDED:
			return nil, errors.New("the run ended as " + run.Status.String())
		case err == nil:
			return run, nil
		case !ent.IsNotFound(err):
			return nil, fmt.Errorf("wait for a run: %w", err)
		}
	}
	return nil, errors.New("the run did not end")
}
