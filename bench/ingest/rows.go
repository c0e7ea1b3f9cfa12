package main

import (
	"context"
	"fmt"
	"slices"

	"polarflow/database"
	"polarflow/ent/migrate"
)

// tables returns the names of polarflow's own tables; River's and goose's are not among them.
func tables() []string {
	names := make([]string, len(migrate.Tables))
	for i, t := range migrate.Tables {
		names[i] = t.Name
	}
	return names
}

// contents is how much a database holds.
type contents struct {
	rows   int // of the tables that syncs write
	points int // samples in the stored series
}

// minus returns how much more there is than there was before.
func (c contents) minus(before contents) contents {
	return contents{rows: c.rows - before.rows, points: c.points - before.points}
}

// contentsOf counts what a database holds.
func contentsOf(ctx context.Context, db *database.DB) (contents, error) {
	var c contents
	for _, table := range tables() {
		if slices.Contains(notSynced, table) {
			continue
		}
		n, err := number(ctx, db, "SELECT count(*) FROM "+table)
		if err != nil {
			return contents{}, err
		}
		c.rows += int(n)
	}
	points, err := number(ctx, db, "SELECT coalesce(sum(count), 0) FROM sample_series")
	c.points = int(points)
	return c, err
}

// number returns the one number that a query gives.
func number(ctx context.Context, db *database.DB, query string) (int64, error) {
	var n int64
	if err := db.SQL.QueryRowContext(ctx, query).Scan(&n); err != nil {
		return 0, fmt.Errorf("%s: %w", query, err)
	}
	return n, nil
}
