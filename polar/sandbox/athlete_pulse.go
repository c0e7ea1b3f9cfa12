package sandbox

import (
	"math"
	"math/rand/v2"
	"strconv"
	"time"
)

// writeHeartRate writes the continuous heart rate of a date: about every five minutes while the watch
// is worn, and every second in parts of the training. Times are of the clock on the wall; an hour that
// clocks skip has none.
func (l *athleteLife) writeHeartRate(d dayNumber, day *spentDay) {
	if day.until-day.from < 60 {
		return
	}
	w := &l.json
	w.raw("{")
	w.text("polar_user", l.userLink("polaraccesslink.com"))
	w.text("date", d.String())
	w.open("heart_rate_samples", "[")
	samples := l.writePulse(d, day)
	w.raw("]}")
	if samples == 0 {
		w.b = w.b[:0]
		return
	}
	l.keep(KindContinuousHeartRate, d, "", d.at(l.zoneOfDay(d), secondsOfDay+7*3600, 0).Add(41*time.Minute))
}

// writePulse writes the samples of a day and returns how many there are.
func (l *athleteLife) writePulse(d dayNumber, day *spentDay) int {
	r := l.random(d, forHeartRate)
	skipped, samples := d.skippedHours(l.zoneOfDay(d)), 0
	bursts := l.bursts(d, r)
	for t := day.from + r.IntN(fiveMinutes); t < day.until; t += between(r, 299, 302) {
		for ; len(bursts) > 0 && t >= bursts[0].from; bursts = bursts[1:] {
			samples += l.writeBurst(bursts[0])
			t = bursts[0].until() + between(r, 60, 290)
		}
		if t >= day.until {
			break
		}
		if skipped[t/3600] || day.zones[t/epochSeconds] == zoneNonWear {
			continue
		}
		rate := l.pulseAt(d, day, t) + around(r, 0, 3)
		if chance(r, 0.006) {
			rate = 0 // no contact with the skin
		}
		l.json.pulse(int(math.Round(rate)), t)
		samples++
	}
	return samples
}

// pulseAt is the usual heart rate at a time of the day: that of the night, of training, or of what the
// athlete is about.
func (l *athleteLife) pulseAt(d dayNumber, day *spentDay, t int) float64 {
	for _, s := range l.trainingOn(d).sessions {
		if since := t - s.begin; since >= 0 && since < s.seconds {
			return restingBPM + s.effortAt(since)*(maximumBPM-restingBPM)
		}
	}
	for _, sleep := range day.sleeps {
		if i := (t - sleep.from) / fiveMinutes; t >= sleep.from && i < len(sleep.night.pulse) {
			return sleep.night.pulse[i]
		}
	}
	return 14*l.illness(d) + [...]float64{58, 63, 75, 97, 118, 60}[day.zones[t/epochSeconds]]
}

// pulse writes one sample of continuous heart rate.
func (w *athleteJSON) pulse(rate, seconds int) {
	w.item()
	w.raw(`"heart_rate":`)
	w.b = strconv.AppendInt(w.b, int64(rate), 10)
	w.raw(`,"sample_time":"`)
	w.b = appendTwo(w.b, seconds/3600)
	w.b = append(w.b, ':')
	w.b = appendTwo(w.b, seconds/60%60)
	w.b = append(w.b, ':')
	w.b = appendTwo(w.b, seconds%60)
	w.raw(`"}`)
}

// burst is a part of a session that the continuous heart rate holds second by second.
type burst struct {
	from int // seconds of the day
	bpm  []uint8
}

func (b burst) until() int { return b.from + len(b.bpm) }

// bursts are the parts of a day's training with a heart rate for every second, in order: the beginning
// and one later part of each session, and the whole of short ones.
func (l *athleteLife) bursts(d dayNumber, r *rand.Rand) []burst {
	var all []burst
	for _, s := range l.trainingOn(d).sessions {
		bpm := append([]uint8(nil), l.heartRates(s)...)
		if chance(r, 0.3) {
			loseContact(bpm, r)
		}
		if s.seconds < 20*60 {
			all = append(all, burst{s.begin, bpm})
			continue
		}
		first := between(r, 300, 540)
		second := between(r, 840, s.seconds-300)
		all = append(all,
			burst{s.begin, bpm[:first]},
			burst{s.begin + second, bpm[second:min(s.seconds, second+between(r, 300, 480))]})
	}
	return all
}

// loseContact sets a few seconds in the first minutes to 0.
func loseContact(bpm []uint8, r *rand.Rand) {
	from := between(r, 60, 200)
	for i := range between(r, 3, 12) {
		bpm[from+i] = 0
	}
}

// writeBurst writes a burst and returns how many samples it has.
func (l *athleteLife) writeBurst(b burst) int {
	for i, rate := range b.bpm {
		l.json.pulse(int(rate), b.from+i)
	}
	return len(b.bpm)
}
