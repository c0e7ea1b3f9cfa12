package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/coder/websocket"
)

// subscription is what each socket subscribes to. The cursor has it tell of everything that comes after the socket was asked
// for, whenever the server has come to it.
const subscription = `subscription Live($since: String!) { recordsChanged(since: $since) { userId kinds dates cursor } }`

// message is what is sent over a socket, in both directions.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// event is what a subscription tells of.
type event struct {
	UserID string
	Kinds  []string
	Dates  []string
}

// arrival is an event that came over a socket.
type arrival struct {
	socket int
	at     time.Time
	event  event
}

// openSocket opens a socket, and subscribes to what comes behind a cursor.
func openSocket(ctx context.Context, address, secret, since string) (*websocket.Conn, error) {
	conn, res, err := websocket.Dial(ctx, "ws://"+address+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		return nil, fmt.Errorf("open socket: %w", err)
	}
	if res.Body != nil {
		_ = res.Body.Close()
	}
	err = converse(ctx, conn, secret, since)
	if err != nil {
		_ = conn.CloseNow()
		return nil, fmt.Errorf("subscribe: %w", err)
	}
	return conn, nil
}

// converse introduces the client and subscribes.
func converse(ctx context.Context, conn *websocket.Conn, secret, since string) error {
	init := map[string]string{"Authorization": "Bearer " + secret}
	if err := write(ctx, conn, message{Type: "connection_init"}, init); err != nil {
		return err
	}
	m, err := read(ctx, conn)
	if err != nil {
		return err
	}
	if m.Type != "connection_ack" {
		return fmt.Errorf("%s in place of connection_ack", m.Type)
	}
	return write(ctx, conn, message{ID: "1", Type: "subscribe"}, map[string]any{"query": subscription, "variables": map[string]string{"since": since}})
}

func write(ctx context.Context, conn *websocket.Conn, m message, payload any) error {
	var err error
	if m.Payload, err = json.Marshal(payload); err != nil {
		return err
	}
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return conn.Write(ctx, websocket.MessageText, text)
}

func read(ctx context.Context, conn *websocket.Conn) (m message, err error) {
	_, text, err := conn.Read(ctx)
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(text, &m)
}

// listen passes on what comes over a socket and answers its pings. It returns the error that ends it.
func listen(ctx context.Context, conn *websocket.Conn, heard func(event)) error {
	for {
		m, err := read(ctx, conn)
		if err != nil {
			return err
		}
		switch m.Type {
		case "next":
			var payload struct {
				Data   struct{ RecordsChanged event }
				Errors json.RawMessage
			}
			if err := json.Unmarshal(m.Payload, &payload); err != nil || payload.Errors != nil {
				return fmt.Errorf("event: %.300s", m.Payload)
			}
			heard(payload.Data.RecordsChanged)
		case "ping":
			if err := write(ctx, conn, message{Type: "pong"}, struct{}{}); err != nil {
				return err
			}
		default:
			return errors.New("the subscription has ended: " + m.Type + " " + string(m.Payload))
		}
	}
}
