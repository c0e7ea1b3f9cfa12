package sandbox

import (
	"math"
	"math/rand/v2"
	"strconv"
	"time"
)

const (
	ecgSeconds     = 30
	ecgMillis      = 8 // between samples: 125 Hz
	ecgNotTouching = 2 // seconds until the finger rests on the button
)

// writeECG writes a wrist ECG of 30 seconds. The time is in Unix seconds.
func (l *athleteLife) writeECG(n *athleteNight, at time.Time) {
	if at.After(l.now) {
		return
	}
	r := l.random(n.date, forECG+100)
	bpm := n.body.bpm + around(r, 7, 1.5)
	w := &l.json
	w.raw("{")
	w.text("source_device_id", l.person.deviceID)
	w.int("test_time", int(at.Unix()))
	w.int("time_zone_offset", offsetMinutes(at))
	w.int("average_heart_rate_bpm", int(math.Round(bpm)))
	w.decimal("heart_rate_variability_ms", around(r, n.body.rmssd, 5), 1)
	w.text("heart_rate_variability_level", variabilityWord("ECG_HRV_LEVEL_", n.body.rmssd))
	w.decimal("rri_ms", 60000/bpm, 1)
	w.decimal("pulse_transit_time_systolic_ms", around(r, 262, 8), 1)
	w.decimal("pulse_transit_time_diastolic_ms", around(r, 341, 9), 1)
	w.decimal("pulse_transit_time_quality_index", around(r, 88, 4), 1)
	w.open("samples", "[")
	writeECGSamples(w, 60/bpm, n.body.rmssd/1000, r)
	w.raw("]")
	w.open("quality_measurements", "[")
	for second := range ecgSeconds {
		writeECGQuality(w, second, r)
	}
	w.raw("]}")
	l.keep(KindECG, n.date, "", at.Add(10*time.Minute))
}

// writeECGQuality writes how good a second of the recording is.
func writeECGQuality(w *athleteJSON, second int, r *rand.Rand) {
	level := "ECG_QUALITY_HIGH"
	switch noisy := chance(r, 0.05); {
	case second < ecgNotTouching:
		level = "ECG_QUALITY_NO_CONTACT"
	case noisy:
		level = "ECG_QUALITY_LOW"
	}
	w.item()
	w.int("recording_time_delta_ms", second*1000)
	w.text("quality_level", level)
	w.raw("}")
}

// writeECGSamples writes the voltage in millivolts. Beats are interval seconds apart and vary by the
// given standard deviation, less what breathing swings slowly.
func writeECGSamples(w *athleteJSON, interval, deviation float64, r *rand.Rand) {
	beat, length := -0.2, interval
	for millis := 0; millis < ecgSeconds*1000; millis += ecgMillis {
		at := float64(millis) / 1000
		if at-beat > length-0.25 {
			beat += length
			length = around(r, interval, deviation/math.Sqrt2)
		}
		mv := 0.05*math.Sin(2*math.Pi*at/4.5) + 0.006*r.NormFloat64()
		if at >= ecgNotTouching {
			mv += heartbeat(at - beat)
		}
		w.item()
		w.raw(`"recording_time_delta_ms":`)
		w.b = strconv.AppendInt(w.b, int64(millis), 10)
		w.decimal("amplitude_mv", mv, 3)
		w.raw("}")
	}
}

// heartbeat is the voltage at a time in seconds from the R peak: the P, Q, R, S and T waves as Gaussians
// (after McSharry and others, "A dynamical model for generating synthetic electrocardiogram signals",
// 2003).
func heartbeat(at float64) float64 {
	mv := 0.0
	for _, wave := range [...]struct{ at, height, width float64 }{
		{-0.17, 0.11, 0.025}, {-0.025, -0.1, 0.009}, {0, 1.05, 0.011}, {0.027, -0.2, 0.01}, {0.27, 0.28, 0.05},
	} {
		if x := (at - wave.at) / wave.width; math.Abs(x) < 5 {
			mv += wave.height * math.Exp(-x*x/2)
		}
	}
	return mv
}
