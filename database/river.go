package database

import (
	"database/sql"

	"github.com/lib/pq"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// RiverDriver returns River's driver over the pool that writes.
func (db *DB) RiverDriver() riverdriver.Driver[*sql.Tx] {
	if db.IsPostgres() {
		return postgresRiver{riverdatabasesql.New(db.SQL)}
	}
	return sqliteRiver{riversqlite.New(db.SQL)}
}

// postgresRiver fits River's database/sql driver v0.41, the newest that is served, to River v0.47, which
// asks for two SQL fragments more. It polls: a listener over lib/pq is not part of the driver.
type postgresRiver struct{ *riverdatabasesql.Driver }

// SQLFragmentColumnContainsAll is the condition that an array column holds all of the values.
func (postgresRiver) SQLFragmentColumnContainsAll(column, namedArg string, values []string) (string, any, error) {
	return column + " @> @" + namedArg, pq.Array(values), nil
}

// SQLFragmentColumnContainsAny is the condition that an array column holds one of the values.
func (postgresRiver) SQLFragmentColumnContainsAny(column, namedArg string, values []string) (string, any, error) {
	return column + " && @" + namedArg, pq.Array(values), nil
}

// sqliteRiver hides the listener of River's SQLite driver, which polls every 50 ms whatever is set and keeps
// a running job from being cancelled; without it the jobs of the same process start at once all the same.
type sqliteRiver struct{ *riversqlite.Driver }

// SupportsListener is false: see sqliteRiver.
func (sqliteRiver) SupportsListener() bool { return false }
