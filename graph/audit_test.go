package graph_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/ent/viewer"
)

// trail returns what an audit trail says, newest first: action, detail, whose.
func trail(t testing.TB, a answer, path ...any) [][]any {
	t.Helper()
	var told [][]any
	for _, n := range a.at(t, append(path, "auditTrail", "nodes")...).([]any) {
		e := n.(map[string]any)
		var whose any
		if u, ok := e["user"].(map[string]any); ok {
			whose = u["externalId"]
		}
		told = append(told, []any{e["action"], e["actor"], e["address"], whose})
	}
	return told
}

const auditFields = `auditTrail { totalCount nodes { at action actor address detail user { externalId } } }`

// What is done through the API is in the trail of whom it is about, with who did it and from where; a service
// credential reads the trails of all, and what is about nobody.
func TestAuditTrail(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		me := w.person(t, "me")
		mine, only := w.token(t, me), w.token(t, me, viewer.Read)
		step := func(secret, mutation string, v vars) answer {
			w.clock.ahead.Add(int64(time.Second))
			return w.ask(t, secret, mutation, v)
		}
		step(serviceKey, `mutation { createUser(input: {externalId: "new"}) { user { id } } }`, nil)
		step(serviceKey, `mutation { createUser(input: {externalId: "new"}) { user { id } } }`, nil)
		made := step(mine, `mutation { createApiToken(input: {name: "phone", scopes: [READ]}) { apiToken { id prefix } } }`, nil)
		id := made.at(t, "createApiToken", "apiToken", "id")
		for range 2 {
			step(mine, `mutation($id: ID!) { revokeApiToken(input: {apiTokenId: $id}) { apiToken { id } } }`, vars{"id": id})
			step(serviceKey, `mutation($u: ID!) { disconnectPolar(input: {userId: $u}) { userErrors { code } } }`, vars{"u": globalID("User", me.ID)})
		}
		step(serviceKey, `mutation { createApiToken(input: {name: "laravel", scopes: [SERVICE]}) { apiToken { id } } }`, nil)
		step(mine, `mutation { updateUser(input: {displayName: "Me"}) { user { id } } }`, nil)

		here, token := askedFrom.String(), "token "+mine[:8]+"…"
		mineWant := [][]any{
			{"DISCONNECTED", "service key", here, "me"}, {"TOKEN_REVOKED", token, here, "me"}, {"TOKEN_CREATED", token, here, "me"},
		}
		a := w.ask(t, only, `{ viewer { `+auditFields+` } }`, nil)
		if diff := cmp.Diff(mineWant, trail(t, a, "viewer")); diff != "" {
			t.Error(diff)
		}
		prefix := made.at(t, "createApiToken", "apiToken", "prefix").(string)
		if diff := cmp.Diff("token "+prefix+"… phone", a.at(t, "viewer", "auditTrail", "nodes", 2, "detail")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff("2026-03-10T12:00:03Z", a.at(t, "viewer", "auditTrail", "nodes", 2, "at")); diff != "" {
			t.Error(diff)
		}
		want := append([][]any{{"TOKEN_CREATED", "service key", here, nil}}, mineWant...)
		want = append(want, []any{"USER_CREATED", "service key", here, "new"})
		if diff := cmp.Diff(want, trail(t, w.ask(t, serviceKey, `{ `+auditFields+` }`, nil))); diff != "" {
			t.Error(diff)
		}
		if a := w.try(t, mine, `{ `+auditFields+` }`, nil); a.code() != "FORBIDDEN" {
			t.Errorf("everybody's trail for one person: %s", a.body)
		}
	})
}

// The trail is read page by page, and a stretch without an address or a detail has null there.
func TestAuditTrailPages(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		me := w.person(t, "me")
		for i := range 3 {
			e := auth.Event{UserID: me.ID, Action: auth.PasswordSet, At: now.Add(time.Duration(i) * time.Hour)}
			if err := auth.Audit(t.Context(), w.db.Ent.AuditEvent, e); err != nil {
				t.Fatal(err)
			}
		}
		page := `query($after: String) { viewer { auditTrail(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { at actor address detail } } } }`
		first := w.ask(t, w.token(t, me), page, nil)
		second := w.ask(t, w.token(t, me), page, vars{"after": first.at(t, "viewer", "auditTrail", "pageInfo", "endCursor")})
		event := func(at string) any {
			return map[string]any{"at": at, "actor": "server", "address": nil, "detail": nil}
		}
		got := append(first.at(t, "viewer", "auditTrail", "nodes").([]any), second.at(t, "viewer", "auditTrail", "nodes").([]any)...)
		want := []any{event("2026-03-10T14:00:00Z"), event("2026-03-10T13:00:00Z"), event("2026-03-10T12:00:00Z")}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if second.at(t, "viewer", "auditTrail", "pageInfo", "hasNextPage") != false || second.at(t, "viewer", "auditTrail", "totalCount") != 3.0 {
			t.Error(second.body)
		}
	})
}
