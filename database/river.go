package database

import (
	"database/sql"

	"github.com/lib/pq"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// RiverDriver returns River's driver over the pool that writes. A job starts as soon as the transaction that
// inserted it is committed, on PostgreSQL in whichever process there is a worker for it.
func (db *DB) RiverDriver() riverdriver.Driver[*sql.Tx] {
	if db.IsPostgres() {
		return postgresRiver{riverdatabasesql.New(db.SQL), db}
	}
	return sqliteRiver{riversqlite.New(db.SQL), db}
}

// postgresRiver fits River's database/sql driver v0.41, the newest that is served, to River v0.47, which
// asks for two SQL fragments more, and gives it the listener over lib/pq that it lacks.
type postgresRiver struct {
	*riverdatabasesql.Driver
	db *DB
}

// SQLFragmentColumnContainsAll is the condition that an array column holds all of the values.
func (postgresRiver) SQLFragmentColumnContainsAll(column, namedArg string, values []string) (string, any, error) {
	return column + " @> @" + namedArg, pq.Array(values), nil
}

// SQLFragmentColumnContainsAny is the condition that an array column holds one of the values.
func (postgresRiver) SQLFragmentColumnContainsAny(column, namedArg string, values []string) (string, any, error) {
	return column + " && @" + namedArg, pq.Array(values), nil
}

// SupportsListener is true: see GetListener.
func (postgresRiver) SupportsListener() bool { return true }

// GetListener returns a listener over the one connection on which this process hears anything.
func (r postgresRiver) GetListener(params *riverdriver.GetListenenerParams) riverdriver.Listener {
	return newRiverListener(r.db, params)
}

// GetExecutor returns an executor whose transactions announce each job.
func (r postgresRiver) GetExecutor() riverdriver.Executor {
	return riverExecutor{r.Driver.GetExecutor(), func(tx riverdriver.ExecutorTx) riverdriver.ExecutorTx {
		return announcingTx{tx, tx.NotifyMany}
	}}
}

// UnwrapExecutor returns an executor on the transaction that announces each job.
func (r postgresRiver) UnwrapExecutor(tx *sql.Tx) riverdriver.ExecutorTx {
	own := r.Driver.UnwrapExecutor(tx)
	return announcingTx{own, own.NotifyMany}
}

// UnwrapTx returns the transaction under an executor.
func (r postgresRiver) UnwrapTx(tx riverdriver.ExecutorTx) *sql.Tx {
	if own, ok := tx.(announcingTx); ok {
		tx = own.ExecutorTx
	}
	return r.Driver.UnwrapTx(tx)
}
