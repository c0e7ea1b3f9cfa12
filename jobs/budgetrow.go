package jobs

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/polarbudget"
	"polarflow/pacing"
)

// budgetID is the id of the one row.
const budgetID = 1

// readBudget reads the row; there is none before Polar has answered for the first time.
func readBudget(ctx context.Context, db *database.DB, now time.Time) (pacing.Budget, error) {
	row, err := db.Ent.PolarBudget.Get(ctx, budgetID)
	if ent.IsNotFound(err) {
		return pacing.Budget{}, nil
	}
	if err != nil {
		return pacing.Budget{}, fmt.Errorf("read budget: %w", err)
	}
	return budgetOf(row).On(now), nil
}

// lockBudget reads the row and keeps others from changing it until the transaction ends. A row that is mended was
// written by a clock that ran ahead, and has to be written anew.
func lockBudget(ctx context.Context, tx *ent.Tx, db *database.DB, clock func() time.Time) (b pacing.Budget, mended bool, err error) {
	query := tx.PolarBudget.Query().Where(polarbudget.ID(budgetID))
	if db.IsPostgres() { // a transaction on SQLite has the database to itself
		query.Modify(func(s *sql.Selector) { s.ForUpdate() })
	}
	row, err := query.Only(ctx)
	if ent.IsNotFound(err) {
		if err = insertBudget(ctx, tx, db.Dialect, clock()); err == nil {
			row, err = query.Only(ctx)
		}
	}
	if err != nil {
		return pacing.Budget{}, false, fmt.Errorf("lock budget: %w", err)
	}
	b = budgetOf(row)
	now := clock() // the lock may have taken its time
	return b.On(now), b.On(now) != b, nil
}

// insertBudget makes the row; of two that do so at once, the second finds it made.
func insertBudget(ctx context.Context, tx *ent.Tx, dialect string, now time.Time) error {
	columns := []string{
		polarbudget.FieldID, polarbudget.FieldShortLimit, polarbudget.FieldShortUsed, polarbudget.FieldLongLimit,
		polarbudget.FieldLongUsed, polarbudget.FieldUpdatedAt,
	}
	query, args := sql.Dialect(dialect).Insert(polarbudget.Table).Columns(columns...).
		Values(budgetID, 0, 0, 0, 0, now).OnConflict(sql.DoNothing()).Query()
	_, err := tx.ExecContext(ctx, query, args...)
	return err
}

// writeBudget writes the row, which is locked.
func writeBudget(ctx context.Context, tx *ent.Tx, b pacing.Budget, now time.Time) error {
	update := tx.PolarBudget.UpdateOneID(budgetID).SetUpdatedAt(now).
		SetShortLimit(b.Short.Limit).SetShortUsed(b.Short.Used).SetNillableShortResetsAt(instant(b.Short.ResetsAt)).
		SetLongLimit(b.Long.Limit).SetLongUsed(b.Long.Used).SetNillableLongResetsAt(instant(b.Long.ResetsAt)).
		SetNillableStoppedUntil(instant(b.StoppedUntil))
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("write budget: %w", err)
	}
	return nil
}

// budgetOf returns what the row says.
func budgetOf(row *ent.PolarBudget) pacing.Budget {
	return pacing.Budget{
		Short:        pacing.Window{Limit: row.ShortLimit, Used: row.ShortUsed, ResetsAt: timeOf(row.ShortResetsAt)},
		Long:         pacing.Window{Limit: row.LongLimit, Used: row.LongUsed, ResetsAt: timeOf(row.LongResetsAt)},
		StoppedUntil: timeOf(row.StoppedUntil),
		HeardAt:      row.UpdatedAt,
	}
}

// instant returns a time as it is stored: in UTC to the microsecond, and nil for none.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Microsecond)
	return &t
}
