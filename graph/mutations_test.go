package graph_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
)

// codes returns the codes of a payload's userErrors.
func codes(t testing.TB, a answer, mutation string) []any {
	t.Helper()
	var found []any
	for _, e := range a.at(t, mutation, "userErrors").([]any) {
		found = append(found, e.(map[string]any)["code"])
	}
	return found
}

func TestCreateUser(t *testing.T) {
	t.Parallel()
	create := `mutation($in: CreateUserInput!) { createUser(input: $in) { user { externalId displayName timeZone timeZoneInferred createdAt } userErrors { code message field } } }`
	each(t, func(t *testing.T, w *world) {
		w.person(t, "taken")
		for name, test := range map[string]struct {
			input vars
			user  any
			codes []any
		}{
			"plain": {vars{"externalId": "a"}, map[string]any{"externalId": "a", "displayName": nil, "timeZone": "UTC", "timeZoneInferred": true, "createdAt": "2026-03-10T12:00:00Z"}, nil},
			"full":  {vars{"externalId": "b", "displayName": "B", "timeZone": "Asia/Tokyo"}, map[string]any{"externalId": "b", "displayName": "B", "timeZone": "Asia/Tokyo", "timeZoneInferred": false, "createdAt": "2026-03-10T12:00:00Z"}, nil},
			"taken": {vars{"externalId": "taken", "displayName": "C"}, map[string]any{"externalId": "taken", "displayName": "Person taken", "timeZone": "Europe/Helsinki", "timeZoneInferred": false, "createdAt": "2026-03-10T12:00:00Z"}, []any{"EXTERNAL_ID_TAKEN"}},
			"blank": {vars{"externalId": " "}, nil, []any{"BLANK"}},
			"long":  {vars{"externalId": strings.Repeat("x", 300)}, nil, []any{"INVALID"}},
			"zone":  {vars{"externalId": "d", "timeZone": "Mars/Olympus"}, nil, []any{"INVALID"}},
			"local": {vars{"externalId": "d", "timeZone": "Local"}, nil, []any{"INVALID"}},
			"empty": {vars{"externalId": "d", "timeZone": ""}, nil, []any{"INVALID"}},
		} {
			a := w.ask(t, serviceKey, create, vars{"in": test.input})
			if diff := cmp.Diff(test.user, a.at(t, "createUser", "user")); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if diff := cmp.Diff(test.codes, codes(t, a, "createUser")); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

// Of many at once one creates, and all are told of the same person.
func TestCreateUserAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		var all sync.WaitGroup
		ids := make([]any, 8)
		for i := range ids {
			all.Go(func() {
				a := w.ask(t, serviceKey, `mutation { createUser(input: {externalId: "same"}) { user { id } } }`, nil)
				ids[i] = a.at(t, "createUser", "user", "id")
			})
		}
		all.Wait()
		for _, id := range ids {
			if id == nil || id != ids[0] {
				t.Errorf("different people: %v", ids)
			}
		}
	})
}

func TestUpdateUser(t *testing.T) {
	t.Parallel()
	update := `mutation($in: UpdateUserInput!) { updateUser(input: $in) { user { displayName timeZone } userErrors { code } } }`
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		mine, id := w.token(t, u), globalID("User", u.ID)
		for _, test := range []struct {
			name, secret string
			input        vars
			user         any
			codes        []any
		}{
			{"zone", mine, vars{"timeZone": "Asia/Tokyo"}, map[string]any{"displayName": "Person me", "timeZone": "Asia/Tokyo"}, nil},
			{"name", serviceKey, vars{"userId": id, "displayName": "Me"}, map[string]any{"displayName": "Me", "timeZone": "Asia/Tokyo"}, nil},
			{"no name", mine, vars{"displayName": nil}, map[string]any{"displayName": nil, "timeZone": "Asia/Tokyo"}, nil},
			{"blank", mine, vars{"displayName": ""}, nil, []any{"BLANK"}},
			{"bad zone", mine, vars{"timeZone": "Nowhere"}, nil, []any{"INVALID"}},
			{"who", serviceKey, vars{"displayName": "x"}, nil, []any{"BLANK"}},
			{"nobody", serviceKey, vars{"userId": globalID("User", 999), "displayName": "x"}, nil, []any{"NOT_FOUND"}},
			{"a night", serviceKey, vars{"userId": globalID("Sleep", u.ID), "displayName": "x"}, nil, []any{"NOT_FOUND"}},
		} {
			a := w.ask(t, test.secret, update, vars{"in": test.input})
			if diff := cmp.Diff(test.user, a.at(t, "updateUser", "user")); diff != "" {
				t.Errorf("%s: %s", test.name, diff)
			}
			if diff := cmp.Diff(test.codes, codes(t, a, "updateUser")); diff != "" {
				t.Errorf("%s: %s", test.name, diff)
			}
		}
	})
}

func TestTokens(t *testing.T) {
	t.Parallel()
	create := `mutation($in: CreateApiTokenInput!) { createApiToken(input: $in) { token apiToken { id name scopes expiresAt } userErrors { code } } }`
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		mine, id := w.token(t, u), globalID("User", u.ID)
		session, manager := w.signIn(t, u), w.token(t, u, viewer.Manage)
		for name, test := range map[string]struct {
			secret string
			input  vars
			token  any
			codes  []any
		}{
			"mine":          {mine, vars{"name": "phone", "scopes": []string{"SYNC", "READ", "READ"}}, map[string]any{"name": "phone", "scopes": []any{"READ", "SYNC"}, "expiresAt": nil}, nil},
			"for somebody":  {serviceKey, vars{"userId": id, "name": "phone", "scopes": []string{"READ"}, "expiresAt": "2026-04-01T02:00:00+02:00"}, map[string]any{"name": "phone", "scopes": []any{"READ"}, "expiresAt": "2026-04-01T00:00:00Z"}, nil},
			"service":       {serviceKey, vars{"name": "laravel", "scopes": []string{"SERVICE"}}, map[string]any{"name": "laravel", "scopes": []any{"SERVICE"}, "expiresAt": nil}, nil},
			"blank":         {mine, vars{"name": " ", "scopes": []string{"READ"}}, nil, []any{"BLANK"}},
			"no scope":      {mine, vars{"name": "x", "scopes": []string{}}, nil, []any{"BLANK"}},
			"past":          {mine, vars{"name": "x", "scopes": []string{"READ"}, "expiresAt": "2026-03-10T12:00:00Z"}, nil, []any{"INVALID"}},
			"service, more": {serviceKey, vars{"name": "x", "scopes": []string{"SERVICE", "READ"}}, nil, []any{"INVALID"}},
			"nobody":        {serviceKey, vars{"name": "x", "scopes": []string{"READ"}}, nil, []any{"BLANK"}},
			"less":          {session, vars{"name": "tv", "scopes": []string{"READ"}}, map[string]any{"name": "tv", "scopes": []any{"READ"}, "expiresAt": nil}, nil},
			"as much":       {session, vars{"name": "pc", "scopes": []string{"MANAGE", "READ", "SYNC"}}, map[string]any{"name": "pc", "scopes": []any{"MANAGE", "READ", "SYNC"}, "expiresAt": nil}, nil},
			"its own":       {manager, vars{"name": "m", "scopes": []string{"MANAGE"}}, nil, nil},
			"more":          {manager, vars{"name": "x", "scopes": []string{"READ"}}, nil, []any{"INVALID"}},
			"and more":      {manager, vars{"name": "x", "scopes": []string{"MANAGE", "SYNC"}}, nil, []any{"INVALID"}},
		} {
			a := w.ask(t, test.secret, create, vars{"in": test.input})
			if diff := cmp.Diff(test.codes, codes(t, a, "createApiToken")); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if test.token == nil {
				continue
			}
			token := a.at(t, "createApiToken", "apiToken").(map[string]any)
			tokenID := token["id"]
			delete(token, "id")
			if diff := cmp.Diff(test.token, token); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			secret := a.at(t, "createApiToken", "token").(string)
			w.ask(t, secret, `{ viewer { id } }`, nil)
			revoked := w.ask(t, test.secret, `mutation($id: ID!) { revokeApiToken(input: {apiTokenId: $id}) { apiToken { revokedAt } userErrors { code } } }`, vars{"id": tokenID})
			if got := revoked.at(t, "revokeApiToken", "apiToken", "revokedAt"); got != "2026-03-10T12:00:00Z" {
				t.Errorf("%s: revoked at %v", name, got)
			}
			if a := w.try(t, secret, `{ viewer { id } }`, nil); a.code() != "UNAUTHENTICATED" {
				t.Errorf("%s works after it was revoked: %s", name, a.body)
			}
		}
		if a := w.try(t, mine, create, vars{"in": vars{"name": "x", "scopes": []string{"SERVICE"}}}); a.code() != "FORBIDDEN" {
			t.Errorf("a person made a service token: %s", a.body)
		}
	})
}

func TestTokenLimit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		mine := w.token(t, u)
		for i := range 99 {
			g := auth.Grant{UserID: u.ID, Name: "x", Scopes: auth.PersonalScopes()}
			if i%2 == 0 {
				g.ExpiresAt = now.Add(time.Hour)
			}
			if _, _, err := auth.Issue(system(t), w.db.Ent.ApiToken, g, now); err != nil {
				t.Fatal(err)
			}
		}
		create := `mutation { createApiToken(input: {name: "x", scopes: [READ]}) { apiToken { id } userErrors { code } } }`
		if diff := cmp.Diff([]any{"LIMIT_REACHED"}, codes(t, w.ask(t, mine, create, nil), "createApiToken")); diff != "" {
			t.Error(diff)
		}
		w.db.Ent.ApiToken.Update().SetExpiresAt(now).ExecX(system(t))
		other := w.token(t, u)
		if got := codes(t, w.ask(t, other, create, nil), "createApiToken"); got != nil {
			t.Errorf("expired tokens count: %v", got)
		}
	})
}

func TestTriggerSync(t *testing.T) {
	t.Parallel()
	trigger := `mutation($in: TriggerSyncInput!) { triggerSync(input: $in) { alreadyRunning run { id status trigger kindsTotal kindsDone user { externalId } } userErrors { code } } }`
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		mine := w.token(t, u)
		first := w.ask(t, mine, trigger, vars{"in": vars{"kinds": []string{"SLEEP"}}})
		run := first.at(t, "triggerSync", "run").(map[string]any)
		want := map[string]any{"id": run["id"], "status": "QUEUED", "trigger": "MANUAL", "kindsTotal": 1.0, "kindsDone": 0.0, "user": map[string]any{"externalId": "me"}}
		if diff := cmp.Diff(want, run); diff != "" {
			t.Error(diff)
		}
		second := w.ask(t, serviceKey, trigger, vars{"in": vars{"userId": globalID("User", u.ID)}})
		if second.at(t, "triggerSync", "alreadyRunning") != true || second.at(t, "triggerSync", "run", "id") != run["id"] {
			t.Errorf("a second sync: %s", second.body)
		}
		w.db.Ent.SyncRun.Update().SetFinishedAt(now).SetStatus(syncrun.StatusSUCCEEDED).ExecX(system(t))
		w.db.Ent.PolarAccount.Delete().ExecX(system(t))
		if diff := cmp.Diff([]any{"NOT_CONNECTED"}, codes(t, w.ask(t, mine, trigger, vars{"in": vars{}}), "triggerSync")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]any{"NOT_FOUND"}, codes(t, w.ask(t, serviceKey, trigger, vars{"in": vars{"userId": "nobody"}}), "triggerSync")); diff != "" {
			t.Error(diff)
		}
	})
}

func TestConnectAndDisconnect(t *testing.T) {
	t.Parallel()
	connect := `mutation($in: ConnectPolarInput!) { connectPolar(input: $in) { authorizeUrl userErrors { code field } } }`
	each(t, func(t *testing.T, w *world) {
		mine := w.token(t, w.person(t, "me"))
		a := w.ask(t, mine, connect, vars{"in": vars{"returnUrl": "https://app.example/done"}})
		if address, _ := a.at(t, "connectPolar", "authorizeUrl").(string); !strings.HasPrefix(address, "http://polarflow.test/connect/polar?ticket=") {
			t.Errorf("authorizeUrl: %s", a.body)
		}
		a = w.ask(t, mine, connect, vars{"in": vars{"returnUrl": "https://evil.example/"}})
		if diff := cmp.Diff([]any{"RETURN_URL_NOT_ALLOWED"}, codes(t, a, "connectPolar")); diff != "" {
			t.Error(diff)
		}
		disconnect := `mutation { disconnectPolar(input: {}) { user { polarAccount { status } } userErrors { code } } }`
		for _, want := range [][]any{nil, {"NOT_CONNECTED"}} {
			a = w.ask(t, mine, disconnect, nil)
			if diff := cmp.Diff(want, codes(t, a, "disconnectPolar")); diff != "" {
				t.Error(diff)
			}
			if account := a.at(t, "disconnectPolar", "user", "polarAccount"); account != nil {
				t.Errorf("still connected: %v", account)
			}
		}
	})
}

// Who asks for more than the credential has is told what it has, and gets no token.
func TestTokenGrantsNoMoreThanItHas(t *testing.T) {
	t.Parallel()
	create := `mutation($s: [Scope!]!) { createApiToken(input: {name: "x", scopes: $s}) { token userErrors { code field message } } }`
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		a := w.ask(t, w.token(t, u, viewer.Manage, viewer.Sync), create, vars{"s": []string{"READ", "SYNC"}})
		want := map[string]any{"token": nil, "userErrors": []any{map[string]any{
			"code": "INVALID", "field": []any{"input", "scopes"}, "message": "a token can give no more than its maker has: MANAGE, SYNC",
		}}}
		if diff := cmp.Diff(want, a.at(t, "createApiToken")); diff != "" {
			t.Error(diff)
		}
		if n := w.db.Ent.ApiToken.Query().CountX(system(t)); n != 1 {
			t.Errorf("%d tokens, want the one that asked", n)
		}
	})
}
