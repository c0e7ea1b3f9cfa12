package graph_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent"
)

// idsOf returns the ids of one object of each type that belong to a person.
func (w *world) idsOf(t testing.TB, u *ent.User) []string {
	t.Helper()
	a := w.ask(t, w.token(t, u), fmt.Sprintf(`{ viewer { id
		sleeps { nodes { id } } nightlyRecharges { nodes { id } } dailyActivities { nodes { id } } exercises { nodes { id } }
		cardioLoads { nodes { id } } continuousHeartRates { nodes { id } } alertnessPeriods { nodes { id } }
		circadianBedtimes { nodes { id } } spo2Tests { nodes { id } } ecgTests { nodes { id } } bodyTemperatures { nodes { id } }
		skinTemperatures { nodes { id } } physicalInfos { nodes { id } } syncRuns { nodes { id } } apiTokens { id }
		sessions { id } auditTrail { nodes { id } } day(date: %q) { id } } }`, dateAfter(0)), nil)
	var ids []string
	var collect func(v any)
	collect = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, child := range v {
				if id, ok := child.(string); ok && key == "id" {
					ids = append(ids, id)
				}
				collect(child)
			}
		case []any:
			for _, child := range v {
				collect(child)
			}
		}
	}
	collect(a.Data)
	return ids
}

// Everything is a node for its owner and for a service credential, and nothing at all for anybody else.
func TestNodesAreTheOwnersOwn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		owner, other := w.everything(t), w.person(t, "other")
		ids := w.idsOf(t, owner)
		if len(ids) < 19 {
			t.Fatalf("only %d ids", len(ids))
		}
		ask := func(secret string) []any {
			return w.ask(t, secret, `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`, vars{"ids": ids}).at(t, "nodes").([]any)
		}
		for who, secret := range map[string]string{"owner": w.token(t, owner), "service": serviceKey} {
			for i, n := range ask(secret) {
				if n == nil || n.(map[string]any)["id"] != ids[i] {
					t.Errorf("%s: node %d is %v", who, i, n)
				}
			}
		}
		stranger := w.token(t, other)
		for i, n := range ask(stranger) {
			if n != nil {
				t.Errorf("a stranger sees node %d: %v", i, n)
			}
			if n := w.ask(t, stranger, `query($id: ID!) { node(id: $id) { id } }`, vars{"id": ids[i]}).at(t, "node"); n != nil {
				t.Errorf("a stranger sees node %d alone: %v", i, n)
			}
		}
	})
}

// Ids that never were ids read as null, like ids of nothing.
func TestMalformedIDs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		secret := w.token(t, w.person(t, "me"))
		ids := []string{"", "nonsense", globalID("Sleep", 0), globalID("Sleep", -1), globalID("Sleep", 999999), globalID("PolarAccount", 1),
			globalID("Nothing", 1), "U2xlZXA6MDE", "RGF5OjE6MjAyNi0wMi0zMA"}
		a := w.ask(t, secret, `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`, vars{"ids": ids})
		if diff := cmp.Diff(make([]any, len(ids)), a.at(t, "nodes")); diff != "" {
			t.Error(diff)
		}
	})
}

// Whatever a person asks about another is answered as if the other did not exist.
func TestOtherPeopleDoNotExist(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		owner, other := w.everything(t), w.person(t, "other")
		session := w.db.Ent.Exercise.Query().FirstX(system(t))
		token := w.db.Ent.ApiToken.Create().SetUserID(owner.ID).SetName("x").SetPrefix("pf_").SetHash([]byte("h")).SetScopes([]string{"READ"}).SaveX(system(t))
		stranger, id := w.token(t, other), globalID("User", owner.ID)
		for name, test := range map[string]struct {
			query string
			vars  vars
			path  []any
			want  any
		}{
			"by id":         {`query($x: ID) { user(id: $x) { id } }`, vars{"x": id}, []any{"user"}, nil},
			"by externalId": {`query($x: String) { user(externalId: $x) { id } }`, vars{"x": *owner.ExternalID}, []any{"user"}, nil},
			"by polar id":   {`query($x: String) { user(polarUserId: $x) { id } }`, vars{"x": "polar-everything"}, []any{"user"}, nil},
			"exercise":      {`query($x: ID) { viewer { exercise(id: $x) { id } } }`, vars{"x": globalID("Exercise", session.ID)}, []any{"viewer", "exercise"}, nil},
			"polar's id":    {`query($x: String) { viewer { exercise(polarId: $x) { id } } }`, vars{"x": *session.PolarID}, []any{"viewer", "exercise"}, nil},
			"list":          {`{ viewer { sleeps { totalCount } } }`, nil, []any{"viewer", "sleeps", "totalCount"}, 0.0},
			"coverage":      {`{ viewer { coverage { kind } } }`, nil, []any{"viewer", "coverage"}, []any{}},
			"changes":       {`{ viewer { changes { changes { nodeId } } } }`, nil, []any{"viewer", "changes", "changes"}, []any{}},
			"sync":          {`mutation($x: ID) { triggerSync(input: {userId: $x}) { userErrors { code } } }`, vars{"x": id}, []any{"triggerSync", "userErrors", 0, "code"}, "NOT_FOUND"},
			"rename":        {`mutation($x: ID) { updateUser(input: {userId: $x, displayName: "me"}) { userErrors { code } } }`, vars{"x": id}, []any{"updateUser", "userErrors", 0, "code"}, "NOT_FOUND"},
			"connect":       {`mutation($x: ID) { connectPolar(input: {userId: $x, returnUrl: "https://app.example/"}) { userErrors { code } } }`, vars{"x": id}, []any{"connectPolar", "userErrors", 0, "code"}, "NOT_FOUND"},
			"disconnect":    {`mutation($x: ID) { disconnectPolar(input: {userId: $x}) { userErrors { code } } }`, vars{"x": id}, []any{"disconnectPolar", "userErrors", 0, "code"}, "NOT_FOUND"},
			"delete":        {`mutation($x: ID) { deleteUser(input: {userId: $x}) { userErrors { code } } }`, vars{"x": id}, []any{"deleteUser", "userErrors", 0, "code"}, "NOT_FOUND"},
			"token":         {`mutation($x: ID) { createApiToken(input: {userId: $x, name: "x", scopes: [READ]}) { userErrors { code } } }`, vars{"x": id}, []any{"createApiToken", "userErrors", 0, "code"}, "NOT_FOUND"},
			"revoke":        {`mutation($x: ID!) { revokeApiToken(input: {apiTokenId: $x}) { userErrors { code } } }`, vars{"x": globalID("ApiToken", token.ID)}, []any{"revokeApiToken", "userErrors", 0, "code"}, "NOT_FOUND"},
		} {
			if diff := cmp.Diff(test.want, w.ask(t, stranger, test.query, test.vars).at(t, test.path...)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
		if got := w.db.Ent.User.GetX(system(t), owner.ID).DisplayName; *got != "Person everything" {
			t.Errorf("renamed to %s", *got)
		}
	})
}

// A session is found under its own person only, whoever asks.
func TestExerciseOfAnother(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		owner := w.person(t, "owner")
		w.person(t, "other")
		session := w.session(t, owner, dateAfter(0), "10:00:00", "RUNNING")
		for person, found := range map[string]bool{"owner": true, "other": false} {
			a := w.ask(t, serviceKey, `query($u: String, $id: ID, $polarId: String) { user(externalId: $u) {
				byID: exercise(id: $id) { id } byPolarID: exercise(polarId: $polarId) { id } } }`,
				vars{"u": person, "id": globalID("Exercise", session.ID), "polarId": *session.PolarID})
			for _, by := range []string{"byID", "byPolarID"} {
				if got := a.at(t, "user", by) != nil; got != found {
					t.Errorf("%s of %s: found %v", by, person, got)
				}
			}
		}
	})
}

// A service credential has no viewer and names people in every way.
func TestServiceFindsPeople(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		if v := w.ask(t, serviceKey, `{ viewer { id } }`, nil).at(t, "viewer"); v != nil {
			t.Errorf("viewer of a service credential: %v", v)
		}
		for _, by := range []string{
			fmt.Sprintf("id: %q", globalID("User", u.ID)), `externalId: "me"`, `polarUserId: "polar-me"`,
		} {
			if got := w.ask(t, serviceKey, `{ user(`+by+`) { externalId } }`, nil).at(t, "user", "externalId"); got != "me" {
				t.Errorf("%s finds %v", by, got)
			}
		}
	})
}
