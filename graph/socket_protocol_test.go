package graph_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
	"polarflow/ent/kind"
	"polarflow/graph"
)

// patient shortens how long an open connection waits, so that tests need not.
func patient(p graph.Patience) func(*graph.Options) {
	return func(o *graph.Options) { o.Patience = p }
}

// What a client does that graphql-transport-ws does not allow closes the socket with the code for it, and no code
// lets a client come back that would do the same again.
func TestSocketProtocol(t *testing.T) {
	t.Parallel()
	const (
		hello     = `{"type":"connection_init","payload":{"Authorization":"Bearer ` + serviceKey + `"}}`
		listening = `{"id":"1","type":"subscribe","payload":{"query":"subscription { recordsChanged { cursor } }"}}`
	)
	each(t, func(t *testing.T, w *world) {
		for name, test := range map[string]struct {
			said []string
			code websocket.StatusCode
		}{
			"no connection_init":            {nil, 4408},
			"pings in its place":            {[]string{`{"type":"ping"}`}, 4408},
			"subscribe before it":           {[]string{listening}, 4401},
			"no credential in it":           {[]string{`{"type":"connection_init"}`}, 4401},
			"null in it":                    {[]string{`{"type":"connection_init","payload":null}`}, 4401},
			"an unknown credential":         {[]string{`{"type":"connection_init","payload":{"Authorization":"Bearer pf_unknown"}}`}, 4401},
			"a list in it":                  {[]string{`{"type":"connection_init","payload":[1]}`}, 4400},
			"a second one":                  {[]string{hello, hello}, 4429},
			"not JSON":                      {[]string{hello, `{"type":`}, 4400},
			"an unknown type":               {[]string{hello, `{"type":"start"}`}, 4400},
			"a message of servers":          {[]string{hello, `{"type":"next","id":"1","payload":{}}`}, 4400},
			"an id in use":                  {[]string{hello, listening, listening}, 4409},
			"subscribe without a payload":   {[]string{hello, `{"id":"1","type":"subscribe"}`}, 4400},
			"subscribe without a query":     {[]string{hello, `{"id":"1","type":"subscribe","payload":{}}`}, 4400},
			"subscribe without an id":       {[]string{hello, `{"type":"subscribe","payload":{"query":"{ __typename }"}}`}, 4400},
			"variables that are no object":  {[]string{hello, `{"id":"1","type":"subscribe","payload":{"query":"{ __typename }","variables":[1]}}`}, 4400},
			"101 operations at a time":      {append([]string{hello}, subscriptions(101)...), 4429},
			"a message of more than 1 MiB":  {[]string{hello, strings.Repeat(" ", 1<<20+1)}, websocket.StatusMessageTooBig},
			"all that it may, and no pongs": {append([]string{hello, `{"type":"ping"}`}, subscriptions(100)...), -1},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s := w.open(t)
				for _, text := range test.said {
					if err := s.Write(s.ctx, websocket.MessageText, []byte(text)); err != nil {
						break // closed already: the code says why
					}
				}
				if code, heard := s.closedAfter(t); code != test.code {
					t.Errorf("closed with %d after %s, want %d", code, heard, test.code)
				}
			})
		}
	}, patient(graph.Patience{Init: 500 * time.Millisecond, Ping: 2 * time.Second}))
}

// subscriptions are messages that begin so many.
func subscriptions(n int) []string {
	messages := make([]string, n)
	for i := range messages {
		messages[i] = fmt.Sprintf(`{"id":"%d","type":"subscribe","payload":{"query":"subscription { recordsChanged { cursor } }"}}`, i)
	}
	return messages
}

// A client that answers pings stays, and its own are answered with what was in them.
func TestSocketKeepAlive(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		s := w.dial(t, serviceKey)
		s.send(t, message{Type: "ping", Payload: json.RawMessage(`{"n":1}`)})
		var heard []string
		for pings := 0; pings < 5; { // past the time after which a silent client is cut off
			var m message
			_, text, err := s.Read(s.ctx)
			if err != nil || json.Unmarshal(text, &m) != nil {
				t.Fatalf("%v %s", err, text)
			}
			if m.Type == "ping" {
				pings++
				s.send(t, message{Type: "pong"})
				continue
			}
			heard = append(heard, string(text))
		}
		if diff := cmp.Diff([]string{`{"type":"connection_ack"}`, `{"type":"pong","payload":{"n":1}}`}, heard); diff != "" {
			t.Error(diff)
		}
	}, patient(graph.Patience{Ping: 300 * time.Millisecond}))
}

// An id is free again when its operation has ended, whoever ended it, and what a client has ended says nothing more.
func TestSocketIDs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		me := w.person(t, "me")
		w.state(t, me, kind.Sleep, "a", 1, dateAfter(0), 1)
		s := w.listen(t, me, w.token(t, me))
		s.send(t, message{ID: "1", Type: "complete"})
		s.send(t, message{ID: "1", Type: "complete"}) // crossed with the end: no mistake
		query := message{ID: "1", Type: "subscribe", Payload: json.RawMessage(`{"query":"{ __typename }","variables":[]}`)}
		answered := func() (heard []string) {
			s.send(t, query)
			for m := s.next(t); ; m = s.next(t) {
				heard = append(heard, m.Type+" "+m.ID+" "+string(m.Payload))
				if m.Type != "next" {
					return heard
				}
			}
		}
		for range 2 {
			if diff := cmp.Diff([]string{`next 1 {"data":{"__typename":"Query"}}`, "complete 1 "}, answered()); diff != "" {
				t.Error(diff)
			}
		}
		query.Payload = json.RawMessage(`{"query":"{ nothing }"}`)
		if heard := answered(); len(heard) != 1 || !strings.HasPrefix(heard[0], "error 1 [") {
			t.Errorf("an operation that cannot be run: %s", heard)
		}
	})
}

// A client that reads nothing any more is cut off, and so are its operations.
func TestSocketOfDeafClient(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		s := w.dial(t, serviceKey) // of what is sent to it, nothing is read from the network
		s.subscribe(t, `subscription { recordsChanged { cursor } }`)
		echoed, _ := json.Marshal(message{Type: "ping", Payload: json.RawMessage(`"` + strings.Repeat("x", 1<<19) + `"`)})
		for range 100 { // more than networks buffer
			if err := s.Write(s.ctx, websocket.MessageText, echoed); err != nil {
				break
			}
		}
		// without the end of the connection there would be more to read
		if code, _ := s.closedAfter(t); code != -1 || s.ctx.Err() != nil {
			t.Errorf("the socket is still served, or closed with %d", code)
		}
	}, patient(graph.Patience{Write: 300 * time.Millisecond, Ping: time.Minute}))
}

// When the server ends, sockets are told to come back, and streams of events end without being complete.
func TestServerEnding(t *testing.T) {
	t.Parallel()
	ending := make(chan struct{})
	w := newWorld(t, dbtest.SQLite(t), nil, func(o *graph.Options) { o.Ending = ending })
	me := w.person(t, "me")
	w.state(t, me, kind.Sleep, "a", 1, dateAfter(0), 1)
	s := w.listen(t, me, w.token(t, me))
	close(ending)
	if code, heard := s.closedAfter(t); code != websocket.StatusGoingAway || heard != "" {
		t.Errorf("closed with %d after %s", code, heard)
	}
	heard := w.streamFor(t, 20*time.Second, serviceKey, `subscription { recordsChanged { cursor } }`)
	if diff := cmp.Diff(":\n\n", heard); diff != "" {
		t.Error(diff)
	}
}

// A WebSocket is not the only upgrade that clients ask for: one to HTTP/2 goes unheard.
func TestUpgradeToHTTP2(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for secret, status := range map[string]int{serviceKey: http.StatusOK, "pf_unknown": http.StatusUnauthorized} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(`{"query":"{ __typename }"}`))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Authorization", "Bearer "+secret)
			r.Header.Set("Connection", "Upgrade, HTTP2-Settings")
			r.Header.Set("Upgrade", "h2c")
			if a := w.do(t, r); a.Status != status {
				t.Errorf("%d %s, want %d", a.Status, a.body, status)
			}
		}
	})
}
