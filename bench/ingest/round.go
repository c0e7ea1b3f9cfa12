package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"polarflow/database"
	"polarflow/ent/viewer"
)

// round is what one round on a fresh database measured.
type round struct {
	first  synced        // everything is new
	second synced        // nothing is
	fetch  time.Duration // asking Polar and reading the answers, and nothing else
	plain  written       // the rows of the first sync, by plain INSERTs
}

// measureRound syncs the athletes into a fresh database twice, and then writes the rows of the first sync
// once more with plain INSERTs into the same database.
func measureRound(ctx context.Context, e engine, athletes []athlete) (r round, err error) {
	ctx = viewer.System(ctx)
	db, drop, err := e.fresh(ctx)
	if err != nil {
		return round{}, err
	}
	defer func() { err = errors.Join(err, drop()) }()
	var log bytes.Buffer // of the workers, which say there what a run does not
	rows, err := r.measureSyncs(ctx, db, athletes, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		return round{}, fmt.Errorf("%w\n%s", err, &log)
	}
	if r.plain, err = writePlainly(ctx, db, rows); err != nil {
		return round{}, fmt.Errorf("plain inserts: %w", err)
	}
	if r.plain.rows != r.first.wrote.rows {
		return round{}, fmt.Errorf("plain inserts: %d rows, the sync wrote %d", r.plain.rows, r.first.wrote.rows)
	}
	return r, nil
}

// measureSyncs syncs everybody twice and returns the rows that there were after the first sync.
func (r *round) measureSyncs(ctx context.Context, db *database.DB, athletes []athlete, log *slog.Logger) (rows []tableRows, err error) {
	s, stop, err := newScene(ctx, db, athletes, log)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	if r.first, err = s.measure(ctx); err != nil {
		return nil, fmt.Errorf("first sync: %w", err)
	}
	if rows, err = readRows(ctx, db); err != nil {
		return nil, err
	}
	if r.second, err = s.measure(ctx); err != nil {
		return nil, fmt.Errorf("second sync: %w", err)
	}
	r.fetch, err = s.measureFetch(ctx)
	return rows, err
}
