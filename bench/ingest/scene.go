package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"time"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/jobs"
)

// The length of a sync's window, and what bounds a sync that does not come to an end.
const (
	lookbackDays = 28
	patience     = 5 * time.Minute
	pollEvery    = 2 * time.Millisecond
)

// scene is a database whose people are connected to Polar, with workers that wait for their syncs.
type scene struct {
	db     *database.DB
	polar  *polarSide
	jobs   *jobs.Client
	people []*ent.User
	tokens []string // their access tokens
}

// synced is one sync of everybody.
type synced struct {
	wall     time.Duration // from the request until the last run has ended
	queued   time.Duration // from the request until the first call of Polar
	polar    time.Duration // what the sandbox took to answer, which is no work of ours
	requests int
	received int64 // bytes of JSON
	wrote    contents
}

// newScene connects the athletes and starts the workers. The returned function stops all of it.
func newScene(ctx context.Context, db *database.DB, athletes []athlete, log *slog.Logger) (s *scene, stop func() error, err error) {
	s = &scene{db: db}
	if s.polar, err = newPolarSide(athletes); err != nil {
		return nil, nil, err
	}
	if err := s.prepare(ctx, athletes, log); err != nil {
		s.polar.close()
		return nil, nil, err
	}
	return s, func() error {
		defer s.polar.close()
		return s.jobs.Stop(context.WithoutCancel(ctx))
	}, nil
}

func (s *scene) prepare(ctx context.Context, athletes []athlete, log *slog.Logger) error {
	for _, a := range athletes {
		person, token, err := s.polar.connect(ctx, s.db, a)
		if err != nil {
			return err
		}
		s.people, s.tokens = append(s.people, person), append(s.tokens, token)
	}
	var err error
	s.jobs, err = jobs.New(jobs.Config{
		DB: s.db, Polar: s.polar.client, Keyring: s.polar.keys, Log: log,
		Now: func() time.Time { return now }, Work: true, Interval: time.Hour, LookbackDays: lookbackDays,
	})
	if err != nil {
		return err
	}
	return s.jobs.Start(ctx)
}

// measure syncs everybody and waits for the end.
func (s *scene) measure(ctx context.Context) (synced, error) {
	before, err := contentsOf(ctx, s.db)
	if err != nil {
		return synced{}, err
	}
	s.polar.reset()
	runtime.GC()
	begin := time.Now()
	if err := s.request(ctx); err != nil {
		return synced{}, err
	}
	if err := s.await(ctx); err != nil {
		return synced{}, err
	}
	out := synced{
		wall: time.Since(begin), polar: time.Duration(s.polar.busy.Load()),
		requests: s.polar.sandbox.Count("/v3/"), received: s.polar.wire.received.Load(),
	}
	if at := s.polar.wire.first.Load(); at != nil {
		out.queued = at.Sub(begin)
	}
	after, err := contentsOf(ctx, s.db)
	out.wrote = after.minus(before)
	return out, err
}

// request queues a sync of everybody in one transaction.
func (s *scene) request(ctx context.Context) error {
	return s.db.InTx(ctx, func(tx *ent.Tx) error {
		for _, p := range s.people {
			if _, _, err := s.jobs.Enqueue(ctx, tx, jobs.Request{UserID: p.ID, Trigger: syncrun.TriggerMANUAL}); err != nil {
				return fmt.Errorf("request sync: %w", err)
			}
		}
		return nil
	})
}

// await returns when no run is queued or running any more. It is an error when one did not succeed.
func (s *scene) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		going, err := s.db.Ent.SyncRun.Query().Where(syncrun.FinishedAtIsNil()).Exist(ctx)
		if err != nil {
			return fmt.Errorf("wait for syncs: %w", err)
		}
		if !going {
			break
		}
		time.Sleep(pollEvery)
	}
	bad, err := s.db.Ent.SyncRun.Query().Where(syncrun.StatusNEQ(syncrun.StatusSUCCEEDED)).Count(ctx)
	if err == nil && bad > 0 {
		err = errors.New("a run did not succeed")
	}
	return err
}
