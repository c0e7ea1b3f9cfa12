package sandbox

import (
	"math"
	"math/rand/v2"
	"time"
)

// gradeValiditySeconds is how long an alertness grade holds.
const gradeValiditySeconds = 16 * 3600

// predicted is true for the last night that is over: what follows from it is still a prediction.
func (l *athleteLife) predicted(d dayNumber) bool { return d == l.coming()-1 }

// coming is the morning of the night that is not over yet.
func (l *athleteLife) coming() dayNumber {
	if l.isOver(l.today) {
		return l.today + 1
	}
	return l.today
}

// validity is an estimate after a night that is missing.
func (l *athleteLife) validity(d dayNumber) string {
	if l.night(d-1) == nil {
		return "VALIDITY_ESTIMATE"
	}
	return "VALIDITY_VALID"
}

// bedAfter is when the athlete goes to bed after the day of a night.
func (l *athleteLife) bedAfter(n *athleteNight) time.Time {
	if next := l.night(n.date + 1); next != nil {
		return next.start
	}
	return n.start.Add(24 * time.Hour)
}

// writeAlertness writes how alert the day after a night is, hour by hour. All times are UTC.
func (l *athleteLife) writeAlertness(n *athleteNight) {
	r := l.random(n.date, forSleepWise)
	grade, validity, kind := l.alertnessGrade(n, r), l.validity(n.date), "ALERTNESS_TYPE_HISTORY"
	if l.predicted(n.date) {
		kind = "ALERTNESS_TYPE_PREDICTION"
	}
	w, end := &l.json, l.bedAfter(n).Truncate(time.Minute)
	w.raw("{")
	w.decimal("grade", grade, 1)
	w.int("grade_validity_seconds", gradeValiditySeconds)
	w.text("grade_type", "GRADE_TYPE_PRIMARY")
	w.text("grade_classification", gradeClass(grade))
	w.text("validity", validity)
	w.text("sleep_inertia", n.inertia(r))
	w.text("sleep_type", "SLEEP_TYPE_PRIMARY")
	w.text("result_type", kind)
	w.instant("period_start_time", n.start.Truncate(time.Second))
	w.instant("period_end_time", end)
	w.instant("sleep_period_start_time", n.start)
	w.instant("sleep_period_end_time", n.end)
	w.int("sleep_timezone_offset_minutes", offsetMinutes(n.end))
	w.open("hourly_data", "[")
	writeAlertHours(w, n.end.Add(time.Minute).Truncate(time.Minute), end, grade, validity)
	w.raw("]}")
	l.keepNight(KindAlertness, n)
}

// writeAlertHours writes a level for every hour from waking up to going to bed; the first and the last
// are shorter than an hour.
func writeAlertHours(w *athleteJSON, from, until time.Time, grade float64, validity string) {
	woke := from
	for from.Before(until) {
		next := from.Truncate(time.Hour).Add(time.Hour)
		if next.After(until) {
			next = until
		}
		w.item()
		w.text("validity", validity)
		w.text("alertness_level", alertnessLevel(grade, from.Sub(woke).Hours()))
		w.instant("start_time", from)
		w.instant("end_time", next)
		w.raw("}")
		from = next
	}
}

// alertnessGrade is 0 to 10: high after three nights of enough sleep, lower with illness, jet lag and
// a bad night.
func (l *athleteLife) alertnessGrade(n *athleteNight, r *rand.Rand) float64 {
	hours, nights := 0.0, 0.0
	for i := range dayNumber(3) {
		if before := l.night(n.date - i); before != nil {
			hours, nights = hours+float64(before.asleepSeconds())/3600, nights+1
		}
	}
	grade := around(r, 8.3, 0.5) - 1.5*max(0, 7.4-hours/nights) - 1.5*n.body.illness - 1.5*n.body.jetLag
	if n.body.bad {
		grade -= 0.8
	}
	return min(10, max(0, math.Round(10*grade)/10))
}

func gradeClass(grade float64) string {
	switch {
	case grade < 4:
		return "GRADE_CLASSIFICATION_WEAK"
	case grade < 6:
		return "GRADE_CLASSIFICATION_FAIR"
	case grade < 8.3:
		return "GRADE_CLASSIFICATION_STRONG"
	}
	return "GRADE_CLASSIFICATION_EXCELLENT"
}

// alertnessLevel falls with the hours awake, with a dip after lunch.
func alertnessLevel(grade, awake float64) string {
	dip := math.Exp(-(awake - 7) * (awake - 7) / 3)
	switch level := grade - 1.2*dip - 0.9*max(0, awake-10) - max(0, 1-awake); {
	case level < 2:
		return "ALERTNESS_LEVEL_MINIMAL"
	case level < 4:
		return "ALERTNESS_LEVEL_VERY_LOW"
	case level < 6:
		return "ALERTNESS_LEVEL_LOW"
	case level < 8:
		return "ALERTNESS_LEVEL_HIGH"
	}
	return "ALERTNESS_LEVEL_VERY_HIGH"
}

// inertia is how hard it was to wake up: out of deep sleep more than out of any other.
func (n *athleteNight) inertia(r *rand.Rand) string {
	switch last := n.stages[len(n.stages)-1]; {
	case last == stageDeep:
		return "SLEEP_INERTIA_MODERATE"
	case last == stageREM || chance(r, 0.4):
		return "SLEEP_INERTIA_NO_INERTIA"
	}
	return "SLEEP_INERTIA_MILD"
}

// writeCircadianBedtime writes when the body wants to sleep in the night that ends on a date; for the
// night that is not over it is a prediction. All times are UTC, and the offset is the 0 that the live
// service sends here.
func (l *athleteLife) writeCircadianBedtime(d dayNumber) {
	r := l.random(d, forSleepWise+100)
	start := d.at(l.zoneOfNight(d), between(r, -70, -40)*60, 0).Add(time.Duration(30*l.jetLag(d)) * time.Minute)
	kind, quality := "CIRCADIAN_BEDTIME_TYPE_HISTORY", "CIRCADIAN_BEDTIME_QUALITY_CLEARLY_RECOGNIZABLE"
	if d == l.coming() {
		kind = "CIRCADIAN_BEDTIME_TYPE_PREDICTION"
	}
	if l.jetLag(d) > 0 || l.illness(d) > 0 || l.night(d-1) == nil {
		quality = "CIRCADIAN_BEDTIME_QUALITY_COMPROMISED"
	}
	w, end := &l.json, start.Add(8*time.Hour)
	w.raw("{")
	w.text("validity", l.validity(d))
	w.text("quality", quality)
	w.text("result_type", kind)
	w.instant("period_start_time", start)
	w.instant("period_end_time", end)
	w.instant("preferred_sleep_period_start_time", start)
	w.instant("preferred_sleep_period_end_time", end)
	w.instant("sleep_gate_start_time", start.Add(-15*time.Minute))
	w.instant("sleep_gate_end_time", start.Add(15*time.Minute))
	w.int("sleep_timezone_offset_minutes", 0)
	w.raw("}")
	l.keep(KindCircadianBedtime, d, "", d.at(l.zoneOfNight(d), 8*3600, 0))
}
