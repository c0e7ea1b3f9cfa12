package graph_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/kind"
)

// A connection says how far back each kind has been fetched: nothing of kinds that were not begun with, and nothing of
// other people's.
func TestHistoryOfAConnection(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := newWorld(t, db, nil)
		mine, other := w.person(t, "mine"), w.person(t, "other")
		add := w.db.Ent.KindState.Create
		add().SetUserID(mine.ID).SetKind(kind.Sleep).SetReachedDate("2024-02-29").ExecX(system(t))
		add().SetUserID(mine.ID).SetKind(kind.Exercise).SetReachDone(true).ExecX(system(t))
		add().SetUserID(mine.ID).SetKind(kind.Spo2).ExecX(system(t))
		add().SetUserID(other.ID).SetKind(kind.Sleep).SetReachedDate("2020-01-01").SetReachDone(true).ExecX(system(t))
		got := w.ask(t, w.token(t, mine), `{ viewer { polarAccount { history { kind reachedDate done } } } }`, nil).
			at(t, "viewer", "polarAccount", "history")
		want := []any{
			map[string]any{"kind": "EXERCISE", "reachedDate": nil, "done": true},
			map[string]any{"kind": "SLEEP", "reachedDate": "2024-02-29", "done": false},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
