package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
	"polarflow/ent/kind"
)

// Every list of the schema costs as many statements for one person's first element as for several people's pages.
func TestConnectionsCostTheSame(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for _, name := range []string{"a", "b", "c", "d"} {
			w.several(t, name)
		}
		for _, l := range lists(schema()) {
			count := func(people, rows int) int {
				query := fmt.Sprintf(`{ list: %s(first: %d) { totalCount nodes { id } edges { cursor } pageInfo { endCursor } } }`, l.field.Name, rows)
				if l.on == "User" {
					query = fmt.Sprintf(`{ users(first: %d) { nodes %s } }`, people, query)
				}
				return len(w.statements.during(func() { w.ask(t, serviceKey, query, nil) }))
			}
			if few, many := count(1, 1), count(4, 3); few != many {
				t.Errorf("%s: %d statements for one element, %d for many", l, few, many)
			}
		}
	})
}

// The changes of several people, with their records, cost as many statements as those of one.
func TestChangesCostTheSame(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for i := range 4 {
			u := w.person(t, fmt.Sprint(i))
			for day := range 2 {
				night := w.night(t, u, dateAfter(day))
				w.state(t, u, kind.Sleep, night.Date, night.ID, night.Date, int64(day+1))
			}
		}
		count := func(people int) (statements, nodes int) {
			sent := w.statements.during(func() {
				a := w.ask(t, serviceKey, fmt.Sprintf(`{ users(first: %d) { nodes { changes { changes { node { id } } } } } }`, people), nil)
				nodes = strings.Count(a.body, `"node":{"id"`)
			})
			return len(sent), nodes
		}
		few, two := count(1)
		many, eight := count(4)
		if few != many || two != 2 || eight != 8 {
			t.Errorf("%d statements for %d changes, %d for %d", few, two, many, eight)
		}
	})
}

// Both databases give the same answers about the same data: every field of every type that a person can reach, and every
// list.
func TestDatabasesAnswerAlike(t *testing.T) {
	t.Parallel()
	lite := newWorld(t, dbtest.SQLite(t), &statements{})
	post := newWorld(t, dbtest.Postgres(t), &statements{})
	secrets := make(map[*world]string)
	for _, w := range []*world{lite, post} {
		secrets[w] = w.token(t, w.complete(t, "me", "RUNNING"))
		w.several(t, "other")
	}
	s := schema()
	for name, way := range routes(s) {
		if leaves := leavesOf(s, s.Types[name]); len(leaves) > 0 && name != "ApiToken" { // whose secrets differ
			query, path := along(way, strings.Join(leaves, " "))
			want := lite.ask(t, secrets[lite], query, nil).at(t, path...)
			if diff := cmp.Diff(want, post.ask(t, secrets[post], query, nil).at(t, path...)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
	for _, l := range lists(s) {
		query := `{ users { nodes { list: ` + l.field.Name + `(first: 2) { totalCount ` + edgesAndInfo + ` } } } }`
		if l.on == "Query" {
			query = `{ list: ` + l.field.Name + `(first: 2) { totalCount ` + edgesAndInfo + ` } }`
		}
		if diff := cmp.Diff(lite.ask(t, serviceKey, query, nil).body, post.ask(t, serviceKey, query, nil).body); diff != "" {
			t.Errorf("%s: %s", l, diff)
		}
	}
}
