package pacing

import (
	"time"

	"polarflow/ent/kind"
)

const (
	// stillChange is how many days before today, and before the newest record, can still change: today's record
	// grows, and nights are edited afterwards.
	stillChange = 2
	// thorough is how often a routine sync looks at all days again, for what was uploaded late.
	thorough = 24 * time.Hour
	// thoroughHeavy is the same for the kinds of which a day weighs up to 200 KB.
	thoroughHeavy = 7 * 24 * time.Hour
)

// Days returns the first and the last day, as YYYY-MM-DD, that a sync asks Polar for of one kind; today is the
// person's. A routine sync asks for the days that can still change and for everything since the newest record,
// and once a day, or once a week for the kinds whose days are heavy, for the whole lookback, a number of days
// with today as the last one. Every other sync asks for the whole lookback.
func Days(k kind.Kind, o Occasion, now time.Time, today string, lookback int, known Known) (from, to string) {
	from = addDays(today, 1-max(lookback, 1))
	if o != Routine || known.Newest == "" || ageOf(known.ThoroughAt, now) >= thoroughEvery(k) {
		return from, today
	}
	return max(from, min(addDays(today, -stillChange), addDays(known.Newest, -stillChange))), today
}

// thoroughEvery returns how often a routine sync looks at all days of a kind.
func thoroughEvery(k kind.Kind) time.Duration {
	if k == kind.DailyActivity || k == kind.ContinuousHeartRate {
		return thoroughHeavy
	}
	return thorough
}

// addDays returns the date so many days later. What is no date stays as it is.
func addDays(date string, n int) string {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return d.AddDate(0, 0, n).Format(time.DateOnly)
}

// daysBetween returns how many days there are from one date to another, both ends included, 0 if there are none.
func daysBetween(from, to string) int {
	first, err := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil || last.Before(first) {
		return 0
	}
	return int(last.Sub(first)/(24*time.Hour)) + 1
}
