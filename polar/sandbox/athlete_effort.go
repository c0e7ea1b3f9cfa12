package sandbox

import "math"

// effortAt is how hard the athlete works at a second of the session, as a fraction of heart rate
// reserve.
func (s session) effortAt(t int) float64 {
	minute := float64(t) / 60
	switch s.workout {
	case intervalRun:
		return s.effort * s.intervalEffort(t)
	case outdoorRide, indoorRide:
		return s.effort * warmedUp(minute, 0.57+0.06*math.Sin(minute/3.1)+0.03*math.Sin(minute/0.9))
	case strengthWork:
		return s.effort * sets(t, 45, 80, 0.6, 0.3)
	case mobilityWork:
		return s.effort * sets(t, 60, 60, 0.27, 0.2)
	case walk:
		return s.effort * warmedUp(minute, 0.35+0.02*math.Sin(minute/2))
	case longRun:
		return s.effort * warmedUp(minute, 0.61+0.02*math.Sin(minute/7))
	default:
		return s.effort * warmedUp(minute, 0.6+0.025*math.Sin(minute/4))
	}
}

// intervalEffort is a quarter hour of warming up, four minutes hard and three easy as often as they
// fit, and ten minutes of cooling down.
func (s session) intervalEffort(t int) float64 {
	const warmUp, coolDown = 15 * 60, 10 * 60
	if t < warmUp || t > s.seconds-coolDown {
		return warmedUp(float64(t)/60, 0.56)
	}
	return sets(t-warmUp, 240, 180, 0.92, 0.56)
}

// warmedUp approaches an effort over the first minutes.
func warmedUp(minute, effort float64) float64 { return effort * (1 - 0.3*math.Exp(-minute/4)) }

// sets alternates between hard and easy seconds.
func sets(t, hard, easy int, hardEffort, easyEffort float64) float64 {
	if t%(hard+easy) < hard {
		return hardEffort
	}
	return easyEffort
}

// heartRates returns the heart rate of every second of a session: it follows the effort with a lag,
// faster up than down, and drifts upwards with time. The result is valid until the next call.
func (l *athleteLife) heartRates(s session) []uint8 {
	r := l.random(s.day, forSession+purpose(100*s.index))
	bpm := l.track.bpm[:0]
	rate, jitter := around(r, 80, 5), 0.0
	for t := range s.seconds {
		reserve := s.effortAt(t) * (1 + 0.03*float64(t)/3600)
		target := restingBPM + reserve*(maximumBPM-restingBPM)
		lag := 45.0
		if target > rate {
			lag = 28
		}
		rate += (target - rate) / lag
		jitter = 0.95*jitter + 0.3*r.NormFloat64()
		bpm = append(bpm, uint8(min(maximumBPM-2, max(restingBPM, rate+jitter))))
	}
	l.track.bpm = bpm
	return bpm
}
