package graph

import (
	"context"
	"errors"
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

// Do serves a socket until it is closed.
func (t wire) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	conn, err := websocket.Accept(w, r, &t.accept)
	if err != nil {
		return // it has been answered
	}
	conn.SetReadLimit(maxBody)
	ctx, end := context.WithCancelCause(r.Context())
	s := &socket{wire: t, conn: conn, exec: exec, end: end, running: make(map[string]context.CancelFunc)}
	context.AfterFunc(ctx, func() { s.close(context.Cause(ctx)) })
	if conn.Subprotocol() != subprotocol {
		end(closing{closeSubprotocol, "this server speaks " + subprotocol})
		return
	}
	late := time.AfterFunc(t.patience.Init, func() { end(closing{closeInitTimeout, "connection_init did not come"}) })
	defer late.Stop()
	end(s.converse(ctx, late))
}

// socket is an open WebSocket. Whatever ends it cancels its context with the reason, for which it is closed.
type socket struct {
	wire
	conn        *websocket.Conn
	exec        graphql.GraphExecutor
	end         context.CancelCauseFunc
	initialised bool // by connection_init; known to the reader of messages only

	mu      sync.Mutex
	running map[string]context.CancelFunc // operations by id
}

// converse takes messages until the first that ends the socket, and returns why.
func (s *socket) converse(ctx context.Context, late *time.Timer) error {
	for {
		m, err := s.read(ctx)
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
			err = s.send(ctx, message{Type: typePong, Payload: m.Payload})
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
	go s.door.watch(ctx, shownIn(ctx).secret, s.end)
	go s.keepAlive(ctx)
	return ctx, s.send(ctx, message{Type: typeAck})
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

// keepAlive pings the client, which read expects to answer.
func (s *socket) keepAlive(ctx context.Context) {
	tick := time.NewTicker(s.patience.Ping)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := s.send(ctx, message{Type: typePing}); err != nil {
				s.end(err)
				return
			}
		}
	}
}
