package sandbox

import (
	"math/rand/v2"
	"time"
)

// workout is a kind of training session.
type workout int

const (
	easyRun workout = iota
	longRun
	intervalRun
	outdoorRide
	indoorRide
	strengthWork
	mobilityWork
	walk
)

// motion is how a session moves the body over the ground, or that it does not.
type motion int

const (
	motionless motion = iota
	running
	cycling
	walking
)

// workoutTraits are what Polar calls a workout, how it moves, and how long it usually is.
type workoutTraits struct {
	sport, detail string
	motion        motion
	outdoors      bool
	minutes       float64
}

// traits of a workout.
func (w workout) traits() workoutTraits {
	return [...]workoutTraits{
		easyRun:      {"RUNNING", "RUNNING", running, true, 64},
		longRun:      {"RUNNING", "RUNNING", running, true, 114},
		intervalRun:  {"RUNNING", "RUNNING", running, true, 66},
		outdoorRide:  {"CYCLING", "ROAD_BIKING", cycling, true, 78},
		indoorRide:   {"CYCLING", "INDOOR_CYCLING", cycling, false, 52},
		strengthWork: {"OTHER", "STRENGTH_TRAINING", motionless, false, 42},
		mobilityWork: {"OTHER", "MOBILITY_STATIC", motionless, false, 20},
		walk:         {"OTHER", "WALKING", walking, true, 38},
	}[w]
}

// planned lists the workouts of a date: a weekly rhythm with a long run on Sunday, easier on journeys,
// and nothing on days of illness or flights or without the watch.
func (l *athleteLife) planned(d dayNumber, r *rand.Rand) []workout {
	if l.travelling(d) || l.unworn(d) || l.illness(d) > 0 {
		return nil
	}
	plan := weeklyRhythm(d, r)
	if chance(r, 0.06) {
		plan = nil
	}
	if l.zoneOfDay(d) != l.home {
		plan = travelPlan(plan)
	}
	if len(plan) == 0 && d == l.today-1 {
		plan = []workout{walk}
	}
	return plan
}

// weeklyRhythm is what the athlete does on that day of the week, if nothing comes between.
func weeklyRhythm(d dayNumber, r *rand.Rand) []workout {
	luck := r.Float64()
	switch d.weekday() {
	case time.Tuesday:
		return []workout{intervalRun}
	case time.Wednesday:
		if d.week()%2 == 0 {
			return []workout{seasonalRide(d)}
		}
		return append([]workout{strengthWork}, luckyPick(luck, 0.5, mobilityWork, 0.5, mobilityWork)...)
	case time.Thursday:
		return []workout{easyRun}
	case time.Friday:
		return luckyPick(luck, 0.2, walk, 0.4, mobilityWork)
	case time.Saturday:
		return luckyPick(luck, 0.5, seasonalRide(d), 1, easyRun)
	case time.Sunday:
		return []workout{longRun}
	default:
		return luckyPick(luck, 0.1, easyRun, 0.2, strengthWork)
	}
}

// luckyPick is the first workout below the first limit, the second one below the second, else none.
func luckyPick(luck, first float64, a workout, second float64, b workout) []workout {
	switch {
	case luck < first:
		return []workout{a}
	case luck < second:
		return []workout{b}
	}
	return nil
}

// seasonalRide is indoors in the dark half of the year.
func seasonalRide(d dayNumber) workout {
	if m := d.midnight().Month(); m < time.April || m > time.October {
		return indoorRide
	}
	return outdoorRide
}

// travelPlan is what is left of a plan without a bicycle and a gym.
func travelPlan(plan []workout) []workout {
	for _, w := range plan {
		if w.traits().motion == running {
			return []workout{easyRun}
		}
	}
	if len(plan) > 0 {
		return []workout{walk}
	}
	return nil
}

// session is one training session that took place.
type session struct {
	workout
	day     dayNumber
	index   int // of the day
	begin   int // seconds after midnight on the clock
	seconds int
	millis  int // of the duration, beyond seconds
	start   time.Time
	effort  float64 // how hard it was compared with the usual, about 1
	strap   bool    // a chest strap recorded beats
	load    float64 // training impulse
}

// mesocycle is how much is trained in a week: three weeks up and one down.
func mesocycle(week int) float64 { return [...]float64{0.92, 1.02, 1.12, 0.7}[mod(week, 4)] }

// schedule turns the workouts of a date into sessions, one after the other.
func (l *athleteLife) schedule(d dayNumber) []session {
	r := l.random(d, forPlan)
	plan := l.planned(d, r)
	begin := (17*60+20)*60 + int(around(r, 0, 25*60))
	if d.weekday() == time.Saturday || d.weekday() == time.Sunday {
		begin = (10*60+40)*60 + int(around(r, 0, 12*60))
	}
	sessions := make([]session, 0, len(plan))
	for i, w := range plan {
		minutes := w.traits().minutes * mesocycle(d.week()) * around(r, 1, 0.07)
		s := session{
			workout: w, day: d, index: i, begin: begin, seconds: int(minutes * 60), millis: r.IntN(1000),
			start: d.at(l.zoneOfDay(d), begin, 0), effort: around(r, 1, 0.03), strap: chance(r, 0.3),
		}
		sessions = append(sessions, s)
		begin += s.seconds + between(r, 120, 600)
	}
	return sessions
}

// end is when the session was stopped.
func (s session) end() time.Time {
	return s.start.Add(time.Duration(s.seconds)*time.Second + time.Duration(s.millis)*time.Millisecond)
}
