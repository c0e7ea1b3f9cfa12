package sandbox

import (
	"math"
	"math/rand/v2"
	"time"
)

const (
	// epochSeconds is the length of one step of a hypnogram.
	epochSeconds = 30
	// rechargeSeconds is how much sleep Nightly Recharge needs.
	rechargeSeconds = 4 * 3600
	// sleepGoal is how long the athlete wants to sleep, in seconds.
	sleepGoal = 7*3600 + 1800
	// nightsBefore is how many nights before the first record SleepWise looks back at.
	nightsBefore = 3
	// fiveMinutes is the time between two heart rates of a night, in seconds.
	fiveMinutes = 300
)

// athleteNight is one night's sleep and the state of the body in it.
type athleteNight struct {
	date       dayNumber // of the morning
	start, end time.Time // in the zone of the night
	stages     []uint8   // of every epoch: 0 wake, 1 REM, 3 light, 4 deep, 5 unknown
	cycles     int
	pulse      []float64 // heart rate of every five minutes
	body       nightBody
}

// nightBody is what the days before, illness and luck have made of a night.
type nightBody struct {
	fatigue, illness, jetLag float64
	bad                      bool    // a drink or an argument too many
	short                    bool    // less sleep than Nightly Recharge needs
	rmssd                    float64 // ms
	bpm                      float64 // mean heart rate
	breath                   float64 // breaths per minute
	skin                     float64 // degrees Celsius
}

// night is the night that ended on a date, or nil where the watch was not worn.
func (l *athleteLife) night(d dayNumber) *athleteNight {
	if i := int(d - l.first + nightsBefore); i >= 0 && i < len(l.nights) {
		return l.nights[i]
	}
	return nil
}

// sleepUntil makes the night that ends on a date: nothing on unworn days and before the watch is put
// on again after them.
func (l *athleteLife) sleepUntil(d dayNumber) *athleteNight {
	if l.unworn(d) || l.unworn(d-1) {
		return nil
	}
	r := l.random(d, forNight)
	n := &athleteNight{date: d, body: l.bodyAtNight(d, r)}
	loc := l.zoneOfNight(d)
	n.start = d.at(loc, n.body.bedtime(d, r), r.IntN(1000))
	if l.flownHome(d) {
		n.start = d.at(loc, 2*3600+between(r, 0, 3599), r.IntN(1000))
	}
	n.stages, n.cycles = n.body.hypnogram(n.body.asleep(d, r), l.random(d, forStages))
	n.evenOut()
	n.end = n.start.Add(time.Duration(len(n.stages)) * epochSeconds * time.Second)
	n.pulse = n.heartRates(r)
	return n
}

// bodyAtNight draws the state of the body. Fatigue lowers heart rate variability, whose logarithm is
// about normally distributed (Plews and others, "Training adaptation and heart rate variability in
// elite endurance athletes", 2013), and raises heart rate; illness does both more, and raises
// breathing rate and temperature.
func (l *athleteLife) bodyAtNight(d dayNumber, r *rand.Rand) nightBody {
	b := nightBody{
		fatigue: l.fatigue(d), illness: l.illness(d), jetLag: l.jetLag(d), bad: chance(r, 0.06),
		short: chance(r, 0.015) && !l.full(d) || l.flownHome(d),
	}
	bad := 0.0
	if b.bad {
		bad = 1
	}
	luck := around(r, 0, 0.075)
	season := 0.04 * math.Sin(2*math.Pi*float64(d)/365)
	b.rmssd = usualRMSSD * math.Exp(season+luck-0.15*b.fatigue-0.55*b.illness-0.26*bad-0.1*b.jetLag)
	b.bpm = around(r, 53, 1) - 8*luck + 2*b.fatigue + 11*b.illness + 7*bad + 2.5*b.jetLag
	b.breath = around(r, usualBreath, 0.25) + 2.2*b.illness + 0.4*bad
	b.skin = around(r, usualSkin, 0.15) + 0.9*b.illness + 0.2*bad
	return b
}

// bedtime is in seconds after midnight of the morning, so mostly negative: later at weekends and on bad
// nights.
func (b nightBody) bedtime(d dayNumber, r *rand.Rand) int {
	bed := around(r, -50, 20) - 20*b.illness - 25*b.jetLag
	if isWeekend(d) {
		bed += 35
	}
	if b.bad {
		bed += 55
	}
	return int(60 * bed)
}

// asleep is how many epochs of sleep the night has.
func (b nightBody) asleep(d dayNumber, r *rand.Rand) int {
	minutes := around(r, 444, 26) + 30*b.illness - 6*b.fatigue
	if isWeekend(d) {
		minutes += 22
	}
	if b.bad {
		minutes -= 55
	}
	if b.short {
		minutes = float64(between(r, 160, 220))
	}
	return int(minutes * 60 / epochSeconds)
}

func isWeekend(d dayNumber) bool { return d.weekday() == time.Saturday || d.weekday() == time.Sunday }

// heartRates draws a heart rate for every five minutes around the night's mean: falling in the first
// hours, higher in REM sleep and awake.
func (n *athleteNight) heartRates(r *rand.Rand) []float64 {
	const epochs = fiveMinutes / epochSeconds
	var rates []float64
	wander, mean := 0.0, 0.0
	for i := 0; i < len(n.stages); i += epochs {
		wander = 0.6*wander + r.NormFloat64()
		hours := float64(i*epochSeconds) / 3600
		rate := 5*math.Exp(-hours/1.3) + wander + [...]float64{5, 2, 0, 0, -1.5, 0}[n.stages[i]]
		rates = append(rates, rate)
		mean += rate
	}
	mean /= float64(len(rates))
	for i := range rates {
		rates[i] = max(restingBPM-6, rates[i]-mean+n.body.bpm)
	}
	return rates
}

// clock is the time on the watch's face at an epoch, in seconds from midnight of the morning. The
// watch keeps the offset at which the night began.
func (n *athleteNight) clock(epoch int) int { return n.date.wall(n.start) + epoch*epochSeconds }

// wall is the time on a clock on the wall at an epoch, which jumps when clocks change in the night.
func (n *athleteNight) wall(epoch int) int {
	if offsetMinutes(n.start) == offsetMinutes(n.end) {
		return n.clock(epoch)
	}
	return n.date.wall(n.start.Add(time.Duration(epoch) * epochSeconds * time.Second))
}

// stageSeconds adds up one stage.
func (n *athleteNight) stageSeconds(stage uint8) int {
	count := 0
	for _, s := range n.stages {
		if s == stage {
			count++
		}
	}
	return count * epochSeconds
}

// asleepSeconds is the night without its interruptions.
func (n *athleteNight) asleepSeconds() int { return len(n.stages)*epochSeconds - n.stageSeconds(0) }

// interruptions adds up the wake of runs below and from 90 seconds on, and counts the runs.
func (n *athleteNight) interruptions() (short, long, count int) {
	for i := 0; i < len(n.stages); {
		run := 0
		for n.stages[i+run] == 0 { // ends, since the last epoch is never wake
			run++
		}
		switch seconds := run * epochSeconds; {
		case run == 0:
		case seconds < 90:
			short, count = short+seconds, count+1
		default:
			long, count = long+seconds, count+1
		}
		i += max(1, run)
	}
	return short, long, count
}
