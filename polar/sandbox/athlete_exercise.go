package sandbox

import (
	"math"
	"math/rand/v2"
	"strconv"
	"time"
)

// writeExercises writes the sessions of a date.
func (l *athleteLife) writeExercises(d dayNumber) {
	for _, s := range l.trainingOn(d).sessions {
		l.writeExercise(s)
	}
}

// writeExercise writes one session with everything that a query flag may ask for, in the order of keys
// of the live service.
func (l *athleteLife) writeExercise(s session) {
	r := l.random(s.day, forUpload+purpose(100*s.index))
	id, uploaded := base62ID(r), l.uploadOf(s, r)
	l.heartRates(s)
	l.move(s)
	l.writeSeries(s)
	w, traits, n := &l.json, s.traits(), len(l.track.bpm)
	w.raw("{")
	w.text("id", id)
	w.text("upload_time", uploaded.UTC().Format(time.RFC3339))
	w.text("polar_user", l.userLink("www.polaraccesslink.com"))
	w.text("device", athleteDevice)
	w.text("device_id", l.person.deviceID)
	w.text("start_time", s.start.Format("2006-01-02T15:04:05"))
	w.int("start_time_utc_offset", offsetMinutes(s.start))
	w.text("duration", "PT"+strconv.FormatFloat(float64(s.seconds)+float64(s.millis)/1000, 'f', 3, 64)+"S")
	if traits.outdoors {
		w.decimal("distance", math.Round(float64(l.track.decimetres[n-1])/10), 1)
	}
	average, maximum := l.track.pulse()
	w.raw(`,"heart_rate":{`)
	w.int("average", int(math.Round(average)))
	w.int("maximum", maximum)
	w.raw("}")
	w.text("sport", traits.sport)
	w.bool("has_route", traits.outdoors)
	w.text("detailed_sport_info", traits.detail)
	w.int("calories", l.calories(s, average))
	l.writeRunningIndex(s, r)
	writeEnergySources(w, average, r)
	writeHeartRateZones(w, l.track.bpm)
	w.open("samples", "[")
	w.b = append(w.b, l.series.b...)
	w.raw("]")
	if traits.outdoors {
		l.writeRoute(s)
	}
	l.writeTrainingLoad(s, r)
	w.raw("}")
	l.keep(KindExercise, s.day, id, uploaded)
}

// uploadOf is when the watch handed the session over: mostly soon, sometimes hours and now and then
// days later, though never so that the last days would lack something.
func (l *athleteLife) uploadOf(s session, r *rand.Rand) time.Time {
	minutes, luck := between(r, 3, 40), r.Float64()
	late, veryLate := between(r, 120, 840), between(r, 24*60, 4*24*60)
	switch {
	case l.full(s.day):
	case luck > 0.94:
		minutes = veryLate
	case luck > 0.7:
		minutes = late
	}
	uploaded := s.end().Add(time.Duration(minutes) * time.Minute)
	if uploaded.After(l.now) {
		return l.now
	}
	return uploaded
}

// calories are in kilocalories, from heart rate, weight and age (Keytel and others, "Prediction of
// energy expenditure from heart rate monitoring during submaximal exercise", 2005).
func (l *athleteLife) calories(s session, average float64) int {
	weight, age := l.weight(s.day), float64(l.person.age(s.day))
	perMinute := (-55.0969 + 0.6309*average + 0.1988*weight + 0.2017*age) / 4.184
	if l.person.gender == "FEMALE" {
		perMinute = (-20.4022 + 0.4472*average - 0.1263*weight + 0.074*age) / 4.184
	}
	return int(max(1.4, perMinute) * float64(s.seconds) / 60)
}

// writeRunningIndex writes the score that most runs have, near the form of the season.
func (l *athleteLife) writeRunningIndex(s session, r *rand.Rand) {
	index := int(around(r, l.vo2max(s.day), 1.5))
	if missing := chance(r, 0.05); s.traits().motion == running && !missing {
		l.json.int("running_index", index)
	}
}

// writeEnergySources writes which part of the energy came from where, in percent: less fat the harder
// the session was.
func writeEnergySources(w *athleteJSON, average float64, r *rand.Rand) {
	protein := between(r, 0, 4)
	fat := int(min(85, max(12, 110-average*0.45)))
	w.int("fat_percentage", fat)
	w.int("carbohydrate_percentage", 100-fat-protein)
	w.int("protein_percentage", protein)
}

// writeHeartRateZones writes the time in the five zones, which are tenths of the maximum heart rate
// from one half on. Time below the first zone is in none.
func writeHeartRateZones(w *athleteJSON, bpm []uint8) {
	limits := [...]int{96, 115, 134, 154, 173, maximumBPM}
	var seconds [5]int
	for _, rate := range bpm {
		for zone := 4; zone >= 0; zone-- {
			if int(rate) >= limits[zone] {
				seconds[zone]++
				break
			}
		}
	}
	w.open("heart_rate_zones", "[")
	for zone, in := range seconds {
		w.item()
		w.int("index", zone)
		w.int("lower_limit", limits[zone])
		w.int("upper_limit", limits[zone+1])
		w.text("in_zone", isoDuration(in))
		w.raw("}")
	}
	w.raw("]")
}

// perceivedEffort are the answers to how hard a session was, by their number less one.
var perceivedEffort = [...]string{
	"RPE_NONE", "RPE_EASY", "RPE_LIGHT", "RPE_FAIRLY_BRISK", "RPE_BRISK", "RPE_MODERATE",
	"RPE_FAIRLY_HARD", "RPE_HARD", "RPE_EXHAUSTING", "RPE_EXTREME",
}

// loadClasses are Polar's names for a load between its levels.
var loadClasses = [...]string{"VERY_LOW", "LOW", "MEDIUM", "HIGH", "VERY_HIGH"}

// loadClass is the class of a load whose classes end at the levels.
func loadClass(load float64, levels [5]float64) string {
	for i, level := range levels {
		if load < level {
			return loadClasses[i]
		}
	}
	return loadClasses[len(loadClasses)-1]
}

// writeTrainingLoad writes the one object whose keys have hyphens. Muscle load is the mechanical work
// in kilojoules; perceived load is the effort on a scale to ten times the minutes, when asked for.
func (l *athleteLife) writeTrainingLoad(s session, r *rand.Rand) {
	muscle, muscleClass := -1.0, "NOT_AVAILABLE"
	if work := l.track.kilojoules(); work > 0 {
		muscle, muscleClass = work, loadClass(work, [5]float64{300, 550, 900, 1400, math.Inf(1)})
	}
	perceived, perceivedClass, rpe := 0.0, "NOT_AVAILABLE", "UNKNOWN"
	if average, _ := l.track.pulse(); chance(r, 0.35) {
		effort := min(10, max(1, int((average-70)/11)+between(r, 0, 1)))
		perceived, rpe = float64(effort*s.seconds)/60, perceivedEffort[effort-1]
		perceivedClass = loadClass(perceived, [5]float64{100, 200, 350, 550, math.Inf(1)})
	}
	w := &l.json
	w.open("training_load_pro", "{")
	w.decimal("cardio-load", s.load, 3)
	w.text("cardio-load-interpretation", loadClass(s.load, l.loadLevels(s.day)))
	w.decimal("muscle-load", muscle, 3)
	w.text("muscle-load-interpretation", muscleClass)
	w.decimal("perceived-load", perceived, 2)
	w.text("perceived-load-interpretation", perceivedClass)
	w.text("user-rpe", rpe)
	w.raw("}")
}
