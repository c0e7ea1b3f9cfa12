package graph_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent/exercise"
)

const pageOfSleeps = `query($first: Int, $after: String, $last: Int, $before: String, $order: SortOrder!, $range: DateRange) {
	viewer { sleeps(first: $first, after: $after, last: $last, before: $before, order: $order, range: $range) {
		nodes { date } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`

// slice is one page as the tests look at it.
type slice struct {
	dates      []string
	next, prev bool
	start, end any
}

func (w *world) slice(t testing.TB, secret string, v vars) slice {
	t.Helper()
	a := w.ask(t, secret, pageOfSleeps, v)
	info := func(name string) any { return a.at(t, "viewer", "sleeps", "pageInfo", name) }
	s := slice{next: info("hasNextPage").(bool), prev: info("hasPreviousPage").(bool), start: info("startCursor"), end: info("endCursor")}
	for _, n := range a.at(t, "viewer", "sleeps", "nodes").([]any) {
		s.dates = append(s.dates, n.(map[string]any)["date"].(string))
	}
	return s
}

// Walking page by page in any direction visits everything once, in the order of the list.
func TestWalk(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "walker")
		var ascending []string
		for day := range 7 {
			w.night(t, u, dateAfter(day))
			ascending = append(ascending, dateAfter(day))
		}
		descending := slices.Clone(ascending)
		slices.Reverse(descending)
		secret := w.token(t, u)
		for order, want := range map[string][]string{"ASC": ascending, "DESC": descending} {
			for size := 1; size <= 8; size++ {
				if diff := cmp.Diff(want, w.forwards(t, secret, order, size)); diff != "" {
					t.Errorf("%s by %d forwards: %s", order, size, diff)
				}
				if diff := cmp.Diff(want, w.backwards(t, secret, order, size)); diff != "" {
					t.Errorf("%s by %d backwards: %s", order, size, diff)
				}
			}
		}
	})
}

func (w *world) forwards(t testing.TB, secret, order string, size int) []string {
	t.Helper()
	var dates []string
	for after := any(nil); ; {
		s := w.slice(t, secret, vars{"first": size, "after": after, "order": order})
		dates = append(dates, s.dates...)
		if !s.next {
			return dates
		}
		after = s.end
	}
}

func (w *world) backwards(t testing.TB, secret, order string, size int) []string {
	t.Helper()
	var dates []string
	for before := any(nil); ; {
		s := w.slice(t, secret, vars{"last": size, "before": before, "order": order})
		dates = append(s.dates, dates...)
		if !s.prev {
			return dates
		}
		before = s.start
	}
}

// What is inserted in front of a page does not shift the pages behind it.
func TestInsertionWhilePaging(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "walker")
		for day := range 4 {
			w.night(t, u, dateAfter(day))
		}
		secret := w.token(t, u)
		first := w.slice(t, secret, vars{"first": 2, "order": "DESC"})
		w.night(t, u, dateAfter(9))
		second := w.slice(t, secret, vars{"first": 2, "after": first.end, "order": "DESC"})
		want := slice{dates: []string{dateAfter(1), dateAfter(0)}, prev: true, start: second.start, end: second.end}
		if diff := cmp.Diff(want, second, cmp.AllowUnexported(slice{})); diff != "" {
			t.Error(diff)
		}
	})
}

func TestRangesAndCounts(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "walker")
		for day := range 5 {
			w.night(t, u, dateAfter(day))
		}
		secret := w.token(t, u)
		for name, test := range map[string]struct {
			rng  vars
			want []string
		}{
			"all":    {nil, []string{dateAfter(0), dateAfter(1), dateAfter(2), dateAfter(3), dateAfter(4)}},
			"from":   {vars{"from": dateAfter(3)}, []string{dateAfter(3), dateAfter(4)}},
			"to":     {vars{"to": dateAfter(1)}, []string{dateAfter(0), dateAfter(1)}},
			"both":   {vars{"from": dateAfter(1), "to": dateAfter(2)}, []string{dateAfter(1), dateAfter(2)}},
			"nobody": {vars{"from": "2030-01-01"}, nil},
		} {
			a := w.ask(t, secret, pageOfSleeps, vars{"order": "ASC", "range": test.rng})
			s := w.slice(t, secret, vars{"order": "ASC", "range": test.rng})
			if diff := cmp.Diff(test.want, s.dates); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if got := a.at(t, "viewer", "sleeps", "totalCount"); got != float64(len(test.want)) {
				t.Errorf("%s: totalCount %v", name, got)
			}
		}
	})
}

// Each person of a list gets a page of their own, through one statement.
func TestPagesOfManyPeople(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		want := map[string][]string{}
		for i := range 4 {
			u := w.person(t, fmt.Sprintf("u%d", i))
			for day := range i + 1 {
				w.night(t, u, dateAfter(day))
			}
			for day := i; day >= max(0, i-1); day-- {
				want[*u.ExternalID] = append(want[*u.ExternalID], dateAfter(day))
			}
		}
		a := w.ask(t, serviceKey, `{ users { nodes { externalId sleeps(first: 2) { nodes { date } totalCount } } totalCount } }`, nil)
		got := map[string][]string{}
		for i, n := range a.at(t, "users", "nodes").([]any) {
			u := n.(map[string]any)
			for _, s := range u["sleeps"].(map[string]any)["nodes"].([]any) {
				name := u["externalId"].(string)
				got[name] = append(got[name], s.(map[string]any)["date"].(string))
			}
			if count := u["sleeps"].(map[string]any)["totalCount"]; count != float64(i+1) {
				t.Errorf("person %d has %v nights", i, count)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if got := a.at(t, "users", "totalCount"); got != 4.0 {
			t.Errorf("%v people", got)
		}
	})
}

func TestUsersSearch(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for _, id := range []string{"laravel-1", "laravel-2", "other_%"} {
			w.person(t, id)
		}
		for search, want := range map[string]int{"LARAVEL": 2, "person lar": 2, "_%": 1, "nobody": 0} {
			a := w.ask(t, serviceKey, `query($s: String) { users(search: $s) { nodes { id } totalCount } }`, vars{"s": search})
			if got := len(a.at(t, "users", "nodes").([]any)); got != want || a.at(t, "users", "totalCount") != float64(want) {
				t.Errorf("search for %q finds %s", search, a.body)
			}
		}
	})
}

func TestExercisesBySport(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "athlete")
		w.session(t, u, dateAfter(0), "10:00:00", "RUNNING")
		w.session(t, u, dateAfter(0), "18:00:00", "CYCLING")
		secret := w.token(t, u)
		for sport, want := range map[string]int{
			"RUNNING": 1, "TRAIL_RUNNING": 1, "CYCLING": 1, "SWIMMING": 0, "running": 1, "Trail_Cycling": 1, "TRAIL-RUNNING": 0, "%": 0,
		} {
			a := w.ask(t, secret, `query($s: String) { viewer { exercises(sport: $s) { nodes { id } totalCount } } }`, vars{"s": sport})
			if got := len(a.at(t, "viewer", "exercises", "nodes").([]any)); got != want || a.at(t, "viewer", "exercises", "totalCount") != float64(want) {
				t.Errorf("%s: %s", sport, a.body)
			}
		}
	})
}

// Lists that are ordered by time or by number page as well as those ordered by date, and rows of one instant
// are told apart.
func TestWalkByTimeAndNumber(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		me := w.person(t, "me")
		for i := range 4 {
			w.person(t, fmt.Sprint("other", i))
			w.session(t, me, dateAfter(0), fmt.Sprintf("10:0%d:00", i/2), fmt.Sprint("SPORT", i))
			w.db.Ent.Exercise.Update().SetRecordKey(fmt.Sprint("key", i)).Where(exercise.RecordKeyHasPrefix("2026")).ExecX(system(t))
		}
		for query, want := range map[string]int{
			`query($c: String) { user(externalId: "me") { list: exercises(first: 1, after: $c, order: ASC) { nodes { id } pageInfo { endCursor } } } }`: 4,
			`query($c: String) { list: users(first: 1, after: $c) { nodes { id } pageInfo { endCursor } } }`:                                            5,
		} {
			path := []any{"list"}
			if want == 4 {
				path = []any{"user", "list"}
			}
			seen := map[any]bool{}
			for cursor, more := any(nil), true; more; {
				a := w.ask(t, serviceKey, query, vars{"c": cursor})
				nodes := a.at(t, append(path, "nodes")...).([]any)
				if more = len(nodes) > 0; more {
					seen[nodes[0].(map[string]any)["id"]] = true
					cursor = a.at(t, append(path, "pageInfo", "endCursor")...)
				}
			}
			if len(seen) != want {
				t.Errorf("saw %d of %d: %s", len(seen), want, query)
			}
		}
	})
}
