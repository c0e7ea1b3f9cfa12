package jobs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/dailyactivity"
	"polarflow/ent/exercise"
	"polarflow/ent/rawpayload"
	"polarflow/ent/recordstate"
	"polarflow/ent/sampleseries"
	"polarflow/ent/sleep"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// split returns the records for which held is true, and the others.
func split(records []sandbox.Record, held func(sandbox.Record) bool) (kept, rest []sandbox.Record) {
	for _, r := range records {
		if held(r) {
			kept = append(kept, r)
		} else {
			rest = append(rest, r)
		}
	}
	return kept, rest
}

func (b *bench) put(t *testing.T, records ...sandbox.Record) {
	t.Helper()
	for _, r := range records {
		r.UploadedAt = b.clock()
		if err := b.polar.Put(polarUser, r); err != nil {
			t.Fatal(err)
		}
	}
}

// sequence returns the person's change sequence.
func (b *bench) sequence() int64 { return b.db.Ent.User.GetX(b.ctx, b.person.ID).ChangeSeq }

// changed returns the keys of the records of a kind that have changed after a sequence.
func (b *bench) changed(k string, after int64) []string {
	var keys []string
	for _, s := range b.db.Ent.RecordState.Query().Where(recordstate.Kind(k), recordstate.SeqGT(after)).
		Order(recordstate.BySeq()).AllX(b.ctx) {
		keys = append(keys, s.RecordKey)
	}
	return keys
}

// A night that the watch uploads days later comes with the next scheduled sync, and brings what is computed from it.
func TestLateNight(t *testing.T) {
	t.Parallel()
	late := day(5)
	missing, rest := split(athlete(t, 28), func(r sandbox.Record) bool {
		return r.Date == late && slices.Contains([]sandbox.Kind{sandbox.KindSleep, sandbox.KindNightlyRecharge, sandbox.KindSkinTemperature}, r.Kind)
	})
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, rest)
		b.run(t, syncrun.TriggerMANUAL)
		seq := b.sequence()
		b.advance(time.Hour)
		b.put(t, missing...)
		run := b.run(t, syncrun.TriggerSCHEDULED)
		want := map[string][]string{"SLEEP": {late}, "NIGHTLY_RECHARGE": {late}, "SKIN_TEMPERATURE": {late}}
		got := map[string][]string{}
		for k := range want {
			if keys := b.changed(k, seq); keys != nil {
				got[k] = keys
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if len(run.Edges.Results) <= 8 || len(run.Kinds) != len(run.Edges.Results) {
			t.Errorf("the night added nothing: %v", run.Kinds)
		}
	})
}

// Today's record grows from sync to sync, one row all the time.
func TestTodayGrows(t *testing.T) {
	t.Parallel()
	b := setUp(t, dbtest.SQLite(t), athlete(t, 10))
	b.run(t, syncrun.TriggerMANUAL)
	for i, at := range []int{17, 20} {
		b.advance(3 * time.Hour)
		later, err := sandbox.Athlete(sandbox.AthleteOptions{
			Seed: 7, Today: day(0), Days: 10, UserID: polarUser, Now: time.Date(2026, 3, 15, at-2, 0, 0, 0, time.UTC),
		})
		if err != nil {
			t.Fatal(err)
		}
		today, _ := split(later, func(r sandbox.Record) bool { return r.Date == day(0) && r.Kind == sandbox.KindActivity })
		b.put(t, today...)
		before := b.db.Ent.DailyActivity.Query().Where(dailyactivity.Date(day(0))).OnlyX(b.ctx)
		b.run(t, syncrun.TriggerSCHEDULED)
		after := b.db.Ent.DailyActivity.Query().Where(dailyactivity.Date(day(0))).OnlyX(b.ctx)
		if *after.Steps < *before.Steps || after.ID != before.ID || !after.EndTime.After(*before.EndTime) {
			t.Errorf("sync %d: %d steps until %s, before %d until %s", i, *after.Steps, after.EndTime, *before.Steps, before.EndTime)
		}
	}
	hours := b.db.Ent.PolarAccount.Query().OnlyX(b.ctx).NewsHours
	if len(hours) != 24 || hours[19] == 0 || hours[3] != 0 {
		t.Errorf("hours in which there was news, in Helsinki: %v", hours)
	}
}

// A night that was edited afterwards replaces what was there.
func TestEditedNight(t *testing.T) {
	t.Parallel()
	records := athlete(t, 10)
	b := setUp(t, dbtest.SQLite(t), records)
	b.run(t, syncrun.TriggerMANUAL)
	seq := b.sequence()
	edited, _ := split(records, func(r sandbox.Record) bool { return r.Kind == sandbox.KindSleep && r.Date == day(2) })
	edited[0].JSON = withField(t, edited[0].JSON, "sleep_score", 12)
	b.advance(time.Hour)
	b.put(t, edited...)
	b.run(t, syncrun.TriggerSCHEDULED)
	if n := b.db.Ent.Sleep.Query().Where(sleep.Date(day(2))).OnlyX(b.ctx); *n.Score != 12 {
		t.Errorf("score %d", *n.Score)
	}
	if diff := cmp.Diff([]string{day(2)}, b.changed("SLEEP", seq)); diff != "" {
		t.Error(diff)
	}
}

func withField(t *testing.T, element json.RawMessage, name string, value any) json.RawMessage {
	t.Helper()
	var object map[string]any
	decoder := json.NewDecoder(bytes.NewReader(element))
	decoder.UseNumber()
	if err := decoder.Decode(&object); err != nil {
		t.Fatal(err)
	}
	object[name] = value
	changed, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// A watch that was away for two weeks uploads everything at once, and one scheduled sync gets it.
func TestTwoWeeksOffline(t *testing.T) {
	t.Parallel()
	records := athlete(t, 28)
	missing, rest := split(records, func(r sandbox.Record) bool { return r.Date > day(14) })
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, rest)
		b.run(t, syncrun.TriggerMANUAL)
		for range 3 { // polls go on meanwhile
			b.advance(time.Hour)
			b.run(t, syncrun.TriggerSCHEDULED)
		}
		b.put(t, missing...)
		b.advance(time.Hour)
		run := b.run(t, syncrun.TriggerSCHEDULED)
		t.Logf("%d requests", run.PolarRequests)
		spared := setUp(t, dbtest.SQLite(t), records)
		spared.run(t, syncrun.TriggerMANUAL)
		for kind, counts := range map[string][2]int{
			"nights":     {spared.db.Ent.Sleep.Query().CountX(spared.ctx), db.Ent.Sleep.Query().CountX(b.ctx)},
			"exercises":  {spared.db.Ent.Exercise.Query().CountX(spared.ctx), db.Ent.Exercise.Query().CountX(b.ctx)},
			"days":       {spared.db.Ent.DailyActivity.Query().CountX(spared.ctx), db.Ent.DailyActivity.Query().CountX(b.ctx)},
			"heart rate": {spared.db.Ent.ContinuousHeartRate.Query().CountX(spared.ctx), db.Ent.ContinuousHeartRate.Query().CountX(b.ctx)},
			"recharges":  {spared.db.Ent.NightlyRecharge.Query().CountX(spared.ctx), db.Ent.NightlyRecharge.Query().CountX(b.ctx)},
		} {
			if counts[0] != counts[1] {
				t.Errorf("%s: %d, want %d", kind, counts[1], counts[0])
			}
		}
	})
}

// Exercises are downloaded once: those that are new or changed one by one, and more of them all together.
func TestExercisesAreDownloadedOnce(t *testing.T) {
	t.Parallel()
	records := athlete(t, 28)
	trained, rest := split(records, func(r sandbox.Record) bool { return r.Kind == sandbox.KindExercise })
	for name, test := range map[string]struct {
		later int // exercises that come after the first sync
		edit  int // of those before, that change
		want  []string
	}{
		"nothing new": {0, 0, []string{"exercises"}},
		"one new":     {1, 0, []string{"exercises", "exercises/{id}"}},
		"one of each": {1, 1, []string{"exercises", "exercises/{id}", "exercises/{id}"}},
		"many":        {3, 0, []string{"exercises", "exercises"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			last := len(trained) - test.later
			b := setUp(t, dbtest.SQLite(t), append(slices.Clone(rest), trained[:last]...))
			b.run(t, syncrun.TriggerMANUAL)
			b.advance(time.Hour)
			b.put(t, trained[last:]...)
			for i := range test.edit {
				edited := trained[i]
				edited.JSON = withField(t, edited.JSON, "calories", 4321)
				edited.Date, edited.UploadedAt = trained[i].Date, trained[i].UploadedAt
				if err := b.polar.Put(polarUser, edited); err != nil {
					t.Fatal(err)
				}
			}
			run := b.run(t, syncrun.TriggerSCHEDULED)
			var got []string
			for _, r := range b.polar.Requests() {
				switch {
				case r.Path == "/v3/exercises":
					got = append(got, "exercises")
				case len(r.Path) > len("/v3/exercises/") && r.Path[:14] == "/v3/exercises/":
					got = append(got, "exercises/{id}")
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if n := b.db.Ent.Exercise.Query().CountX(b.ctx); n != len(trained) {
				t.Errorf("%d exercises of %d", n, len(trained))
			}
			if n := b.db.Ent.Exercise.Query().Where(exercise.EnergyKcal(4321)).CountX(b.ctx); n != test.edit {
				t.Errorf("%d exercises were changed, want %d", n, test.edit)
			}
			for _, res := range run.Edges.Results {
				want := fmt.Sprint(test.later, test.edit, len(trained)-test.later-test.edit)
				if got := fmt.Sprint(res.Created, res.Updated, res.Unchanged); res.Kind == "EXERCISE" && got != want {
					t.Errorf("created, updated and unchanged: %s, want %s", got, want)
				}
			}
			b.advance(time.Hour)
			b.run(t, syncrun.TriggerSCHEDULED)
			if n := b.polar.Count("/v3/exercises"); n != 1 {
				t.Errorf("the next sync asked for exercises %d times", n)
			}
		})
	}
}

// An exercise that was deleted at Polar is hidden when two lists have missed it and Polar says that it is gone. What
// Polar once sent is kept, and the exercise is there again when it comes back.
func TestDeletedExercise(t *testing.T) {
	t.Parallel()
	records := athlete(t, 28)
	trained, _ := split(records, func(r sandbox.Record) bool { return r.Kind == sandbox.KindExercise })
	victim := trained[len(trained)-1]
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		b.run(t, syncrun.TriggerMANUAL)
		there := func() bool { return db.Ent.Exercise.Query().Where(exercise.PolarID(victim.ID)).ExistX(b.ctx) }
		seq, series := b.sequence(), db.Ent.SampleSeries.Query().CountX(b.ctx)
		if err := b.polar.Remove(polarUser, sandbox.KindExercise, victim.ID); err != nil {
			t.Fatal(err)
		}
		b.advance(time.Hour)
		b.run(t, syncrun.TriggerSCHEDULED)
		if !there() {
			t.Fatal("gone after one list")
		}
		b.advance(time.Hour)
		b.run(t, syncrun.TriggerSCHEDULED)
		state := db.Ent.RecordState.Query().Where(recordstate.RecordKey(victim.ID)).OnlyX(b.ctx)
		if there() || !state.Deleted || state.Seq <= seq {
			t.Fatalf("after two lists: exercise %t, deleted %t with sequence %d after %d", there(), state.Deleted, state.Seq, seq)
		}
		if db.Ent.SampleSeries.Query().Where(sampleseries.RecordKey(victim.ID)).ExistX(b.ctx) {
			t.Error("series are left")
		}
		if !db.Ent.RawPayload.Query().Where(rawpayload.RecordKey(victim.ID)).ExistX(b.ctx) {
			t.Error("what Polar sent was not kept")
		}
		gone := b.sequence()
		b.advance(time.Hour)
		b.run(t, syncrun.TriggerSCHEDULED)
		if n := b.polar.Count("/v3/exercises"); n != 1 || b.sequence() != gone && len(b.changed("EXERCISE", gone)) > 0 {
			t.Errorf("the next sync asked for exercises %d times", n)
		}
		b.put(t, victim)
		b.advance(time.Hour)
		b.run(t, syncrun.TriggerSCHEDULED)
		state = db.Ent.RecordState.Query().Where(recordstate.RecordKey(victim.ID)).OnlyX(b.ctx)
		if !there() || state.Deleted || state.Seq <= gone || db.Ent.SampleSeries.Query().CountX(b.ctx) != series {
			t.Errorf("not there again: %v", state)
		}
	})
}

// Lists that miss an exercise for another reason delete nothing: Polar still has it, or it is too old to be listed.
func TestMissingExerciseIsNotDeleted(t *testing.T) {
	t.Parallel()
	records := athlete(t, 28)
	b := setUp(t, dbtest.SQLite(t), records)
	b.run(t, syncrun.TriggerMANUAL)
	count := b.db.Ent.Exercise.Query().CountX(b.ctx)
	stop := b.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/exercises"}, func(a *sandbox.Response) {
		if bytes.HasPrefix(a.Body, []byte("[")) {
			a.Body = []byte("[]")
		}
	})
	for range 4 {
		b.advance(time.Hour)
		b.run(t, syncrun.TriggerSCHEDULED)
	}
	stop()
	if n := b.db.Ent.Exercise.Query().CountX(b.ctx); n != count {
		t.Errorf("%d exercises of %d are left after lists without them", n, count)
	}
	for range 5 {
		b.advance(10 * 24 * time.Hour)
		b.run(t, syncrun.TriggerSCHEDULED)
	}
	if n := b.db.Ent.Exercise.Query().CountX(b.ctx); n != count {
		t.Errorf("%d exercises of %d are left after Polar's window", n, count)
	}
}

// finished reports whether a run has ended.
func finished(r *ent.SyncRun) bool { return r.FinishedAt != nil }
