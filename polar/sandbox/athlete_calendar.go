package sandbox

import (
	"fmt"
	"math"
	"strings"
	"time"
)

const (
	// warmUpDays is how long before the first record the athlete has been training. Fatigue looks back
	// 42 days and the cardio load levels 90.
	warmUpDays = 92
	// fullDays is how many of the last days are free of illness, journeys, unworn days and short nights.
	fullDays = 5
	// illnessDays is how long an illness lasts, and illnessBlock how many days have one illness.
	illnessDays  = 7
	illnessBlock = 90
	// unwornBlock is how many days have one gap in which the watch was not worn.
	unwornBlock = 45
	// journeyReach is how many days before and after a clock change a journey begins and ends.
	journeyReach = 5
)

// journey is a stay in the other zone. The athlete flies out on the first day and home on the last, so
// the nights from first+1 to last are spent away.
type journey struct{ first, last dayNumber }

// awayFrom returns the zone to which the athlete travels: New York, or Paris for Americans.
func awayFrom(home *time.Location) (*time.Location, error) {
	name := "America/New_York"
	if strings.HasPrefix(home.String(), "America/") {
		name = "Europe/Paris"
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("athlete's journeys: %w", err)
	}
	return loc, nil
}

// findJourneys returns a journey around every clock change of the other zone, from a day on and as far
// as the athlete is home again before the last full days.
func (l *athleteLife) findJourneys(from dayNumber) []journey {
	var found []journey
	for d := from; d+journeyReach <= l.today-fullDays; d++ {
		before, after := d.at(l.away, 0, 0), (d+1).at(l.away, 0, 0)
		if offsetMinutes(before) != offsetMinutes(after) {
			found = append(found, journey{d - journeyReach, d + journeyReach})
		}
	}
	return found
}

// zoneOfNight is where the athlete wakes up on the date.
func (l *athleteLife) zoneOfNight(d dayNumber) *time.Location {
	for _, j := range l.journeys {
		if j.first < d && d <= j.last {
			return l.away
		}
	}
	return l.home
}

// zoneOfDay is where the athlete is during the day. Travelling days belong to the zone in which they
// begin.
func (l *athleteLife) zoneOfDay(d dayNumber) *time.Location { return l.zoneOfNight(d) }

// travelling is true on the days of flights.
func (l *athleteLife) travelling(d dayNumber) bool {
	for _, j := range l.journeys {
		if d == j.first || d == j.last {
			return true
		}
	}
	return false
}

// flownHome is true for the short night after the flight home.
func (l *athleteLife) flownHome(d dayNumber) bool {
	for _, j := range l.journeys {
		if d == j.last+1 {
			return true
		}
	}
	return false
}

// jetLag is 1 on the first morning in another zone and after the flight home, and gone after four days.
func (l *athleteLife) jetLag(d dayNumber) float64 {
	lag := 0.0
	for _, j := range l.journeys {
		for _, since := range []dayNumber{d - j.first - 1, d - j.last - 1} {
			if since >= 0 && since < 4 {
				lag = max(lag, 1-float64(since)/4)
			}
		}
	}
	return lag
}

// illness is how ill the athlete is on the date, from 0 to 1: worst on the third day, nearly over on
// the seventh.
func (l *athleteLife) illness(d dayNumber) float64 {
	block := d / illnessBlock
	start := block*illnessBlock + 40 + dayNumber(l.random(block, forIllness).IntN(10))
	day := int(d - start)
	if day < 0 || day >= illnessDays || start+illnessDays > l.today-fullDays+1 {
		return 0
	}
	return 1 - 0.7*math.Abs(float64(day)-2)/5
}

// unworn is true on days on which the watch lay on a table: two or three days now and then, never
// during an illness or a journey.
func (l *athleteLife) unworn(d dayNumber) bool {
	start, last := l.unwornGap(d)
	return start <= d && d <= last
}

// unwornGap returns the first and last unworn day of the block of days in which d lies; last is before
// start if the block has none.
func (l *athleteLife) unwornGap(d dayNumber) (start, last dayNumber) {
	block := d / unwornBlock
	r := l.random(block, forUnworn)
	start = block*unwornBlock + dayNumber(r.IntN(unwornBlock-3))
	last = start + dayNumber(between(r, 1, 2))
	if last > l.today-fullDays {
		return start, start - 1
	}
	for day := start - 1; day <= last+1; day++ {
		if l.illness(day) > 0 || l.travelling(day) || l.zoneOfNight(day) != l.home {
			return start, start - 1
		}
	}
	return start, last
}

// full is true on the last days, which have everything.
func (l *athleteLife) full(d dayNumber) bool { return d > l.today-fullDays }
