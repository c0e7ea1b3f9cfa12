package ingest

import (
	"time"

	"polarflow/polar"
)

// wallClock turns the readings of a clock on the wall, in the order in which they were taken, into instants.
// Polar gives many series no more than such readings: they pass midnight, and when clocks go back an hour
// of them comes twice.
type wallClock struct {
	zone *time.Location
	day  polar.Date
	last polar.Clock
	prev time.Time
	read bool
}

// startingAt returns a clock whose first reading is the one nearest to an instant.
func startingAt(near time.Time, zone *time.Location, first polar.Clock) *wallClock {
	day := polar.DateOf(near.In(zone))
	best, bestGap := day, time.Duration(1<<62)
	for shift := -1; shift <= 1; shift++ {
		candidate := day.AddDays(shift)
		gap := near.Sub(instants(candidate, first, zone)[0]).Abs()
		if gap < bestGap {
			best, bestGap = candidate, gap
		}
	}
	return &wallClock{zone: zone, day: best}
}

// startingOn returns a clock whose first reading is on that day.
func startingOn(day polar.Date, zone *time.Location) *wallClock {
	return &wallClock{zone: zone, day: day}
}

// nightZone returns the zone in which the readings of a night are to be read. When clocks changed during it,
// the watch may have shown the new time, or kept the old one until the morning: Polar does not say, but the
// readings end when the night ends.
func nightZone(start, end time.Time, zone *time.Location, readings []polar.Clock) *time.Location {
	if offsetOf(start) == offsetOf(end) || len(readings) == 0 {
		return zone
	}
	best, bestGap := zone, time.Duration(1<<62)
	for _, candidate := range []*time.Location{zone, fixed(offsetOf(start)), fixed(offsetOf(end))} {
		clock := startingAt(start, candidate, readings[0])
		var last time.Time
		for _, c := range readings {
			last = clock.at(c)
		}
		if gap := end.Sub(last).Abs(); gap < bestGap {
			best, bestGap = candidate, gap
		}
	}
	return best
}

// readingsOf returns the times of day of a list.
func readingsOf[T polar.Scalar](list polar.ClockMap[T]) []polar.Clock {
	readings := make([]polar.Clock, len(list))
	for i, entry := range list {
		readings[i] = entry.Clock
	}
	return readings
}

// midnightJump is how far a clock must go back for the day to have changed; a smaller step back is a change
// of the clocks.
const midnightJump = 12 * time.Hour

// at returns the instant of the next reading.
func (w *wallClock) at(c polar.Clock) time.Time {
	if w.read && time.Duration(w.last-c) > midnightJump {
		w.day = w.day.AddDays(1)
	}
	t := w.choose(c)
	w.last, w.prev, w.read = c, t, true
	return t
}

// choose returns, of the instants at which the clock showed the reading, the first that does not go back in
// time.
func (w *wallClock) choose(c polar.Clock) time.Time {
	options := instants(w.day, c, w.zone)
	for _, t := range options {
		if !w.read || !t.Before(w.prev) {
			return t
		}
	}
	return options[0]
}

// instants returns when clocks in the zone showed the reading on that day, earliest first: once, or twice
// when they were put back. A reading that was skipped when they were put forward counts as if they had not
// been.
func instants(day polar.Date, c polar.Clock, zone *time.Location) []time.Time {
	face := day.In(time.UTC).Add(c.Duration())
	before := offsetOf(face.Add(-26 * time.Hour).In(zone))
	after := offsetOf(face.Add(26 * time.Hour).In(zone))
	var found []time.Time
	for _, seconds := range []int{before, after} {
		t := face.Add(-time.Duration(seconds) * time.Second).In(zone)
		if offsetOf(t) == seconds && (len(found) == 0 || !t.Equal(found[0])) {
			found = append(found, t)
		}
	}
	if len(found) == 2 && found[1].Before(found[0]) {
		found[0], found[1] = found[1], found[0]
	}
	if len(found) == 0 {
		found = append(found, face.Add(-time.Duration(before)*time.Second).In(zone))
	}
	return found
}

// localInstant returns when clocks in the zone showed a local time; of two instants, the earlier.
func localInstant(t polar.LocalTime, zone *time.Location) time.Time {
	return instants(t.Date, t.Clock, zone)[0]
}
