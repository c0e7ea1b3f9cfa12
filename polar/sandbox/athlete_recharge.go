package sandbox

import (
	"math"
	"math/rand/v2"
	"strconv"
)

// writeRecharge writes the Nightly Recharge of a night that was long enough.
func (l *athleteLife) writeRecharge(n *athleteNight) {
	r := l.random(n.date, forRecharge+200)
	variability, breaths := n.variability(r), n.breathing(r)
	bpm := meanMeasured(n.pulse)
	ans := n.body.ansCharge()
	w := &l.json
	w.raw("{")
	w.text("polar_user", l.userLink("polaraccesslink.com"))
	w.text("date", n.date.String())
	w.int("heart_rate_avg", int(math.Round(bpm)))
	w.int("beat_to_beat_avg", int(math.Round(60000/bpm)))
	w.int("heart_rate_variability_avg", int(math.Round(meanMeasured(variability))))
	w.decimal("breathing_rate_avg", meanMeasured(breaths), 1)
	w.int("nightly_recharge_status", rechargeStatus(ans, n.scores().total()))
	w.decimal("ans_charge", ans, 1)
	w.int("ans_charge_status", ansStatus(ans))
	w.open("hrv_samples", "{")
	for i, ms := range variability {
		w.minute(n.clock(0) + i*fiveMinutes + 120)
		w.b = strconv.AppendInt(w.b, int64(ms), 10)
	}
	w.raw("}")
	w.open("breathing_samples", "{")
	for i, rate := range breaths {
		w.minute(n.clock(0) + i*fiveMinutes)
		w.b = appendDecimal(w.b, int(math.Round(10*rate)), 1)
	}
	w.raw("}}")
	l.keepNight(KindNightlyRecharge, n)
}

// variability draws the RMSSD of every five minutes in whole milliseconds, rising towards the morning;
// 0 is a missing sample.
func (n *athleteNight) variability(r *rand.Rand) []float64 {
	samples := make([]float64, len(n.pulse)-1)
	wander := 0.0
	for i := range samples {
		wander = 0.7*wander + 0.12*r.NormFloat64()
		rise := 0.25 * (float64(i)/float64(len(samples)) - 0.5)
		samples[i] = math.Round(n.body.rmssd * math.Exp(wander+rise-0.014))
		if chance(r, 0.008) {
			samples[i] = 0
		}
	}
	return samples
}

// breathing draws the breathing rate of every five minutes; 0 is a missing sample.
func (n *athleteNight) breathing(r *rand.Rand) []float64 {
	samples := make([]float64, len(n.pulse)-1)
	for i := range samples {
		samples[i] = around(r, n.body.breath, 0.35)
		if chance(r, 0.008) {
			samples[i] = 0
		}
	}
	return samples
}

// meanMeasured is the mean of the samples that are not missing.
func meanMeasured(samples []float64) float64 {
	sum, count := 0.0, 0
	for _, sample := range samples {
		if sample > 0 {
			sum += sample
			count++
		}
	}
	return sum / float64(max(1, count))
}

// ansCharge says how much the autonomic nervous system calmed down, compared with the usual: from
// heart rate variability, heart rate and breathing, clamped to exactly -10 and 10 as Polar does.
func (b nightBody) ansCharge() float64 {
	charge := 0.9 + 24*math.Log(b.rmssd/usualRMSSD) - 1.1*(b.bpm-53) - 1.2*(b.breath-usualBreath)
	return min(10, max(-10, math.Round(10*charge)/10))
}

// ansStatus is the class of an ANS charge, 1 to 5.
func ansStatus(ans float64) int {
	status := 1
	for _, limit := range []float64{-6, -2, 2, 6} {
		if ans >= limit {
			status++
		}
	}
	return status
}

// rechargeStatus joins ANS charge and sleep score to a status of 1 to 6.
func rechargeStatus(ans float64, sleepScore int) int {
	status := 3.5 + ans/4.5 + float64(sleepScore-80)/14
	return int(min(6, max(1, math.Round(status))))
}
