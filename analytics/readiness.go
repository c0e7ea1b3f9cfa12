package analytics

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Readiness is how the morning of a day compares with the person's own last 60 days, in one number. Nobody has
// published a validated formula of such a score; this one is a sum of deviations, shown with its parts. It is no
// medical finding.
//
// Each part z_i is a deviation oriented so that above 0 is good, at most 3 to either side: of HRV; of the heart rate,
// negated; of the time asleep, of which more than the need earns nothing; of breathing and of skin temperature, which
// count only when they are higher than usual. With weights w and R, the correlation of the parts over the 60 days
// before drawn half-way to the identity,
//
//	S = sum w_i z_i / sqrt(w' R w), score = 100 * normal CDF of S, rounded
//
// so that the score is about the person's percentile. Parts that were not measured drop out.
type Readiness struct {
	Day Day
	// Score is 0 to 100, higher is better, 50 is the usual. It needs HRV or heart rate with 14 nights before. N
	// counts those nights.
	Score Estimate
	Band  ReadinessBand // empty without a score
	Parts []Part        // those that count, in the order of [Signals]
}

// Part is what one signal does to a score.
type Part struct {
	Signal Signal
	Z      float64 // oriented so that above 0 is good
	Weight float64 // 0 to 1; all together are 1
	Points float64 // gained or lost against 50; all together are the score less 50 before rounding
}

// ReadinessBand is a readiness score in words. The limits are whole and half standard deviations.
type ReadinessBand string

// The bands of readiness.
const (
	ReadinessLow        ReadinessBand = "LOW"         // below 16
	ReadinessBelowUsual ReadinessBand = "BELOW_USUAL" // below 31
	ReadinessUsual      ReadinessBand = "USUAL"       // to 69
	ReadinessAboveUsual ReadinessBand = "ABOVE_USUAL" // to 84
	ReadinessHigh       ReadinessBand = "HIGH"        // above 84
)

const readinessMethod = "weighted sum of robust z, as percentile"

// part is one of the parts of a readiness score over all days.
type part struct {
	signal Signal
	weight float64
	z      Series // oriented
	nights Series // how many nights each day is compared with
}

// readinessParts orients deviations. Those of sleep are of the time asleep capped at the need.
func readinessParts(of map[Signal]Deviations) []part {
	orient := []struct {
		signal Signal
		weight float64
		good   func(z float64) float64
	}{
		{HRV, 0.40, func(z float64) float64 { return z }},
		{HeartRate, 0.25, func(z float64) float64 { return -z }},
		{Breathing, 0.075, func(z float64) float64 { return -max(z, 0) }},
		{Temperature, 0.075, func(z float64) float64 { return -max(z, 0) }},
		{Sleep, 0.20, func(z float64) float64 { return z }},
	}
	parts := make([]part, len(orient))
	for i, o := range orient {
		oriented := of[o.signal].Z.mapped(func(z float64) float64 { return o.good(min(max(z, -3), 3)) })
		parts[i] = part{o.signal, o.weight, oriented, of[o.signal].N}
	}
	return parts
}

// Readinesses returns the readiness of each day from one day to another. It takes the deviations of HRV, heart rate,
// breathing, temperature and [CappedSleep]; those from 60 days before on are used.
func Readinesses(of map[Signal]Deviations, from, to Day) []Readiness {
	parts := readinessParts(of)
	list := make([]Readiness, 0, max(int(to-from)+1, 0))
	for d := from; d <= to; d++ {
		list = append(list, readiness(parts, d))
	}
	return list
}

func readiness(parts []part, d Day) Readiness {
	present, nights := measuredParts(parts, d)
	if nights == 0 {
		return Readiness{Day: d, Score: none(readinessMethod, missingPart(parts, d), nights, usualDays)}
	}
	list := make([]Part, len(present))
	total := 0.0
	for _, p := range present {
		total += p.weight
	}
	sum := 0.0
	for i, p := range present {
		list[i] = Part{Signal: p.signal, Z: p.z.At(d), Weight: p.weight / total}
		sum += list[i].Weight * list[i].Z
	}
	spread := spreadOf(present, list, d)
	s := sum / spread
	score := estimate(readinessMethod, math.Round(100*distuv.UnitNormal.CDF(s)), nights, usualDays)
	if len(present) < len(parts) && score.Confidence == HighConfidence {
		score.Confidence = MediumConfidence
	}
	for i := range list {
		list[i].Points = list[i].Weight * list[i].Z / spread * slope(s)
	}
	return Readiness{Day: d, Score: score, Band: readinessBand(score.Value), Parts: list}
}

// slope returns by how many points a score changes with each unit of S, on average between 0 and s.
func slope(s float64) float64 {
	if math.Abs(s) < 1e-6 {
		return 100 * distuv.UnitNormal.Prob(0)
	}
	return (100*distuv.UnitNormal.CDF(s) - 50) / s
}

// measuredParts returns the parts that a day has and how many nights the better of HRV and heart rate rests on, 0
// without either.
func measuredParts(parts []part, d Day) (present []part, nights int) {
	for _, p := range parts {
		if !p.z.Has(d) {
			continue
		}
		present = append(present, p)
		if p.signal == HRV || p.signal == HeartRate {
			nights = max(nights, int(p.nights.At(d)))
		}
	}
	return present, nights
}

// missingPart returns why a day has neither HRV nor heart rate to compare: there are too few nights before, or the
// night was not measured.
func missingPart(parts []part, d Day) Reason {
	for _, p := range parts {
		if (p.signal == HRV || p.signal == HeartRate) && p.nights.At(d) >= usualLeast {
			return NotMeasured
		}
	}
	return TooFewDays
}

// spreadOf returns sqrt(w' R w), the standard deviation that the weighted sum of parts has.
func spreadOf(present []part, list []Part, d Day) float64 {
	k := len(present)
	r, w := mat.NewSymDense(k, nil), mat.NewVecDense(k, nil)
	for i := range k {
		w.SetVec(i, list[i].Weight)
		r.SetSym(i, i, 1)
		for j := range i {
			r.SetSym(i, j, pearson(present[i].z, present[j].z, d-usualDays, d-1)/2)
		}
	}
	return math.Sqrt(mat.Inner(w, r, w))
}

// pearson returns Pearson's correlation over days on which both series have a value, 0 of fewer than 14 or without
// variation.
func pearson(a, b Series, from, to Day) float64 {
	x, y := make([]float64, 0, usualDays), make([]float64, 0, usualDays)
	for d := from; d <= to; d++ {
		if a.Has(d) && b.Has(d) {
			x, y = append(x, a.At(d)), append(y, b.At(d))
		}
	}
	if len(x) < usualLeast {
		return 0
	}
	r := stat.Correlation(x, y, nil)
	if isMissing(r) {
		return 0
	}
	return r
}

func readinessBand(score float64) ReadinessBand {
	switch {
	case score < 16:
		return ReadinessLow
	case score < 31:
		return ReadinessBelowUsual
	case score <= 69:
		return ReadinessUsual
	case score <= 84:
		return ReadinessAboveUsual
	}
	return ReadinessHigh
}

// CappedSleep returns the time asleep where it is below the need of the day, else the need.
func CappedSleep(sleep, need Series) Series {
	capped := emptySeries(sleep.first, sleep.Last())
	for i, hours := range sleep.values {
		d := sleep.first + Day(i)
		if need.Has(d) && !isMissing(hours) {
			capped.values[i] = min(hours, need.At(d))
		}
	}
	return capped
}
