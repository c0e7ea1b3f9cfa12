// Package database opens the SQLite or PostgreSQL database that polarflow keeps everything in, brings its
// schema up to date, and gives one transaction to ent and to River.
package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"entgo.io/ent/dialect"

	"polarflow/ent"
	_ "polarflow/ent/runtime" // the tenancy policies of ent/schema
)

// DB is an open database.
type DB struct {
	// Ent is the client through which all of polarflow's own tables are read and written.
	Ent *ent.Client
	// SQL is the pool that writes: River's, the migrations', and Ent's transactions.
	SQL *sql.DB
	// Dialect is dialect.SQLite or dialect.Postgres.
	Dialect string

	read    *sql.DB // SQLite's second pool, for reads; nil on PostgreSQL
	hub     *hub
	pending *pending
	antenna *antenna         // what other processes announce; nil on SQLite
	patient driver.Connector // connects without a bound on statements; nil on SQLite, where there is none
}

// Option changes how a database is opened.
type Option func(*options)

type options struct{ observe func(query string) }

// WithObserver has every statement that ent sends outside of transactions reported, for counting them.
func WithObserver(observe func(query string)) Option {
	return func(o *options) { o.observe = observe }
}

// ErrURL is wrapped by every error about a DATABASE_URL that cannot be used.
var ErrURL = errors.New("unusable DATABASE_URL")

// Open opens the database at a sqlite:// or postgres:// address. It does not migrate. The address never
// appears in an error, since it may hold a password.
func Open(ctx context.Context, address string, opts ...Option) (*DB, error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	scheme, rest, _ := strings.Cut(address, "://")
	switch scheme {
	case "sqlite":
		return openSQLite(ctx, rest, o)
	case "postgres", "postgresql":
		return openPostgres(ctx, address, o)
	}
	return nil, fmt.Errorf("%w: it starts with neither sqlite:// nor postgres://", ErrURL)
}

// SQLitePath returns the file of a sqlite:// address, and false for any other address.
func SQLitePath(address string) (string, bool) {
	rest, ok := strings.CutPrefix(address, "sqlite://")
	if !ok {
		return "", false
	}
	path, _, _ := strings.Cut(rest, "?")
	if unescaped, err := url.PathUnescape(path); err == nil {
		path = unescaped
	}
	return path, path != ""
}

// Close closes the pools and ends the hearing.
func (db *DB) Close() error {
	if db.antenna != nil {
		db.antenna.close()
	}
	err := db.Ent.Close()
	if db.read != nil {
		err = errors.Join(err, db.read.Close())
	}
	return err
}

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.SQL.PingContext(ctx); err != nil {
		return fmt.Errorf("reach database: %w", err)
	}
	return nil
}

// Reads returns the pool for statements that only read, outside of transactions.
func (db *DB) Reads() *sql.DB {
	if db.read != nil {
		return db.read
	}
	return db.SQL
}

// IsPostgres reports whether the database is PostgreSQL.
func (db *DB) IsPostgres() bool { return db.Dialect == dialect.Postgres }
