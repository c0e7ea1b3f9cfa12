package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/pacing"
)

// Where several processes share Polar's limits, the requests that are on their way are in the budget's row, under the
// same lock: whoever takes the place of a request that was answered knows what the answer said.

// depart takes a place for a request and returns its number, 0 when there is no room. It returns a
// *polar.HeldBackError when the limits have none.
func (b *budget) depart(ctx context.Context) (number int64, err error) {
	var may bool
	err = b.inTurn(ctx, func() error {
		return b.exchange(ctx, func(tx *ent.Tx, row pacing.Budget) error {
			flight, clock, err := readFlight(ctx, tx)
			if err != nil {
				return err
			}
			if flight, may, err = board(flight, row, b.now(), clock); err != nil || !may {
				return err
			}
			number = flight.Sent
			return writeFlight(ctx, tx, flight)
		})
	})
	if err != nil || !may {
		return 0, err
	}
	return number, nil
}

// arrive gives back the place of a request, together with what its answer said. A place that cannot be given back is
// free again after a while.
func (b *budget) arrive(ctx context.Context, number int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settlePatience)
	defer cancel()
	err := b.inTurn(ctx, func() error {
		return b.exchange(ctx, func(tx *ent.Tx, row pacing.Budget) error {
			flight, clock, err := readFlight(ctx, tx)
			if err != nil {
				return err
			}
			_, room := flight.Leave(clock, pacing.InFlight(row.Long.Limit))
			if err := writeFlight(ctx, tx, flight.Answered(number)); err != nil || room {
				return err
			}
			return b.db.Announce(ctx, tx, database.TopicRequests) // somebody may wait
		})
	})
	if err != nil {
		b.log.Warn("write down that Polar has answered", "error", err)
	}
}

// readFlight reads the requests on their way from the budget's row, and the clock of the database by which they left.
func readFlight(ctx context.Context, tx *ent.Tx) (f pacing.Flight, clock time.Time, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT requests_sent, on_their_way, now() FROM polar_budgets WHERE id = $1`, budgetID)
	if err != nil {
		return f, clock, fmt.Errorf("read requests on their way: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var open []byte
	for rows.Next() { // the one
		if err := rows.Scan(&f.Sent, &open, &clock); err != nil {
			return f, clock, fmt.Errorf("read requests on their way: %w", err)
		}
	}
	if len(open) > 0 {
		err = json.Unmarshal(open, &f.Open)
	}
	if err == nil {
		err = rows.Err()
	}
	if err != nil {
		err = fmt.Errorf("read requests on their way: %w", err)
	}
	return f, clock, err
}

// writeFlight writes the requests on their way into the budget's row, which is locked.
func writeFlight(ctx context.Context, tx *ent.Tx, f pacing.Flight) error {
	if err := tx.PolarBudget.UpdateOneID(budgetID).SetRequestsSent(f.Sent).SetOnTheirWay(f.Open).Exec(ctx); err != nil {
		return fmt.Errorf("write requests on their way: %w", err)
	}
	return nil
}
