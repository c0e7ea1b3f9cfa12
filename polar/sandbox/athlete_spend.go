package sandbox

import "math/rand/v2"

// activityZone is a zone of activity, numbered as Polar numbers them.
type activityZone uint8

const (
	zoneSleep activityZone = iota
	zoneSedentary
	zoneLight
	zoneModerate
	zoneVigorous
	zoneNonWear
)

// zoneNames are the zones as live answers spell them.
var zoneNames = [...]string{"SLEEP", "SEDENTARY", "LIGHT", "MODERATE", "VIGOROUS", "NON_WEAR"}

// spentDay is what the athlete did on a date by the clock on the wall, as far as the watch saw it.
type spentDay struct {
	zones       [secondsOfDay / epochSeconds]activityZone
	steps       [secondsOfDay / 60]int // of every minute
	from, until int                    // the seconds of the day between which the watch was worn
	sleeps      []sleepOfDay
}

// sleepOfDay is a night seen from a date: from is when it began, in seconds after the date's midnight.
type sleepOfDay struct {
	from  int
	night *athleteNight
}

// spend makes the day: something to do all day long, then sleep, training and a shower over it.
func (l *athleteLife) spend(d dayNumber) *spentDay {
	r := l.random(d, forActivity)
	day := &spentDay{}
	day.from, day.until = l.wornTimes(d, r)
	day.beUpAndAbout(r)
	day.sleep(d, l.night(d))
	day.sleep(d, l.night(d+1))
	day.takeOff(r)
	for _, s := range l.trainingOn(d).sessions {
		day.exercise(s, r)
	}
	return day
}

// wornTimes is between which seconds of a date the watch was worn: until now today, not at all on
// unworn days, until the evening before them and from the morning after them.
func (l *athleteLife) wornTimes(d dayNumber, r *rand.Rand) (from, until int) {
	evening, morning := between(r, 20*60, 21*60)*60, between(r, 7*60, 9*60)*60
	switch {
	case l.unworn(d):
		return 0, 0
	case l.unworn(d + 1):
		return 0, evening
	case l.unworn(d - 1):
		return morning, secondsOfDay
	case d == l.today:
		return 0, d.wall(l.now.In(l.zoneOfDay(d)))
	}
	return 0, secondsOfDay
}

// beUpAndAbout fills the day with spells of sitting, standing and walking.
func (day *spentDay) beUpAndAbout(r *rand.Rand) {
	for i := 0; i < len(day.zones); {
		zone, epochs := zoneSedentary, between(r, 10, 70)
		switch luck := r.Float64(); {
		case luck < 0.07:
			zone, epochs = zoneModerate, between(r, 4, 18)
		case luck < 0.54:
			zone, epochs = zoneLight, between(r, 4, 36)
		}
		for end := min(len(day.zones), i+epochs); i < end; i++ {
			day.zones[i] = zone
			if i%2 == 0 {
				day.steps[i/2] = stepsOf(zone, r)
			}
		}
	}
}

// stepsOf is how many steps a minute in a zone has.
func stepsOf(zone activityZone, r *rand.Rand) int {
	switch zone {
	case zoneLight:
		return between(r, 3, 26)
	case zoneModerate:
		return between(r, 75, 112)
	}
	return 0
}

// sleep lays a night over the day, as far as it falls on the day. Longer wakes are sedentary.
func (day *spentDay) sleep(d dayNumber, n *athleteNight) {
	if n == nil {
		return
	}
	shift := int(n.date-d) * secondsOfDay
	day.sleeps = append(day.sleeps, sleepOfDay{n.wall(0) + shift, n})
	for i, stage := range n.stages {
		at := n.wall(i) + shift
		if at < 0 || at >= secondsOfDay {
			continue
		}
		zone := zoneSleep
		if stage == stageWake && i > 0 && n.stages[i-1] == stageWake {
			zone = zoneSedentary
		}
		day.zones[at/epochSeconds] = zone
		day.steps[at/60] = 0
	}
}

// takeOff leaves the watch on its charger for a while in the evening of most days.
func (day *spentDay) takeOff(r *rand.Rand) {
	begin, epochs := between(r, 19*60+50, 21*60)*2, between(r, 16, 80)
	if chance(r, 0.25) {
		return
	}
	for i := begin; i < begin+epochs; i++ {
		if day.zones[i] != zoneSleep {
			day.zones[i] = zoneNonWear
			day.steps[i/2] = 0
		}
	}
}

// exercise lays a session over the day.
func (day *spentDay) exercise(s session, r *rand.Rand) {
	zone, pace := zoneModerate, 6
	switch s.traits().motion {
	case running:
		zone, pace = zoneVigorous, 165
	case cycling:
		zone, pace = zoneVigorous, 0
	case walking:
		pace = 122
	case motionless:
		if s.workout == mobilityWork {
			zone, pace = zoneLight, 2
		}
	}
	for at := s.begin; at < s.begin+s.seconds; at += epochSeconds {
		day.zones[at/epochSeconds] = zone
		if at/epochSeconds%2 == 0 {
			day.steps[at/60] = max(0, pace+between(r, -3, 3)*min(1, pace))
		}
	}
}

// zoneSeconds adds up the zones while the watch was worn.
func (day *spentDay) zoneSeconds() (seconds [6]int) {
	for i := day.from / epochSeconds; i < day.until/epochSeconds; i++ {
		seconds[day.zones[i]] += epochSeconds
	}
	return seconds
}

// totalSteps adds up the steps while the watch was worn.
func (day *spentDay) totalSteps() int {
	sum := 0
	for _, steps := range day.steps[day.from/60 : day.until/60] {
		sum += steps
	}
	return sum
}

// inactivity returns when the watch asked to move, in seconds of the day: after 55 minutes of sitting,
// but not in the night.
func (day *spentDay) inactivity() []int {
	const patience = 55 * 60 / epochSeconds
	var stamps []int
	sitting := 0
	for i := day.from / epochSeconds; i < day.until/epochSeconds; i++ {
		if day.zones[i] != zoneSedentary {
			sitting = 0
			continue
		}
		if sitting++; sitting == patience && i > 7*120 && i < 22*120 {
			stamps = append(stamps, (i+1)*epochSeconds)
		}
	}
	return stamps
}
