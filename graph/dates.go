package graph

import (
	"time"

	"polarflow/graph/model"
)

// maxDays is how many days are joined at once.
const maxDays = 366

// datesOf returns the dates of a range whose ends are both given, or an Error.
func datesOf(r model.DateRange) ([]string, error) {
	if r.From == nil || r.To == nil {
		return nil, model.BadInput("days needs both ends of the range")
	}
	from, to := parseDate(*r.From), parseDate(*r.To)
	if from.After(to) {
		return nil, model.BadInput("the range begins on %s, after its end on %s", *r.From, *r.To)
	}
	if n := daysBetween(from, to) + 1; n > maxDays {
		return nil, model.Exceeds(model.RangeTooLarge, maxDays, "the range has %d dates: at most %d", n, maxDays)
	}
	var dates []string
	for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
		dates = append(dates, d.Format(time.DateOnly))
	}
	return dates, nil
}

// parseDate returns midnight UTC of a date that is known to be one.
func parseDate(date string) time.Time {
	t, _ := time.Parse(time.DateOnly, date)
	return t
}

// daysBetween returns how many days lie between two midnights UTC.
func daysBetween(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }

// midnight returns the beginning of a date at an offset from UTC.
func midnight(date string, offsetSeconds int) time.Time {
	return parseDate(date).Add(-time.Duration(offsetSeconds) * time.Second).In(time.FixedZone("", offsetSeconds))
}
