package graph_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
)

// socket is one end of a graphql-transport-ws connection.
type socket struct {
	*websocket.Conn
	ctx context.Context
}

// message is what graphql-transport-ws sends.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// dial opens a WebSocket and shows a credential.
func (w *world) dial(t testing.TB, secret string) socket {
	t.Helper()
	s := w.open(t)
	s.send(t, message{Type: "connection_init", Payload: json.RawMessage(`{"Authorization": "Bearer ` + secret + `"}`)})
	return s
}

// open opens a WebSocket on which nothing was said yet.
func (w *world) open(t testing.TB) socket {
	t.Helper()
	server := httptest.NewServer(w.handler)
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	c, _, err := websocket.Dial(ctx, server.URL+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.CloseNow() })
	return socket{c, ctx}
}

func (s socket) send(t testing.TB, m message) {
	t.Helper()
	if err := wsjson.Write(s.ctx, s.Conn, m); err != nil {
		t.Fatal(err)
	}
}

// subscribe begins an operation.
func (s socket) subscribe(t testing.TB, query string) {
	t.Helper()
	note(query)
	payload, _ := json.Marshal(map[string]string{"query": query})
	s.send(t, message{ID: "1", Type: "subscribe", Payload: payload})
}

// next returns the next message that is not a ping.
func (s socket) next(t testing.TB) message {
	t.Helper()
	for {
		var m message
		if err := wsjson.Read(s.ctx, s.Conn, &m); err != nil {
			t.Fatal(err)
		}
		if m.Type != "ping" && m.Type != "connection_ack" && m.Type != "pong" {
			return m
		}
	}
}

// A credential that is not one closes the socket with the code after which clients do not come back.
func TestSocketWithoutCredential(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for _, secret := range []string{"pf_unknown", ""} {
			s := w.dial(t, secret)
			var err error
			for err == nil {
				_, _, err = s.Read(s.ctx)
			}
			if code := websocket.CloseStatus(err); code != 4401 {
				t.Errorf("closed with %d: %v", code, err)
			}
		}
	})
}

// A sync is shown as it stands, then after each step, and the subscription ends with it.
func TestSyncProgress(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u, ctx := w.person(t, "me"), system(t)
		run := w.db.Ent.SyncRun.Create().SetUserID(u.ID).SetTrigger(syncrun.TriggerMANUAL).SetKinds([]string{kind.Sleep}).SetQueuedAt(now).SaveX(ctx)
		s := w.dial(t, w.token(t, u))
		s.subscribe(t, `subscription { syncProgress(runId: "`+globalID("SyncRun", run.ID)+`") { status kindsDone results { kind status created } } }`)
		step := func(status string, done int, results string) {
			t.Helper()
			want := `{"data":{"syncProgress":{"status":"` + status + `","kindsDone":` + string(rune('0'+done)) + `,"results":` + results + `}}}`
			if diff := cmp.Diff(want, string(s.next(t).Payload)); diff != "" {
				t.Error(diff)
			}
		}
		step("QUEUED", 0, `[]`)
		w.db.Ent.SyncRun.UpdateOne(run).SetStatus(syncrun.StatusRUNNING).SetStartedAt(now).ExecX(ctx)
		w.announce(t, database.TopicRun(run.ID))
		step("RUNNING", 0, `[]`)
		w.db.Ent.SyncResult.Create().SetUserID(u.ID).SetRunID(run.ID).SetKind(kind.Sleep).SetStatus(syncresult.StatusSUCCEEDED).SetCreated(2).ExecX(ctx)
		w.announce(t, database.TopicRun(run.ID))
		step("RUNNING", 1, `[{"kind":"SLEEP","status":"SUCCEEDED","created":2}]`)
		w.db.Ent.SyncRun.UpdateOne(run).SetStatus(syncrun.StatusSUCCEEDED).SetFinishedAt(now).ExecX(ctx)
		w.announce(t, database.TopicRun(run.ID))
		step("SUCCEEDED", 1, `[{"kind":"SLEEP","status":"SUCCEEDED","created":2}]`)
		if m := s.next(t); m.Type != "complete" {
			t.Errorf("after the end: %s %s", m.Type, m.Payload)
		}
	})
}

func TestSyncProgressOfAnother(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		run := w.run(t, w.person(t, "owner"), now)
		other := w.token(t, w.person(t, "other"))
		for _, id := range []string{globalID("SyncRun", run.ID), globalID("SyncRun", 999), "nonsense"} {
			s := w.dial(t, other)
			s.subscribe(t, `subscription { syncProgress(runId: "`+id+`") { id } }`)
			if m := s.next(t); !strings.Contains(string(m.Payload), `"NOT_FOUND"`) {
				t.Errorf("%s: %s %s", id, m.Type, m.Payload)
			}
		}
	})
}

// A subscription with since first says what was missed, and then what is new.
func TestRecordsChangedSince(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		mine := w.token(t, u)
		w.state(t, u, kind.Sleep, "a", 1, dateAfter(1), 1)
		_, cursor, _, _ := w.feed(t, mine, vars{})
		w.state(t, u, kind.Sleep, "b", 2, dateAfter(2), 2)
		w.state(t, u, kind.ECG, "c", 3, dateAfter(0), 3)

		s := w.dial(t, mine)
		s.subscribe(t, `subscription { recordsChanged(since: "`+cursor+`") { userId kinds dates } }`)
		me := globalID("User", u.ID)
		if diff := cmp.Diff(`{"data":{"recordsChanged":{"userId":"`+me+`","kinds":["ECG","SLEEP"],"dates":["`+dateAfter(0)+`","`+dateAfter(2)+`"]}}}`,
			string(s.next(t).Payload)); diff != "" {
			t.Error(diff)
		}
		w.state(t, u, kind.Sleep, "e", 5, dateAfter(4), 4)
		if diff := cmp.Diff(`{"data":{"recordsChanged":{"userId":"`+me+`","kinds":["SLEEP"],"dates":["`+dateAfter(4)+`"]}}}`,
			string(s.next(t).Payload)); diff != "" {
			t.Error(diff)
		}
	})
}

// A subscription without since says only what is new, and of the kinds that were asked for; a service
// credential hears of everybody.
func TestRecordsChanged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u, other := w.person(t, "me"), w.person(t, "other")
		w.state(t, u, kind.ECG, "old", 1, dateAfter(0), 1)
		for name, told := range map[string]struct {
			to, query string
			of        *ent.User
			kind      kind.Kind
			expected  string
		}{
			"one's own":   {w.token(t, u), `recordsChanged(kinds: [SLEEP]) { kinds }`, u, kind.Sleep, `{"kinds":["SLEEP"]}`},
			"everybody's": {serviceKey, `recordsChanged { userId kinds }`, other, kind.ECG, `{"userId":"` + globalID("User", other.ID) + `","kinds":["ECG"]}`},
		} {
			s := w.dial(t, told.to)
			s.subscribe(t, `subscription { `+told.query+` }`)
			stop := w.change(t, told.of, told.kind)
			if diff := cmp.Diff(`{"data":{"recordsChanged":`+told.expected+`}}`, string(s.next(t).Payload)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			stop()
		}
	})
}

// change writes one record after the other until it is stopped: a subscription does not say when it has
// begun.
func (w *world) change(t *testing.T, u *ent.User, k kind.Kind) (stop func()) {
	t.Helper()
	ended, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; ; i++ {
			select {
			case <-ended:
				return
			case <-time.After(20 * time.Millisecond):
				w.state(t, u, k, fmt.Sprint(k, i), i, dateAfter(i), u.ChangeSeq+1)
			}
		}
	}()
	return func() { close(ended); <-done }
}

// Server-sent events carry the same subscription over plain HTTP.
func TestServerSentEvents(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		run := w.run(t, u, now)
		server := httptest.NewServer(w.handler)
		defer server.Close()
		body := `{"query": "subscription { syncProgress(runId: \"` + globalID("SyncRun", run.ID) + `\") { status polarRequests } }"}`
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "text/event-stream")
		r.Header.Set("X-API-Key", w.token(t, u))
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		var lines []string
		for scan := bufio.NewScanner(response.Body); scan.Scan(); {
			if scan.Text() != "" && scan.Text() != ":" {
				lines = append(lines, scan.Text())
			}
		}
		want := []string{"event: next", `data: {"data":{"syncProgress":{"status":"PARTIAL","polarRequests":7}}}`, "event: complete", "data: "}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Error(diff)
		}
	})
}

// A subscription whose changes cannot be looked for ends with an error, not as if all were well, and the socket stays open.
func TestSubscriptionWithoutDatabase(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.state(t, u, kind.Sleep, "a", 1, dateAfter(0), 1)
		s := w.listen(t, u, w.token(t, u))
		if _, err := w.db.SQL.ExecContext(t.Context(), "ALTER TABLE record_states RENAME TO elsewhere"); err != nil {
			t.Fatal(err)
		}
		w.db.Ent.User.UpdateOne(u).SetChangeSeq(2).ExecX(system(t))
		w.announce(t, database.TopicPerson(u.ID))
		m := s.next(t)
		said := m.said(t)
		delete(said, "requestId")
		if diff := cmp.Diff(map[string]any{"code": "INTERNAL"}, said); m.Type != "error" || diff != "" {
			t.Errorf("%s: %s", m.Type, diff)
		}
		if m := s.operate(t, 1, `{ __typename }`); m.Type != "next" {
			t.Errorf("the socket: %s %s", m.Type, m.Payload)
		}
	})
}

// However many subscriptions follow one person, a change is read about once.
func TestOneReadForAllWhoFollow(t *testing.T) {
	t.Parallel()
	var looks atomic.Int64
	w := newWorld(t, dbtest.Postgres(t, database.WithObserver(func(query string) {
		if strings.HasPrefix(query, "SELECT") && strings.Contains(query, `FROM "record_states"`) {
			looks.Add(1)
		}
	})), &statements{})
	u := w.person(t, "me")
	mine := w.token(t, u)
	w.state(t, u, kind.Sleep, "a", 1, dateAfter(0), 1)
	sockets := make([]socket, 20)
	for i := range sockets {
		sockets[i] = w.listen(t, u, mine)
	}
	before := looks.Load()
	w.state(t, u, kind.Sleep, "b", 2, dateAfter(1), 2)
	for _, s := range sockets {
		if m := s.next(t); m.Type != "next" {
			t.Errorf("%s %s", m.Type, m.Payload)
		}
	}
	if n := looks.Load() - before; n < 1 || n > 3 {
		t.Errorf("%d statements for %d subscriptions", n, len(sockets))
	}
}
