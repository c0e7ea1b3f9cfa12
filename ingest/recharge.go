package ingest

import (
	"context"

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
	build: buildRecharge,
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.NightlyRechargeCreate) error {
		return tx.NightlyRecharge.CreateBulk(rows...).
			OnConflict(replace(nightlyrecharge.Columns, "user_id", "date")...).Exec(ctx)
	},
}

// buildRecharge maps one Nightly Recharge. An ANS charge of 0 is the person's usual and not a missing value;
// the means cannot be 0, so there it means that nothing was measured.
func buildRecharge(client *ent.Client, in polar.NightlyRecharge, p place) (draft[*ent.NightlyRechargeCreate], error) {
	hrv := clockSeries(in.HRVSamples, nightClock(in, p, in.HRVSamples), pulse)
	breathing := clockSeries(in.BreathingSamples, nightClock(in, p, in.BreathingSamples), pulse)
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

// nightClock dates the samples, which carry only the time of day: they begin near the stored night's start.
// Without that night, the last of them is on the morning that the recharge is dated by.
func nightClock(in polar.NightlyRecharge, p place, list polar.ClockMap[float64]) *wallClock {
	if p.night != nil {
		location := nightZone(p.night.StartTime, p.night.EndTime, p.zone.location, readingsOf(list))
		return startingNear(p.night.StartTime, location, list)
	}
	day := in.Date
	for i := 1; i < len(list); i++ {
		if list[i-1].Clock-list[i].Clock > polar.Clock(midnightJump) {
			day = day.AddDays(-1)
		}
	}
	return startingOn(day, p.zone.location)
}
