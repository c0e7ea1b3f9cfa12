package graph_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"polarflow/athlete"
	"polarflow/ent"
	"polarflow/ent/embedded"
	"polarflow/ent/journalentry"
	"polarflow/ent/kind"
	"polarflow/ent/viewer"
)

// journal notes something of a date.
func (w *world) journal(t testing.TB, u *ent.User, date string, k journalentry.Kind) {
	t.Helper()
	w.db.Ent.JournalEntry.Create().SetUserID(u.ID).SetDate(date).SetKind(k).SetAmount(2).SetNote("as usual").
		SetCreatedAt(now).ExecX(system(t))
}

// compute brings a person's results up to date, as the jobs do.
func (w *world) compute(t testing.TB, u *ent.User) {
	t.Helper()
	ctx := viewer.Person(t.Context(), u.ID)
	if _, err := athlete.Recompute(ctx, w.db, u.ID, w.clock.Now()); err != nil {
		t.Fatal(err)
	}
	if err := athlete.KeepOutlook(ctx, w.db, u.ID); err != nil {
		t.Fatal(err)
	}
}

// measured is what is measured of one day of a made-up person, nil for what is not.
type measured struct {
	hrv, heartRate, breathing, skin *float64
	asleep                          int // seconds
	load                            *float64
	drank                           bool
}

// usualDay returns what is measured of a day on which nothing happens: alcohol lowers the HRV.
func usualDay(r *rand.Rand, drankBefore bool) measured {
	luck := r.NormFloat64()
	hrv, rate := math.Exp(3.9+0.06*luck), 50-luck+0.5*r.NormFloat64()
	if drankBefore {
		hrv, rate = hrv*0.8, rate+3
	}
	return measured{
		hrv: p(math.Round(hrv)), heartRate: p(rate), breathing: p(14 + 0.3*r.NormFloat64()), skin: p(0.2 * r.NormFloat64()),
		asleep: 27000 + int(2000*r.NormFloat64()), load: p(math.Max(0, 60+40*r.NormFloat64())), drank: r.Float64() < 0.25,
	}
}

// past makes the days that end with dateAfter(9), which is today, and lets change alter each; ago counts from 0, today.
func (w *world) past(t testing.TB, u *ent.User, days int, change func(ago int, m *measured)) {
	t.Helper()
	ctx, r, c := system(t), rand.New(rand.NewPCG(1, 2)), w.db.Ent
	var sleeps []*ent.SleepCreate
	var recharges []*ent.NightlyRechargeCreate
	var skins []*ent.SkinTemperatureCreate
	var loads []*ent.CardioLoadCreate
	var activities []*ent.DailyActivityCreate
	drank := false
	for ago := days - 1; ago >= 0; ago-- {
		date := dateAfter(9 - ago)
		m := usualDay(r, drank)
		drank = m.drank
		if m.drank {
			w.journal(t, u, date, journalentry.KindALCOHOL)
		}
		if change != nil {
			change(ago, &m)
		}
		if m.load != nil {
			loads = append(loads, c.CardioLoad.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).SetLoad(*m.load))
			activities = append(activities, c.DailyActivity.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).
				SetUtcOffsetSeconds(helsinki).SetOffsetInferred(true).SetComplete(true).SetSteps(8000+100*(ago%9)).SetActiveSeconds(4000))
		}
		if m.asleep > 0 {
			end := local(date, "07:00:00")
			sleeps = append(sleeps, c.Sleep.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).SetAsleepSeconds(m.asleep).
				SetStartTime(end.Add(-time.Duration(m.asleep+1800)*time.Second)).SetEndTime(end).
				SetStartOffsetSeconds(helsinki).SetEndOffsetSeconds(helsinki))
			recharges = append(recharges, c.NightlyRecharge.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).
				SetNillableHrvRmssdMs(m.hrv).SetNillableHeartRateAvgBpm(m.heartRate).SetNillableBreathingRateAvg(m.breathing))
		}
		if m.skin != nil {
			skins = append(skins, c.SkinTemperature.Create().SetUserID(u.ID).SetDate(date).SetUpdatedAt(now).SetDeviationCelsius(*m.skin))
		}
	}
	c.Sleep.CreateBulk(sleeps...).ExecX(ctx)
	c.NightlyRecharge.CreateBulk(recharges...).ExecX(ctx)
	c.SkinTemperature.CreateBulk(skins...).ExecX(ctx)
	c.CardioLoad.CreateBulk(loads...).ExecX(ctx)
	c.DailyActivity.CreateBulk(activities...).ExecX(ctx)
	w.state(t, u, kind.Sleep, dateAfter(9), 1, dateAfter(9), 1)
}

// ill makes nights of an illness of what is measured on the days from one to another, counted back from today.
func ill(from, to int) func(int, *measured) {
	return func(ago int, m *measured) {
		if ago <= from && ago >= to {
			m.hrv, m.heartRate, m.breathing, m.skin = p(*m.hrv*0.55), p(*m.heartRate+9), p(*m.breathing+2.5), p(*m.skin+1.2)
		}
	}
}

// runs makes runs of so many kilometres, each some days before today, with the samples of its distance.
func (w *world) runs(t testing.TB, u *ent.User, kilometers map[int]float64) map[int]*ent.Exercise {
	t.Helper()
	made := make(map[int]*ent.Exercise)
	for ago, km := range kilometers {
		e := w.session(t, u, dateAfter(9-ago), "10:00:00", "RUNNING")
		var zones []embedded.Zone
		for i, seconds := range []float64{1000, 1200, 300, 600, 200} {
			zones = append(zones, embedded.Zone{Index: i, Seconds: p(seconds)})
		}
		e = w.db.Ent.Exercise.UpdateOne(e).SetDistanceMeters(km * 1000).SetHeartRateZones(zones).SaveX(system(t))
		meters := make([]float64, 1501)
		for i := range meters {
			meters[i] = 3.5*float64(i) + 300*(1-math.Exp(-float64(i)/60)) // a fast start
		}
		w.curve(t, u, kind.Exercise, e.RecordKey, "DISTANCE", e.StartTime, every(1, meters...))
		made[ago] = e
	}
	return made
}
