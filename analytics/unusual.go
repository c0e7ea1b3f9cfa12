package analytics

import (
	"math"
	"slices"
)

// UnusualNight says whether a night's HRV, heart rate, breathing and skin temperature together point away from the
// usual, as they do in illness and after alcohol, a late meal, a hard session, heat or travel, or in the course of a
// cycle. Most unusual nights have a harmless cause; it is no diagnosis.
type UnusualNight struct {
	Day Day
	// Total is the sum of the robust z of -ln RMSSD, heart rate, breathing and temperature, each between -3 and 6. Of
	// k parts of four it is taken times sqrt(4/k), which keeps its spread; it needs HRV or heart rate and two parts.
	// On synthetic athletes it finds more ill nights than a robust Mahalanobis distance or an isolation forest. N
	// counts parts.
	Total Estimate
	// Threshold is the person's own 97th percentile of the total over the 365 days before, about one night in 30. It
	// needs 30 nights. Nights in a row that are far above it are left out.
	Threshold Estimate
	Unusual   bool // the total is above the threshold
	Pattern   bool // so it was the night before: likely unwell
	Parts     []Deviant
}

// Deviant is one signal's part of an unusual night, in robust standard deviations; above 0 is towards illness.
type Deviant struct {
	Signal Signal
	Z      float64
}

const (
	thresholdDays  = 365
	thresholdLeast = 30
)

// UnusualNights returns each day from one day to another. It takes the deviations of HRV, heart rate, breathing and
// temperature; those from 367 days before on are used.
func UnusualNights(of map[Signal]Deviations, from, to Day) []UnusualNight {
	var list []UnusualNight
	past := quiet{totals: emptySeries(from-thresholdDays-2, to)}
	for d := past.totals.first; d <= to; d++ {
		u := unusualNight(of, d)
		if u.Threshold = threshold(past.before(d)); u.Total.OK() && u.Threshold.OK() {
			u.Unusual = u.Total.Value > u.Threshold.Value
		}
		if n := len(list); n > 0 {
			u.Pattern = u.Unusual && list[n-1].Unusual
		}
		if past.add(d, u.Total.Value); d >= from-1 {
			list = append(list, u)
		}
	}
	return list[min(1, len(list)):]
}

// farTotal is a total that two nights in a row only reach in illness and the like. Such nights are left out of the
// threshold, or one illness would hide the next.
const farTotal = 6

// quiet holds the totals of nights that are part of the threshold, in ascending order.
type quiet struct {
	totals Series // those that are part of it
	far    Day    // the last night far above
	sorted []float64
}

// before returns the totals of the 365 days before a day, ascending. Days have to be asked for in order.
func (q *quiet) before(d Day) []float64 {
	q.sorted = removed(q.sorted, q.totals.At(d-thresholdDays-1))
	return q.sorted
}

// add takes in the total of a day.
func (q *quiet) add(d Day, total float64) {
	if total > farTotal {
		again := q.far == d-1
		if q.far = d; again {
			q.sorted = removed(q.sorted, q.totals.At(d-1))
			q.totals.values[d-1-q.totals.first] = missing
			return
		}
	}
	q.totals.values[d-q.totals.first] = total
	q.sorted = inserted(q.sorted, total)
}

func unusualNight(of map[Signal]Deviations, d Day) UnusualNight {
	u := UnusualNight{Day: d}
	sum := 0.0
	for _, g := range []Signal{HRV, HeartRate, Breathing, Temperature} {
		x := of[g].Z.At(d)
		if isMissing(x) {
			continue
		}
		if g == HRV {
			x = -x
		}
		x = min(max(x, -3), 6)
		u.Parts = append(u.Parts, Deviant{g, x})
		sum += x
	}
	u.Total = total(sum, u.Parts)
	return u
}

func total(sum float64, parts []Deviant) Estimate {
	const method = "sum of robust z"
	k := len(parts)
	heart := slices.ContainsFunc(parts, func(p Deviant) bool { return p.Signal == HRV || p.Signal == HeartRate })
	if k < 2 || !heart {
		return none(method, NotMeasured, k, 4)
	}
	return estimate(method, sum*math.Sqrt(4/float64(k)), k, 4)
}

// threshold takes the totals in ascending order.
func threshold(past []float64) Estimate {
	const method = "own 97th percentile"
	if len(past) < thresholdLeast {
		return none(method, TooFewDays, len(past), thresholdDays)
	}
	return estimate(method, sortedQuantile(past, 0.97), len(past), thresholdDays)
}
