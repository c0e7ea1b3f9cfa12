package database

import (
	"context"
	"errors"
	"fmt"
)

// ErrUnscrubbed is returned by Scrub when somebody reads all the time, so that the log beside the file cannot be
// emptied.
var ErrUnscrubbed = errors.New("the write-ahead log is in use")

// Scrub has what was deleted vanish from the files of an SQLite database at once: it moves the write-ahead log,
// which still holds the pages as they were before, into the database file, where deleted rows are overwritten with
// zeros, and empties it. It waits for readers as long as a write waits for others. PostgreSQL's files are its
// operator's: nothing is done there.
func (db *DB) Scrub(ctx context.Context) error {
	if db.IsPostgres() {
		return nil
	}
	var busy, pages, moved int
	if err := db.SQL.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved); err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	if busy != 0 {
		return ErrUnscrubbed
	}
	return nil
}
