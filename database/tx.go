package database

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lib/pq"

	"polarflow/ent"
)

// attempts is how often a transaction that lost a race against another is tried before it is an error.
const attempts = 5

// InTx runs fn in one transaction: it commits when fn returns nil and rolls back otherwise. A River job is
// inserted in the same transaction through tx.SQLTx. A transaction that the database gave up because of a
// concurrent one is run again, so fn must not keep anything from an earlier try. No call to Polar belongs
// inside.
func (db *DB) InTx(ctx context.Context, fn func(tx *ent.Tx) error) error {
	for try := 1; ; try++ {
		err := db.once(ctx, fn)
		if err == nil || try == attempts || !isRace(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try*try) * 10 * time.Millisecond):
		}
	}
}

func (db *DB) once(ctx context.Context, fn func(tx *ent.Tx) error) error {
	tx, err := db.Ent.Tx(ctx)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	raw := tx.SQLTx()
	db.pending.begin(raw)
	defer func() { // after a commit this does nothing
		_ = tx.Rollback()
		db.pending.end(raw)
	}()
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	db.committed(raw)
	return nil
}

// isRace reports whether the database gave up a transaction for the sake of another: a serialization
// failure or a deadlock on PostgreSQL, a busy file on SQLite.
func isRace(err error) bool {
	var e *pq.Error
	if errors.As(err, &e) {
		return e.Code == "40001" || e.Code == "40P01"
	}
	return strings.Contains(err.Error(), "SQLITE_BUSY")
}

// IsValueError reports whether the database refused a value for what it is: a character that it does not
// store, a number out of its range, a text that is too long for an index.
func IsValueError(err error) bool {
	var e *pq.Error
	if !errors.As(err, &e) {
		return false
	}
	class := e.Code.Class()
	return class == "22" || class == "54"
}
