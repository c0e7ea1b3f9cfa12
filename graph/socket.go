package graph

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"polarflow/auth"
	"polarflow/graph/model"
)

// subprotocol is the one that is spoken over WebSocket; its predecessor graphql-ws is not.
const subprotocol = "graphql-transport-ws"

// The codes with which graphql-transport-ws closes so that clients do not try again.
const (
	closeUnauthenticated = 4401
	closeSubprotocol     = 4406
)

// wire is the way in for WebSockets.
type wire struct {
	transport.Websocket
	limits    *auth.Limits
	presenter presenter
}

// Do serves the socket until it is closed.
func (t wire) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	t.Websocket.Do(w, r, metered{exec, t.limits, t.presenter})
}

// metered takes each operation out of the budget of the socket's credential, like a request, and gives what is
// refused before it runs the code and the id that gqlgen gives it over HTTP only.
type metered struct {
	graphql.GraphExecutor
	limits    *auth.Limits
	presenter presenter
}

// CreateOperationContext refuses an operation beyond the budget; the socket stays open.
func (m metered) CreateOperationContext(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	if left := m.limits.Spend(ctx); !left.OK {
		return &graphql.OperationContext{}, gqlerror.List{m.presenter.present(ctx, rateLimited(left.RetryAfter))}
	}
	op, errs := m.GraphExecutor.CreateOperationContext(ctx, params)
	if errs == nil || errcode.GetErrorKind(errs) == errcode.KindProtocol { // these gqlgen presents
		return op, errs
	}
	shown := make(gqlerror.List, len(errs))
	for i, err := range errs {
		shown[i] = m.presenter.present(ctx, err)
	}
	return op, shown
}

// rateLimited is the error of a credential that has used up its minute.
func rateLimited(retryAfter time.Duration) error {
	return &model.Error{
		Code: model.RateLimited, Message: "too many requests with this credential: try again later",
		RetryAfterSeconds: int(retryAfter.Seconds()),
	}
}

// sockets accepts WebSockets.
type sockets struct {
	transport.CoderWebsocketImplementation
}

// Accept opens a WebSocket, or answers why not.
func (s sockets) Accept(w http.ResponseWriter, r *http.Request, o transport.WebsocketAcceptOptions) (transport.WebsocketConn, error) {
	o.Subprotocols = []string{subprotocol}
	opened, err := s.CoderWebsocketImplementation.Accept(w, r, o)
	if err != nil {
		return nil, err
	}
	conn, ok := opened.(boundedConn)
	if !ok {
		return nil, errors.Join(errors.New("the WebSocket cannot be bounded"), opened.Close())
	}
	return &socket{boundedConn: conn, shown: shownIn(r.Context())}, nil
}

// boundedConn is all of a connection that gqlgen asks for.
type boundedConn interface {
	transport.WebsocketConn
	transport.WebsocketReadLimiter
	transport.WebsocketReadDeadliner
}

// socket is an open WebSocket. It closes with the code that says why.
type socket struct {
	boundedConn
	shown *shown
}

// Subprotocol returns the one that was agreed on, and something that gqlgen refuses when that is none: for
// none it would speak the predecessor.
func (s *socket) Subprotocol() string {
	if agreed := s.boundedConn.Subprotocol(); agreed != "" {
		return agreed
	}
	return "none"
}

// WriteJSON sends a message. After the end of the credential nothing is sent but the close: the «complete» of a
// subscription that was cut off would tell the client that all is well.
func (s *socket) WriteJSON(message any) error {
	if s.shown.ended.Load() {
		return nil
	}
	return s.boundedConn.WriteJSON(message)
}

// WriteClose closes the socket.
func (s *socket) WriteClose(code int, reason string) error {
	switch {
	case s.shown.ended.Load():
		code, reason = closeUnauthenticated, "the credential has ended"
	case s.Subprotocol() != subprotocol:
		code, reason = closeSubprotocol, "this server speaks "+subprotocol
	}
	return s.boundedConn.WriteClose(code, reason)
}
