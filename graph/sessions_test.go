package graph_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/ent/auditevent"
	"polarflow/ent/viewer"
)

// browse sends an operation with a session, in the form in which package web passes it on.
func (w *world) browse(t testing.TB, session, query string) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(`{"query": `+quoted(query)+`}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+session)
	return w.do(t, r)
}

const sessionFields = `sessions { id createdAt lastSeenAt expiresAt address agent current }`

// A person sees the own browsers, which of them asks, and not those that have expired.
func TestSessions(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		me, other := w.person(t, "me"), w.person(t, "other")
		w.signIn(t, me)
		w.clock.ahead.Add(int64(auth.SessionTime))
		first := w.signIn(t, me)
		w.signIn(t, other)
		second, err := w.gate().SignInAs(t.Context(), me.ID, "sign-in link", auth.Browser{})
		if err != nil {
			t.Fatal(err)
		}
		a := w.browse(t, first, `{ viewer { sessions { address agent createdAt expiresAt current } } }`)
		want := []any{
			map[string]any{"address": nil, "agent": nil, "createdAt": "2026-04-09T12:00:00Z", "expiresAt": "2026-05-09T12:00:00Z", "current": false},
			map[string]any{"address": askedFrom.String(), "agent": "Browser of me", "createdAt": "2026-04-09T12:00:00Z", "expiresAt": "2026-05-09T12:00:00Z", "current": true},
		}
		if diff := cmp.Diff(want, a.at(t, "viewer", "sessions")); diff != "" {
			t.Error(diff)
		}
		if a := w.browse(t, second, `{ viewer { sessions { current } } }`); a.at(t, "viewer", "sessions", 0, "current") != true {
			t.Errorf("the other browser: %s", a.body)
		}
		w.clock.ahead.Add(int64(auth.SessionTime))
		if a := w.ask(t, w.token(t, me), `{ viewer { `+sessionFields+` } }`, nil); len(a.at(t, "viewer", "sessions").([]any)) != 0 {
			t.Errorf("sessions that have expired: %s", a.body)
		}
	})
}

// A revoked session is over at once, the others go on, and it can be revoked once.
func TestRevokeSession(t *testing.T) {
	t.Parallel()
	revoke := `mutation($id: ID!) { revokeSession(input: {sessionId: $id}) { revokedSessionId userErrors { code field } } }`
	each(t, func(t *testing.T, w *world) {
		me := w.person(t, "me")
		stays, goes := w.signIn(t, me), w.signIn(t, me)
		mine := w.token(t, me)
		id := w.browse(t, stays, `{ viewer { sessions { id current } } }`).at(t, "viewer", "sessions", 0, "id")
		if a := w.browse(t, goes, `{ viewer { id } }`); a.code() != "" {
			t.Fatal(a.body)
		}
		if a := w.try(t, w.token(t, me, viewer.Read), revoke, vars{"id": id}); a.code() != "FORBIDDEN" {
			t.Errorf("without MANAGE: %s", a.body)
		}
		if got := w.ask(t, mine, revoke, vars{"id": id}).at(t, "revokeSession", "revokedSessionId"); got != id {
			t.Errorf("revoked %v", got)
		}
		if diff := cmp.Diff([]any{"NOT_FOUND"}, codes(t, w.ask(t, mine, revoke, vars{"id": id}), "revokeSession")); diff != "" {
			t.Error(diff)
		}
		if a := w.browse(t, goes, `{ viewer { id } }`); a.code() != "UNAUTHENTICATED" {
			t.Errorf("the session lives: %s", a.body)
		}
		if a := w.browse(t, stays, `{ viewer { id } }`); a.code() != "" {
			t.Errorf("the other one is over: %s", a.body)
		}
		w.wantEvent(t, me.ID, "the session that began at 2026-03-10T12:00:00Z")
	})
}

func TestSignOutEverywhere(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		me, other := w.person(t, "me"), w.person(t, "other")
		first, second, theirs := w.signIn(t, me), w.signIn(t, me), w.signIn(t, other)
		everywhere := `mutation { signOutEverywhere(input: {}) { endedSessions user { sessions { id } } userErrors { code } } }`
		want := map[string]any{"endedSessions": 2.0, "user": map[string]any{"sessions": []any{}}, "userErrors": []any{}}
		if diff := cmp.Diff(want, w.browse(t, first, everywhere).at(t, "signOutEverywhere")); diff != "" {
			t.Error(diff)
		}
		for name, test := range map[string]struct{ session, code string }{
			"the one that asked": {first, "UNAUTHENTICATED"}, "the other": {second, "UNAUTHENTICATED"}, "somebody else's": {theirs, ""},
		} {
			if a := w.browse(t, test.session, `{ viewer { id } }`); a.code() != test.code {
				t.Errorf("%s: %s", name, a.body)
			}
		}
		w.wantEvent(t, me.ID, "everywhere")
		if diff := cmp.Diff(0.0, w.ask(t, w.token(t, me), everywhere, nil).at(t, "signOutEverywhere", "endedSessions")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]any{"BLANK"}, codes(t, w.ask(t, serviceKey, everywhere, nil), "signOutEverywhere")); diff != "" {
			t.Error(diff)
		}
	})
}

// wantEvent demands one event of signing out with this detail.
func (w *world) wantEvent(t testing.TB, userID int, detail string) {
	t.Helper()
	told := w.db.Ent.AuditEvent.Query().Where(auditevent.UserID(userID), auditevent.Action("SIGNED_OUT")).AllX(system(t))
	if len(told) != 1 || told[0].Detail != detail || told[0].Address != askedFrom.String() {
		t.Errorf("the audit trail has %v", told)
	}
}
