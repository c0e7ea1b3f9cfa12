package jobs

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
	"polarflow/ent/kind"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// Of the runs that ended more than a year ago, the newest of each trigger of each person is kept; results go with their
// runs, and a run that has not ended stays.
func TestPruneRuns(t *testing.T) {
	t.Parallel()
	const year = 365 * 24 * time.Hour
	for _, database := range []string{"sqlite", "postgres"} {
		t.Run(database, func(t *testing.T) {
			t.Parallel()
			tr := newTrack(t, dbtest.Address(t, database), 1, sandbox.Limits{})
			c := tr.processes[0].cfg.DB.Ent
			one, two := c.User.Create().SaveX(tr.ctx).ID, c.User.Create().SaveX(tr.ctx).ID
			var kept []int
			for _, run := range []struct {
				person  int
				trigger syncrun.Trigger
				age     time.Duration
				ended   bool
				stays   bool
			}{
				{one, syncrun.TriggerSCHEDULED, 3 * year, true, false},
				{one, syncrun.TriggerSCHEDULED, 2 * year, true, false},
				{one, syncrun.TriggerSCHEDULED, year - time.Hour, true, true},
				{one, syncrun.TriggerCONNECT, 3 * year, true, true},
				{two, syncrun.TriggerSCHEDULED, 3 * year, true, false},
				{two, syncrun.TriggerSCHEDULED, 2 * year, true, true},
				{two, syncrun.TriggerSCHEDULED, 2*year - time.Hour, false, true},
			} {
				create := c.SyncRun.Create().SetUserID(run.person).SetTrigger(run.trigger).SetKinds([]string{kind.Sleep}).
					SetQueuedAt(noon.Add(-run.age))
				if run.ended {
					create.SetFinishedAt(noon.Add(-run.age)).SetStatus(syncrun.StatusSUCCEEDED)
				}
				row := create.SaveX(tr.ctx)
				c.SyncResult.Create().SetRunID(row.ID).SetUserID(run.person).SetKind(kind.Sleep).SetStatus(syncresult.StatusSUCCEEDED).ExecX(tr.ctx)
				if run.stays {
					kept = append(kept, row.ID)
				}
			}
			if err := (&PruneWorker{client: tr.processes[0]}).Work(tr.ctx, nil); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(kept, c.SyncRun.Query().Order(syncrun.ByID()).IDsX(tr.ctx)); diff != "" {
				t.Error(diff)
			}
			if n := c.SyncResult.Query().CountX(tr.ctx); n != len(kept) {
				t.Errorf("%d results of %d runs", n, len(kept))
			}
		})
	}
}
