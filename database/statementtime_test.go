package database_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
)

// endless never comes to an end by itself.
const endless = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i > 0) SELECT COUNT(*) FROM n WHERE i < 0`

// A statement ends with the context of who waits for it, also in the database, and the connection is of use after it.
func TestStatementEndsWithContext(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		for name, pool := range db.Pools() {
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			var n int
			err := pool.QueryRowContext(ctx, endless).Scan(&n)
			cancel()
			if err == nil || errors.Is(t.Context().Err(), context.Canceled) {
				t.Errorf("%s: %d, %v", name, n, err)
			}
			if err := pool.QueryRowContext(t.Context(), `SELECT 1`).Scan(&n); err != nil || n != 1 {
				t.Errorf("%s afterwards: %d, %v", name, n, err)
			}
		}
		if !db.IsPostgres() {
			return
		}
		running := -1
		for range 1000 { // the server ends it a moment after the client has
			err := db.SQL.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM pg_stat_activity
				WHERE datname = current_database() AND state = 'active' AND query LIKE 'WITH RECURSIVE n(i)%'`).Scan(&running)
			if err != nil {
				t.Fatal(err)
			}
			if running == 0 {
				return
			}
		}
		t.Errorf("%d statements go on in PostgreSQL", running)
	})
}

// Every connection has a bound for statements, and one that the operator has chosen is kept.
func TestStatementsAreBounded(t *testing.T) {
	t.Parallel()
	address := dbtest.Address(t, "postgres")
	bound := func(address string) (bound string) {
		db, err := database.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		if err := db.SQL.QueryRowContext(t.Context(), `SHOW statement_timeout`).Scan(&bound); err != nil {
			t.Fatal(err)
		}
		return bound
	}
	if diff := cmp.Diff([]string{"2min", "7s"}, []string{bound(address), bound(address + "&statement_timeout=7000")}); diff != "" {
		t.Error(diff)
	}
}
