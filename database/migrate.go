package database

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations/*/*.sql
var migrations embed.FS

// ErrSchema is wrapped by the error of Current when the schema is not this version's.
var ErrSchema = errors.New("the database's schema is not this version's: run «polarflow migrate»")

// Migrate brings polarflow's own tables and then River's to this version's schema. Migrations only go
// forward and run under a lock, so that several processes may start at once.
func (db *DB) Migrate(ctx context.Context) error {
	pool, end := db.patientPool()
	p, err := db.provider(pool)
	if err == nil {
		_, err = p.Up(ctx)
	}
	if err := errors.Join(err, end()); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return db.migrateRiver(ctx)
}

// Current returns nil when the schema is this version's, and an error that wraps ErrSchema otherwise.
func (db *DB) Current(ctx context.Context) error {
	p, err := db.provider(db.SQL)
	if err != nil {
		return err
	}
	pending, err := p.HasPending(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if pending {
		return ErrSchema
	}
	return db.riverCurrent(ctx)
}

func (db *DB) provider(pool *sql.DB) (*goose.Provider, error) {
	folder, kind := "migrations/sqlite", goose.DialectSQLite3
	var opts []goose.ProviderOption
	if db.IsPostgres() {
		folder, kind = "migrations/postgres", goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("migration lock: %w", err)
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return nil, fmt.Errorf("embedded migrations: %w", err)
	}
	p, err := goose.NewProvider(kind, pool, files, opts...)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return p, nil
}

func (db *DB) migrateRiver(ctx context.Context) error {
	m, err := rivermigrate.New(db.RiverDriver(), nil)
	if err != nil {
		return fmt.Errorf("read migrations of River: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate River: %w", err)
	}
	return nil
}

func (db *DB) riverCurrent(ctx context.Context) error {
	m, err := rivermigrate.New(db.RiverDriver(), nil)
	if err != nil {
		return fmt.Errorf("read migrations of River: %w", err)
	}
	res, err := m.Validate(ctx, nil)
	if err != nil {
		return fmt.Errorf("read River's schema version: %w", err)
	}
	if !res.OK {
		return ErrSchema
	}
	return nil
}
