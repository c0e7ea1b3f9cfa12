package analytics

import "math"

// Alert is the colour of a night in the rule of NightSignal.
type Alert string

// The alerts of NightSignal.
const (
	Green  Alert = "GREEN"
	Yellow Alert = "YELLOW" // two nights in a row at least 3 beats per minute above the median
	Red    Alert = "RED"    // two nights in a row at least 4 beats per minute above the median
)

// NightAlert is the alert of one night.
type NightAlert struct {
	Day      Day
	Baseline float64 // median of all nights so far, beats per minute
	Alert    Alert
}

// NightSignal returns the alert of every night that has a heart rate, by the published rule (Alavi and others, 2022):
// rates and the median of all nights up to the night itself are cut to whole beats; a single missing night between
// two counts as their mean. In the study 80 % of infections had an alert, at a median of 3 days before symptoms, and
// so had 1.15 days of a person without an infection.
func NightSignal(heartRate Series) []NightAlert {
	var list []NightAlert
	var sorted []float64
	above := emptySeries(heartRate.first, heartRate.Last()) // by how much a night was above its baseline
	for d := heartRate.First(); d <= heartRate.Last(); d++ {
		if !heartRate.Has(d) {
			continue
		}
		rate := math.Trunc(heartRate.At(d))
		sorted = inserted(sorted, rate)
		baseline := math.Trunc(sortedQuantile(sorted, 0.5))
		above.values[d-above.first] = rate - baseline
		list = append(list, NightAlert{d, baseline, alert(rate-baseline, before(heartRate, above, d, rate, baseline))})
	}
	return list
}

// before returns by how much the night before was above its baseline. A single missing night is the mean of its
// neighbours.
func before(heartRate, above Series, d Day, rate, baseline float64) float64 {
	if above.Has(d-1) || !above.Has(d-2) {
		return above.At(d - 1)
	}
	return math.Trunc((math.Trunc(heartRate.At(d-2))+rate)/2) - baseline
}

func alert(now, before float64) Alert {
	switch {
	case now >= 4 && before >= 4:
		return Red
	case now >= 3 && before >= 3:
		return Yellow
	}
	return Green
}
