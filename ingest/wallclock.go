package ingest

import (
	"cmp"
	"slices"
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

// walk returns the instants of readings.
func (w *wallClock) walk(readings []polar.Clock) []time.Time {
	list := make([]time.Time, len(readings))
	for i, c := range readings {
		list[i] = w.at(c)
	}
	return list
}

// nightInstants returns when the readings of a night were taken. Where clocks changed during it, Polar says
// neither when nor whether the watch followed at once, kept the old time until the morning, or crossed a
// border; but the readings begin and end with the night and never go back in time.
func nightInstants(start, end time.Time, zone *time.Location, readings []polar.Clock) []time.Time {
	if len(readings) == 0 {
		return nil
	}
	best := startingAt(start, zone, readings[0]).walk(readings)
	if offsetOf(start) == offsetOf(end) {
		return best
	}
	for _, other := range otherNights(start, end, readings) {
		if misfit(other, start, end) < misfit(best, start, end) {
			best = other
		}
	}
	return best
}

// usualChange is the time of day around which most of the world changes its clocks.
const usualChange = 2*time.Hour + 30*time.Minute

// otherNights returns what the readings of a night with two offsets could mean besides: one of the offsets
// throughout, or a change from the one to the other between two of the readings, the likeliest first.
func otherNights(start, end time.Time, readings []polar.Clock) [][]time.Time {
	before, after := fixed(offsetOf(start)), fixed(offsetOf(end))
	list := [][]time.Time{
		startingAt(start, before, readings[0]).walk(readings),
		startingAt(start, after, readings[0]).walk(readings),
	}
	changes := make([]int, 0, len(readings))
	for i := 1; i < len(readings); i++ {
		changes = append(changes, i)
	}
	distance := func(i int) time.Duration {
		return (time.Duration(readings[i]+readings[i-1])/2 - usualChange).Abs()
	}
	slices.SortStableFunc(changes, func(a, b int) int { return cmp.Compare(distance(a), distance(b)) })
	for _, i := range changes {
		first := startingAt(start, before, readings[0])
		early := first.walk(readings[:i])
		late := (&wallClock{zone: after, day: first.day, last: first.last, read: true}).walk(readings[i:])
		list = append(list, append(early, late...))
	}
	return list
}

// misfit says how badly instants fit a night: by how much they miss its beginning and its end. Nothing is
// measured after the end, so that counts double, and going back in time does not fit at all.
func misfit(list []time.Time, start, end time.Time) time.Duration {
	for i := 1; i < len(list); i++ {
		if list[i].Before(list[i-1]) {
			return 1 << 62
		}
	}
	early, late := list[0].Sub(start).Abs(), end.Sub(list[len(list)-1])
	if late < 0 {
		late *= -2
	}
	return early + late
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
