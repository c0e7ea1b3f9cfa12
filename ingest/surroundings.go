package ingest

import (
	"context"
	"fmt"
	"time"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/exercise"
	"polarflow/ent/sleep"
	"polarflow/polar"
)

// surroundings are what is stored already about the days of a batch, from which the offsets that Polar leaves
// out are inferred: a night says where the person woke up, an exercise where they trained.
type surroundings struct {
	person    Person
	nights    map[string]*ent.Sleep
	exercises map[string]sighting // the day's first exercise whose offset is known
	now       time.Time
}

// sighting is an exercise that says in which offset the person was.
type sighting struct {
	start  time.Time
	offset int // seconds east
}

// saw takes note of an exercise; the first of a day counts.
func (s *surroundings) saw(date string, start time.Time, offset int) {
	if first, ok := s.exercises[date]; !ok || start.Before(first.start) {
		s.exercises[date] = sighting{start, offset}
	}
}

// survey reads the surroundings of the dates from first to last with two statements.
func survey(ctx context.Context, db *database.DB, p Person, now time.Time, first, last string) (*surroundings, error) {
	s := &surroundings{person: p, nights: map[string]*ent.Sleep{}, exercises: map[string]sighting{}, now: now}
	if first == "" {
		return s, nil
	}
	nights, err := db.Ent.Sleep.Query().
		Where(sleep.UserID(p.ID), sleep.DateGTE(first), sleep.DateLTE(last)).
		Select(sleep.FieldID, sleep.FieldDate, sleep.FieldStartTime, sleep.FieldEndTime,
			sleep.FieldStartOffsetSeconds, sleep.FieldEndOffsetSeconds).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read nights around the batch: %w", err)
	}
	for _, n := range nights {
		s.nights[n.Date] = n
	}
	trained, err := db.Ent.Exercise.Query().
		Where(exercise.UserID(p.ID), exercise.DateGTE(first), exercise.DateLTE(last), exercise.OffsetInferred(false)).
		Order(exercise.ByStartTime()).
		Select(exercise.FieldDate, exercise.FieldStartTime, exercise.FieldUtcOffsetSeconds).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read exercises around the batch: %w", err)
	}
	for _, e := range trained {
		s.saw(e.Date, e.StartTime, e.UtcOffsetSeconds)
	}
	return s, nil
}

// zoneOn infers the zone of a calendar day: where that day's night ended, else where its first exercise
// was, else the person's home. Home is also taken when its offset on that day is the same, because only home
// knows when its clocks change.
func (s *surroundings) zoneOn(day polar.Date) zone {
	date := day.String()
	if n, ok := s.nights[date]; ok {
		if offsetOf(n.StartTime) != offsetOf(n.EndTime) {
			return zone{location: zoneOfNight(n.StartTime, n.EndTime, s.person.Home), inferred: true}
		}
		return s.seen(day, offsetOf(n.EndTime))
	}
	if first, ok := s.exercises[date]; ok {
		return s.seen(day, first.offset)
	}
	return zone{location: s.person.Home, inferred: true}
}

// seen is the zone of a day on which one offset is known to have been in force.
func (s *surroundings) seen(day polar.Date, seconds int) zone {
	home := s.person.Home
	morning, evening := day.In(home), day.AddDays(1).In(home).Add(-time.Second)
	if offsetOf(morning) == seconds || offsetOf(evening) == seconds {
		return zone{location: home, inferred: true}
	}
	return zone{location: fixed(seconds), inferred: true}
}

// zoneAt infers the zone in force at an instant.
func (s *surroundings) zoneAt(t time.Time) zone {
	return s.zoneOn(polar.DateOf(t.In(s.person.Home)))
}

// span returns the first and the last of dates, empty for none.
func span(dates []string) (first, last string) {
	for _, d := range dates {
		if d == "" {
			continue
		}
		if first == "" || d < first {
			first = d
		}
		if d > last {
			last = d
		}
	}
	return first, last
}
