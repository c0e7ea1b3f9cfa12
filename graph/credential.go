package graph

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"polarflow/auth"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// checkEvery is how often the credential of an open connection is looked at. With the few seconds for which
// auth.Credentials believes what it has seen, a connection ends within five seconds of its credential.
const checkEvery = 1500 * time.Millisecond

// What ends a connection that stays open, besides its client.
var (
	errCredentialEnded = errors.New("the credential has ended")
	errServerEnding    = errors.New("the server is ending")
)

// door lets requests in by their credential.
type door struct {
	credentials *auth.Credentials
	ending      context.Context //nolint:containedctx // ends with the server
	log         *slog.Logger
}

// shown is the credential that a request was made with.
type shown struct{ secret string }

type shownKey struct{}

// shownIn returns the credential of the request; an empty one outside of a request.
func shownIn(ctx context.Context) shown {
	s, _ := ctx.Value(shownKey{}).(shown)
	return s
}

// withViewer answers 401 to requests that no viewer in the context makes. A WebSocket may show its credential
// later, in connection_init.
func (d door) withViewer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		if _, ok := viewer.FromContext(ctx); ok {
			ctx = context.WithValue(ctx, shownKey{}, shown{auth.SecretOf(r)})
		} else if !isWebSocket(r) {
			w.Header().Set("WWW-Authenticate", "Bearer")
			Refuse(w, r, http.StatusUnauthorized, unauthenticated())
			return
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// connect returns a context with the viewer whose credential a WebSocket shows: the one in its connection_init,
// else that of its request.
func (d door) connect(ctx context.Context, secret string) (context.Context, error) {
	if secret != "" {
		credential, err := d.credentials.Recognise(ctx, secret)
		if err != nil {
			return ctx, err
		}
		ctx = context.WithValue(credential.In(ctx), shownKey{}, shown{secret})
	}
	if _, ok := viewer.FromContext(ctx); !ok {
		return ctx, auth.ErrUnauthenticated
	}
	return ctx, nil
}

// watch ends a connection soon after its credential, or with the server, until ctx ends. A database that does not answer
// ends nothing.
func (d door) watch(ctx context.Context, secret string, end context.CancelCauseFunc) {
	stop := context.AfterFunc(d.ending, func() { end(errServerEnding) })
	context.AfterFunc(ctx, func() { stop() })
	every(ctx, checkEvery, func() bool {
		_, err := d.credentials.Recognise(ctx, secret)
		if errors.Is(err, auth.ErrUnauthenticated) {
			end(errCredentialEnded)
			return false
		}
		return true
	})
}

// untilClosed returns a context that ends when a channel is closed; with nil it never does.
func untilClosed(closed <-chan struct{}) context.Context {
	if closed == nil {
		return context.Background()
	}
	ctx, end := context.WithCancel(context.Background())
	go func() {
		<-closed
		end()
	}()
	return ctx
}

func unauthenticated() *model.Error {
	return &model.Error{Code: model.Unauthenticated, Message: auth.ErrUnauthenticated.Error()}
}
