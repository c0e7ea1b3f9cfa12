package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"polarflow/database/dbtest"
	"polarflow/ent/kind"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/jobs"
)

// reportLatency measures how soon a sync starts that somebody asks for: on SQLite in the same process, and on PostgreSQL
// in another.
func reportLatency(ctx context.Context, out io.Writer, o options, cluster *dbtest.Cluster) error {
	folder, err := os.MkdirTemp("", "polarflow-bench")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	fmt.Fprintf(out, "\nFrom the request for a sync to its start, ms (%d, one after the other)\n| | p50 | p99 | most |\n|---|---|---|---|\n", o.triggers)
	waits, err := measureLatency(ctx, "sqlite://"+filepath.Join(folder, "polarflow.db"), o.triggers, true)
	if err != nil {
		return fmt.Errorf("SQLite: %w", err)
	}
	printWaits(out, "SQLite", waits)
	if cluster == nil {
		return nil
	}
	address, err := cluster.CreateEmpty(ctx)
	if err != nil {
		return err
	}
	if waits, err = measureLatency(ctx, address, o.triggers, false); err != nil {
		return fmt.Errorf("PostgreSQL: %w", err)
	}
	printWaits(out, "PostgreSQL", waits)
	return nil
}

// measureLatency asks for syncs that have next to nothing to do and returns how long each waited, the shortest first.
func measureLatency(ctx context.Context, address string, triggers int, work bool) (waits []time.Duration, err error) {
	s, err := newScene(ctx, address, 1, nil, work)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.close(ctx)) }()
	if !work {
		stop, err := startWorker(ctx, address, s.polar.URL)
		if err != nil {
			return nil, err
		}
		defer func() { _, _ = stop() }()
	}
	for range triggers {
		request := jobs.Request{UserID: s.people[0], Trigger: syncrun.TriggerMANUAL, Kinds: []string{kind.PhysicalInfo}}
		run, err := s.enqueue(ctx, request)
		if err == nil {
			err = s.rest(ctx)
		}
		if err != nil {
			return nil, err
		}
		if run, err = s.db.Ent.SyncRun.Get(viewer.System(ctx), run.ID); err != nil {
			return nil, fmt.Errorf("read run: %w", err)
		}
		waits = append(waits, run.StartedAt.Sub(run.QueuedAt))
	}
	slices.Sort(waits)
	return waits, nil
}

func printWaits(out io.Writer, name string, waits []time.Duration) {
	ms := func(share float64) float64 {
		return waits[int(share*float64(len(waits)-1))].Seconds() * 1000
	}
	fmt.Fprintf(out, "| %s | %.1f | %.1f | %.1f |\n", name, ms(0.5), ms(0.99), ms(1))
}
