package ingest

import (
	"context"

	"polarflow/ent"
	"polarflow/ent/continuousheartrate"
	"polarflow/ent/kind"
	"polarflow/polar"
)

var heartRates = entity[polar.ContinuousHeartRate, *ent.ContinuousHeartRateCreate]{
	kind: kind.ContinuousHeartRate, table: continuousheartrate.Table, column: continuousheartrate.FieldDate,
	place: func(in polar.ContinuousHeartRate, s *surroundings) (place, error) {
		return place{key: in.Date.String(), date: in.Date.String(), zone: s.zoneOn(in.Date)}, nil
	},
	build:    buildHeartRate,
	mutation: func(row *ent.ContinuousHeartRateCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.ContinuousHeartRateCreate) error {
		return tx.ContinuousHeartRate.CreateBulk(rows...).
			OnConflict(replace(continuousheartrate.Columns, "user_id", "date")...).Exec(ctx)
	},
}

// buildHeartRate maps one day: a grid of five minutes with bursts of one-second samples during training,
// which is why the mean is weighted by time. Sample times are the device's local time of day.
func buildHeartRate(client *ent.Client, in polar.ContinuousHeartRate, p place) (draft[*ent.ContinuousHeartRateCreate], error) {
	s := samples{name: kind.HeartRate}
	clock := localClock{location: p.zone.location}
	for _, sample := range in.HeartRateSamples {
		if sample.SampleTime.Valid {
			t := clock.at(polar.LocalTime{Date: in.Date, Clock: sample.SampleTime.V})
			s.add(t, pulse(orGap(sample.HeartRate)))
		}
	}
	if s.points.Len() == 0 {
		s.at = in.Date.In(p.zone.location)
	}
	low, mean, high := pulseOfNight(s.points)
	row := client.ContinuousHeartRate.Create().SetUserID(p.userID).SetDate(p.date).SetUpdatedAt(p.now).
		SetUtcOffsetSeconds(offsetOf(s.at)).SetOffsetInferred(p.zone.inferred).
		SetNillableMinBpm(low).SetNillableAvgBpm(mean).SetNillableMaxBpm(high)
	return draft[*ent.ContinuousHeartRateCreate]{row: row, series: []samples{s}}, nil
}
