package main

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"time"

	"polarflow/bench/connected"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/jobs"
	"polarflow/polar/sandbox"
)

// The client that the sandbox knows.
const clientID, clientSecret = "id", "secret"

// firstAccount is Polar's id of the first person.
const firstAccount = 1000

// plenty is a limit that nobody reaches.
const plenty = 100_000_000

// scene is people whose accounts are connected to a sandbox.
type scene struct {
	db     *database.DB
	front  *jobs.Client // as of a process that takes requests
	polar  *httptest.Server
	people []int
}

// newScene makes a database's people, who all have the same records.
func newScene(ctx context.Context, address string, people int, records []sandbox.Record, work bool) (s *scene, err error) {
	s = &scene{}
	if s.db, err = database.Open(ctx, address); err != nil {
		return nil, err
	}
	if err := s.db.Migrate(ctx); err != nil {
		return nil, err
	}
	server := sandbox.New(sandbox.Options{
		ClientID: clientID, ClientSecret: clientSecret, RedirectURIs: []string{"http://localhost/"}, Now: time.Now,
		Limits: sandbox.Limits{Short: plenty, Long: plenty},
	})
	s.polar = httptest.NewServer(server)
	client, keys, err := newJobs(s.db, s.polar.URL, work)
	if err != nil {
		return nil, err
	}
	if s.front = client; work {
		defer func() { err = errors.Join(err, client.Start(ctx)) }() // once everybody is there
	}
	for i := range people {
		server.AddAccount(int64(firstAccount+i), sandbox.Profile{RegisteredAt: time.Now().AddDate(-1, 0, 0)}, records)
		person, _, err := connected.Person(viewer.System(ctx), s.db, keys, server, connected.Account{
			PolarID: int64(firstAccount + i), Zone: "UTC", Due: time.Now().Add(24 * time.Hour), Reached: true,
		})
		if err != nil {
			return nil, err
		}
		s.people = append(s.people, person.ID)
	}
	return s, nil
}

// enqueue queues a sync.
func (s *scene) enqueue(ctx context.Context, r jobs.Request) (run *ent.SyncRun, err error) {
	ctx = viewer.System(ctx)
	err = s.db.InTx(ctx, func(tx *ent.Tx) error {
		run, _, err = s.front.Enqueue(ctx, tx, r)
		return err
	})
	return run, err
}

// rest returns when no run is left, and an error when one did not succeed.
func (s *scene) rest(ctx context.Context) error {
	ctx = viewer.System(ctx)
	for {
		left, err := s.db.Ent.SyncRun.Query().Where(syncrun.FinishedAtIsNil()).Count(ctx)
		if err != nil {
			return fmt.Errorf("count runs: %w", err)
		}
		if left == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	bad, err := s.db.Ent.SyncRun.Query().Where(syncrun.StatusNEQ(syncrun.StatusSUCCEEDED)).Count(ctx)
	if err != nil || bad > 0 {
		return fmt.Errorf("%d runs did not succeed: %w", bad, err)
	}
	return nil
}

// close ends what the scene has started.
func (s *scene) close(ctx context.Context) error {
	err := s.front.Stop(ctx)
	s.polar.Close()
	_ = s.db.Close()
	return err
}
