package graph

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql/handler/transport"

	"polarflow/auth"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// checkEvery is how often the credential of an open connection is looked at. With the few seconds for which
// auth.Credentials believes what it has seen, a connection ends within five seconds of its credential.
const checkEvery = 1500 * time.Millisecond

// door lets requests in by their credential.
type door struct {
	credentials *auth.Credentials
	log         *slog.Logger
}

// shown is the credential that a request was made with.
type shown struct {
	secret string
	ended  atomic.Bool // set when an open connection has outlived it
}

type shownKey struct{}

// shownIn returns the credential of the request; an empty one outside of a request.
func shownIn(ctx context.Context) *shown {
	if s, ok := ctx.Value(shownKey{}).(*shown); ok {
		return s
	}
	return &shown{}
}

// withViewer answers 401 to requests that no viewer in the context makes. A WebSocket may show its credential
// later, in connection_init.
func (d door) withViewer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var s shown
		if _, ok := viewer.FromContext(r.Context()); ok {
			s.secret = auth.SecretOf(r)
		} else if r.Header.Get("Upgrade") == "" {
			w.Header().Set("WWW-Authenticate", "Bearer")
			refuse(w, r, http.StatusUnauthorized, unauthenticated())
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), shownKey{}, &s)))
	})
}

// connect lets a WebSocket in by the credential in its connection_init, else by that of its request, and for
// as long as it is one.
func (d door) connect(ctx context.Context, payload transport.InitPayload) (context.Context, *transport.InitPayload, error) {
	s := shownIn(ctx)
	if secret := auth.BearerSecret(payload.Authorization()); secret != "" {
		credential, err := d.credentials.Recognise(ctx, secret)
		if err != nil {
			return d.turnAway(ctx, err)
		}
		s.secret, ctx = secret, credential.In(ctx)
	}
	if _, ok := viewer.FromContext(ctx); !ok {
		return d.turnAway(ctx, auth.ErrUnauthenticated)
	}
	return d.whileValid(ctx, s), nil, nil
}

// turnAway closes a WebSocket whose credential is none, or cannot be looked up.
func (d door) turnAway(ctx context.Context, err error) (context.Context, *transport.InitPayload, error) {
	if !errors.Is(err, auth.ErrUnauthenticated) {
		d.log.ErrorContext(ctx, "recognise credential", "error", err, "request_id", requestID(ctx))
	}
	return transport.WithWebsocketCloseCode(ctx, closeUnauthenticated), nil, unauthenticated()
}

// whileValid returns a context that ends with ctx, or soon after the credential. A database that does not
// answer ends nothing.
func (d door) whileValid(ctx context.Context, s *shown) context.Context {
	ctx, end := context.WithCancel(ctx)
	go func() {
		defer end()
		tick := time.NewTicker(checkEvery)
		defer tick.Stop()
		for !s.ended.Load() {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			_, err := d.credentials.Recognise(ctx, s.secret)
			s.ended.Store(errors.Is(err, auth.ErrUnauthenticated))
		}
	}()
	return ctx
}

func unauthenticated() *model.Error {
	return &model.Error{Code: model.Unauthenticated, Message: auth.ErrUnauthenticated.Error()}
}
