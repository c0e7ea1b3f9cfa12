package jobs

import (
	"slices"
	"sync"
	"testing"
	"time"

	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/embedded"
	"polarflow/ent/kind"
	"polarflow/ent/kindstate"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// Before the first request leaves, as many are promised to the run as it makes, and at most the downloads more that there
// may be. From then on the promise shrinks.
func TestPromisesAreTrue(t *testing.T) {
	t.Parallel()
	missing := map[string]embedded.Listed{}
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		missing[id] = embedded.Listed{Hash: "gone", Uploaded: noon.Add(-time.Hour).Format(time.RFC3339), Missing: 1}
	}
	for name, test := range map[string]struct {
		lookback int
		kinds    []string
		asks     []Ask
		listing  map[string]embedded.Listed
		want     int // requests
	}{
		"one for each kind":    {28, nil, nil, nil, 13},
		"a lookback in parts":  {84, []string{kind.CardioLoad, kind.Spo2}, nil, nil, 6},
		"what webhooks tell":   {28, []string{kind.CardioLoad}, []Ask{{kind.Sleep, "2026-03-14"}, {kind.Sleep, "2026-03-13"}, {kind.Exercise, "one"}}, nil, 4},
		"exercises are missed": {28, []string{kind.Exercise}, nil, missing, 1 + mostChecks},
	} {
		for _, database := range []string{"sqlite", "postgres"} {
			t.Run(name+" on "+database, func(t *testing.T) {
				t.Parallel()
				tr := newTrack(t, dbtest.Address(t, database), 1, sandbox.Limits{})
				c, person := tr.processes[0], tr.connect(t)
				c.cfg.LookbackDays = test.lookback
				if test.listing != nil {
					c.cfg.DB.Ent.KindState.Update().Where(kindstate.Kind(kind.Exercise)).SetListing(test.listing).ExecX(tr.ctx)
				}
				if err := c.cfg.DB.InTx(tr.ctx, func(tx *ent.Tx) error { return c.Ask(tr.ctx, tx, person.ID, test.asks) }); err != nil {
					t.Fatal(err)
				}
				run := tr.enqueue(t, person, test.kinds...)
				var mu sync.Mutex
				var held []int
				tr.polar.Misbehave(sandbox.Match{}, func(*sandbox.Response) {
					mu.Lock()
					defer mu.Unlock()
					held = append(held, c.cfg.DB.Ent.SyncRun.GetX(tr.ctx, run.ID).HeldRequests)
				})
				if err := tr.carry(t, c, run.ID, 1); err != nil {
					t.Fatal(err)
				}
				ended := c.cfg.DB.Ent.SyncRun.GetX(tr.ctx, run.ID)
				if len(held) != test.want || ended.PolarRequests != test.want || ended.HeldRequests != 0 || ended.Status != syncrun.StatusSUCCEEDED {
					t.Errorf("%d requests, want %d: %v", len(held), test.want, ended)
				}
				shrinking := slices.IsSortedFunc(held, func(a, b int) int { return b - a })
				if held[0] < len(held) || held[0] > len(held)+fewDownloads || !shrinking || held[len(held)-1] < 1 {
					t.Errorf("promised before each of %d requests: %v", len(held), held)
				}
			})
		}
	}
}
