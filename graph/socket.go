package graph

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"

	"polarflow/auth"
)

// subprotocol is the one that is spoken over WebSocket; its predecessor graphql-ws is not.
// https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
const subprotocol = "graphql-transport-ws"

// mostOperations bounds the operations that run on one socket at a time.
const mostOperations = 100

// Patience is how long connections that stay open wait. Zero values are the defaults.
type Patience struct {
	Init  time.Duration // for connection_init; 10 s
	Ping  time.Duration // between two signs of life, of which clients have to answer every second one; 20 s
	Write time.Duration // for the client to take a message; 10 s
}

// orDefault fills in what is not given.
func (p Patience) orDefault() Patience {
	for d, otherwise := range map[*time.Duration]time.Duration{
		&p.Init: 10 * time.Second, &p.Ping: 20 * time.Second, &p.Write: 10 * time.Second,
	} {
		if *d == 0 {
			*d = otherwise
		}
	}
	return p
}

// wire is the way in for WebSockets.
type wire struct {
	accept   websocket.AcceptOptions
	door     door
	limits   *auth.Limits
	patience Patience
}

func newWire(o Options, d door) wire {
	return wire{
		accept: websocket.AcceptOptions{Subprotocols: []string{subprotocol}, OriginPatterns: o.AllowedOrigins},
		door:   d, limits: o.Limits, patience: o.Patience.orDefault(),
	}
}

// isWebSocket reports whether a request opens a WebSocket. Some clients ask for an upgrade to HTTP/2 instead,
// which they can do without.
func isWebSocket(r *http.Request) bool {
	return strings.EqualFold(strings.TrimSpace(r.Header.Get("Upgrade")), "websocket")
}

// Supports reports whether a request opens a WebSocket.
func (wire) Supports(r *http.Request) bool { return isWebSocket(r) }

// Do opens a socket and leaves it to itself: what net/http keeps of a request, and the stack on which it came here, would
// last as long as the socket.
func (t wire) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	over := &handover{ResponseWriter: w, write: t.patience.Write}
	conn, err := websocket.Accept(over, r, &t.accept)
	if err != nil {
		return // it has been answered
	}
	conn.SetReadLimit(maxBody)
	ctx, end := context.WithCancelCause(context.WithoutCancel(r.Context()))
	s := &socket{wire: t, conn: conn, net: over.conn, exec: exec, end: end, running: make(map[string]context.CancelFunc)}
	context.AfterFunc(ctx, func() { s.close(context.Cause(ctx)) })
	go s.serve(ctx)
}

// socket is an open WebSocket. Whatever ends it cancels its context with the reason, for which it is closed.
type socket struct {
	wire
	conn        *websocket.Conn
	net         net.Conn // below conn
	exec        graphql.GraphExecutor
	end         context.CancelCauseFunc
	initialised bool // by connection_init; known to the reader of messages only

	mu      sync.Mutex
	running map[string]context.CancelFunc // operations by id
}

// serve serves the socket until it ends.
func (s *socket) serve(ctx context.Context) {
	defer s.recovered(ctx)
	if s.conn.Subprotocol() != subprotocol {
		s.end(closing{closeSubprotocol, "this server speaks " + subprotocol})
		return
	}
	late := time.AfterFunc(s.patience.Init, func() { s.end(closing{closeInitTimeout, "connection_init did not come"}) })
	defer late.Stop()
	s.end(s.converse(ctx, late))
}

// recovered ends the socket for a panic, which goes to the log.
func (s *socket) recovered(ctx context.Context) {
	if p := recover(); p != nil {
		s.door.log.ErrorContext(ctx, "socket", "error", recovered(ctx, p), "request_id", requestID(ctx))
		s.end(closing{websocket.StatusInternalError, "internal error"})
	}
}

// converse takes messages until the first that ends the socket, and returns why.
func (s *socket) converse(ctx context.Context, late *time.Timer) error {
	for {
		m, err := s.read()
		if err != nil {
			return err
		}
		switch m.Type {
		case typeInit:
			late.Stop()
			ctx, err = s.initialise(ctx, m)
		case typeSubscribe:
			err = s.subscribe(ctx, m)
		case typeComplete:
			s.forget(m.ID)
		case typePing:
			err = s.send(message{Type: typePong, Payload: m.Payload})
		case typePong: // that it came is enough
		default:
			err = closing{closeBadRequest, "unknown type of message"}
		}
		if err != nil {
			return err
		}
	}
}

// initialise lets the client in, and keeps it company from then on.
func (s *socket) initialise(ctx context.Context, m message) (context.Context, error) {
	if s.initialised {
		return ctx, closing{closeTooMany, "connection_init came twice"}
	}
	secret, ok := m.secret()
	if !ok {
		return ctx, closing{closeBadRequest, "the payload of connection_init is not an object"}
	}
	ctx, err := s.door.connect(ctx, secret)
	if err != nil {
		return ctx, s.turnedAway(ctx, err)
	}
	s.initialised = true
	s.door.watch(ctx, shownIn(ctx).secret, s.end)
	every(ctx, s.patience.Ping, s.ping)
	return ctx, s.send(message{Type: typeAck})
}

// turnedAway returns how to close on somebody whose credential is none, for good, or cannot be looked up now.
func (s *socket) turnedAway(ctx context.Context, err error) closing {
	var guessing *auth.GuessingError
	switch {
	case errors.Is(err, auth.ErrUnauthenticated):
		return closing{closeUnauthenticated, err.Error()}
	case !errors.As(err, &guessing):
		s.door.log.ErrorContext(ctx, "recognise credential", "error", err, "request_id", requestID(ctx))
	}
	return closing{websocket.StatusTryAgainLater, "the credential cannot be checked now"}
}

// ping asks the client for a sign of life, which read expects.
func (s *socket) ping() (again bool) {
	err := s.send(message{Type: typePing})
	if err != nil {
		s.end(err)
	}
	return err == nil
}
