package sandbox

import (
	"math"
	"time"
)

// writeSkinTemperature writes the mean skin temperature of a night, in degrees Celsius.
func (l *athleteLife) writeSkinTemperature(n *athleteNight) {
	w := &l.json
	w.raw("{")
	w.decimal("sleep_time_skin_temperature_celsius", n.body.skin, 2)
	w.decimal("deviation_from_baseline_celsius", n.body.skin-usualSkin, 2)
	w.text("sleep_date", n.date.String())
	w.raw("}")
	l.keepNight(KindSkinTemperature, n)
}

// writeBodyTemperature writes the skin temperature at the wrist through a night, every five minutes:
// warming up in the first hour, lowest before the morning. All times are UTC.
func (l *athleteLife) writeBodyTemperature(n *athleteNight) {
	r := l.random(n.date, forTemperature)
	w := &l.json
	w.raw("{")
	w.text("source_device_id", l.person.deviceID)
	w.text("measurement_type", "TM_SKIN_TEMPERATURE")
	w.text("sensor_location", "SL_DISTAL")
	w.instant("start_time", n.start)
	w.instant("end_time", n.end)
	w.instant("modified_time", n.end.Add(4*time.Minute))
	w.open("samples", "[")
	for i := range n.pulse {
		hours := float64(i*fiveMinutes) / 3600
		celsius := around(r, n.body.skin, 0.08) - 1.2*math.Exp(-hours/0.4) - 0.3*math.Exp(-(hours-6)*(hours-6)/2)
		w.item()
		w.decimal("temperature_celsius", celsius, 2)
		w.int("recording_time_delta_milliseconds", i*fiveMinutes*1000+between(r, 0, 900))
		w.raw("}")
	}
	w.raw("]}")
	l.keepNight(KindBodyTemperature, n)
}

// writeTests writes the measurements that the athlete takes in the morning: SpO2 about twice a week and
// an ECG about once. The day before today has both.
func (l *athleteLife) writeTests(d dayNumber) {
	n := l.night(d)
	if n == nil {
		return
	}
	yesterday := d == l.today-1
	if r := l.random(d, forSpo2); chance(r, 2.0/7) || yesterday {
		l.writeSpo2(n, n.end.Add(time.Duration(between(r, 600, 1500))*time.Second))
	}
	if r := l.random(d, forECG); chance(r, 1.0/7) || yesterday {
		l.writeECG(n, n.end.Add(time.Duration(between(r, 1600, 2400))*time.Second))
	}
}

// spo2Failures are the ways in which a test ends without a value.
var spo2Failures = [...]string{
	"SPO2_TEST_INCONCLUSIVE_TOO_LOW_QUALITY_IN_SAMPLES", "SPO2_TEST_INCONCLUSIVE_TOO_LOW_OVERALL_QUALITY",
	"SPO2_TEST_INCONCLUSIVE_TOO_MANY_MISSING_SAMPLES",
}

// writeSpo2 writes a test of blood oxygen, in percent. One in seven is inconclusive and has no value,
// though never on the last days. The time is in Unix seconds.
func (l *athleteLife) writeSpo2(n *athleteNight, at time.Time) {
	if at.After(l.now) {
		return
	}
	r := l.random(n.date, forSpo2+100)
	status, class, percent, quality := "SPO2_TEST_PASSED", "SPO2_CLASS_NORMAL", between(r, 96, 99), around(r, 93, 2)
	if n.body.illness > 0 {
		percent -= 2
	}
	if chance(r, 1.0/7) && !l.full(n.date) {
		status, class, percent, quality = spo2Failures[r.IntN(3)], "SPO2_CLASS_UNKNOWN", 0, around(r, 38, 8)
	}
	w := &l.json
	w.raw("{")
	w.text("source_device_id", l.person.deviceID)
	w.int("test_time", int(at.Unix()))
	w.int("time_zone_offset", offsetMinutes(at))
	w.text("test_status", status)
	w.int("blood_oxygen_percent", percent)
	w.text("spo2_class", class)
	w.text("spo2_value_deviation_from_baseline", spo2Deviation(percent))
	w.decimal("spo2_quality_average_percent", quality, 1)
	w.int("average_heart_rate_bpm", int(n.body.bpm)+between(r, 4, 9))
	w.decimal("heart_rate_variability_ms", around(r, n.body.rmssd, 5), 1)
	w.text("spo2_hrv_deviation_from_baseline", variabilityWord("DEVIATION_", n.body.rmssd))
	w.decimal("altitude_meters", around(r, 26, 3), 1)
	w.raw("}")
	l.keep(KindSpo2, n.date, "", at.Add(10*time.Minute))
}

func spo2Deviation(percent int) string {
	switch {
	case percent == 0:
		return "DEVIATION_NO_BASELINE"
	case percent < 96:
		return "DEVIATION_BELOW_USUAL"
	}
	return "DEVIATION_USUAL"
}

// variabilityWord says how a RMSSD in ms compares with the usual one.
func variabilityWord(prefix string, rmssd float64) string {
	switch {
	case rmssd < 0.85*usualRMSSD:
		return prefix + "BELOW_USUAL"
	case rmssd > 1.15*usualRMSSD:
		return prefix + "ABOVE_USUAL"
	}
	return prefix + "USUAL"
}
