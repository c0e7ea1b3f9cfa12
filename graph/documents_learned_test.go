package graph_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What was learned of a document when it was first asked does not decide what its variables, and the places at which a
// fragment is spread, decide.
func TestDocumentsAskedAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.night(t, u, dateAfter(0))
		secret := w.token(t, u)
		directives := `query($with: Boolean!, $date: Date!) { viewer { sleep(date: $date) { date score @include(if: $with) } } }`
		for _, with := range []bool{true, false, true} {
			night := map[string]any{"date": dateAfter(0)}
			if with {
				night["score"] = 80.0
			}
			got := w.ask(t, secret, directives, vars{"with": with, "date": dateAfter(0)}).at(t, "viewer", "sleep")
			if diff := cmp.Diff(night, got); diff != "" {
				t.Errorf("with %v: %s", with, diff)
			}
		}
		spread := `query($date: Date!) { a: viewer { ...F sleep(date: $date) { score } } b: viewer { ...F sleep(date: $date) { id } } }
			fragment F on User { sleep(date: $date) { date } }`
		for range 2 {
			a := w.ask(t, secret, spread, vars{"date": dateAfter(0)})
			want := map[string]any{"date": dateAfter(0), "score": 80.0}
			if diff := cmp.Diff(want, a.at(t, "a", "sleep")); diff != "" {
				t.Error(diff)
			}
			if night, _ := a.at(t, "b", "sleep").(map[string]any); len(night) != 2 || night["id"] == nil {
				t.Errorf("the other place: %v", night)
			}
		}
	})
}
