package graph

import (
	"context"
	"math/rand/v2"
	"time"

	"polarflow/ent"
)

// safetyNet is after how long a subscription looks although nothing was announced, and by up to how much
// longer it may take so that they do not all look at once.
const (
	safetyNet       = 30 * time.Second
	safetyNetJitter = 10 * time.Second
)

// listen returns a channel that is poked after each announcement of the topic as long as the subscription
// lives. What is looked at after this call is not missed.
func (r *Resolver) listen(ctx context.Context, topic string) <-chan struct{} {
	poked, stop := r.DB.Listen(topic)
	context.AfterFunc(ctx, stop)
	return poked
}

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

// send gives a value to the listener, and reports false when nobody listens any more.
func send[T any](ctx context.Context, to chan<- T, value T) bool {
	select {
	case to <- value:
		return true
	case <-ctx.Done():
		return false
	}
}

// lost logs that looking failed, which ends the subscription: the client subscribes again. That what was
// looked at has been deleted is no failure.
func (r *Resolver) lost(ctx context.Context, err error) {
	if ctx.Err() == nil && !ent.IsNotFound(err) {
		r.Log.ErrorContext(ctx, "subscription", "error", err, "request_id", requestID(ctx))
	}
}
