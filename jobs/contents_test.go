package jobs_test

import (
	"encoding/json"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent/predicate"
	"polarflow/ent/syncresult"
)

func kindIn(kinds ...string) predicate.SyncResult {
	return syncresult.KindIn(kinds...)
}

func dateIs(date string) predicate.ContinuousHeartRate {
	return func(s *sql.Selector) { s.Where(sql.EQ(s.C("date"), date)) }
}

// contents returns every record as text, to compare two states of the database: the ids, the contents, and
// when they were last changed.
func (b *bench) contents() map[string][]string {
	c := map[string][]string{}
	add(c, "sleep", b.db.Ent.Sleep.Query().AllX(b.ctx))
	add(c, "recharge", b.db.Ent.NightlyRecharge.Query().AllX(b.ctx))
	add(c, "activity", b.db.Ent.DailyActivity.Query().AllX(b.ctx))
	add(c, "exercise", b.db.Ent.Exercise.Query().AllX(b.ctx))
	add(c, "load", b.db.Ent.CardioLoad.Query().AllX(b.ctx))
	add(c, "heart rate", b.db.Ent.ContinuousHeartRate.Query().AllX(b.ctx))
	add(c, "alertness", b.db.Ent.AlertnessPeriod.Query().AllX(b.ctx))
	add(c, "bedtime", b.db.Ent.CircadianBedtime.Query().AllX(b.ctx))
	add(c, "spo2", b.db.Ent.Spo2Test.Query().AllX(b.ctx))
	add(c, "ecg", b.db.Ent.EcgTest.Query().AllX(b.ctx))
	add(c, "body temperature", b.db.Ent.BodyTemperature.Query().AllX(b.ctx))
	add(c, "skin temperature", b.db.Ent.SkinTemperature.Query().AllX(b.ctx))
	add(c, "physical info", b.db.Ent.PhysicalInfo.Query().AllX(b.ctx))
	add(c, "series", b.db.Ent.SampleSeries.Query().AllX(b.ctx))
	add(c, "state", b.db.Ent.RecordState.Query().AllX(b.ctx))
	add(c, "raw", b.db.Ent.RawPayload.Query().AllX(b.ctx))
	return c
}

func add[T any](c map[string][]string, name string, rows []T) {
	for _, r := range rows {
		text, err := json.Marshal(r)
		c[name] = append(c[name], string(text), fmt.Sprint(err))
	}
}
