package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/coder/websocket"

	"polarflow/auth"
)

// The codes with which graphql-transport-ws closes. After all of them but the third and the fourth clients do not
// try again.
const (
	closeBadRequest      websocket.StatusCode = 4400
	closeUnauthenticated websocket.StatusCode = 4401
	closeSubprotocol     websocket.StatusCode = 4406
	closeInitTimeout     websocket.StatusCode = 4408
	closeDuplicate       websocket.StatusCode = 4409
	closeTooMany         websocket.StatusCode = 4429
)

// The types of messages.
const (
	typeInit      = "connection_init"
	typeAck       = "connection_ack"
	typePing      = "ping"
	typePong      = "pong"
	typeSubscribe = "subscribe"
	typeNext      = "next"
	typeError     = "error"
	typeComplete  = "complete"
)

// message is what is sent over a WebSocket, in both directions.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// secret returns the credential in the payload of connection_init, empty for none, and whether the payload is one.
func (m message) secret() (string, bool) {
	if m.Payload == nil {
		return "", true
	}
	var payload transport.InitPayload
	err := json.Unmarshal(m.Payload, &payload)
	return auth.BearerSecret(payload.Authorization()), err == nil
}

// params returns the operation in the payload of subscribe, and whether it is one.
func (m message) params() (*graphql.RawParams, bool) {
	op, err := parseOperation(m.Payload)
	if err != nil {
		return nil, false
	}
	return op.params()
}

// closing ends a socket with a code and a reason of at most 123 bytes.
type closing struct {
	code   websocket.StatusCode
	reason string
}

// Error returns the reason.
func (c closing) Error() string { return c.reason }

// close closes the socket in the way that its end asks for. Of what was lost there is nothing to say any more.
func (s *socket) close(cause error) {
	var with closing
	switch {
	case errors.As(cause, &with):
	case errors.Is(cause, errCredentialEnded):
		with = closing{closeUnauthenticated, cause.Error()}
	case errors.Is(cause, errServerEnding), errors.Is(cause, context.Canceled):
		with = closing{websocket.StatusGoingAway, errServerEnding.Error()}
	default:
		_ = s.conn.CloseNow()
		return
	}
	_ = s.conn.Close(with.code, with.reason)
}

// read returns the next message. Between two messages is no more time than for two pings.
func (s *socket) read() (message, error) {
	_ = s.net.SetReadDeadline(time.Now().Add(2 * s.patience.Ping)) // the network's clock
	kind, text, err := s.conn.Read(context.Background())           // whose end would cut the connection off before it can be said why
	if err != nil {
		return message{}, fmt.Errorf("read message: %w", err)
	}
	var m message
	if err := json.Unmarshal(text, &m); err != nil || kind != websocket.MessageText {
		return message{}, closing{closeBadRequest, "not a message in JSON"}
	}
	return m, nil
}

// send sends a message. A client that does not take it in time is cut off.
func (s *socket) send(m message) error {
	text, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode message: %w", err)
	}
	if err := s.conn.Write(context.Background(), websocket.MessageText, text); err != nil {
		return fmt.Errorf("send message: %w", err)
	}
	return nil
}
