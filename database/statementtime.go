package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
)

// statementTime bounds every statement on PostgreSQL, in milliseconds. Whoever waits for one has a deadline and
// cancels it there; this is for statements whose process is gone or cannot reach PostgreSQL any more.
const statementTime = "120000"

// limitStatements sets the bound for a connection, unless the operator has set one for the role or the database. It is
// a statement, since poolers refuse settings that they do not know when a connection begins.
const limitStatements = `SELECT set_config('statement_timeout', '` + statementTime + `', false)
	WHERE current_setting('statement_timeout') = '0'`

// punctual connects so that no statement on the connection goes on for ever, and reads are prepared.
type punctual struct{ driver.Connector }

// Connect opens a connection.
func (c punctual) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err //nolint:wrapcheck // database/sql compares it
	}
	able, ok := conn.(session)
	if !ok {
		return nil, errors.Join(errors.New("the driver cannot limit statements"), conn.Close())
	}
	rows, err := able.QueryContext(ctx, limitStatements, nil)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("limit statements: %w", err), conn.Close())
	}
	return newRemembering(able), rows.Close()
}

// patientPool returns a pool for statements that may take as long as they like, and what closes it.
func (db *DB) patientPool() (pool *sql.DB, end func() error) {
	if db.patient == nil {
		return db.SQL, func() error { return nil }
	}
	pool = sql.OpenDB(db.patient)
	return pool, pool.Close
}
