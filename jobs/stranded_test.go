package jobs_test

import (
	"testing"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/syncrun"
	"polarflow/jobs"
)

// A run whose job an operator has cancelled, or that River gave up, does not keep its person from being synced. One
// whose job waits is left alone.
func TestStrandedRunsEnd(t *testing.T) {
	t.Parallel()
	for state, want := range map[string]syncrun.Status{
		"cancelled": syncrun.StatusFAILED, "discarded": syncrun.StatusFAILED, "available": syncrun.StatusQUEUED,
	} {
		t.Run(state, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				b := prepare(t, db, nil)
				config := b.config()
				config.Work = false
				var err error
				if b.jobs, err = jobs.New(config); err != nil {
					t.Fatal(err)
				}
				run, _ := b.request(t)
				if state != "available" {
					if _, err := db.SQL.ExecContext(b.ctx, `UPDATE river_job SET finalized_at = created_at, state = '`+state+`'`); err != nil {
						t.Fatal(err)
					}
				}
				if err := b.jobs.QueueDue(b.ctx); err != nil {
					t.Fatal(err)
				}
				if got := db.Ent.SyncRun.GetX(b.ctx, run.ID).Status; got != want {
					t.Errorf("%s, want %s", got, want)
				}
				if _, already := b.request(t); already != (want == syncrun.StatusQUEUED) {
					t.Errorf("the next sync was already under way: %t", already)
				}
			})
		})
	}
}
