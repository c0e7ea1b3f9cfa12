package graph_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent/kind"
	"polarflow/series"
)

// After a change of the clocks, the stages of a night are shown in the new time.
func TestStagesAfterClockChange(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		start := time.Date(2026, 3, 29, 1, 0, 0, 0, time.FixedZone("", 2*3600))
		end := time.Date(2026, 3, 29, 5, 0, 0, 0, time.FixedZone("", 3*3600))
		w.db.Ent.Sleep.Create().SetUserID(u.ID).SetDate("2026-03-29").SetUpdatedAt(now).SetStartTime(start.UTC()).SetEndTime(end.UTC()).
			SetStartOffsetSeconds(2 * 3600).SetEndOffsetSeconds(3 * 3600).ExecX(system(t))
		w.curve(t, u, kind.Sleep, "2026-03-29", kind.Hypnogram, start.UTC(), series.Series{Offsets: []int64{0, 7_200_000}, Values: []float64{3, 4}})
		w.db.Ent.SampleSeries.Update().SetUtcOffsetSeconds(2 * 3600).SetOffsetChangesAt(start.Add(2 * time.Hour).UTC()).
			SetLaterOffsetSeconds(3 * 3600).ExecX(system(t))
		a := w.ask(t, w.token(t, u), `{ viewer { sleep(date: "2026-03-29") { hypnogram { startTime durationSeconds } } } }`, nil)
		want := []any{
			map[string]any{"startTime": "2026-03-29T01:00:00+02:00", "durationSeconds": 7200.0},
			map[string]any{"startTime": "2026-03-29T04:00:00+03:00", "durationSeconds": 3600.0},
		}
		if diff := cmp.Diff(want, a.at(t, "viewer", "sleep", "hypnogram")); diff != "" {
			t.Error(diff)
		}
	})
}
