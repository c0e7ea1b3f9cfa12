package graph_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// People who ask at the same moment are answered from the same statements, and each gets what they get alone.
func TestConcurrentRequestsGetTheirOwn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		const people, times = 8, 6
		query := `query($date: Date!) { viewer { externalId day(date: $date) { sleep { id score user { externalId } nightlyRecharge { id } } activity { id } exercises { id } }
			sleeps(first: 2) { totalCount nodes { id day { date user { externalId } } } } polarAccount { polarUserId } latestSyncRun { id } } }`
		v := vars{"date": dateAfter(0)}
		secrets, alone := make([]string, people), make([]string, people)
		for i := range people {
			u := w.complete(t, fmt.Sprintf("person-%d", i), "RUNNING")
			w.run(t, u, now)
			secrets[i] = w.token(t, u)
			alone[i] = w.ask(t, secrets[i], query, v).body
		}
		var all sync.WaitGroup
		for i := range people * times {
			all.Go(func() {
				got := w.try(t, secrets[i%people], query, v).body
				if diff := cmp.Diff(alone[i%people], got); diff != "" {
					t.Errorf("person %d: %s", i%people, diff)
				}
			})
		}
		all.Wait()
	})
}
