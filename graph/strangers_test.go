package graph_test

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"testing"

	"polarflow/ent"
	"polarflow/ent/exercise"
	"polarflow/ent/journalentry"
	"polarflow/ent/session"
	"polarflow/ent/syncrun"
	"polarflow/graph/rows"
)

// stranger is a value of the second person and one of the same form that nobody has.
type stranger struct {
	theirs, nobodys string
	// position is set for a place in a list or the name of a sport, which are no secret and not refused; they
	// must make no difference.
	position bool
}

// plain are the arguments that are about nobody, with something to write where one must be given.
var plain = map[string]string{
	"first": "1", "last": "1", "order": "ASC", "kinds": "[SLEEP]", "types": `["SPEED"]`, "maxPoints": "10", "reduction": "LTTB",
	"date": `"` + dateAfter(0) + `"`, "from": `"` + dateAfter(0) + `"`, "to": `"` + dateAfter(1) + `"`, "metrics": "[STEPS]", "groupBy": "DAY",
	"windowDays": "28", "period": "WEEK", "kind": "STRESS", "amount": "1", "note": `"x"`,
	"name": `"x"`, "scopes": "[READ]", "expiresAt": `"2027-01-01T00:00:00Z"`, "returnUrl": `"https://app.example/"`,
	"displayName": `"x"`, "timeZone": `"UTC"`,
}

// strangers are the values for every argument that names something of a person, by Type.field.argument or by
// the argument's own name.
type strangers struct {
	values map[string][]stranger
	used   map[string]bool
}

// strangers returns what there is of a person to be asked for.
func (w *world) strangers(t testing.TB, them *ent.User) strangers {
	t.Helper()
	ctx, c := system(t), w.db.Ent
	workout := c.Exercise.Query().Where(exercise.UserID(them.ID)).FirstX(ctx)
	browser := c.Session.Query().Where(session.UserID(them.ID)).FirstX(ctx)
	run := c.SyncRun.Query().Where(syncrun.UserID(them.ID), syncrun.FinishedAtNotNil()).FirstX(ctx)
	var nodes []stranger
	for _, id := range w.idsOf(t, them) {
		nodes = append(nodes, node(t, id))
	}
	known := strangers{used: map[string]bool{}, values: map[string][]stranger{
		"Query.node.id": nodes, "Query.nodes.ids": nodes,
		"Query.user.id":                        {row("User", them.ID)},
		"User.exercise.id":                     {row("Exercise", workout.ID)},
		"exerciseId":                           {row("Exercise", workout.ID)},
		"Mutation.removeJournalEntry.input.id": {row("JournalEntry", c.JournalEntry.Query().Where(journalentry.UserID(them.ID)).FirstIDX(ctx))},
		"userId":                               {row("User", them.ID)},
		"runId":                                {row("SyncRun", run.ID)},
		"sessionId":                            {row("Session", browser.ID)},
		"apiTokenId":                           {row("ApiToken", c.ApiToken.Create().SetUserID(them.ID).SetName("x").SetPrefix("pf_x").SetHash([]byte("h")).SetScopes([]string{"READ"}).SaveX(ctx).ID)},
		"externalId":                           {{theirs: *them.ExternalID, nobodys: "no-such-person"}},
		"polarUserId":                          {{theirs: "polar-" + *them.ExternalID, nobodys: "no-such-account"}},
		"polarId":                              {{theirs: *workout.PolarID, nobodys: "no-such-workout"}},
		"sport":                                {{theirs: *workout.Sport, nobodys: "NO_SUCH_SPORT", position: true}},
		"search":                               {{theirs: *them.DisplayName, nobodys: "nobody is called this"}},
		"since":                                {{theirs: rows.Position{UserID: them.ID, Seq: 1}.String(), nobodys: rows.Position{UserID: 999999, Seq: 1}.String(), position: true}},
	}}
	w.addCursors(t, them, known)
	return known
}

// addCursors adds, for every list of a person, where its first page ends.
func (w *world) addCursors(t testing.TB, them *ent.User, known strangers) {
	t.Helper()
	theirs := w.token(t, them)
	for _, p := range probes(t, schema()) {
		name := p.path[len(p.path)-1]
		if name != "after" && name != "before" {
			continue
		}
		secret := theirs
		if p.owner == "Query" {
			secret = serviceKey
		}
		open, closing := opened(p.way)
		a := w.ask(t, secret, open+" { page: "+p.field.Name+" { pageInfo { endCursor } } }"+closing, nil)
		_, rest, _ := strings.Cut(a.body, `"endCursor":"`)
		cursor, _, ok := strings.Cut(rest, `"`)
		if !ok {
			t.Fatalf("%s is empty for the person who has everything: %s", p.name, a.body)
		}
		known.values[p.name] = []stranger{{theirs: cursor, nobodys: elsewhere(t, cursor, "|"), position: true}}
	}
}

// of returns the values for an argument: none for one that is about nobody.
func (k strangers) of(t testing.TB, p probe) []stranger {
	t.Helper()
	last := p.path[len(p.path)-1]
	for _, name := range []string{p.name, last} {
		if values, ok := k.values[name]; ok {
			k.used[name] = true
			return values
		}
	}
	if _, ok := plain[last]; !ok {
		t.Errorf("say here what the argument %s names, or that it names nothing of a person", p.name)
	}
	return nil
}

// allUsed fails the test for values that no argument of the schema takes.
func (k strangers) allUsed(t testing.TB) {
	t.Helper()
	for name := range k.values {
		if !k.used[name] {
			t.Errorf("there is no argument %s", name)
		}
	}
}

// row returns the id of a row and of one that is not there.
func row(typeName string, number int) stranger {
	return stranger{theirs: globalID(typeName, number), nobodys: globalID(typeName, number+999999)}
}

// node returns an id and one of the same type that nobody has.
func node(t testing.TB, id string) stranger {
	t.Helper()
	return stranger{theirs: id, nobodys: elsewhere(t, id, ":")}
}

// elsewhere returns an id or a cursor whose last number, or whose person, nobody has.
func elsewhere(t testing.TB, opaque, separator string) string {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(opaque)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(raw), separator)
	for i := range slices.Backward(parts) {
		if n, err := strconv.Atoi(parts[i]); err == nil {
			parts[i] = strconv.Itoa(n + 999999)
			return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(parts, separator)))
		}
	}
	t.Fatalf("no number in %s", raw)
	return ""
}
