package graph_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/graph"
)

// endless makes every read of the nights one that never comes to an end by itself.
func (w *world) endless(t testing.TB) {
	t.Helper()
	for _, statement := range []string{
		`ALTER TABLE sleeps RENAME TO nights`,
		`CREATE VIEW sleeps AS SELECT * FROM nights WHERE
			(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i > 0) SELECT COUNT(*) FROM n WHERE i < 0) = 0`,
	} {
		if _, err := w.db.SQL.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

// An operation that takes too long is ended, in the database as well, and says so once; the next one is answered.
func TestDeadline(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.night(t, u, dateAfter(0))
		mine := w.token(t, u)
		w.endless(t)
		for name, query := range map[string]string{
			"a list":           `{ viewer { sleeps { nodes { id } } } }`,
			"a count":          `{ viewer { sleeps { totalCount } } }`,
			"many of them":     `query($d: Date!) { viewer { days(range: {from: $d, to: "2026-03-31"}) { sleep { id } } } }`,
			"after a mutation": `mutation { updateUser(input: {displayName: "x"}) { user { sleeps { totalCount } } } }`,
		} {
			began := time.Now()
			a := w.try(t, mine, query, vars{"d": dateAfter(0)})
			t.Logf("%s: answered after %v", name, time.Since(began).Round(time.Millisecond))
			if len(a.Errors) != 1 || a.code() != "TIMEOUT" || a.Errors[0].Extensions["requestId"] == "" {
				t.Errorf("%s: %s", name, a.body)
			}
		}
		if got := w.ask(t, mine, `{ viewer { displayName } }`, nil).at(t, "viewer", "displayName"); got != "x" {
			t.Errorf("afterwards: %v", got)
		}
		if diff := cmp.Diff("", w.log.String()); diff != "" {
			t.Errorf("the log: %s", diff)
		}
		w.awaitNoStatements(t)
	}, func(o *graph.Options) { o.OperationTime = 300 * time.Millisecond })
}

// awaitNoStatements returns when PostgreSQL is at no statement about nights any more.
func (w *world) awaitNoStatements(t testing.TB) {
	t.Helper()
	for w.db.IsPostgres() {
		running := 0
		if err := w.db.SQL.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()
			AND state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%"sleeps"%'`).Scan(&running); err != nil {
			t.Fatal(err)
		}
		if running == 0 {
			return
		}
	}
}
