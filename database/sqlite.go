package database

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	_ "modernc.org/sqlite" // the pure-Go driver, registered as "sqlite"
)

// sqliteReaders is how many reads may go on at once beside the one writer.
const sqliteReaders = 4

// sqliteSettings are in force on every connection. Times are written in UTC in one format: SQLite compares
// them as text. What is deleted is overwritten with zeros, so that a deleted person is not left in the file.
var sqliteSettings = url.Values{
	"_pragma":      {"journal_mode(WAL)", "busy_timeout(10000)", "synchronous(NORMAL)", "foreign_keys(1)", "secure_delete(1)"},
	"_txlock":      {"immediate"},
	"_time_format": {"sqlite"},
	"_timezone":    {"UTC"},
}

func openSQLite(ctx context.Context, rest string, o options) (*DB, error) {
	path, ok := SQLitePath("sqlite://" + rest)
	if !ok {
		return nil, fmt.Errorf("%w: sqlite:// needs the path of a file", ErrURL)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the database's folder: %w", err)
	}
	if err := ownFile(path); err != nil {
		return nil, err
	}
	write, err := sqlitePool(path, 1, nil)
	if err != nil {
		return nil, err
	}
	if err := write.PingContext(ctx); err != nil {
		_ = write.Close()
		return nil, fmt.Errorf("open SQLite database %s: %w", path, err)
	}
	read, err := sqlitePool(path, sqliteReaders, []string{"query_only(1)"})
	if err != nil {
		_ = write.Close()
		return nil, err
	}
	driver := &router{
		Driver:  entsql.OpenDB(dialect.SQLite, write),
		read:    entsql.OpenDB(dialect.SQLite, read),
		observe: o.observe,
	}
	return &DB{
		Ent: newClient(driver), SQL: write, Dialect: dialect.SQLite, read: read, hub: newHub(), pending: newPending(),
	}, nil
}

// ownFile makes the database's file if it is not there, readable by its owner only: it holds health data.
func ownFile(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return fmt.Errorf("open SQLite database: %w", err)
	}
	return file.Close()
}

func sqlitePool(path string, connections int, pragmas []string) (*sql.DB, error) {
	settings := url.Values{}
	for k, v := range sqliteSettings {
		settings[k] = v
	}
	settings["_pragma"] = append(append([]string{}, sqliteSettings["_pragma"]...), pragmas...)
	pool, err := sql.Open("sqlite", "file:"+url.PathEscape(path)+"?"+settings.Encode())
	if err != nil {
		return nil, fmt.Errorf("open SQLite database %s: %w", path, err)
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return pool, nil
}
