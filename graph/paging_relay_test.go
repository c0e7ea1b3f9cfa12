package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent"
	"polarflow/ent/exercise"
)

// page is what an answer says of one page.
type page struct {
	Elements             []string
	Next, Prev           bool
	StartCursor, EndCurs any
}

// relay returns the page that Relay's specification defines for a list whose elements are at the cursors
// (https://relay.dev/graphql/connections.htm#sec-Pagination-algorithm). Size and back stand for first or last.
func relay(elements, cursors []string, size int, back bool, after, before string) page {
	from, to := slices.Index(cursors, after)+1, len(elements)
	if i := slices.Index(cursors, before); i >= 0 {
		to = max(i, from)
	}
	p := page{Next: back && before != "", Prev: !back && after != ""}
	if more := to-from > size; more && back {
		from, p.Prev = to-size, true
	} else if more {
		to, p.Next = from+size, true
	}
	p.Elements = elements[from:to]
	if from < to {
		p.StartCursor, p.EndCurs = cursors[from], cursors[to-1]
	}
	return p
}

const pageOfWorkouts = `query($first: Int, $after: String, $last: Int, $before: String, $order: SortOrder!) { viewer {
	exercises(first: $first, after: $after, last: $last, before: $before, order: $order) {
		edges { cursor node { sport } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`

// workouts returns a page of workouts by their sports, and the cursors of its elements.
func (w *world) workouts(t testing.TB, secret string, v vars) (page, []string) {
	t.Helper()
	list := w.ask(t, secret, pageOfWorkouts, v).at(t, "viewer", "exercises").(map[string]any)
	info := list["pageInfo"].(map[string]any)
	p := page{
		Next: info["hasNextPage"].(bool), Prev: info["hasPreviousPage"].(bool),
		StartCursor: info["startCursor"], EndCurs: info["endCursor"],
	}
	var cursors []string
	for _, e := range list["edges"].([]any) {
		edge := e.(map[string]any)
		cursors = append(cursors, edge["cursor"].(string))
		p.Elements = append(p.Elements, edge["node"].(map[string]any)["sport"].(string))
	}
	return p, cursors
}

// simultaneous makes workouts of which pairs begin at the same instant, so that only their ids tell their places.
func (w *world) simultaneous(t testing.TB, u *ent.User, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		made := w.session(t, u, dateAfter(0), fmt.Sprintf("10:%02d:00", i/2), fmt.Sprintf("SPORT_%02d", i))
		w.db.Ent.Exercise.UpdateOne(made).SetRecordKey(fmt.Sprint("key ", i)).ExecX(system(t))
	}
}

// Every page between any two cursors, of any size from either end, is the one that Relay's specification defines,
// with its edges.
func TestPagesAreRelays(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		const n = 4
		w.simultaneous(t, u, 0, n)
		secret := w.token(t, u)
		for _, order := range []string{"ASC", "DESC"} {
			all, cursors := w.workouts(t, secret, vars{"order": order})
			for _, after := range append(cursors, "") {
				for _, before := range append(cursors, "") {
					for size := range n + 2 {
						for count, back := range map[string]bool{"first": false, "last": true} {
							v := vars{"order": order, count: size, "after": nullIfEmpty(after), "before": nullIfEmpty(before)}
							got, _ := w.workouts(t, secret, v)
							want := relay(all.Elements, cursors, size, back, after, before)
							if diff := cmp.Diff(want, got, emptyIsNil); diff != "" {
								t.Errorf("%v: %s", v, diff)
							}
						}
					}
				}
			}
		}
	})
}

// emptyIsNil compares pages without elements.
var emptyIsNil = cmp.Transformer("empty", func(list []string) string { return strings.Join(list, " ") })

func nullIfEmpty(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// While somebody pages, in whatever direction and order, workouts come and go before and behind the place that was
// reached, the one at the cursor itself among them: nothing that stays is skipped, nothing comes twice, and what
// came ahead of the place is seen.
func TestWritesWhilePaging(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for _, order := range []string{"ASC", "DESC"} {
			for _, count := range []string{"first", "last"} {
				u := w.person(t, order+count)
				w.simultaneous(t, u, 2, 10) // 0 and 1 and 10 and 11 come later
				secret := w.token(t, u)
				side := map[string]string{"first": "after", "last": "before"}[count]
				v := vars{"order": order, count: 3}
				seen, cursors := w.workouts(t, secret, v)
				elements := slices.Clone(seen.Elements)
				ascending := (order == "ASC") == (count == "first") // in time, the direction of the walk
				at, ahead, reached := "SPORT_07", "SPORT_04", cursors[0]
				if ascending {
					at, ahead = "SPORT_04", "SPORT_08"
				}
				if count == "first" {
					reached = cursors[2]
				}
				w.db.Ent.Exercise.Delete().Where(exercise.UserID(u.ID), exercise.SportIn(at, ahead)).ExecX(system(t))
				w.simultaneous(t, u, 0, 2)
				w.simultaneous(t, u, 10, 12)
				for more := true; more; {
					v[side] = reached
					next, cursors := w.workouts(t, secret, v)
					elements = append(elements, next.Elements...)
					more, reached = next.Next, cursors[len(cursors)-1]
					if count == "last" {
						more, reached = next.Prev, cursors[0]
					}
				}
				want := []string{"SPORT_00", "SPORT_01", "SPORT_02", "SPORT_03", "SPORT_05", "SPORT_06", "SPORT_07", "SPORT_08", "SPORT_09"}
				if ascending {
					want = []string{"SPORT_02", "SPORT_03", "SPORT_04", "SPORT_05", "SPORT_06", "SPORT_07", "SPORT_09", "SPORT_10", "SPORT_11"}
				}
				slices.Sort(elements)
				if diff := cmp.Diff(want, elements); diff != "" {
					t.Errorf("%s %s: %s", order, count, diff)
				}
			}
		}
	})
}
