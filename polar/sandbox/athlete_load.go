package sandbox

import (
	"math"
	"time"
)

// dayOfTraining is what was trained on one day.
type dayOfTraining struct {
	sessions []session
	load     float64 // training impulse of all sessions, 0.0 on a rest day
}

// train makes the sessions of a date. Of today's, only those that are over and uploaded count.
func (l *athleteLife) train(d dayNumber) dayOfTraining {
	var day dayOfTraining
	for _, s := range l.schedule(d) {
		if s.end().Add(10 * time.Minute).After(l.now) {
			continue
		}
		s.load = l.impulseOf(l.heartRates(s))
		day.sessions = append(day.sessions, s)
		day.load += s.load
	}
	return day
}

// impulses tabulates Banister's training impulse of one second at every heart rate.
func (p athletePerson) impulses() [maximumBPM + 1]float64 {
	var table [maximumBPM + 1]float64
	for bpm := range table {
		reserve := max(0, float64(bpm-restingBPM)/(maximumBPM-restingBPM))
		table[bpm] = reserve * p.banister[0] * math.Exp(p.banister[1]*reserve) / 60
	}
	return table
}

// impulseOf is the training impulse of a session with these heart rates, to three places.
func (l *athleteLife) impulseOf(bpm []uint8) float64 {
	sum := 0.0
	for _, rate := range bpm {
		sum += l.impulse[rate]
	}
	return math.Round(sum*1000) / 1000
}

// trainingOn is the training of a date, and nothing for dates outside the athlete's life.
func (l *athleteLife) trainingOn(d dayNumber) dayOfTraining {
	if i := int(d - l.begin); i >= 0 && i < len(l.training) {
		return l.training[i]
	}
	return dayOfTraining{}
}

// meanLoad is the mean daily load of the days up to and including d.
func (l *athleteLife) meanLoad(d dayNumber, days int) float64 {
	sum := 0.0
	for i := range days {
		sum += l.trainingOn(d - dayNumber(i)).load
	}
	return sum / float64(days)
}

// fatigue is what training before the night that ends on d has left, about 0 after usual days and 1
// after hard ones: an average of the last two weeks in which yesterday counts most, compared with the
// last six weeks.
func (l *athleteLife) fatigue(d dayNumber) float64 {
	acute, weights := 0.0, 0.0
	for k := range 14 {
		weight := math.Exp(-float64(k) / 1.3)
		acute += weight * l.trainingOn(d-1-dayNumber(k)).load
		weights += weight
	}
	return (acute/weights - l.meanLoad(d-1, 42)) / 50
}

// loadLevels are the upper bounds of the classes of cardio load on a date, from very low to very high,
// relative to the average session of the last 90 days.
func (l *athleteLife) loadLevels(d dayNumber) [5]float64 {
	sum, count := 0.0, 0
	for i := range 90 {
		day := l.trainingOn(d - dayNumber(i))
		sum += day.load
		count += len(day.sessions)
	}
	mean := sum / float64(max(1, count))
	return [5]float64{0.5 * mean, 0.8 * mean, 1.1 * mean, 1.6 * mean, 2.4 * mean}
}

// settlingDays is how many days pass before Polar calls a cardio load available.
const settlingDays = 7

// writeCardioLoad writes the element that every day has.
func (l *athleteLife) writeCardioLoad(d dayNumber) {
	load, strain, tolerance := l.trainingOn(d).load, l.meanLoad(d, 7), l.meanLoad(d, 28)
	ratio, levels := strain/max(tolerance, 1), l.loadLevels(d)
	status := loadStatus(ratio)
	if d < l.first+settlingDays {
		load, tolerance, ratio, levels, status = -1, -1, -1, [5]float64{}, "LOAD_STATUS_NOT_AVAILABLE"
	}
	w := &l.json
	w.raw("{")
	w.open("cardio_load_level", "{")
	for i, level := range []string{"very_low", "low", "medium", "high", "very_high"} {
		w.decimal(level, levels[i], 3)
	}
	w.raw("}")
	w.text("date", d.String())
	w.text("cardio_load_status", status)
	w.decimal("cardio_load_ratio", ratio, 4)
	w.decimal("cardio_load", load, 3)
	w.decimal("strain", strain, 4)
	w.decimal("tolerance", tolerance, 4)
	w.raw("}")
	l.keep(KindCardioLoad, d, "", d.at(l.zoneOfDay(d), secondsOfDay, 0))
}

// loadStatus is Polar's word for a ratio of strain to tolerance.
func loadStatus(ratio float64) string {
	switch {
	case ratio < 0.8:
		return "DETRAINING"
	case ratio < 1:
		return "MAINTAINING"
	case ratio < 1.3:
		return "PRODUCTIVE"
	}
	return "OVERREACHING"
}
