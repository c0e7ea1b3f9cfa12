package ingest

import (
	"context"
	"errors"
	"math"
	"time"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/sleep"
	"polarflow/polar"
	"polarflow/series"
)

var sleeps = entity[polar.Sleep, *ent.SleepCreate]{
	kind: kind.Sleep, table: sleep.Table, column: sleep.FieldDate,
	place: func(in polar.Sleep, s *surroundings) (place, error) {
		if in.SleepStartTime.IsZero() {
			return place{}, errMissing("sleep_start_time")
		}
		if in.SleepEndTime.IsZero() {
			return place{}, errMissing("sleep_end_time")
		}
		if d := in.SleepEndTime.Sub(in.SleepStartTime.Time); d <= 0 || d > longestNight {
			return place{}, errors.New("the night does not end after it begins, or is longer than two days")
		}
		at := zone{location: zoneOfNight(in.SleepStartTime.Time, in.SleepEndTime.Time, s.person.Home)}
		return place{key: in.Date.String(), date: in.Date.String(), zone: at}, nil
	},
	build:    buildSleep,
	mutation: func(row *ent.SleepCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.SleepCreate) error {
		return tx.Sleep.CreateBulk(rows...).OnConflict(replace(sleep.Columns, "user_id", "date")...).Exec(ctx)
	},
}

// longestNight bounds what is taken for one night.
const longestNight = 48 * time.Hour

// buildSleep maps one night. Polar's totals are taken as they are: the hypnogram's keys are minutes where its
// epochs are half minutes, so its sum differs from them by up to two minutes.
func buildSleep(client *ent.Client, in polar.Sleep, p place) (draft[*ent.SleepCreate], error) {
	start, end := in.SleepStartTime.Time, in.SleepEndTime.Time
	pulses := clockSeries(in.HeartRateSamples, nightInstants(start, end, p.zone.location, readingsOf(in.HeartRateSamples)), pulse)
	stages := clockSeries(in.Hypnogram, nightInstants(start, end, p.zone.location, readingsOf(in.Hypnogram)), asMeasured)
	low, mean, high := pulseOfNight(pulses.points)
	row := client.Sleep.Create().SetUserID(p.userID).SetDate(p.date).SetUpdatedAt(p.now).
		SetStartTime(start.UTC()).SetEndTime(end.UTC()).
		SetStartOffsetSeconds(offsetOf(start)).SetEndOffsetSeconds(offsetOf(end)).
		SetNillableAsleepSeconds(asleep(in)).
		SetNillableLightSeconds(nonNegative(in.LightSleep)).
		SetNillableDeepSeconds(nonNegative(in.DeepSleep)).
		SetNillableRemSeconds(nonNegative(in.REMSleep)).
		SetNillableUnrecognizedSeconds(nonNegative(in.UnrecognizedSleepStage)).
		SetNillableInterruptionsSeconds(nonNegative(in.TotalInterruptionDuration)).
		SetNillableShortInterruptionsSeconds(nonNegative(in.ShortInterruptionDuration)).
		SetNillableLongInterruptionsSeconds(nonNegative(in.LongInterruptionDuration)).
		SetNillableScore(positive(in.SleepScore)).
		SetNillableRating(positive(in.SleepRating)).
		SetNillableCharge(positive(in.SleepCharge)).
		SetNillableContinuity(positive(in.Continuity)).
		SetNillableContinuityClass(positive(in.ContinuityClass)).
		SetNillableCycles(nonNegative(in.SleepCycles)).
		SetNillableGoalSeconds(nonNegative(in.SleepGoal)).
		SetNillableDurationScore(positive(in.GroupDurationScore)).
		SetNillableSolidityScore(positive(in.GroupSolidityScore)).
		SetNillableRegenerationScore(positive(in.GroupRegenerationScore)).
		SetNillableHeartRateMinBpm(low).SetNillableHeartRateAvgBpm(mean).SetNillableHeartRateMaxBpm(high).
		SetNillableDeviceID(text(in.DeviceID))
	return draft[*ent.SleepCreate]{row: row, series: named(kind.HeartRate, pulses, kind.Hypnogram, stages)}, nil
}

// asleep is light + deep + REM + unrecognised sleep, and nil when Polar gave none of the stages.
func asleep(in polar.Sleep) *int {
	total, known := 0, false
	for _, stage := range []polar.Null[int]{in.LightSleep, in.DeepSleep, in.REMSleep, in.UnrecognizedSleepStage} {
		if seconds := nonNegative(stage); seconds != nil {
			total, known = total+*seconds, true
		}
	}
	if !known {
		return nil
	}
	return &total
}

// pulseHold is for how long a heart rate is taken to go on when the next sample is late: Polar samples every
// five minutes.
const pulseHold = 10 * time.Minute

// pulseOfNight returns the lowest, the mean and the highest heart rate. The samples are five-minute values,
// so the lowest of them is the resting heart rate; the mean is weighted by time.
func pulseOfNight(s series.Series) (low, mean, high *float64) {
	least, most, ok := series.MinMax(s)
	if !ok {
		return nil, nil, nil
	}
	if m, ok := series.TimeWeightedMean(s, pulseHold); ok {
		mean = &m
	}
	return &least, mean, &most
}

// asMeasured keeps a value as it is.
func asMeasured(v float64) float64 { return v }

// clockSeries turns readings of a wall clock, with the instants at which they were taken, into a series that
// begins with the first of them.
func clockSeries[T int | float64](list polar.ClockMap[T], at []time.Time, value func(float64) float64) samples {
	var s samples
	for i, entry := range list {
		s.add(at[i], value(float64(entry.Value)))
	}
	return s
}

// add appends a value at an instant; the first instant is the series' start, and the first one in another
// offset is where clocks changed.
func (s *samples) add(t time.Time, value float64) {
	if s.points.Len() == 0 {
		s.at = t
	}
	if s.changesAt.IsZero() && offsetOf(t) != offsetOf(s.at) {
		s.changesAt = t
	}
	s.points.Offsets = append(s.points.Offsets, t.Sub(s.at).Milliseconds())
	s.points.Values = append(s.points.Values, value)
}

// named gives two series their names and drops the empty ones.
func named(firstName string, first samples, secondName string, second samples) []samples {
	var list []samples
	first.name, second.name = firstName, secondName
	for _, s := range []samples{first, second} {
		if s.points.Len() > 0 {
			list = append(list, s)
		}
	}
	return list
}

// orGap returns the value of a number that may be missing, and a gap when it is.
func orGap(n polar.Null[float64]) float64 {
	if !n.Valid {
		return math.NaN()
	}
	return n.V
}
