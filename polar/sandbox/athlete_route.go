package sandbox

import (
	"math"
	"strconv"
	"time"
)

const (
	// routeSeconds is the time between two points of a route.
	routeSeconds = 4
	// metresOfDegree is the length of a degree of latitude.
	metresOfDegree = 111_195
)

// loop is a closed course as long as the session: its direction turns once around while three pairs
// of bends, each repeated in both halves, make it wander. A course whose halves have the same bends
// and opposite directions ends where it began.
type loop struct {
	latitude, longitude float64 // of the start, degrees
	length              float64 // metres
	turn                float64 // the first direction, radians
	bends, phases       [3]float64
}

// courseOf lays a loop of the session's length on fictional ground: near 60.2 N 25.1 E at home, and
// near 41.1 N 73.6 W on journeys.
func (l *athleteLife) courseOf(s session) loop {
	r := l.random(s.day, forRoute+purpose(100*s.index+50))
	c := loop{latitude: 60.2, longitude: 25.1, turn: 6.28 * r.Float64()}
	if l.zoneOfDay(s.day) != l.home {
		c.latitude, c.longitude = 41.1, -73.6
	}
	c.latitude += 0.0004 * r.Float64()
	c.longitude += 0.0008 * r.Float64()
	for i := range c.bends {
		c.bends[i], c.phases[i] = around(r, 0.5, 0.15)/float64(i+1), 6.28*r.Float64()
	}
	k := l.track.decimetres
	c.length = float64(max(1, k[len(k)-1])) / 10
	return c
}

// heading is the direction after that many metres, in radians from east.
func (c loop) heading(metres float64) float64 {
	round := 2 * math.Pi * metres / c.length
	h := c.turn + round
	for i := range c.bends {
		h += c.bends[i] * math.Sin(2*float64(i+1)*round+c.phases[i])
	}
	return h
}

// writeRoute writes the GPS points of the session on the track. Their times count from the start.
func (l *athleteLife) writeRoute(s session) {
	course, w, k := l.courseOf(s), &l.json, l.track.decimetres
	r := l.random(s.day, forRoute+purpose(100*s.index+70))
	millis, degree := r.IntN(1000), metresOfDegree*math.Cos(course.latitude*math.Pi/180)
	east, north, before := 0.0, 0.0, 0.0
	w.open("route", "[")
	for t := 0; t < len(k); t += routeSeconds {
		metres := float64(k[t]) / 10
		sin, cos := math.Sincos(course.heading((metres + before) / 2))
		east, north, before = east+(metres-before)*cos, north+(metres-before)*sin, metres
		w.item()
		w.decimal("latitude", course.latitude+north/metresOfDegree, 8)
		w.decimal("longitude", course.longitude+east/degree, 8)
		w.raw(`,"time":"PT`)
		w.b = strconv.AppendFloat(w.b, (time.Duration(t)*time.Second + time.Duration(millis)*time.Millisecond).Seconds(), 'f', 3, 64)
		w.raw(`S"`)
		w.int("satellites", 9+r.IntN(8))
		w.int("fix", 1)
		w.raw("}")
	}
	w.raw("]")
}
