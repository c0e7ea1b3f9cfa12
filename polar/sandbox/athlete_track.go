package sandbox

import (
	"math"
	"math/rand/v2"
)

// sessionTrack holds a session second by second. One track serves all sessions in turn.
type sessionTrack struct {
	bpm        []uint8
	speed      []int // ten-thousandths of a km/h
	cadence    []int // revolutions, or steps of one leg, a minute
	watts      []int
	decimetres []int // since the start
}

// move fills the track with how the athlete got along. Sessions on one spot have speed and distance 0.
func (l *athleteLife) move(s session) {
	r := l.random(s.day, forSamples+purpose(100*s.index))
	k := &l.track
	k.speed, k.cadence, k.watts, k.decimetres = k.speed[:0], k.cadence[:0], k.watts[:0], k.decimetres[:0]
	traits := s.traits()
	kmh, metres, sway, fix, stop := 0.0, 0.0, 0.0, between(r, 2, 6), 0
	for t := range s.seconds {
		sway = 0.97*sway + 0.12*r.NormFloat64()
		if stop = max(0, stop-1); stop == 0 && r.IntN(1500) == 0 {
			stop = between(r, 5, 40)
		}
		target := max(0, traits.motion.speed(s.effortAt(t))+sway)
		if t < fix || stop > 0 {
			target = 0
		}
		kmh += (target - kmh) / 5
		if kmh < 0.3 && target == 0 {
			kmh = 0
		}
		k.step(traits, kmh, s.effortAt(t), r)
		if traits.outdoors {
			metres += kmh / 3.6
		}
		k.decimetres = append(k.decimetres, int(metres*10))
	}
}

// step adds one second of speed, cadence and power.
func (k *sessionTrack) step(traits workoutTraits, kmh, effort float64, r *rand.Rand) {
	cadence, watts := 0.0, 0.0
	switch noise := r.Float64() - 0.5; {
	case kmh < 2:
	case traits.motion == running:
		cadence, watts = 74+0.9*kmh+noise, 21.5*kmh
	case traits.motion == cycling:
		cadence, watts = 84+12*(effort-0.57)+3*noise, 330*effort*effort/0.57+20*noise
	case traits.motion == walking:
		cadence = 45 + 3*kmh + noise
	}
	if !traits.outdoors {
		kmh = 0
	}
	k.speed = append(k.speed, int(kmh*10000))
	k.cadence = append(k.cadence, int(cadence))
	k.watts = append(k.watts, int(watts/2)*2)
}

// speed is the usual speed in km/h at an effort on level ground.
func (m motion) speed(effort float64) float64 {
	switch m {
	case running:
		return 10.2 + 16.5*(effort-0.6)
	case cycling:
		return 27 + 40*(effort-0.57)
	case walking:
		return 5.7 + 6*(effort-0.35)
	}
	return 0
}

// pulse is the average and the maximum heart rate.
func (k *sessionTrack) pulse() (average float64, maximum int) {
	sum := 0
	for _, rate := range k.bpm {
		sum += int(rate)
		maximum = max(maximum, int(rate))
	}
	return float64(sum) / float64(max(1, len(k.bpm))), maximum
}

// kilojoules is the mechanical work, 0 where no power was measured.
func (k *sessionTrack) kilojoules() float64 {
	joules := 0
	for _, watts := range k.watts {
		joules += watts
	}
	return float64(joules) / 1000
}

// hills is the altitude in metres along a route: two waves over the ground, which differ by day.
type hills struct{ base, high, low, phase float64 }

func newHills(r *rand.Rand) hills {
	return hills{base: around(r, 26, 4), high: around(r, 11, 3), low: around(r, 4, 1), phase: 6 * r.Float64()}
}

func (h hills) at(metres float64) float64 {
	return h.base + h.high*math.Sin(metres/1100+h.phase) + h.low*math.Sin(metres/330)
}
