package polar

import (
	"context"
	"net/url"
	"time"
)

// Activity is the summary of one day of wearing the device. Its identity is StartTime: there is no
// date field, and the date of StartTime is the day. The documentation calls the times UTC, but live
// values are the local bounds of the day; EndTime of today is the last sync. DailyActivity is the
// percentage of the day's goal, DistanceFromSteps is in metres, the calories are kilocalories.
type Activity struct {
	StartTime            LocalTime           `json:"start_time"`
	EndTime              LocalTime           `json:"end_time"`
	ActiveDuration       Null[time.Duration] `json:"active_duration"`
	InactiveDuration     Null[time.Duration] `json:"inactive_duration"`
	DailyActivity        Null[float64]       `json:"daily_activity"`
	Calories             Null[float64]       `json:"calories"`
	ActiveCalories       Null[float64]       `json:"active_calories"`
	Steps                Null[int]           `json:"steps"`
	InactivityAlertCount Null[int]           `json:"inactivity_alert_count"`
	DistanceFromSteps    Null[float64]       `json:"distance_from_steps"`
	Samples              *ActivityDay        `json:"samples"`
}

func (a Activity) missing() string { return missingTime("start_time", a.StartTime) }

// ActivityDay is what one day consists of: steps, zones and inactivity stamps. Its identity is Date.
type ActivityDay struct {
	Date             Date                     `json:"date"`
	Steps            *ActivitySteps           `json:"steps"`
	ActivityZones    List[ActivityZoneSample] `json:"activity_zones"`
	InactivityStamps List[InactivityStamp]    `json:"inactivity_stamps"`
}

func (d ActivityDay) missing() string { return missingDate("date", d.Date) }

// ActivitySteps are the steps of a day. A count that repeats the one before is left out, so that a
// distance of more than IntervalMS between two samples means that the first one's count went on.
type ActivitySteps struct {
	IntervalMS Null[int]        `json:"interval_ms"`
	TotalSteps Null[int]        `json:"total_steps"`
	Samples    List[StepSample] `json:"samples"`
}

// StepSample is the number of steps in the interval that starts at Timestamp.
type StepSample struct {
	Steps     Null[int] `json:"steps"`
	Timestamp LocalTime `json:"timestamp"`
}

// ActivityZoneSample is a change of activity zone: SLEEP, SEDENTARY, LIGHT, MODERATE, VIGOROUS and,
// undocumented, NON_WEAR. The zone lasts until the next sample.
type ActivityZoneSample struct {
	Zone      Text      `json:"zone"`
	Timestamp LocalTime `json:"timestamp"`
}

// InactivityStamp is the time of an inactivity alert.
type InactivityStamp struct {
	Stamp LocalTime `json:"stamp"`
}

// Activities returns the days from from to to, both included, each with its steps, zones and
// inactivity stamps. The range may span 28 days and start 365 days ago, else the error is
// ErrBadRequest.
// See "List activities" at https://www.polar.com/accesslink-api/.
func (u *UserClient) Activities(ctx context.Context, from, to Date) (Batch[Activity], error) {
	return fetch[Activity](ctx, u, get("/v3/users/activities").between(from, to).with(activityParts))
}

// Activity returns one day with its steps, zones and inactivity stamps, and an empty batch if there is
// none.
// See "Get activity for given date" at https://www.polar.com/accesslink-api/.
func (u *UserClient) Activity(ctx context.Context, date Date) (Batch[Activity], error) {
	return fetch[Activity](ctx, u, get("/v3/users/activities/{date}", date.String()).with(activityParts).orNothing())
}

// ActivitySamples returns the samples of the days from from to to, both included, without the
// summaries. The same limits as for Activities hold.
// See "List activity samples" at https://www.polar.com/accesslink-api/.
func (u *UserClient) ActivitySamples(ctx context.Context, from, to Date) (Batch[ActivityDay], error) {
	return fetch[ActivityDay](ctx, u, get("/v3/users/activities/samples").between(from, to))
}

// activityParts asks for everything that a day leaves out by default.
func activityParts(query url.Values) {
	query.Set("steps", "true")
	query.Set("activity_zones", "true")
	query.Set("inactivity_stamps", "true")
}
