package graph_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent/kind"
	"polarflow/ent/recordstate"
)

const askChanges = `query($since: String, $kinds: [RecordKind!], $first: Int!) { viewer { changes(since: $since, kinds: $kinds, first: $first) {
	cursor hasMore resetRequired changes { kind deleted nodeId date node { id ... on Sleep { score } } } } } }`

// feed is a stretch of changes as the tests look at it.
func (w *world) feed(t testing.TB, secret string, v vars) (changes []any, cursor string, more, reset bool) {
	t.Helper()
	if _, ok := v["first"]; !ok {
		v["first"] = 500
	}
	a := w.ask(t, secret, askChanges, v)
	at := func(name string) any { return a.at(t, "viewer", "changes", name) }
	return at("changes").([]any), at("cursor").(string), at("hasMore").(bool), at("resetRequired").(bool)
}

// A client that follows the cursor sees every change once, deletions included, and then nothing until there
// is something new.
func TestChanges(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		mine := w.token(t, u)
		var ids []int
		for day := range 3 {
			n := w.night(t, u, dateAfter(day))
			ids = append(ids, n.ID)
			w.state(t, u, kind.Sleep, n.Date, n.ID, n.Date, int64(day/2+1)) // the first two in one commit
		}
		w.state(t, u, kind.CardioLoad, "gone", 77, dateAfter(5), 3)
		w.db.Ent.RecordState.Update().Where(recordstate.RecordKey("gone")).SetDeleted(true).ExecX(system(t))

		night := func(day int) any {
			id := globalID("Sleep", ids[day])
			return map[string]any{"kind": "SLEEP", "deleted": false, "nodeId": id, "date": dateAfter(day), "node": map[string]any{"id": id, "score": 80.0}}
		}
		tombstone := map[string]any{"kind": "CARDIO_LOAD", "deleted": true, "nodeId": globalID("CardioLoad", 77), "date": dateAfter(5), "node": nil}
		want := []any{night(0), night(1), night(2), tombstone}
		var got []any
		var cursor any
		for more := true; more; {
			var page []any
			page, cursor, more, _ = w.feed(t, mine, vars{"since": cursor, "first": 1})
			got = append(got, page...)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if page, _, more, _ := w.feed(t, mine, vars{"since": cursor}); len(page) > 0 || more {
			t.Errorf("news without news: %v", page)
		}
		if page, _, _, _ := w.feed(t, mine, vars{"kinds": []string{"CARDIO_LOAD"}}); cmp.Diff([]any{tombstone}, page) != "" {
			t.Errorf("of one kind: %v", page)
		}
	})
}

// A cursor from a history that is not this person's asks for a fresh start.
func TestChangesReset(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u, other := w.person(t, "me"), w.person(t, "other")
		w.state(t, u, kind.Sleep, "a", 1, dateAfter(0), 5)
		w.state(t, other, kind.Sleep, "a", 2, dateAfter(0), 9)
		_, ahead, _, _ := w.feed(t, w.token(t, u), vars{})
		w.db.Ent.User.UpdateOne(u).SetChangeSeq(2).ExecX(system(t)) // a restored backup
		for name, secret := range map[string]string{"ahead": w.token(t, u), "another's": w.token(t, other)} {
			page, cursor, more, reset := w.feed(t, secret, vars{"since": ahead})
			if len(page) > 0 || more || !reset {
				t.Errorf("%s: %v", name, page)
			}
			if _, _, _, reset := w.feed(t, secret, vars{"since": cursor}); reset {
				t.Errorf("%s: reset asked for again", name)
			}
			live := w.dial(t, secret)
			live.subscribe(t, `subscription { recordsChanged(since: "`+ahead+`") { cursor } }`)
			if m := live.next(t); !strings.Contains(string(m.Payload), `"BAD_USER_INPUT"`) {
				t.Errorf("%s: followed live with %s", name, m.Payload)
			}
		}
	})
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.state(t, u, kind.Sleep, "a", 1, dateAfter(3), 1)
		w.state(t, u, kind.Sleep, "b", 2, dateAfter(1), 2)
		w.state(t, u, kind.ECG, "c", 3, dateAfter(2), 3)
		w.db.Ent.RecordState.Update().Where(recordstate.RecordKey("c")).SetDeleted(true).ExecX(system(t))
		a := w.ask(t, w.token(t, u), `{ viewer { coverage { kind count firstDate lastDate } } }`, nil)
		want := []any{map[string]any{"kind": "SLEEP", "count": 2.0, "firstDate": dateAfter(1), "lastDate": dateAfter(3)}}
		if diff := cmp.Diff(want, a.at(t, "viewer", "coverage")); diff != "" {
			t.Error(diff)
		}
	})
}
