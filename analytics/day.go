package analytics

import (
	"fmt"
	"time"
)

// Day is a calendar date, as the number of days since 1 January 1970. It has no zone: the date of a night is the date
// on which the person woke up, by the clock where they woke up.
type Day int

const secondsPerDay = 24 * 60 * 60

// NewDay returns the day of a date. A date that the calendar does not have is normalised as [time.Date] does.
func NewDay(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// DayOf returns the date that a time shows in its own location.
func DayOf(t time.Time) Day { return NewDay(t.Date()) }

// ParseDay reads a date written like 2026-11-22.
func ParseDay(date string) (Day, error) {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0, fmt.Errorf("parse day: %w", err)
	}
	return DayOf(t), nil
}

// Time returns the midnight in UTC with which the date begins.
func (d Day) Time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday {
	const thursday = 4 // 1 January 1970
	return time.Weekday(((int(d)+thursday)%7 + 7) % 7)
}

// String returns the date like 2026-11-22.
func (d Day) String() string { return d.Time().Format(time.DateOnly) }
