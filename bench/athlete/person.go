package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"polarflow/analytics"
	"polarflow/athlete"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/embedded"
	"polarflow/ent/kind"
	"polarflow/ent/viewer"
	"polarflow/series"
)

// person is somebody with years of records.
type person struct {
	db    *database.DB
	ctx   context.Context //nolint:containedctx // of one measurement
	id    int
	first analytics.Day
	last  analytics.Day
	rng   *rand.Rand

	hypnogram, pulse, way []byte // the samples, which are all alike
}

// offset is that of the person's zone, in seconds.
const offset = 2 * 3600

func newPerson(ctx context.Context, db *database.DB, days int) (*person, error) {
	u, err := db.Ent.User.Create().SetExternalID("bench").Save(viewer.System(ctx))
	if err != nil {
		return nil, fmt.Errorf("create person: %w", err)
	}
	last := analytics.NewDay(2026, time.June, 1)
	p := &person{
		db: db, ctx: viewer.Person(ctx, u.ID), id: u.ID, rng: rand.New(rand.NewPCG(1, 2)),
		first: last - analytics.Day(days) + 1, last: last,
	}
	if err := p.encode(); err != nil {
		return nil, err
	}
	err = p.change(kind.PhysicalInfo, p.first, func(tx *ent.Tx) error {
		return tx.PhysicalInfo.Create().SetUserID(p.id).SetDate(p.first.String()).SetRecordKey("1").SetRecordedAt(p.first.Time()).
			SetRestingHeartRateBpm(50).SetMaximumHeartRateBpm(190).SetBirthday("1980-01-01").Exec(p.ctx)
	})
	for d := p.first; d <= last && err == nil; d += 100 {
		err = p.live(d, min(d+99, last))
	}
	return p, err
}

// encode makes the samples: a night of seventy stages, and an hour's run.
func (p *person) encode() (err error) {
	var stages, rate, way series.Series
	for i := range 70 {
		stages.Offsets, stages.Values = append(stages.Offsets, int64(i)*360_000), append(stages.Values, float64(i%5))
	}
	meters := 0.0
	for i := range 3600 {
		meters += 3 + 0.3*math.Sin(float64(i)/50)
		rate.Offsets, rate.Values = append(rate.Offsets, int64(i)*1000), append(rate.Values, math.Round(145+10*math.Sin(float64(i)/90)))
		way.Offsets, way.Values = append(way.Offsets, int64(i)*1000), append(way.Values, math.Round(meters*10)/10)
	}
	if p.hypnogram, err = series.Encode(stages); err != nil {
		return err
	}
	if p.pulse, err = series.Encode(rate); err != nil {
		return err
	}
	p.way, err = series.Encode(way)
	return err
}

// change runs a transaction that changes records from a day on.
func (p *person) change(k kind.Kind, from analytics.Day, write func(tx *ent.Tx) error) error {
	return p.db.InTx(p.ctx, func(tx *ent.Tx) error {
		if err := write(tx); err != nil {
			return err
		}
		_, _, err := athlete.Changed(p.ctx, tx, athlete.Change{UserID: p.id, Kind: k, From: from.String()})
		return err
	})
}

// live writes the days from one to another: each night and day, and three runs a week, every other without Polar's load.
func (p *person) live(from, to analytics.Day) error {
	return p.change(kind.Sleep, from, func(tx *ent.Tx) error {
		var r days
		for d := from; d <= to; d++ {
			p.day(tx, d, &r)
		}
		for _, write := range []func(context.Context) error{
			tx.Sleep.CreateBulk(r.sleeps...).Exec, tx.NightlyRecharge.CreateBulk(r.recharges...).Exec,
			tx.DailyActivity.CreateBulk(r.activities...).Exec, tx.CardioLoad.CreateBulk(r.loads...).Exec,
			tx.SkinTemperature.CreateBulk(r.temperatures...).Exec, tx.ContinuousHeartRate.CreateBulk(r.pulses...).Exec,
			tx.Exercise.CreateBulk(r.exercises...).Exec, tx.SampleSeries.CreateBulk(r.samples...).Exec,
		} {
			if err := write(p.ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

// days are rows to be written.
type days struct {
	sleeps       []*ent.SleepCreate
	recharges    []*ent.NightlyRechargeCreate
	activities   []*ent.DailyActivityCreate
	loads        []*ent.CardioLoadCreate
	temperatures []*ent.SkinTemperatureCreate
	pulses       []*ent.ContinuousHeartRateCreate
	exercises    []*ent.ExerciseCreate
	samples      []*ent.SampleSeriesCreate
}

// trains says whether there is a run on a day.
func trains(d analytics.Day) bool { return d%7 == 1 || d%7 == 3 || d%7 == 6 }

func (p *person) day(tx *ent.Tx, d analytics.Day, r *days) {
	date, start := d.String(), d.Time().Add(-3*time.Hour+time.Duration(p.rng.IntN(3600))*time.Second)
	slept := 7*3600 + p.rng.IntN(3600)
	r.sleeps = append(r.sleeps, tx.Sleep.Create().SetUserID(p.id).SetDate(date).SetStartTime(start).
		SetEndTime(start.Add(time.Duration(slept+1800)*time.Second)).SetStartOffsetSeconds(offset).SetEndOffsetSeconds(offset).SetAsleepSeconds(slept))
	r.recharges = append(r.recharges, tx.NightlyRecharge.Create().SetUserID(p.id).SetDate(date).
		SetHrvRmssdMs(math.Round(45+8*p.rng.NormFloat64())).SetHeartRateAvgBpm(math.Round(52+3*p.rng.NormFloat64())).
		SetBreathingRateAvg(14+p.rng.NormFloat64()/2))
	r.activities = append(r.activities, tx.DailyActivity.Create().SetUserID(p.id).SetDate(date).SetSteps(9000+p.rng.IntN(4000)))
	r.temperatures = append(r.temperatures, tx.SkinTemperature.Create().SetUserID(p.id).SetDate(date).SetDeviationCelsius(p.rng.NormFloat64()/4))
	r.pulses = append(r.pulses, tx.ContinuousHeartRate.Create().SetUserID(p.id).SetDate(date).SetAvgBpm(65))
	r.samples = append(r.samples, p.series(tx, kind.Sleep, date, kind.Hypnogram, start, p.hypnogram))
	if !trains(d) || d%2 == 0 {
		load := 0.0
		if trains(d) {
			load = float64(60 + p.rng.IntN(60))
		}
		r.loads = append(r.loads, tx.CardioLoad.Create().SetUserID(p.id).SetDate(date).SetLoad(load))
	}
	if trains(d) {
		at := d.Time().Add(16 * time.Hour)
		r.exercises = append(r.exercises, tx.Exercise.Create().SetUserID(p.id).SetRecordKey(date).SetDate(date).SetStartTime(at).
			SetDurationSeconds(3600).SetSport("RUNNING").SetDistanceMeters(10800).SetSampleTypes([]string{}).SetHeartRateZones([]embedded.Zone{}))
		r.samples = append(r.samples, p.series(tx, kind.Exercise, date, kind.HeartRate, at, p.pulse),
			p.series(tx, kind.Exercise, date, "DISTANCE", at, p.way))
	}
}

func (p *person) series(tx *ent.Tx, k kind.Kind, key, name string, at time.Time, data []byte) *ent.SampleSeriesCreate {
	return tx.SampleSeries.Create().SetUserID(p.id).SetKind(k).SetRecordKey(key).SetName(name).SetStartTime(at).
		SetUtcOffsetSeconds(offset).SetCount(1).SetData(data)
}
