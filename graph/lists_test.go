package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/ent/journalentry"
)

// list is a list of the schema, as it hangs on a type.
type list struct {
	on    string
	field *ast.FieldDefinition
}

// lists returns every connection field of people and of the root.
func lists(s *ast.Schema) []list {
	var found []list
	for _, on := range []string{"User", "Query"} {
		for _, f := range s.Types[on].Fields {
			if strings.HasSuffix(f.Type.Name(), "Connection") {
				found = append(found, list{on, f})
			}
		}
	}
	return found
}

// String returns the list's name.
func (l list) String() string { return l.on + "." + l.field.Name }

// page asks for a page of the list of the person "me" and returns the ids of its elements, their cursors, and
// whether there is more in the direction in which the page was counted.
func (l list) page(t testing.TB, w *world, arguments, selection string) (ids, cursors []string, info map[string]any) {
	t.Helper()
	path, query := []any{"user", "list"}, `{ user(externalId: "me") { list: %s(%s) { %s } } }`
	if l.on == "Query" {
		path, query = []any{"list"}, `{ list: %s(%s) { %s } }`
	}
	query = strings.ReplaceAll(fmt.Sprintf(query, l.field.Name, arguments, selection), "()", "")
	got := w.ask(t, serviceKey, query, nil).at(t, path...).(map[string]any)
	for _, e := range got["edges"].([]any) {
		edge := e.(map[string]any)
		ids = append(ids, edge["node"].(map[string]any)["id"].(string))
		cursors = append(cursors, edge["cursor"].(string))
	}
	info, _ = got["pageInfo"].(map[string]any)
	return ids, cursors, info
}

const edgesAndInfo = `edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage }`

// several makes a person with three of everything that is listed.
func (w *world) several(t testing.TB, externalID string) {
	t.Helper()
	u := w.person(t, externalID)
	for day := range 3 {
		date := dateAfter(day)
		w.night(t, u, date)
		w.day(t, u, date)
		w.tests(t, u, date)
		w.session(t, u, date, "10:00:00", "RUNNING")
		w.run(t, u, now)
		w.journal(t, u, date, journalentry.KindSTRESS)
		w.ask(t, serviceKey, `mutation($i: CreateApiTokenInput!) { createApiToken(input: $i) { userErrors { code } } }`,
			vars{"i": vars{"userId": globalID("User", u.ID), "name": date, "scopes": []string{"READ"}}})
	}
}

// Every list of the schema is the same element by element, forwards and backwards, in each order that it has.
func TestEveryListWalks(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.several(t, "me")
		w.person(t, "other")
		w.person(t, "third")
		for _, l := range lists(schema()) {
			orders := []string{""}
			if l.field.Arguments.ForName("order") != nil {
				orders = []string{"order: ASC, ", "order: DESC, "}
			}
			for _, order := range orders {
				all, cursors, _ := l.page(t, w, order, edgesAndInfo)
				if len(all) < 3 || len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
					t.Errorf("%s has %v", l, all)
				}
				for i := range all {
					front := fmt.Sprintf(`%sfirst: 1, after: %q`, order, strings.Join(cursors[max(0, i-1):i], ""))
					back := fmt.Sprintf(`%slast: 1, before: %q`, order, strings.Join(cursors[i+1:min(len(cursors), i+2)], ""))
					for _, arguments := range []string{strings.TrimSuffix(front, `, after: ""`), strings.TrimSuffix(back, `, before: ""`)} {
						one, _, info := l.page(t, w, arguments, edgesAndInfo)
						want := map[string]any{"hasNextPage": i < len(all)-1, "hasPreviousPage": i > 0}
						if diff := cmp.Diff(all[i:i+1], one) + cmp.Diff(want, info); diff != "" {
							t.Errorf("%s(%s): %s", l, arguments, diff)
						}
					}
				}
			}
		}
	})
}

// A page that cannot be is refused, and the answer says what is allowed.
func TestPageSizes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.person(t, "me")
		for _, l := range lists(schema()) {
			for arguments, message := range map[string]string{
				"first: -1":          "first is -1: it cannot be negative; 0 to 366 are listed at once",
				"last: -2147483648":  "last is -2147483648: it cannot be negative; 0 to 366 are listed at once",
				"first: 367":         "first is 367: at most 366 are listed at once",
				"last: 2147483647":   "last is 2147483647: at most 366 are listed at once",
				"first: 1, last: 1":  "give first or last, not both",
				"first: 0, last: 0":  "give first or last, not both",
				`after: "x"`:         `"x" is not a cursor of this list`,
				`before: ""`:         `"" is not a cursor of this list`,
				"first: 0, last: -1": "give first or last, not both",
			} {
				query := fmt.Sprintf(`{ user(externalId: "me") { %s(%s) { totalCount } } }`, l.field.Name, arguments)
				if l.on == "Query" {
					query = fmt.Sprintf(`{ %s(%s) { totalCount } }`, l.field.Name, arguments)
				}
				a := w.try(t, serviceKey, query, nil)
				if a.code() != "BAD_USER_INPUT" || a.Errors[0].Message != message {
					t.Errorf("%s: %s", query, a.body)
				}
			}
			for _, nothing := range []string{"first: 0", "last: 0"} {
				if ids, _, info := l.page(t, w, nothing, edgesAndInfo); len(ids) != 0 || info == nil {
					t.Errorf("%s(%s) has %v", l, nothing, ids)
				}
			}
		}
	})
}

// Every list is read with one statement, and counted with one more, only when the count is asked for.
func TestListsAreCountedWhenAsked(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.several(t, "me")
		for _, l := range lists(schema()) {
			l.page(t, w, "", edgesAndInfo) // the credential is known from here on
			counted := func(selection string) (statements, counts int) {
				sent := w.statements.during(func() { l.page(t, w, "", selection) })
				for _, s := range sent {
					if strings.Contains(strings.ToUpper(s), "COUNT(") {
						counts++
					}
				}
				return len(sent), counts
			}
			without, none := counted(edgesAndInfo)
			with, one := counted(edgesAndInfo + " totalCount")
			if none != 0 || one != 1 || with != without+1 {
				t.Errorf("%s: %d statements with %d counts, and with totalCount %d with %d", l, without, none, with, one)
			}
		}
	})
}

// Every series of the schema comes whole when it is asked for raw, and else with as many points as were asked for.
func TestEverySeriesReduces(t *testing.T) {
	t.Parallel()
	s := schema()
	each(t, func(t *testing.T, w *world) {
		secret := w.token(t, w.complete(t, "me", "RUNNING"))
		for name, way := range routes(s) {
			for _, f := range s.Types[name].Fields {
				if f.Arguments.ForName("reduction") == nil {
					continue
				}
				points := "{ storedCount values }"
				if f.Type.Elem != nil {
					points = "{ series { storedCount values } }"
				}
				query, path := along(way, fmt.Sprintf(`raw: %[1]s(maxPoints: 2, reduction: RAW) %[2]s lttb: %[1]s(maxPoints: 2) %[2]s mean: %[1]s(maxPoints: 2, reduction: MEAN) %[2]s`, f.Name, points))
				a := w.ask(t, secret, query, nil)
				for reduction, want := range map[string]int{"raw": 3, "lttb": 2, "mean": 2} {
					at := slices.Concat(path, []any{reduction})
					if f.Type.Elem != nil {
						at = append(at, 0, "series")
					}
					if stored, values := a.at(t, append(at, "storedCount")...), a.at(t, append(at, "values")...).([]any); stored != 3.0 || len(values) != want {
						t.Errorf("%s.%s %s: %d of %v points", name, f.Name, reduction, len(values), stored)
					}
				}
			}
		}
	})
}

// A record of any kind is found again by its id, as a Node and as a Record.
func TestRecordsAreNodes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		me := w.complete(t, "me", "RUNNING")
		var ids []string
		var want []any
		for _, l := range lists(schema()) {
			if l.field.Arguments.ForName("range") == nil || l.field.Name == "physicalInfos" || l.field.Name == "journal" {
				continue
			}
			found, _, _ := l.page(t, w, "", edgesAndInfo)
			ids = append(ids, found...)
			want = append(want, map[string]any{
				"id": found[0], "date": dateAfter(0), "updatedAt": "2026-03-10T12:00:00Z", "user": map[string]any{"id": globalID("User", me.ID)},
			})
		}
		a := w.ask(t, w.token(t, me), `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Record { id date updatedAt user { id } } } }`, vars{"ids": ids})
		if diff := cmp.Diff(want, a.at(t, "nodes")); diff != "" || len(ids) != 12 {
			t.Errorf("%d kinds: %s", len(ids), diff)
		}
	})
}
