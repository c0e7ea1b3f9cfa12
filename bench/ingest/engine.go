package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"polarflow/database"
	"polarflow/database/dbtest"
)

// engine makes empty databases of one kind.
type engine struct {
	name    string // SQLite or PostgreSQL
	version string
	// address returns the DATABASE_URL of an empty database, and how to remove it.
	address func(context.Context) (address string, remove func() error, err error)
}

// fresh opens an empty database with the current schema. The returned function closes and removes it.
func (e engine) fresh(ctx context.Context) (db *database.DB, drop func() error, err error) {
	address, remove, err := e.address(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("new %s database: %w", e.name, err)
	}
	db, err = database.Open(ctx, address)
	if err != nil {
		return nil, nil, errors.Join(err, remove())
	}
	drop = func() error { return errors.Join(db.Close(), remove()) }
	if err := db.Migrate(ctx); err != nil {
		return nil, nil, errors.Join(err, drop())
	}
	return db, drop, nil
}

// engines returns SQLite and, where a server can be had, PostgreSQL, with a function that stops the server.
// Without one the second engine is missing and the error of the reason is dbtest.ErrNoPostgres.
func engines(ctx context.Context) (list []engine, stop func(), err error) {
	sqlite := engine{name: "SQLite", address: sqliteAddress}
	if sqlite.version, err = versionOf(ctx, sqlite, "SELECT sqlite_version()"); err != nil {
		return nil, nil, err
	}
	cluster, err := dbtest.StartPostgres(ctx)
	if err != nil {
		return []engine{sqlite}, func() {}, fmt.Errorf("start PostgreSQL: %w", err)
	}
	postgres := engine{name: "PostgreSQL", address: func(ctx context.Context) (string, func() error, error) {
		address, err := cluster.CreateEmpty(ctx)
		return address, func() error { return dropPostgres(context.WithoutCancel(ctx), address) }, err
	}}
	if postgres.version, err = versionOf(ctx, postgres, "SHOW server_version"); err != nil {
		cluster.Stop()
		return nil, nil, err
	}
	return []engine{sqlite, postgres}, cluster.Stop, nil
}

// sqliteAddress names a file in a folder of its own, which goes with it.
func sqliteAddress(context.Context) (string, func() error, error) {
	folder, err := os.MkdirTemp("", "polarflow-bench")
	if err != nil {
		return "", nil, err
	}
	return "sqlite://" + filepath.Join(folder, "polarflow.db"), func() error { return os.RemoveAll(folder) }, nil
}

// dropPostgres removes the database of the address, from the maintenance database of the same server.
func dropPostgres(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("drop database: address is malformed")
	}
	name := strings.TrimPrefix(u.Path, "/")
	u.Path = "/postgres"
	db, err := sql.Open("postgres", u.String())
	if err != nil {
		return fmt.Errorf("drop database: %w", err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(ctx, fmt.Sprintf("DROP DATABASE IF EXISTS %q WITH (FORCE)", name)); err != nil {
		return fmt.Errorf("drop database: %w", err)
	}
	return nil
}

// versionOf asks a new database of the engine for its version.
func versionOf(ctx context.Context, e engine, query string) (version string, err error) {
	db, drop, err := e.fresh(ctx)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, drop()) }()
	if err := db.SQL.QueryRowContext(ctx, query).Scan(&version); err != nil {
		return "", fmt.Errorf("version of %s: %w", e.name, err)
	}
	version, _, _ = strings.Cut(version, " ")
	return version, nil
}
