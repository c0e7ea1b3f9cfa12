package engine_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/engine"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
)

// Of two hundred people the median is in the middle, and two have waited longer than the 99th percentile.
func TestAges(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		for n := range 200 {
			person(t, db.Ent, name(n), time.Duration(n+1)*time.Minute)
		}
		got, err := reader(db).People(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := engine.People{Active: 200, Ages: engine.Ages{Median: 100 * time.Minute, P99: 198 * time.Minute, Oldest: 200 * time.Minute}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// The kept interval is the median time between two scheduled syncs of the same person; the button, another
// person and what is long ago do not count.
func TestIntervalKept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		one, other, alone := person(t, db.Ent, "one", 0), person(t, db.Ent, "other", 0), person(t, db.Ent, "alone", 0)
		for _, ago := range []time.Duration{30 * time.Hour, 9 * time.Hour, 6 * time.Hour, 4 * time.Hour} {
			synced(t, db.Ent, one, syncrun.TriggerSCHEDULED, ago, 7)
		}
		synced(t, db.Ent, one, syncrun.TriggerMANUAL, 5*time.Hour, 13)
		synced(t, db.Ent, other, syncrun.TriggerSCHEDULED, 7*time.Hour, 8)
		synced(t, db.Ent, other, syncrun.TriggerSCHEDULED, 2*time.Hour, 8)
		synced(t, db.Ent, alone, syncrun.TriggerSCHEDULED, time.Hour, 6)
		got, err := reader(db).Interval(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := engine.Interval{Wished: 2 * time.Hour, Planned: got.Planned, Kept: 3 * time.Hour, RequestsPerSync: 43.0 / 6}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if got.Planned < got.Wished {
			t.Errorf("planned %v, wished %v", got.Planned, got.Wished)
		}
	})
}

// Failures come newest first, whole syncs and single kinds together, and no more than were asked for.
func TestFailures(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, c := viewer.System(t.Context()), db.Ent
		who := person(t, c, "one", 0)
		var want []engine.Failure
		for _, ago := range []time.Duration{5 * time.Hour, 3 * time.Hour, time.Hour} {
			at := now.Add(-ago)
			run := synced(t, c, who, syncrun.TriggerSCHEDULED, ago, 1)
			c.SyncRun.UpdateOne(run).SetError("internal error").ExecX(ctx)
			result := func(k kind.Kind, status syncresult.Status) *ent.SyncResultCreate {
				return c.SyncResult.Create().SetUserID(who).SetRunID(run.ID).SetKind(k).SetStatus(status).SetUpdatedAt(at.Add(-time.Hour))
			}
			result(kind.Sleep, syncresult.StatusFAILED).SetErrorCode("POLAR_FAILED").SetError("Polar is down").ExecX(ctx)
			result(kind.ECG, syncresult.StatusSUCCEEDED).ExecX(ctx)
			want = append([]engine.Failure{
				{UserID: who, RunID: run.ID, Message: "internal error", At: at},
				{UserID: who, RunID: run.ID, Kind: kind.Sleep, Code: "POLAR_FAILED", Message: "Polar is down", At: at.Add(-time.Hour)},
			}, want...)
		}
		for _, atMost := range []int{0, 1, 5, 100} {
			got, err := reader(db).Failures(t.Context(), atMost)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want[:min(atMost, len(want))], got); diff != "" {
				t.Errorf("%d: %s", atMost, diff)
			}
		}
	})
}
