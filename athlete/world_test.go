package athlete

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"polarflow/analytics"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/embedded"
	"polarflow/ent/exercise"
	"polarflow/ent/kind"
	"polarflow/ent/nightlyrecharge"
	"polarflow/ent/sleep"
	"polarflow/ent/viewer"
	"polarflow/series"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Run(m)) }

// begin is the first day of the people of the tests, and now is after their last.
var (
	begin = analytics.NewDay(2024, time.January, 8)
	now   = time.Date(2026, time.December, 1, 12, 0, 0, 0, time.UTC)
)

// person is somebody in a database of a test's own.
type person struct {
	t   *testing.T
	db  *database.DB
	ctx context.Context
	id  int
	rng *rand.Rand
}

func newPerson(t *testing.T, db *database.DB, seed uint64) *person {
	t.Helper()
	ctx := viewer.System(t.Context())
	u, err := db.Ent.User.Create().SetDisplayName("Somebody").Save(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return &person{t: t, db: db, ctx: viewer.Person(ctx, u.ID), id: u.ID, rng: rand.New(rand.NewPCG(seed, 1))}
}

// change runs a transaction that changes records of a kind from a day on.
func (p *person) change(k kind.Kind, from analytics.Day, write func(tx *ent.Tx) error) {
	p.t.Helper()
	err := p.db.InTx(p.ctx, func(tx *ent.Tx) error {
		if err := tx.User.UpdateOneID(p.id).AddChangeSeq(1).Exec(p.ctx); err != nil {
			return err
		}
		if err := write(tx); err != nil {
			return err
		}
		_, _, err := Changed(p.ctx, tx, Change{UserID: p.id, Kind: k, From: from.String()})
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// night writes the night of a day, or replaces it: asleep from about 23:00 UTC+2 to 7:00, awake once in between.
func (p *person) night(d analytics.Day) {
	p.change(kind.Sleep, d, func(tx *ent.Tx) error { return p.writeNight(tx, d) })
}

func (p *person) writeNight(tx *ent.Tx, d analytics.Day) error {
	const offset = 2 * 3600
	start := d.Time().Add(-3*time.Hour + time.Duration(p.rng.IntN(5400))*time.Second)
	end := d.Time().Add(5*time.Hour + time.Duration(p.rng.IntN(5400))*time.Second)
	err := tx.Sleep.Create().SetUserID(p.id).SetDate(d.String()).SetStartTime(start).SetEndTime(end).
		SetStartOffsetSeconds(offset).SetEndOffsetSeconds(offset).SetAsleepSeconds(int(end.Sub(start).Seconds())-1800).
		OnConflict(sql.ConflictColumns("user_id", "date"), sql.ResolveWithNewValues(), sql.ResolveWith(func(u *sql.UpdateSet) {
			u.SetIgnore(sleep.FieldID)
		})).Exec(p.ctx)
	if err != nil {
		return err
	}
	half := end.Sub(start).Milliseconds() / 2
	data, err := series.Encode(series.Series{Offsets: []int64{0, half, half + 1_800_000}, Values: []float64{3, awake, 1}})
	if err != nil {
		return err
	}
	return tx.SampleSeries.Create().SetUserID(p.id).SetKind(kind.Sleep).SetRecordKey(d.String()).SetName(kind.Hypnogram).
		SetStartTime(start).SetUtcOffsetSeconds(offset).SetCount(3).SetData(data).
		OnConflict(sql.ConflictColumns("user_id", "kind", "record_key", "name"), sql.ResolveWithNewValues()).Exec(p.ctx)
}

// recharge writes what was measured in the night of a day, or replaces it.
func (p *person) recharge(d analytics.Day) {
	p.change(kind.NightlyRecharge, d, func(tx *ent.Tx) error { return p.writeRecharge(tx, d) })
}

func (p *person) writeRecharge(tx *ent.Tx, d analytics.Day) error {
	return tx.NightlyRecharge.Create().SetUserID(p.id).SetDate(d.String()).
		SetHrvRmssdMs(math.Round(45+12*p.rng.NormFloat64())).SetHeartRateAvgBpm(math.Round(52+3*p.rng.NormFloat64())).
		SetBreathingRateAvg(14+p.rng.NormFloat64()/2).
		OnConflict(sql.ConflictColumns("user_id", "date"), sql.ResolveWithNewValues(), sql.ResolveWith(func(u *sql.UpdateSet) {
			u.SetIgnore(nightlyrecharge.FieldID)
		})).Exec(p.ctx)
}

// day writes the steps, the load and the temperature of a day.
func (p *person) writeDay(tx *ent.Tx, d analytics.Day) error {
	err := tx.DailyActivity.Create().SetUserID(p.id).SetDate(d.String()).SetSteps(4000 + p.rng.IntN(9000)).Exec(p.ctx)
	if err != nil {
		return err
	}
	if p.rng.IntN(4) > 0 {
		err = tx.CardioLoad.Create().SetUserID(p.id).SetDate(d.String()).SetLoad(float64(p.rng.IntN(120))).Exec(p.ctx)
	}
	if err != nil {
		return err
	}
	return tx.SkinTemperature.Create().SetUserID(p.id).SetDate(d.String()).SetDeviationCelsius(p.rng.NormFloat64() / 4).Exec(p.ctx)
}

// run writes a run of half an hour at a steady heart rate, or replaces it.
func (p *person) run(d analytics.Day, bpm float64) {
	p.change(kind.Exercise, d, func(tx *ent.Tx) error { return p.writeRun(tx, d, "run"+d.String(), 16*time.Hour, bpm) })
}

// runSeconds is how long the runs of the tests last.
const runSeconds = 1800

func (p *person) writeRun(tx *ent.Tx, d analytics.Day, key string, at time.Duration, bpm float64) error {
	owner, err := tx.User.Get(p.ctx, p.id)
	if err != nil {
		return err
	}
	zones := make([]embedded.Zone, 5)
	for i := range zones {
		seconds := 360.0
		zones[i] = embedded.Zone{Index: i, Seconds: &seconds}
	}
	start := d.Time().Add(at)
	err = tx.Exercise.Create().SetUserID(p.id).SetRecordKey(key).SetPolarID(key).SetDate(d.String()).SetStartTime(start).
		SetDurationSeconds(runSeconds).SetSport("RUNNING").SetDistanceMeters(5400).SetHeartRateZones(zones).SetSampleTypes([]string{}).
		OnConflict(sql.ConflictColumns("user_id", "record_key"), sql.ResolveWithNewValues(), sql.ResolveWith(func(u *sql.UpdateSet) {
			u.SetIgnore(exercise.FieldID)
		})).Exec(p.ctx)
	if err != nil {
		return err
	}
	if err := p.writeSamples(tx, key, start, bpm); err != nil {
		return err
	}
	return tx.RecordState.Create().SetUserID(p.id).SetKind(kind.Exercise).SetRecordKey(key).SetRecordID(0).SetDate(d.String()).
		SetSourceHash([]byte{0}).SetSeq(owner.ChangeSeq).
		OnConflict(sql.ConflictColumns("user_id", "kind", "record_key"), sql.ResolveWithNewValues()).Exec(p.ctx)
}

func (p *person) writeSamples(tx *ent.Tx, key string, start time.Time, bpm float64) error {
	rate := series.Series{Offsets: make([]int64, runSeconds), Values: make([]float64, runSeconds)}
	way := series.Series{Offsets: make([]int64, runSeconds), Values: make([]float64, runSeconds)}
	for i := range runSeconds {
		rate.Offsets[i], rate.Values[i] = int64(i)*1000, bpm
		way.Offsets[i], way.Values[i] = int64(i)*1000, 3*float64(i)
	}
	for name, s := range map[string]series.Series{kind.HeartRate: rate, "DISTANCE": way} {
		data, err := series.Encode(s)
		if err != nil {
			return err
		}
		err = tx.SampleSeries.Create().SetUserID(p.id).SetKind(kind.Exercise).SetRecordKey(key).SetName(name).
			SetStartTime(start).SetCount(runSeconds).SetData(data).
			OnConflict(sql.ConflictColumns("user_id", "kind", "record_key", "name"), sql.ResolveWithNewValues()).Exec(p.ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// live writes the days from one to another, with nights and a run each week, some of them missing.
func (p *person) live(from, to analytics.Day) {
	p.change(kind.Sleep, from, func(tx *ent.Tx) error {
		for d := from; d <= to; d++ {
			if p.rng.IntN(12) == 0 {
				continue
			}
			for _, write := range []func(*ent.Tx, analytics.Day) error{p.writeNight, p.writeRecharge, p.writeDay} {
				if err := write(tx, d); err != nil {
					return err
				}
			}
			if d.Weekday() != time.Sunday {
				continue
			}
			if err := p.writeRun(tx, d, "run"+d.String(), 16*time.Hour, 120+float64(p.rng.IntN(40))); err != nil {
				return err
			}
		}
		return nil
	})
}

// settings writes physical settings from a day on.
func (p *person) settings(d analytics.Day, rest, most int) {
	p.change(kind.PhysicalInfo, d, func(tx *ent.Tx) error {
		return tx.PhysicalInfo.Create().SetUserID(p.id).SetDate(d.String()).SetRecordKey("settings" + d.String()).SetRecordedAt(d.Time()).
			SetBirthday("1961-03-04").SetRestingHeartRateBpm(rest).SetMaximumHeartRateBpm(most).SetSleepGoalSeconds(8 * 3600).Exec(p.ctx)
	})
}

// recompute brings the results up to date and returns how many days were written.
func (p *person) recompute() int {
	p.t.Helper()
	written, err := Recompute(p.ctx, p.db, p.id, now)
	if err != nil {
		p.t.Fatal(err)
	}
	return written
}

// results returns what is stored.
func (p *person) results() []Result {
	p.t.Helper()
	found, err := Results(p.ctx, p.db.Ent, 0, begin+20000, p.id)
	if err != nil {
		p.t.Fatal(err)
	}
	return found[p.id]
}

// checkAll compares what is stored with the results of everything that there is.
func (p *person) checkAll() {
	p.t.Helper()
	r := reader{client: p.db.Ent, userID: p.id, version: analytics.Version}
	a, err := r.read(p.ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	want := a.days(a.First, a.Last)
	if len(want) == 0 {
		want = nil
	}
	if diff := cmp.Diff(want, p.results(), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		p.t.Fatalf("stored results are not those of all records (-want +got):\n%.4000s", diff)
	}
}

// on returns the stored result of a day.
func (p *person) on(d analytics.Day) Result {
	p.t.Helper()
	found, err := Results(p.ctx, p.db.Ent, d, d, p.id)
	if err != nil {
		p.t.Fatal(err)
	}
	if len(found[p.id]) != 1 {
		p.t.Fatalf("%d results of %s", len(found[p.id]), d)
	}
	return found[p.id][0]
}

// must fails the test on an error.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(fmt.Errorf("in the test: %w", err))
	}
}
