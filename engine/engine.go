// Package engine tells operators how the sync engine stands: who is due and how late, what is left of Polar's
// limits, what waits in the queue, who works, and what failed last. Each of its methods takes the same few SQL
// statements whether there is one person or a hundred thousand, and changes nothing.
package engine

import (
	"context"
	"time"

	"polarflow/database"
	"polarflow/ent/viewer"
	"polarflow/pacing"
)

// Reader reads how the engine stands. Whoever calls it may see everybody's data: it reads as the server itself.
type Reader struct {
	DB *database.DB
	// Traffic says what decides how often people are synced. Only Interval needs it.
	Traffic func(ctx context.Context) (pacing.Traffic, error)
	// Now is the clock.
	Now func() time.Time
}

// system returns the context in which the server reads for itself.
func system(ctx context.Context) context.Context { return viewer.System(ctx) }
