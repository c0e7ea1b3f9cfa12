package engine

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/pacing"
)

// budgetRow is the number of the one row that the budget has.
const budgetRow = 1

// Budget says what is left of Polar's limits, which all processes share.
type Budget struct {
	// Short is the limit of about 15 minutes, Long that of 24 hours.
	Short, Long pacing.Window
	// Held are the requests that are promised to syncs under way.
	Held int
	// StoppedUntil is when Polar may be asked again after it refused; zero when it did not.
	StoppedUntil time.Time
}

// Budget reads how this client stands against Polar's limits. It takes two statements.
func (r *Reader) Budget(ctx context.Context) (Budget, error) {
	ctx, now := system(ctx), r.Now().UTC()
	row, err := r.DB.Ent.PolarBudget.Get(ctx, budgetRow)
	if ent.IsNotFound(err) { // Polar was never asked
		row, err = &ent.PolarBudget{}, nil
	}
	if err != nil {
		return Budget{}, fmt.Errorf("read budget: %w", err)
	}
	b := Budget{
		Short: window(row.ShortLimit, row.ShortUsed, row.ShortResetsAt).At(now),
		Long:  window(row.LongLimit, row.LongUsed, row.LongResetsAt).At(now),
	}
	if row.StoppedUntil != nil && row.StoppedUntil.After(now) {
		b.StoppedUntil = *row.StoppedUntil
	}
	b.Held, err = r.held(ctx)
	return b, err
}

// held returns how many requests are promised.
func (r *Reader) held(ctx context.Context) (int, error) {
	var sums []struct {
		Held sql.NullInt64 `sql:"held"`
	}
	err := r.DB.Ent.SyncRun.Query().Where(syncrun.StatusEQ(syncrun.StatusRUNNING)).Modify(func(s *sql.Selector) {
		s.Select(sql.As(sql.Sum(syncrun.FieldHeldRequests), "held"))
	}).Scan(ctx, &sums)
	if err != nil || len(sums) == 0 {
		return 0, wrap("add up promised requests", err)
	}
	return int(sums[0].Held.Int64), nil
}

func window(limit, used int, resets *time.Time) pacing.Window {
	w := pacing.Window{Limit: limit, Used: used}
	if resets != nil {
		w.ResetsAt = *resets
	}
	return w
}

// wrap says what was being done when an error came; nil stays nil.
func wrap(step string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", step, err)
}
