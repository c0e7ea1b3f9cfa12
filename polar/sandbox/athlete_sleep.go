package sandbox

import (
	"math"
	"strconv"
	"time"
)

// offsetStamp is how sleep times are written: local, with milliseconds and the offset.
const offsetStamp = "2006-01-02T15:04:05.000-07:00"

// isOver is whether the watch knows the night by now.
func (l *athleteLife) isOver(d dayNumber) bool {
	n := l.night(d)
	return n == nil || n.end.Add(15*time.Minute).Before(l.now)
}

// writeNight writes everything that a night leaves behind, once it is over.
func (l *athleteLife) writeNight(d dayNumber) {
	n := l.night(d)
	if n == nil || !l.isOver(d) {
		return
	}
	r := l.random(d, forRecharge)
	l.writeSleep(n)
	if missing := chance(r, 0.02) && !l.full(d); !missing && n.asleepSeconds() >= rechargeSeconds {
		l.writeRecharge(n)
	}
	l.writeAlertness(n)
	l.writeCircadianBedtime(d)
	l.writeSkinTemperature(n)
	l.writeBodyTemperature(n)
}

// keepNight adds an element of a night, uploaded when the watch next met the phone.
func (l *athleteLife) keepNight(kind Kind, n *athleteNight) {
	minutes := between(l.random(n.date, forUpload), 5, 15)
	if !l.full(n.date) {
		minutes *= 6
	}
	l.keep(kind, n.date, "", n.end.Add(time.Duration(minutes)*time.Minute))
}

// writeSleep writes the night itself. Its stages and interruptions add up to the time from start to
// end exactly.
func (l *athleteLife) writeSleep(n *athleteNight) {
	w, score := &l.json, n.scores()
	short, long, _ := n.interruptions()
	w.raw("{")
	w.text("polar_user", l.userLink("polaraccesslink.com"))
	w.text("date", n.date.String())
	w.text("sleep_start_time", n.start.Format(offsetStamp))
	w.text("sleep_end_time", n.end.Format(offsetStamp))
	w.text("device_id", l.person.deviceID)
	w.decimal("continuity", score.continuity, 1)
	w.int("continuity_class", int(math.Round(score.continuity)))
	w.int("light_sleep", n.stageSeconds(stageLight))
	w.int("deep_sleep", n.stageSeconds(stageDeep))
	w.int("rem_sleep", n.stageSeconds(stageREM))
	w.int("unrecognized_sleep_stage", n.stageSeconds(stageUnknown))
	w.int("sleep_score", score.total())
	w.int("total_interruption_duration", short+long)
	w.int("sleep_charge", score.charge())
	w.int("sleep_rating", l.rating(n))
	w.int("short_interruption_duration", short)
	w.int("long_interruption_duration", long)
	w.int("sleep_goal", sleepGoal)
	w.decimal("group_duration_score", score.duration, 1)
	w.decimal("group_solidity_score", score.solidity, 4)
	w.decimal("group_regeneration_score", score.regeneration, 4)
	w.int("sleep_cycles", n.cycles)
	writeHypnogram(w, n)
	writeNightPulse(w, n)
	w.raw("}")
	l.keepNight(KindSleep, n)
}

// sleepScores are Polar's continuity of 1 to 5 and the three themes of its sleep score, 1 to 100.
type sleepScores struct{ continuity, duration, solidity, regeneration float64 }

// scores rates a night. Polar publishes no formulas: these have its scales and give a recorded night
// about the values that Polar gave it.
func (n *athleteNight) scores() sleepScores {
	_, long, count := n.interruptions()
	asleep := float64(n.asleepSeconds())
	s := sleepScores{continuity: 5 - 0.05*float64(count) - float64(n.stageSeconds(stageWake))/2700}
	s.continuity = min(5, max(1, math.Round(10*s.continuity)/10))
	s.duration = min(100, max(1, 100*math.Pow(asleep/sleepGoal, 1.6)))
	s.solidity = min(100, max(1, 20*s.continuity+12-float64(long)/120))
	rem, deep := float64(n.stageSeconds(stageREM))/asleep, float64(n.stageSeconds(stageDeep))/asleep
	s.regeneration = min(100, max(1, 100-220*max(0, 0.29-rem)-260*max(0, 0.2-deep)))
	return s
}

// total is the sleep score, 1 to 100.
func (s sleepScores) total() int {
	return int(math.Round(0.4*s.duration + 0.3*s.solidity + 0.3*s.regeneration))
}

// charge compares the score with the usual one, 1 to 5.
func (s sleepScores) charge() int {
	charge := 1
	for _, limit := range []int{69, 78, 88, 93} {
		if s.total() >= limit {
			charge++
		}
	}
	return charge
}

// rating is what the athlete thought of the night, 1 to 5, and 0 for no answer.
func (l *athleteLife) rating(n *athleteNight) int {
	r := l.random(n.date, forRecharge+100)
	if chance(r, 0.4) {
		return 0
	}
	return min(5, max(1, n.scores().charge()+between(r, -1, 1)))
}

// writeHypnogram writes the changes of stage, keyed by minute on the watch. Two changes within one
// minute leave only the later one, so that a stage can follow itself; a wake at the end closes the
// night.
func writeHypnogram(w *athleteJSON, n *athleteNight) {
	w.open("hypnogram", "{")
	written, value := -1, 0
	for i := range len(n.stages) + 1 {
		stage := uint8(stageWake)
		if i < len(n.stages) {
			stage = n.stages[i]
		}
		if i > 0 && i < len(n.stages) && stage == n.stages[i-1] {
			continue
		}
		clock := n.clock(i)
		if mod(clock, secondsOfDay)/60 == written {
			w.b = w.b[:value]
		} else {
			w.minute(clock)
		}
		written, value = mod(clock, secondsOfDay)/60, len(w.b)
		w.b = append(w.b, '0'+stage)
	}
	w.raw("}")
}

// writeNightPulse writes the heart rate of every five minutes.
func writeNightPulse(w *athleteJSON, n *athleteNight) {
	w.open("heart_rate_samples", "{")
	for i, rate := range n.pulse {
		w.minute(n.clock(0) + i*fiveMinutes + 60)
		w.b = strconv.AppendInt(w.b, int64(math.Round(rate)), 10)
	}
	w.raw("}")
}
