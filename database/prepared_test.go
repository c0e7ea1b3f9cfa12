package database_test

import (
	"testing"

	"polarflow/database/dbtest"
)

// A read is prepared when it is seen a second time, and one whose table has changed is prepared anew.
func TestReadsArePrepared(t *testing.T) {
	t.Parallel()
	db := dbtest.Postgres(t)
	conn, err := db.SQL.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(t.Context(), "CREATE TEMP TABLE things AS SELECT 1 AS a"); err != nil {
		t.Fatal(err)
	}
	read := func() error {
		var a int
		return conn.QueryRowContext(t.Context(), "SELECT a FROM things WHERE a = $1", 1).Scan(&a)
	}
	for times, want := range []int{0, 0, 1, 1} {
		var prepared int
		if err := conn.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT a FROM things%'").Scan(&prepared); err != nil {
			t.Fatal(err)
		}
		if prepared != want {
			t.Errorf("after %d reads %d are prepared, not %d", times, prepared, want)
		}
		if err := read(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := conn.ExecContext(t.Context(), "ALTER TABLE things ALTER a TYPE bigint"); err != nil {
		t.Fatal(err)
	}
	if err := read(); err == nil {
		t.Error("the plan for the old table was used")
	}
	for range 3 {
		if err := read(); err != nil {
			t.Error("after a change of the table:", err)
		}
	}
}
