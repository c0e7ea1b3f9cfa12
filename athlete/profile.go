package athlete

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"polarflow/analytics"
	"polarflow/ent/physicalinfo"
)

// profile is the history of a person's physical settings, oldest first.
type profile []physique

// physique is the settings from a day on.
type physique struct {
	from      analytics.Day
	birthday  time.Time // zero if it is not known
	rest, max float64   // heart rates in beats per minute, 0 if they are not known
	goal      float64   // sleep goal in hours, 0 if there is none
}

// presetGoal is the sleep goal in hours that Polar gives everybody who never chose one: it says nothing.
const presetGoal = 8

func (r *reader) readProfile(ctx context.Context) error {
	var rows []struct {
		Date                string
		Birthday            *string
		MaximumHeartRateBpm *float64 `sql:"maximum_heart_rate_bpm"`
		RestingHeartRateBpm *float64 `sql:"resting_heart_rate_bpm"`
		SleepGoalSeconds    *float64 `sql:"sleep_goal_seconds"`
	}
	err := r.client.PhysicalInfo.Query().Where(physicalinfo.UserID(r.userID)).
		Order(physicalinfo.ByRecordedAt(), physicalinfo.ByID()).
		Select(physicalinfo.FieldDate, physicalinfo.FieldBirthday, physicalinfo.FieldMaximumHeartRateBpm,
			physicalinfo.FieldRestingHeartRateBpm, physicalinfo.FieldSleepGoalSeconds).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("physical settings: %w", err)
	}
	for _, row := range rows {
		p := physique{from: dayOf(row.Date), rest: orZero(row.RestingHeartRateBpm), max: orZero(row.MaximumHeartRateBpm)}
		if row.Birthday != nil {
			p.birthday, _ = time.Parse(time.DateOnly, *row.Birthday) // an unreadable one is not known
		}
		if p.goal = orZero(row.SleepGoalSeconds) / 3600; p.goal == presetGoal {
			p.goal = 0
		}
		r.profile = append(r.profile, p)
	}
	slices.SortStableFunc(r.profile, func(a, b physique) int { return cmp.Compare(a.from, b.from) })
	return nil
}

func orZero(x *float64) float64 {
	if x == nil {
		return 0
	}
	return *x
}

// on returns what was set on a day, and the last day on which it was. Before the first known settings those hold.
func (p profile) on(d analytics.Day) (physique, analytics.Day) {
	if len(p) == 0 {
		return physique{}, math.MaxInt32
	}
	at := 0
	for at+1 < len(p) && p[at+1].from <= d {
		at++
	}
	if at+1 < len(p) {
		return p[at], p[at+1].from - 1
	}
	return p[at], math.MaxInt32
}

// settings returns what the results of a day are computed with, and the last day for which it holds.
func (p profile) settings(d analytics.Day) (analytics.Settings, analytics.Day) {
	set, until := p.on(d)
	age, birthday := set.age(d)
	return analytics.Settings{SleepGoal: set.goal, Age: age}, min(until, birthday-1)
}

// age returns the age in years on a day and the next birthday, 0 if it is not known.
func (s physique) age(d analytics.Day) (years int, next analytics.Day) {
	if s.birthday.IsZero() || d < analytics.DayOf(s.birthday) {
		return 0, math.MaxInt32
	}
	years = d.Time().Year() - s.birthday.Year()
	if d < analytics.DayOf(s.birthday.AddDate(years, 0, 0)) {
		years--
	}
	return years, analytics.DayOf(s.birthday.AddDate(years+1, 0, 0))
}

// heart returns the heart rates that the load of a session on a day is computed with. The constants are those for men,
// the only ones that were compared with Polar's loads, which ours stand in for.
func (p profile) heart(d analytics.Day) analytics.Heart {
	set, _ := p.on(d)
	return analytics.Heart{Rest: set.rest, Max: set.max}
}
