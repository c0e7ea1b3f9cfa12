package ingest

import (
	"context"
	"time"

	"polarflow/ent"
	"polarflow/ent/alertnessperiod"
	"polarflow/ent/circadianbedtime"
	"polarflow/ent/embedded"
	"polarflow/ent/kind"
	"polarflow/polar"
)

var alertnessPeriods = entity[polar.Alertness, *ent.AlertnessPeriodCreate]{
	kind: kind.Alertness, table: alertnessperiod.Table, column: alertnessperiod.FieldRecordKey,
	place: func(in polar.Alertness, s *surroundings) (place, error) {
		if in.PeriodEndTime.IsZero() {
			return place{}, errMissing("period_end_time")
		}
		woke := in.SleepPeriodEndTime.Time
		if woke.IsZero() {
			woke = in.PeriodEndTime.Time
		}
		if o := in.SleepTimezoneOffsetMinutes; o.Valid && !plausibleOffset(o.V) {
			return place{}, errOffset
		}
		return periodPlace(in.PeriodStartTime.Time, woke, in.ResultType, in.SleepTimezoneOffsetMinutes, s), nil
	},
	build:    buildAlertness,
	mutation: func(row *ent.AlertnessPeriodCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.AlertnessPeriodCreate) error {
		return tx.AlertnessPeriod.CreateBulk(rows...).
			OnConflict(replace(alertnessperiod.Columns, "user_id", "record_key")...).Exec(ctx)
	},
}

var bedtimes = entity[polar.CircadianBedtime, *ent.CircadianBedtimeCreate]{
	kind: kind.CircadianBedtime, table: circadianbedtime.Table, column: circadianbedtime.FieldRecordKey,
	place: func(in polar.CircadianBedtime, s *surroundings) (place, error) {
		if in.PeriodEndTime.IsZero() {
			return place{}, errMissing("period_end_time")
		}
		offset := in.SleepTimezoneOffsetMinutes
		if offset.Valid && !plausibleOffset(offset.V) {
			return place{}, errOffset
		}
		if offset.V == 0 { // live answers say 0 whatever the zone
			offset.Valid = false
		}
		return periodPlace(in.PeriodStartTime.Time, in.PeriodEndTime.Time, in.ResultType, offset, s), nil
	},
	build:    buildBedtime,
	mutation: func(row *ent.CircadianBedtimeCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.CircadianBedtimeCreate) error {
		return tx.CircadianBedtime.CreateBulk(rows...).
			OnConflict(replace(circadianbedtime.Columns, "user_id", "record_key")...).Exec(ctx)
	},
}

// periodPlace is the place of a SleepWise period. Its times are UTC, and it has no date of its own: it is
// dated by the local day on which the person woke up. Polar may keep a prediction beside the history of the
// same night, so the type of the result is part of the key.
func periodPlace(start, woke time.Time, resultType polar.Text, offset polar.Null[int], s *surroundings) place {
	at := s.zoneAt(woke)
	if offset.Valid {
		at = zone{location: fixed(offset.V * 60)}
	}
	return place{
		key:  start.UTC().Format(time.RFC3339Nano) + " " + string(resultType),
		date: polar.DateOf(woke.In(at.location)).String(),
		zone: zone{location: fixed(offsetOf(woke.In(at.location))), inferred: at.inferred},
	}
}

func buildAlertness(client *ent.Client, in polar.Alertness, p place) (draft[*ent.AlertnessPeriodCreate], error) {
	row := client.AlertnessPeriod.Create().SetUserID(p.userID).SetRecordKey(p.key).SetDate(p.date).SetUpdatedAt(p.now).
		SetUtcOffsetSeconds(offsetOf(in.PeriodStartTime.In(p.zone.location))).
		SetStartTime(in.PeriodStartTime.UTC()).SetEndTime(in.PeriodEndTime.UTC()).
		SetNillableResultType(text(in.ResultType)).
		SetNillableGrade(within(in.Grade, 0, 10)).
		SetNillableGradeType(text(in.GradeType)).
		SetNillableGradeClassification(text(in.GradeClassification)).
		SetNillableGradeValiditySeconds(nonNegative(in.GradeValiditySeconds)).
		SetNillableSleepStartTime(known(in.SleepPeriodStartTime)).
		SetNillableSleepEndTime(known(in.SleepPeriodEndTime)).
		SetNillableSleepType(text(in.SleepType)).
		SetNillableValidity(text(in.Validity)).
		SetNillableSleepInertia(text(in.SleepInertia)).
		SetHourly(hours(in.HourlyData, p.zone.location))
	return draft[*ent.AlertnessPeriodCreate]{row: row}, nil
}

// hours keeps Polar's buckets, whose first and last are shorter than an hour.
func hours(list []polar.HourlyAlertness, location *time.Location) []embedded.Hour {
	out := make([]embedded.Hour, 0, len(list))
	for _, h := range list {
		if h.StartTime.IsZero() || h.EndTime.IsZero() {
			continue
		}
		out = append(out, embedded.Hour{
			StartTime: h.StartTime.In(location), EndTime: h.EndTime.In(location),
			Level: text(h.AlertnessLevel), Validity: text(h.Validity),
		})
	}
	return out
}

func buildBedtime(client *ent.Client, in polar.CircadianBedtime, p place) (draft[*ent.CircadianBedtimeCreate], error) {
	row := client.CircadianBedtime.Create().SetUserID(p.userID).SetRecordKey(p.key).SetDate(p.date).SetUpdatedAt(p.now).
		SetUtcOffsetSeconds(offsetOf(in.PeriodStartTime.In(p.zone.location))).
		SetStartTime(in.PeriodStartTime.UTC()).SetEndTime(in.PeriodEndTime.UTC()).
		SetNillablePreferredSleepStart(known(in.PreferredSleepPeriodStartTime)).
		SetNillablePreferredSleepEnd(known(in.PreferredSleepPeriodEndTime)).
		SetNillableSleepGateStart(known(in.SleepGateStartTime)).
		SetNillableSleepGateEnd(known(in.SleepGateEndTime)).
		SetNillableResultType(text(in.ResultType)).
		SetNillableQuality(text(in.Quality)).
		SetNillableValidity(text(in.Validity))
	return draft[*ent.CircadianBedtimeCreate]{row: row}, nil
}

// known returns an instant, and nil for one that was not sent.
func known(t polar.UTCTime) *time.Time {
	if t.IsZero() {
		return nil
	}
	utc := t.UTC()
	return &utc
}
