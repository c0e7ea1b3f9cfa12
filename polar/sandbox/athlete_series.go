package sandbox

import (
	"math"
	"strconv"
)

// Numbers of the sample types.
const (
	heartRateSeries   = 0
	speedSeries       = 1
	cadenceSeries     = 2
	altitudeSeries    = 3
	powerSeries       = 4
	temperatureSeries = 9
	distanceSeries    = 10
	intervalSeries    = 11
)

// writeSeries writes the sample series of the session on the track into l.series: what the workout
// has, at one sample a second, and the beats where a chest strap was worn.
func (l *athleteLife) writeSeries(s session) {
	l.series.b = l.series.b[:0]
	k, traits := &l.track, s.traits()
	l.eachSecond(heartRateSeries, func(b []byte, t int) []byte { return strconv.AppendInt(b, int64(k.bpm[t]), 10) })
	if traits.outdoors {
		l.eachSecond(speedSeries, func(b []byte, t int) []byte { return appendDecimal(b, k.speed[t], 4) })
	} else {
		l.eachSecond(speedSeries, appendNothing)
	}
	if traits.motion != motionless {
		l.eachSecond(cadenceSeries, func(b []byte, t int) []byte { return strconv.AppendInt(b, int64(k.cadence[t]), 10) })
	}
	if traits.outdoors {
		l.writeAltitudes(s)
	}
	if k.kilojoules() > 0 {
		l.eachSecond(powerSeries, func(b []byte, t int) []byte { return strconv.AppendInt(b, int64(k.watts[t]), 10) })
	}
	l.writeTemperatures(s)
	if traits.outdoors {
		l.eachSecond(distanceSeries, func(b []byte, t int) []byte { return appendDistance(b, k.decimetres[t]) })
	} else {
		l.eachSecond(distanceSeries, appendNothing)
	}
	if s.strap {
		l.writeIntervals(s)
	}
}

// eachSecond writes a series of one value a second.
func (l *athleteLife) eachSecond(sampleType int, value func(b []byte, t int) []byte) {
	w := &l.series
	w.item()
	w.int("recording_rate", 1)
	w.int("sample_type", sampleType)
	w.raw(`,"data":"`)
	for t := range l.track.bpm {
		if t > 0 {
			w.b = append(w.b, ',')
		}
		w.b = value(w.b, t)
	}
	w.raw(`"}`)
}

// appendNothing is the zero of a quantity that the session does not have.
func appendNothing(b []byte, _ int) []byte { return append(b, '0') }

// appendDistance writes metres with the noise of the single precision that the service keeps them in:
// 0.10000000149011612.
func appendDistance(b []byte, decimetres int) []byte {
	metres := float64(float32(decimetres) / 10)
	b = strconv.AppendFloat(b, metres, 'f', -1, 64)
	if metres == math.Trunc(metres) {
		b = append(b, '.', '0')
	}
	return b
}

// writeAltitudes writes the barometer's height, which moves in steps of about a metre.
func (l *athleteLife) writeAltitudes(s session) {
	ground := newHills(l.random(s.day, forRoute+purpose(100*s.index)))
	shown := ground.at(0)
	l.eachSecond(altitudeSeries, func(b []byte, t int) []byte {
		if now := ground.at(float64(l.track.decimetres[t]) / 10); math.Abs(now-shown) > 1 {
			shown = now
		}
		return appendDecimal(b, int(shown*1000), 3)
	})
}

// writeTemperatures writes the watch's temperature: from the wrist's towards that of the air.
func (l *athleteLife) writeTemperatures(s session) {
	r := l.random(s.day, forSamples+purpose(100*s.index+50))
	air := 27.0
	if s.traits().outdoors {
		air = around(r, 17-9*math.Cos(2*math.Pi*float64(s.day-15)/365), 2)
	}
	celsius := around(r, 29, 1)
	l.eachSecond(temperatureSeries, func(b []byte, _ int) []byte {
		celsius += (air - celsius) / 500
		return appendDecimal(b, int(celsius*10)+r.IntN(2), 1)
	})
}

// writeIntervals writes the time between beats in milliseconds, with a missing value here and there.
// They have no recording rate.
func (l *athleteLife) writeIntervals(s session) {
	r := l.random(s.day, forSamples+purpose(100*s.index+70))
	w := &l.series
	w.item()
	w.raw(`"recording_rate":null`)
	w.int("sample_type", intervalSeries)
	w.raw(`,"data":"`)
	for at := 0; at/1000 < len(l.track.bpm); {
		if at > 0 {
			w.raw(",")
		}
		interval := 60000/int(l.track.bpm[at/1000]) + between(r, -9, 9)
		at += interval
		if r.IntN(900) == 0 {
			w.raw("null")
			continue
		}
		w.b = strconv.AppendInt(w.b, int64(interval), 10)
	}
	w.raw(`"}`)
}
