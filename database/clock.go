package database

import (
	"context"
	"fmt"
	"time"
)

// Clock returns the time by which signs of life of several processes are written and compared: on PostgreSQL the
// database's own, since the clocks of several machines differ and jump, and on SQLite the process's, which is the only
// one.
func (db *DB) Clock(ctx context.Context, process func() time.Time) (now time.Time, err error) {
	if !db.IsPostgres() {
		return process().UTC(), nil
	}
	if err := db.SQL.QueryRowContext(ctx, `SELECT now()`).Scan(&now); err != nil {
		return now, fmt.Errorf("read the database's clock: %w", err)
	}
	return now.UTC(), nil
}
