package ingest

import (
	"context"
	"slices"
	"time"

	"polarflow/ent"
	"polarflow/ent/dailyactivity"
	"polarflow/ent/kind"
	"polarflow/polar"
)

var activities = entity[polar.Activity, *ent.DailyActivityCreate]{
	kind: kind.DailyActivity, table: dailyactivity.Table, column: dailyactivity.FieldDate,
	place: func(in polar.Activity, s *surroundings) (place, error) {
		date := in.StartTime.Date.String()
		return place{key: date, date: date, zone: s.zoneOn(in.StartTime.Date)}, nil
	},
	build:    buildActivity,
	mutation: func(row *ent.DailyActivityCreate) ent.Mutation { return row.Mutation() },
	upsert: func(ctx context.Context, tx *ent.Tx, rows []*ent.DailyActivityCreate) error {
		return tx.DailyActivity.CreateBulk(rows...).
			OnConflict(replace(dailyactivity.Columns, "user_id", "date")...).Exec(ctx)
	},
}

// buildActivity maps one day. Polar documents its times as UTC and sends the device's local time.
func buildActivity(client *ent.Client, in polar.Activity, p place) (draft[*ent.DailyActivityCreate], error) {
	start := localInstant(in.StartTime, p.zone.location)
	steps := stepSeries(in, p.zone.location)
	zones, names := zoneSeries(in, p.zone.location)
	row := client.DailyActivity.Create().SetUserID(p.userID).SetDate(p.date).SetUpdatedAt(p.now).
		SetStartTime(start.UTC()).SetUtcOffsetSeconds(offsetOf(start)).SetOffsetInferred(p.zone.inferred).
		SetComplete(recordedToTheEnd(in)).SetZoneNames(names).
		SetNillableSteps(nonNegative(in.Steps)).
		SetNillableStepsDistanceMeters(nonNegative(in.DistanceFromSteps)).
		SetNillableEnergyKcal(whole(nonNegative(in.Calories))).
		SetNillableActiveEnergyKcal(whole(nonNegative(in.ActiveCalories))).
		SetNillableActiveSeconds(seconds(in.ActiveDuration)).
		SetNillableInactiveSeconds(seconds(in.InactiveDuration)).
		SetNillableDailyGoalPercent(nonNegative(in.DailyActivity)).
		SetNillableInactivityAlertCount(nonNegative(in.InactivityAlertCount))
	if !in.EndTime.IsZero() {
		end := localInstant(in.EndTime, p.zone.location)
		row.SetEndTime(end.UTC()).SetEndOffsetSeconds(offsetOf(end))
	}
	return draft[*ent.DailyActivityCreate]{row: row, series: named(kind.Steps, steps, kind.Zones, zones)}, nil
}

// dayEnd is the time of day from which on a recorded day counts as complete: finished days have been seen
// to end at 23:59:30 and 23:59:59, and today's ends with the last upload.
const dayEnd = 23*time.Hour + 59*time.Minute

func recordedToTheEnd(in polar.Activity) bool {
	return in.EndTime.Date.After(in.StartTime.Date) || in.EndTime.Clock.Duration() >= dayEnd
}

// seconds returns whole seconds.
func seconds(d polar.Null[time.Duration]) *int {
	if !d.Valid || d.V < 0 {
		return nil
	}
	n := int(d.V.Round(time.Second) / time.Second)
	return &n
}

// stepSeries returns the steps of each interval. Intervals that repeat the count before them are left out by
// Polar, and so they are here.
func stepSeries(in polar.Activity, location *time.Location) samples {
	var s samples
	if in.Samples == nil || in.Samples.Steps == nil {
		return s
	}
	clock := localClock{location: location}
	for _, sample := range in.Samples.Steps.Samples {
		if sample.Timestamp.IsZero() {
			continue
		}
		count := polar.Null[float64]{V: float64(sample.Steps.V), Valid: sample.Steps.Valid && sample.Steps.V >= 0}
		s.add(clock.at(sample.Timestamp), orGap(count))
	}
	return s
}

// zoneSeries returns the changes of activity zone as indexes into the names that occur.
func zoneSeries(in polar.Activity, location *time.Location) (s samples, names []string) {
	if in.Samples == nil {
		return s, nil
	}
	clock := localClock{location: location}
	for _, change := range in.Samples.ActivityZones {
		if change.Timestamp.IsZero() || change.Zone == "" {
			continue
		}
		i := slices.Index(names, string(change.Zone))
		if i < 0 {
			i = len(names)
			names = append(names, string(change.Zone))
		}
		s.add(clock.at(change.Timestamp), float64(i))
	}
	return s, names
}

// localClock turns local times in ascending order into instants: of an hour that clocks repeat, readings
// that go back in time belong to the second one.
type localClock struct {
	location *time.Location
	prev     time.Time
}

func (c *localClock) at(t polar.LocalTime) time.Time {
	options := instants(t.Date, t.Clock, c.location)
	chosen := options[0]
	if chosen.Before(c.prev) {
		chosen = options[len(options)-1]
	}
	c.prev = chosen
	return chosen
}
