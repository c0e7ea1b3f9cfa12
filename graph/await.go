package graph

import (
	"context"
	"math/rand/v2"
	"time"
)

// safetyNet is after how long a subscription looks although nothing was announced, and by up to how much
// longer it may take so that they do not all look at once.
const (
	safetyNet       = 30 * time.Second
	safetyNetJitter = 10 * time.Second
)

// await returns when it is time to look for something new, and reports false when nobody listens any more.
func await(ctx context.Context, poked <-chan struct{}) bool {
	return awaitFor(ctx, poked, safetyNet+rand.N(safetyNetJitter)) //nolint:gosec // spreads load, guards nothing
}

// rest waits, and reports false when nobody listens any more.
func rest(ctx context.Context, d time.Duration) bool { return awaitFor(ctx, nil, d) }

func awaitFor(ctx context.Context, poked <-chan struct{}, atMost time.Duration) bool {
	timer := time.NewTimer(atMost)
	defer timer.Stop()
	select {
	case <-poked:
	case <-timer.C:
	case <-ctx.Done():
	}
	return ctx.Err() == nil
}

// every does something again and again, each time so long after the last, until it returns false or ctx ends. There is no
// goroutine between the times.
func every(ctx context.Context, d time.Duration, do func() (again bool)) {
	const far = time.Hour // until Reset; by then again is known to what runs
	var again *time.Timer
	again = time.AfterFunc(far, func() {
		if ctx.Err() == nil && do() {
			again.Reset(d)
		}
	})
	again.Reset(d)
	context.AfterFunc(ctx, func() { again.Stop() })
}
