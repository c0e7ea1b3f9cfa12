package athlete

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"polarflow/analytics"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/cardioload"
	"polarflow/ent/dailyactivity"
	"polarflow/ent/dayresult"
	"polarflow/ent/exercise"
	"polarflow/ent/exerciseresult"
	"polarflow/ent/kind"
	"polarflow/ent/nightlyrecharge"
	"polarflow/ent/predicate"
	"polarflow/ent/resultstate"
	"polarflow/ent/skintemperature"
	"polarflow/ent/sleep"
	"polarflow/ent/user"
	"polarflow/ent/viewer"
)

// Whatever is edited and in whichever order, what is stored is what all records together give.
func TestRecomputeEqualsAll(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		p := newPerson(t, db, 7)
		last := begin + 300
		p.settings(begin+30, 50, 190)
		p.live(begin, last)
		p.recompute()
		p.checkAll()
		for range 6 {
			for range 1 + p.rng.IntN(3) {
				p.edit(begin+analytics.Day(p.rng.IntN(int(last-begin)+1)), last)
			}
			p.recompute()
			p.checkAll()
		}
	})
}

// edit changes something on a day.
func (p *person) edit(d, last analytics.Day) {
	switch p.rng.IntN(9) {
	case 0, 1:
		p.night(d)
	case 2, 3:
		p.recharge(d)
	case 4:
		p.run(d, 110+float64(p.rng.IntN(70)))
	case 5:
		p.forgetDay(d)
	case 6:
		p.change(kind.CardioLoad, d, func(tx *ent.Tx) error {
			_, err := tx.CardioLoad.Delete().Where(cardioload.Date(d.String())).Exec(p.ctx)
			return err
		})
	case 7:
		p.night(last + 1 + analytics.Day(p.rng.IntN(20)))
	case 8:
		p.settings(d, 45+p.rng.IntN(10), 185+p.rng.IntN(10))
	}
}

// forgetDay deletes everything of a day.
func (p *person) forgetDay(d analytics.Day) {
	for k, remove := range map[kind.Kind]func(tx *ent.Tx) error{
		kind.Sleep: func(tx *ent.Tx) error {
			_, err := tx.Sleep.Delete().Where(sleep.Date(d.String())).Exec(p.ctx)
			return err
		},
		kind.NightlyRecharge: func(tx *ent.Tx) error {
			_, err := tx.NightlyRecharge.Delete().Where(nightlyrecharge.Date(d.String())).Exec(p.ctx)
			return err
		},
		kind.SkinTemperature: func(tx *ent.Tx) error {
			_, err := tx.SkinTemperature.Delete().Where(skintemperature.Date(d.String())).Exec(p.ctx)
			return err
		},
		kind.DailyActivity: func(tx *ent.Tx) error {
			_, err := tx.DailyActivity.Delete().Where(dailyactivity.Date(d.String())).Exec(p.ctx)
			return err
		},
		kind.CardioLoad: func(tx *ent.Tx) error {
			_, err := tx.CardioLoad.Delete().Where(cardioload.Date(d.String())).Exec(p.ctx)
			return err
		},
		kind.Exercise: func(tx *ent.Tx) error {
			_, err := tx.Exercise.Delete().Where(exercise.Date(d.String())).Exec(p.ctx)
			return err
		},
	} {
		p.change(k, d, remove)
	}
}

// The first and the last days come and go with their records.
func TestRecomputeFollowsTheEnds(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		p := newPerson(t, db, 3)
		steps := []struct {
			name        string
			edit        func()
			first, last analytics.Day // of what is stored; last before first for nothing
		}{
			{"nothing at all", func() {}, 1, 0},
			{"one night", func() { p.night(begin + 100) }, begin + 100, begin + 100},
			{"an earlier one", func() { p.night(begin + 50) }, begin + 50, begin + 100},
			{"a later one", func() { p.night(begin + 140) }, begin + 50, begin + 140},
			{"the last goes", func() { p.forgetDay(begin + 140) }, begin + 50, begin + 100},
			{"the first goes", func() { p.forgetDay(begin + 50) }, begin + 100, begin + 100},
			{"the last one goes", func() { p.forgetDay(begin + 100) }, 1, 0},
		}
		for _, s := range steps {
			s.edit()
			p.recompute()
			p.checkAll()
			got := p.results()
			first, last := analytics.Day(1), analytics.Day(0)
			if n := len(got); n > 0 {
				first, last = got[0].Day, got[n-1].Day
			}
			if first != s.first || last != s.last {
				t.Errorf("%s: results from %s to %s, want %s to %s", s.name, first, last, s.first, s.last)
			}
		}
	})
}

// A day that has not come yet is computed when it has.
func TestRecomputeLeavesTheFuture(t *testing.T) {
	t.Parallel()
	p := newPerson(t, dbtest.SQLite(t), 3)
	p.night(begin)
	p.night(begin + 30)
	at := func(d analytics.Day) int {
		written, err := Recompute(p.ctx, p.db, p.id, d.Time())
		must(t, err)
		return written
	}
	got := []int{at(begin + 10)}
	p.night(begin + 40) // which lies in the future too
	got = append(got, at(begin+45))
	if diff := cmp.Diff([]int{12, 29}, got); diff != "" {
		t.Error(diff)
	}
	p.checkAll()
}

// Only the days that a change can affect are written, and of them only those that differ.
func TestRecomputeWritesWhatDiffers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		p := newPerson(t, db, 5)
		p.live(begin, begin+219)
		first := p.recompute()
		stored := p.results()
		if first != len(stored) || first < 210 {
			t.Fatalf("%d days written, %d stored", first, len(stored))
		}
		if again := p.recompute(); again != 0 {
			t.Errorf("%d days written although nothing had changed", again)
		}
		p.change(kind.Sleep, begin, func(*ent.Tx) error { return nil })
		if again := p.recompute(); again != 0 {
			t.Errorf("%d days written although nothing differs", again)
		}
		p.night(begin + 150)
		p.recompute()
		changed := 0
		for i, r := range p.results() {
			if !cmp.Equal(stored[i], r, cmpopts.EquateNaNs()) {
				changed++
				if r.Day < begin+150 {
					t.Errorf("%s differs, before the change", r.Day)
				}
			}
		}
		if changed == 0 || changed > 70 {
			t.Errorf("%d days differ after one night was edited", changed)
		}
	})
}

// Results by a new version of the methods are computed beside the old ones, which are served until all are there.
func TestVersionsSideBySide(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		p := newPerson(t, db, 11)
		p.settings(begin, 50, 190)
		p.live(begin, begin+120)
		if _, err := recompute(p.ctx, db, p.id, now, analytics.Version-1); err != nil {
			t.Fatal(err)
		}
		old := p.results()
		if people, err := Outdated(viewer.System(t.Context()), db.Ent, 10); err != nil || len(people) != 1 {
			t.Errorf("outdated: %v %v, want one person", people, err)
		}
		point, err := Metric(p.ctx, db.Ent, "SLEEP", begin, begin+120, p.id)
		must(t, err)
		if len(point[p.id]) < 90 {
			t.Errorf("%d nights of sleep are served of the old version", len(point[p.id]))
		}

		c := &recomputation{db: db, userID: p.id, version: analytics.Version}
		_, err = c.begin(p.ctx)
		must(t, err)
		must(t, c.perform(p.ctx))
		must(t, c.days(p.ctx, analytics.DayOf(now)))
		if diff := cmp.Diff(old, p.results(), cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("while the new version is computed the old one is not served: %.500s", diff)
		}
		if n := p.count(dayresult.Version(analytics.Version)); n != len(old) {
			t.Errorf("%d days of the new version stand beside %d", n, len(old))
		}
		must(t, c.end(p.ctx, now))
		if n := p.count(dayresult.VersionNEQ(analytics.Version)); n != 0 {
			t.Errorf("%d days of the old version are left", n)
		}
		if n, err := db.Ent.ExerciseResult.Query().Where(exerciseresult.VersionNEQ(analytics.Version)).Count(p.ctx); err != nil || n != 0 {
			t.Errorf("%d exercises of the old version are left, %v", n, err)
		}
		if people, err := Outdated(viewer.System(t.Context()), db.Ent, 10); err != nil || len(people) != 0 {
			t.Errorf("outdated: %v %v, want nobody", people, err)
		}
		p.checkAll()
	})
}

// count counts the stored days.
func (p *person) count(where ...predicate.DayResult) int {
	p.t.Helper()
	n, err := p.db.Ent.DayResult.Query().Where(where...).Count(p.ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}

// What was computed from records that have changed meanwhile is not written, and is computed anew.
func TestRecordsChangeWhileComputing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		p := newPerson(t, db, 13)
		p.live(begin, begin+60)
		c := &recomputation{db: db, userID: p.id, version: analytics.Version}
		_, err := c.begin(p.ctx)
		must(t, err)
		p.night(begin + 20)
		if err := c.days(p.ctx, analytics.DayOf(now)); !errors.Is(err, ErrMoved) {
			t.Errorf("days: %v, want ErrMoved", err)
		}
		if err := c.end(p.ctx, now); !errors.Is(err, ErrMoved) {
			t.Errorf("end: %v, want ErrMoved", err)
		}
		if n := len(p.results()); n != 0 {
			t.Errorf("%d results were written", n)
		}
		p.recompute()
		p.checkAll()

		// one that was computed before the last change ends after the one that followed it
		late := &recomputation{db: db, userID: p.id, version: analytics.Version}
		p.night(begin + 21)
		_, err = late.begin(p.ctx)
		must(t, err)
		p.night(begin + 21)
		p.recompute()
		if err := late.days(p.ctx, analytics.DayOf(now)); err == nil {
			err = late.end(p.ctx, now)
			if !errors.Is(err, ErrMoved) {
				t.Errorf("the late one: %v, want ErrMoved", err)
			}
		}
		p.checkAll()
	})
}

// Who has results sees them move in their own row, and others see nothing of them.
func TestResultsAreTheirOwners(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		p, other := newPerson(t, db, 17), newPerson(t, db, 18)
		p.live(begin, begin+40)
		other.live(begin, begin+40)
		before := p.seq()
		p.recompute()
		if p.seq() == before {
			t.Error("the person's row is as before although results were written")
		}
		if n := other.recompute(); n == 0 {
			t.Error("no results of the other person")
		}
		found, err := Results(other.ctx, db.Ent, begin, begin+40, p.id, other.id)
		must(t, err)
		if len(found) != 1 || len(found[other.id]) == 0 {
			t.Errorf("somebody sees the results of %d people", len(found))
		}
		if _, err := Results(t.Context(), db.Ent, begin, begin+40, p.id); err == nil {
			t.Error("nobody in particular reads results")
		}
		must(t, db.Ent.User.DeleteOneID(p.id).Exec(viewer.System(t.Context())))
		all := viewer.System(t.Context())
		days := db.Ent.DayResult.Query().Where(dayresult.UserID(p.id)).CountX(all)
		states := db.Ent.ResultState.Query().Where(resultstate.UserID(p.id)).CountX(all)
		if days+states != 0 {
			t.Errorf("%d days and %d states outlive their owner", days, states)
		}
		if n, err := Recompute(p.ctx, db, p.id, now); n != 0 || err != nil {
			t.Errorf("results of somebody who is gone: %d, %v", n, err)
		}
	})
}

// seq returns the person's results_seq.
func (p *person) seq() int64 {
	return p.db.Ent.User.Query().Where(user.ID(p.id)).OnlyX(p.ctx).ResultsSeq
}

// Where the days do not carry an answer there is none, and a reason.
func TestReasons(t *testing.T) {
	t.Parallel()
	db := dbtest.SQLite(t)
	tests := []struct {
		name   string
		live   func(p *person) analytics.Day // returns the day that is asked about
		metric analytics.Metric
		want   analytics.Reason
	}{
		{"three nights in a month", func(p *person) analytics.Day {
			for _, d := range []analytics.Day{0, 11, 27} {
				p.night(begin + d)
				p.recharge(begin + d)
			}
			return begin + 27
		}, "READINESS", analytics.TooFewDays},
		{"no watch that measures HRV", func(p *person) analytics.Day {
			for d := range analytics.Day(90) {
				p.night(begin + d)
			}
			return begin + 89
		}, "HRV", analytics.NotMeasured},
		{"no watch that measures HRV, readiness", func(p *person) analytics.Day {
			for d := range analytics.Day(40) {
				p.night(begin + d)
			}
			return begin + 39
		}, "READINESS", analytics.TooFewDays},
		{"within a gap of 400 days", func(p *person) analytics.Day {
			p.live(begin, begin+90)
			p.live(begin+490, begin+500)
			return begin + 300
		}, "HRV_MEDIAN_60", analytics.TooFewDays},
		{"after a gap of 400 days", func(p *person) analytics.Day {
			p.live(begin, begin+90)
			p.live(begin+490, begin+495)
			p.recharge(begin + 495)
			return begin + 495
		}, "HRV_DEVIATION", analytics.TooFewDays},
	}
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPerson(t, db, uint64(i))
			d := test.live(p)
			p.recompute()
			e, ok := p.on(d).Estimate(test.metric)
			if !ok || e.Reason != test.want || !math.IsNaN(e.Value) {
				t.Errorf("%s is %v because of %q, want no value because of %q", test.metric, e.Value, e.Reason, test.want)
			}
		})
	}
}

// Where Polar gives no load of a day it is the sum of the sessions, with our own for those without one, 0 on a day on
// which the watch was worn, and unknown on any other.
func TestLoads(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		p := newPerson(t, db, 19)
		const bpm = 150
		p.settings(begin, 50, 190)
		x := (bpm - 50.0) / (190 - 50)
		trimp := runSeconds / 60 * x * 0.64 * math.Exp(1.92*x)
		p.change(kind.Exercise, begin, func(tx *ent.Tx) error {
			for d, keys := range map[analytics.Day][]string{begin + 1: {"a"}, begin + 2: {"b", "c"}, begin + 3: {"d"}, begin + 6: {"e"}} {
				for _, key := range keys { // b and c are one run that two watches recorded
					if err := p.writeRun(tx, d, key, 10*time.Hour, bpm); err != nil {
						return err
					}
				}
			}
			if err := tx.Exercise.Update().Where(exercise.RecordKey("d")).SetCardioLoad(33).Exec(p.ctx); err != nil {
				return err
			}
			if err := tx.CardioLoad.Create().SetUserID(p.id).SetDate(begin.String()).SetLoad(71).Exec(p.ctx); err != nil {
				return err
			}
			return tx.DailyActivity.Create().SetUserID(p.id).SetDate((begin + 4).String()).SetSteps(100).Exec(p.ctx)
		})
		p.recompute()
		type load struct {
			Value  float64
			From   analytics.Method
			Reason analytics.Reason
		}
		var got []load
		for _, r := range p.results() {
			got = append(got, load{r.Load.Value, r.Load.Method, r.Load.Reason})
		}
		want := []load{
			{71, PolarLoad, ""}, {trimp, OwnLoads, ""}, {trimp, OwnLoads, ""}, {33, SessionLoads, ""}, {0, RestDay, ""},
			{math.NaN(), UnknownLoad, analytics.NotMeasured}, {trimp, OwnLoads, ""},
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateApprox(1e-9, 0)); diff != "" {
			t.Error(diff)
		}
		done, err := Performances(p.ctx, db.Ent, p.id, begin+1, begin+1)
		must(t, err)
		for _, performance := range done {
			if diff := cmp.Diff(Fastest{1000, 1000.0 / 3}, performance.Distances[2], cmpopts.EquateApprox(1e-9, 0)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(Best{30, bpm}, performance.HeartRates[2]); diff != "" {
				t.Error(diff)
			}
		}
		if len(done) != 1 {
			t.Errorf("%d results of exercises on a day with one", len(done))
		}
	})
}

// One metric of all days is read alone, and is what the results say.
func TestMetric(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		p := newPerson(t, db, 23)
		p.live(begin, begin+200)
		p.recompute()
		results := p.results()
		for _, m := range analytics.Metrics() {
			var want []analytics.Point
			for _, r := range results {
				if e, _ := r.Estimate(m); e.OK() {
					want = append(want, analytics.Point{Day: r.Day, Value: e.Value})
				}
			}
			got, err := Metric(p.ctx, db.Ent, m, begin, begin+200, p.id)
			must(t, err)
			if diff := cmp.Diff(want, got[p.id]); diff != "" {
				t.Fatalf("%s: %.500s", m, diff)
			}
		}
		if _, err := Metric(p.ctx, db.Ent, "NO_SUCH", begin, begin, p.id); err == nil {
			t.Error("there is a metric that does not exist")
		}
	})
}
