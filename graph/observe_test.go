package graph_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
)

// responses are what an observer was told, by operation and code.
type responses struct {
	mu   sync.Mutex
	told map[string]int
}

func (r *responses) saw(operation, code string, _ time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.told == nil {
		r.told = make(map[string]int)
	}
	r.told[operation+" "+code]++
}

// Every response is told to the observer once, by what it was and how it went and nothing else.
func TestResponsesAreObserved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.SQLite(t), nil)
	me := w.person(t, "me")
	mine := w.token(t, me)
	for _, query := range []string{
		`{ viewer { id } }`, `query Secret { viewer { displayName } }`, `{ users { totalCount } }`, `{ nothing`, `{ nothing }`,
		`mutation { updateUser(input: {displayName: "x"}) { user { id } } }`, `{ viewer { sleeps(first: -1) { totalCount } } }`,
	} {
		w.try(t, mine, query, nil)
	}
	w.streamFor(t, 400*time.Millisecond, mine, `subscription { syncProgress(runId: "`+globalID("SyncRun", w.run(t, me, now).ID)+`") { id } }`)
	want := map[string]int{
		"query OK": 2, "query FORBIDDEN": 1, "query BAD_USER_INPUT": 1, " BAD_USER_INPUT": 2, "mutation OK": 1, "subscription OK": 1,
	}
	if diff := cmp.Diff(want, w.responses.told); diff != "" {
		t.Error(diff)
	}
}
