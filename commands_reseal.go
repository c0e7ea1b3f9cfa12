package main

import (
	"context"
	"time"

	"polarflow/auth"
)

// resealAgain is how long after a failure sealing anew goes on.
const resealAgain = time.Minute

// resealBeside seals what an older key of ENCRYPTION_KEY sealed with the newest one, while the server serves. The
// returned function stops it; what is left is done after the next start.
func (in *installation) resealBeside(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for ctx.Err() == nil && !in.resealed(ctx) {
			_ = pause(ctx, resealAgain) // ends early with ctx
		}
	}()
	return func() { cancel(); <-ended }
}

// resealed seals anew what there is, and reports whether it came to the end.
func (in *installation) resealed(ctx context.Context) bool {
	sum, err := in.keyring.Reseal(ctx, in.db.Ent, func(sum auth.Resealed) {
		in.log.InfoContext(ctx, "sealing Polar's secrets with the new encryption key", "done", sum.Done, "left", sum.Left)
	})
	switch {
	case ctx.Err() != nil:
		return false
	case err != nil:
		in.log.ErrorContext(ctx, "seal Polar's secrets with the new encryption key", "error", err)
		return false
	case sum.Left > 0:
		in.log.WarnContext(ctx, "some stored secrets of Polar cannot be opened and stay as they are", "left", sum.Left)
	case sum.Done > 0:
		in.log.InfoContext(ctx, "every secret of Polar is sealed with the new encryption key: the old one is not needed any more", "done", sum.Done)
	}
	return true
}
