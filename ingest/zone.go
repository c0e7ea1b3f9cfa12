package ingest

import (
	"errors"
	"fmt"
	"time"
	_ "time/tzdata" // zones must be known on hosts without a database of them
)

// moment is an instant together with the offset that was in force, as its location.
type moment = time.Time

// zone is what local times are read in.
type zone struct {
	location *time.Location
	// inferred says that Polar did not give it.
	inferred bool
}

// String names the zone; two zones of one name read local times alike.
func (z zone) String() string {
	return fmt.Sprintf("%s inferred=%t", z.location, z.inferred)
}

// fixed returns the zone that is always that many seconds east of Greenwich.
func fixed(seconds int) *time.Location {
	return time.FixedZone(fmt.Sprintf("%+d", seconds), seconds)
}

// offsetOf returns the offset in force at t in its own location, in seconds east.
func offsetOf(t time.Time) int {
	_, seconds := t.Zone()
	return seconds
}

// errOffset is the reason for an element whose offset is on no clock.
var errOffset = errors.New("offset from UTC is beyond 18 hours")

// plausibleOffset reports whether a clock can be that many minutes ahead of UTC: java.time, which Polar's
// service counts with, and so its offsets, end at 18 hours.
func plausibleOffset(minutes int) bool { return minutes >= -18*60 && minutes <= 18*60 }

// representatives are zones whose clocks change at different instants: one for each rule in use. A night
// with two offsets was spent under one of them.
var representatives = []string{
	"Europe/London", "Europe/Berlin", "Europe/Helsinki", "Atlantic/Azores", "America/St_Johns", "America/Halifax",
	"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage",
	"America/Havana", "America/Santiago", "America/Asuncion", "America/Miquelon", "America/Nuuk",
	"Africa/Cairo", "Africa/Casablanca", "Asia/Jerusalem", "Asia/Beirut", "Europe/Chisinau",
	"Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
	"Pacific/Norfolk", "Pacific/Easter",
}

// zoneOfNight returns a zone in which the two offsets of a night were both in force when Polar says: the
// constant one when there is only one, the person's home or else a representative when clocks changed in
// between. Where no zone fits (the night was spent on a journey), it is the offset of the morning.
func zoneOfNight(start, end time.Time, home *time.Location) *time.Location {
	if offsetOf(start) == offsetOf(end) {
		return fixed(offsetOf(start))
	}
	fits := func(l *time.Location) bool {
		return offsetOf(start.In(l)) == offsetOf(start) && offsetOf(end.In(l)) == offsetOf(end)
	}
	if fits(home) {
		return home
	}
	for _, name := range representatives {
		if l, err := time.LoadLocation(name); err == nil && fits(l) {
			return l
		}
	}
	return fixed(offsetOf(end))
}
