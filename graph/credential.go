package graph

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/99designs/gqlgen/graphql/handler/transport"

	"polarflow/auth"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// closeUnauthenticated is the code with which graphql-transport-ws closes for a missing credential; clients
// do not try again.
const closeUnauthenticated = 4401

// door lets requests in by their credential.
type door struct {
	credentials *auth.Credentials
	log         *slog.Logger
}

// withViewer puts into the context on whose behalf a request is made, and answers 401 when there is no
// credential or an unknown one. A WebSocket may show its credential later, in connection_init.
func (d door) withViewer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secret := secretOf(r)
		if secret == "" && r.Header.Get("Upgrade") != "" {
			next.ServeHTTP(w, r)
			return
		}
		v, err := d.credentials.Identify(r.Context(), secret)
		if err != nil {
			d.turnAway(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(viewer.NewContext(r.Context(), v)))
	})
}

func (d door) turnAway(w http.ResponseWriter, r *http.Request, err error) {
	if !errors.Is(err, auth.ErrUnauthenticated) {
		d.log.ErrorContext(r.Context(), "identify credential", "error", err, "requestId", requestID(r.Context()))
		refuse(w, r, http.StatusInternalServerError, &model.Error{Code: model.Internal, Message: "internal error"})
		return
	}
	w.Header().Set("WWW-Authenticate", "Bearer")
	refuse(w, r, http.StatusUnauthorized, unauthenticated())
}

// secretOf returns the credential that a request shows. The session cookie counts only where no other site
// can have sent the request: a browser asks before it sends JSON across sites, and says of other requests
// where they come from. The origin of a WebSocket is checked when it is accepted.
func secretOf(r *http.Request) string {
	byHeader := r.Header.Get("Authorization") != "" || r.Header.Get("X-API-Key") != ""
	site := r.Header.Get("Sec-Fetch-Site")
	sameSite := site == "same-origin" || site == "none"
	if !byHeader && r.Method != http.MethodPost && r.Header.Get("Upgrade") == "" && !sameSite {
		return ""
	}
	return auth.SecretOf(r)
}

// connect lets a WebSocket in by the credential in its connection_init, else by that of its request.
func (d door) connect(ctx context.Context, payload transport.InitPayload) (context.Context, *transport.InitPayload, error) {
	if secret := auth.BearerSecret(payload.Authorization()); secret != "" {
		v, err := d.credentials.Identify(ctx, secret)
		if err == nil {
			return viewer.NewContext(ctx, v), nil, nil
		}
		if !errors.Is(err, auth.ErrUnauthenticated) {
			d.log.ErrorContext(ctx, "identify credential", "error", err, "requestId", requestID(ctx))
		}
	} else if _, ok := viewer.FromContext(ctx); ok {
		return ctx, nil, nil
	}
	return transport.WithWebsocketCloseCode(ctx, closeUnauthenticated), nil, unauthenticated()
}

func unauthenticated() *model.Error {
	return &model.Error{Code: model.Unauthenticated, Message: auth.ErrUnauthenticated.Error()}
}
