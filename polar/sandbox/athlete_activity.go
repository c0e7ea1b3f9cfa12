package sandbox

import (
	"time"
)

// writeActivity writes the activity of a date with steps, zones and inactivity stamps. Unworn days have
// none.
func (l *athleteLife) writeActivity(d dayNumber, day *spentDay) {
	if day.until-day.from < 60 {
		return
	}
	w, zones := &l.json, day.zoneSeconds()
	stamps := day.inactivity()
	active := zones[zoneLight] + zones[zoneModerate] + zones[zoneVigorous]
	burnt := (1.6*float64(zones[zoneLight]) + 3.6*float64(zones[zoneModerate]) + 10*float64(zones[zoneVigorous])) / 60
	basal := 24 * l.weight(d) * float64(day.until-day.from) / secondsOfDay
	w.raw("{")
	w.text("start_time", localStamp(d, day.from))
	w.text("end_time", localStamp(d, min(day.until, secondsOfDay-1)))
	w.text("active_duration", isoDuration(active))
	w.text("inactive_duration", isoDuration(zones[zoneSedentary]))
	w.decimal("daily_activity", float64(zones[zoneLight]+3*zones[zoneModerate]+6*zones[zoneVigorous])/430, 2)
	w.int("calories", int(basal+burnt))
	w.int("active_calories", int(burnt))
	w.int("steps", day.totalSteps())
	w.int("inactivity_alert_count", len(stamps))
	w.decimal("distance_from_steps", float64(day.totalSteps())*0.68, 2)
	w.open("samples", "{")
	w.text("date", d.String())
	writeSteps(w, d, day)
	writeActivityZones(w, d, day)
	writeInactivity(w, d, stamps)
	w.raw("}}")
	l.keep(KindActivity, d, "", d.at(l.zoneOfDay(d), secondsOfDay+7*3600, 0).Add(41*time.Minute))
}

// writeSteps writes the steps of every minute, without minutes that repeat the one before.
func writeSteps(w *athleteJSON, d dayNumber, day *spentDay) {
	date := d.String()
	w.open("steps", "{")
	w.int("interval_ms", 60000)
	w.int("total_steps", day.totalSteps())
	w.open("samples", "[")
	before := -1
	for minute := day.from / 60; minute < day.until/60; minute++ {
		if day.steps[minute] == before {
			continue
		}
		before = day.steps[minute]
		w.item()
		w.int("steps", before)
		w.raw(`,"timestamp":"`)
		w.stamp(date, minute*60)
		w.raw(`"}`)
	}
	w.raw("]}")
}

// writeActivityZones writes the changes of zone, to half a minute.
func writeActivityZones(w *athleteJSON, d dayNumber, day *spentDay) {
	date := d.String()
	w.raw(`,"activity_zones":{`)
	w.open("samples", "[")
	from := day.from / epochSeconds
	for i := from; i < day.until/epochSeconds; i++ {
		if i > from && day.zones[i] == day.zones[i-1] {
			continue
		}
		w.item()
		w.raw(`"timestamp":"`)
		w.stamp(date, i*epochSeconds)
		w.raw(`"`)
		w.text("zone", zoneNames[day.zones[i]])
		w.raw("}")
	}
	w.raw("]}")
}

// writeInactivity writes the times at which the watch asked its wearer to move.
func writeInactivity(w *athleteJSON, d dayNumber, stamps []int) {
	w.raw(`,"inactivity_stamps":{`)
	w.open("samples", "[")
	for _, at := range stamps {
		w.item()
		w.text("stamp", localStamp(d, at))
		w.raw("}")
	}
	w.raw("]}")
}

// stamp writes what localStamp returns, without allocating: a day has a thousand of them.
func (w *athleteJSON) stamp(date string, seconds int) {
	w.raw(date)
	w.b = append(w.b, 'T')
	w.b = appendTwo(w.b, seconds/3600)
	w.b = append(w.b, ':')
	w.b = appendTwo(w.b, seconds/60%60)
	if seconds%60 != 0 {
		w.b = append(w.b, ':')
		w.b = appendTwo(w.b, seconds%60)
	}
}
