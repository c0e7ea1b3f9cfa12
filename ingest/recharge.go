package ingest

import (
	"context"
	"time"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/nightlyrecharge"
	"polarflow/polar"
)

var recharges = entity[polar.NightlyRecharge, *ent.NightlyRechargeCreate]{
	kind: kind.NightlyRecharge, table: nightlyrecharge.Table, column: nightlyrecharge.FieldDate,
	place: func(in polar.NightlyRecharge, s *surroundings) (place, error) {
		p := place{key: in.Date.String(), date: in.Date.String(), night: s.nights[in.Date.String()]}
		p.zone = s.zoneOn(in.Date)
		if p.night != nil {
			p.zone = zone{location: zoneOfNight(p.night.StartTime, p.night.EndTime, s.person.Home)}
		}
		return p, nil
	},
	build:    buildRecharge,
	mutation: func(row *ent.NightlyRechargeCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.NightlyRechargeCreate) error {
		return tx.NightlyRecharge.CreateBulk(rows...).
			OnConflict(replace(nightlyrecharge.Columns, "user_id", "date")...).Exec(ctx)
	},
}

// buildRecharge maps one Nightly Recharge. An ANS charge of 0 is the person's usual and not a missing value;
// the means cannot be 0, so there it means that nothing was measured.
func buildRecharge(client *ent.Client, in polar.NightlyRecharge, p place) (draft[*ent.NightlyRechargeCreate], error) {
	hrv := clockSeries(in.HRVSamples, rechargeInstants(in, p, readingsOf(in.HRVSamples)), pulse)
	breathing := clockSeries(in.BreathingSamples, rechargeInstants(in, p, readingsOf(in.BreathingSamples)), pulse)
	row := client.NightlyRecharge.Create().SetUserID(p.userID).SetDate(p.date).SetUpdatedAt(p.now).
		SetNillableStatus(positive(in.NightlyRechargeStatus)).
		SetNillableAnsCharge(within(in.ANSCharge, -10, 10)).
		SetNillableAnsChargeStatus(positive(in.ANSChargeStatus)).
		SetNillableHrvRmssdMs(positive(in.HeartRateVariabilityAvg)).
		SetNillableHeartRateAvgBpm(positive(in.HeartRateAvg)).
		SetNillableBeatToBeatAvgMs(positive(in.BeatToBeatAvg)).
		SetNillableBreathingRateAvg(positive(in.BreathingRateAvg))
	return draft[*ent.NightlyRechargeCreate]{
		row: row, series: named(kind.HRV, hrv, kind.Breathing, breathing),
	}, nil
}

// rechargeInstants dates the samples, which carry only the time of day: they begin and end near the stored
// night. Without that night, the last of them is on the morning that the recharge is dated by.
func rechargeInstants(in polar.NightlyRecharge, p place, readings []polar.Clock) []time.Time {
	if p.night != nil {
		return nightInstants(p.night.StartTime, p.night.EndTime, p.zone.location, readings)
	}
	day := in.Date
	for i := 1; i < len(readings); i++ {
		if readings[i-1]-readings[i] > polar.Clock(midnightJump) {
			day = day.AddDays(-1)
		}
	}
	return startingOn(day, p.zone.location).walk(readings)
}
