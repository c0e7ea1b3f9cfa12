package graph_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent/viewer"
)

// operate sends an operation under an id of its own and returns the first thing that is said about it.
func (s socket) operate(t testing.TB, id int, query string) message {
	t.Helper()
	payload, _ := json.Marshal(map[string]string{"query": query})
	s.send(t, message{ID: strconv.Itoa(id), Type: "subscribe", Payload: payload})
	for {
		if m := s.next(t); m.ID == strconv.Itoa(id) && m.Type != "complete" {
			return m
		}
	}
}

// said returns the extensions of the first error in a message, whether it says that an operation failed or is an
// answer with errors.
func (m message) said(t testing.TB) map[string]any {
	t.Helper()
	type list []struct{ Extensions map[string]any }
	var answer struct{ Errors list }
	errs := &answer.Errors
	into := any(&answer)
	if m.Type == "error" {
		into = errs
	}
	if err := json.Unmarshal(m.Payload, into); err != nil {
		t.Fatalf("%v in %s", err, m.Payload)
	}
	if len(*errs) == 0 {
		return nil
	}
	return (*errs)[0].Extensions
}

// What is refused over WebSocket has the code and the id that it has over HTTP, whatever refused it.
func TestSocketErrors(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		me := w.person(t, "me")
		all, syncOnly := w.dial(t, w.token(t, me)), w.dial(t, w.token(t, me, viewer.Sync))
		for i, test := range []struct {
			name  string
			s     socket
			query string
			want  map[string]any
		}{
			{"too deep", all, `{ viewer ` + strings.Repeat("{ day(date: \"2026-01-01\") { user ", 8) + "{ id }" + strings.Repeat("}}", 8) + `}`, map[string]any{"code": "QUERY_TOO_DEEP", "limit": 15.0}},
			{"circle", all, `{ viewer { ...A } } fragment A on User { ...A }`, map[string]any{"code": "BAD_USER_INPUT"}},
			{"no scope", syncOnly, `{ viewer { id } }`, map[string]any{"code": "FORBIDDEN"}},
			{"no scope to listen", syncOnly, `subscription { recordsChanged { cursor } }`, map[string]any{"code": "FORBIDDEN"}},
			{"no such field", all, `{ vewer { id } }`, map[string]any{"code": "BAD_USER_INPUT"}},
			{"not GraphQL", all, `{ viewer {`, map[string]any{"code": "BAD_USER_INPUT"}},
			{"no such sync", all, `subscription { syncProgress(runId: "x") { id } }`, map[string]any{"code": "NOT_FOUND"}},
			{"nothing wrong", all, `{ viewer { id } }`, nil},
		} {
			got := test.s.operate(t, i, test.query).said(t)
			if id, _ := got["requestId"].(string); test.want != nil && id == "" {
				t.Errorf("%s: no request id in %v", test.name, got)
			}
			delete(got, "requestId")
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s: %s", test.name, diff)
			}
		}
	})
}

// Each operation on an open socket counts like a request. Beyond the budget it is refused, the socket stays open,
// and after the time that the error says there is room again.
func TestSocketRateLimit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.limits.Personal, w.limits.Service = 3, 4
		me := w.person(t, "me")
		mine := w.token(t, me)
		s, again, other, service := w.dial(t, mine), w.dial(t, mine), w.dial(t, w.token(t, me)), w.dial(t, serviceKey)
		operations := 0
		granted := func(s socket, times int) (n int) {
			for range times {
				operations++
				if m := s.operate(t, operations, `{ __typename }`); m.said(t) == nil {
					n++
				}
			}
			return n
		}
		if diff := cmp.Diff([]int{2, 1, 3, 4}, []int{granted(s, 2), granted(again, 3), granted(other, 5), granted(service, 6)}); diff != "" {
			t.Errorf("two sockets of one credential, one of another, and a service's: %s", diff)
		}
		got := s.operate(t, 1000, `subscription { recordsChanged { cursor } }`).said(t)
		delete(got, "requestId")
		if diff := cmp.Diff(map[string]any{"code": "RATE_LIMITED", "retryAfterSeconds": 20.0}, got); diff != "" {
			t.Error(diff)
		}
		w.clock.ahead.Add(int64(20 * time.Second))
		if n := granted(s, 2); n != 1 {
			t.Errorf("20 s later %d operations were let through, want 1", n)
		}
	})
}
