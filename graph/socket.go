package graph

import (
	"errors"
	"net/http"

	"github.com/99designs/gqlgen/graphql/handler/transport"
)

// subprotocol is the one that is spoken over WebSocket; its predecessor graphql-ws is not.
const subprotocol = "graphql-transport-ws"

// The codes with which graphql-transport-ws closes so that clients do not try again.
const (
	closeUnauthenticated = 4401
	closeSubprotocol     = 4406
)

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
