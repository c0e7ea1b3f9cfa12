package sandbox

import (
	"fmt"
	"time"
)

// dayNumber is a calendar date, counted in days from 1970-01-01. It has no zone.
type dayNumber int

const secondsOfDay = 24 * 60 * 60

// parseDayNumber reads YYYY-MM-DD.
func parseDayNumber(date string) (dayNumber, error) {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0, fmt.Errorf("date %q: not in the form YYYY-MM-DD", date)
	}
	return dayNumberOf(t), nil
}

// dayNumberOf is the date of an instant in the instant's own location.
func dayNumberOf(t time.Time) dayNumber {
	y, m, d := t.Date()
	return dayNumber(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDay)
}

// midnight is the beginning of the date in UTC, a carrier for year, month and day.
func (d dayNumber) midnight() time.Time { return time.Unix(int64(d)*secondsOfDay, 0).UTC() }

func (d dayNumber) String() string { return d.midnight().Format(time.DateOnly) }

func (d dayNumber) weekday() time.Weekday { return d.midnight().Weekday() }

// week counts weeks that begin on Monday (1970-01-01 was a Thursday).
func (d dayNumber) week() int { return int(d+3) / 7 }

// at is the instant at which a clock on the wall in loc shows that many seconds after midnight of the
// date; negative seconds are on the day before.
func (d dayNumber) at(loc *time.Location, seconds, millis int) time.Time {
	y, m, day := d.midnight().Date()
	return time.Date(y, m, day, 0, 0, seconds, millis*int(time.Millisecond), loc)
}

// wall is the same moment in seconds on the face of a clock, counted from midnight of the date d.
func (d dayNumber) wall(t time.Time) int {
	h, m, s := t.Clock()
	return int(dayNumberOf(t)-d)*secondsOfDay + h*3600 + m*60 + s
}

// skippedHours says for each hour of the date whether the clocks in loc jump over it.
func (d dayNumber) skippedHours(loc *time.Location) [24]bool {
	var skipped [24]bool
	for h := range skipped {
		skipped[h] = d.at(loc, h*3600+1800, 0).Hour() != h
	}
	return skipped
}

// offsetMinutes is how far local time is ahead of UTC at an instant, in its own location.
func offsetMinutes(t time.Time) int {
	_, seconds := t.Zone()
	return seconds / 60
}
