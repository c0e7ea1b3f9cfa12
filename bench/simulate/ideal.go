package main

import (
	"math"
	"math/rand/v2"
	"slices"
)

// The ideal engine is simulated for so many people and days.
const idealPeople, idealDays = 200, 28

// ideal returns how long an upload waits at the median with an engine that knows every person's habits exactly,
// takes no time, and spends so many syncs on each person and day by the square-root law, with the wish as the
// shortest interval. It is what the budget allows.
func ideal(s scenario, syncsPerDay float64) instant {
	r := rand.New(rand.NewPCG(s.seed, 2))
	var waits []int32
	for id := range min(idealPeople, s.users) {
		p := newPerson(s.seed, id, nil)
		waits = append(waits, idealWaits(r, p, syncsPerDay)...)
	}
	return quantile(waits, 0.5)
}

// idealWaits returns how long the uploads of one person wait, in milliseconds. Syncs are where the sum of the density passes a whole
// number.
func idealWaits(r *rand.Rand, p *person, syncsPerDay float64) (waits []int32) {
	density := idealDensity(p.density(), syncsPerDay)
	var syncs []float64 // minutes since the first midnight
	for m, sum := 0, r.Float64(); m < idealDays*len(density); m++ {
		d := density[m%len(density)]
		if sum += d; sum >= 1 {
			sum--
			syncs = append(syncs, float64(m+1)-sum/d)
		}
	}
	for date := 1; date < idealDays-2; date++ {
		for _, h := range p.habits {
			at := 1440*float64(date) + 60*(h.mean+h.deviation*r.NormFloat64())
			if next, _ := slices.BinarySearch(syncs, at); next < len(syncs) {
				waits = append(waits, int32((syncs[next]-at)*60000))
			}
		}
	}
	return waits
}

// idealDensity returns the syncs in each minute, in proportion to the square root of the rate of news and never
// more than one in an hour.
func idealDensity(rate []float64, syncsPerDay float64) []float64 {
	most := 1.0 / 60
	weight := make([]float64, len(rate))
	low, high := 0.0, 1e9
	for range 200 {
		middle, sum := (low+high)/2, 0.0
		for m := range rate {
			weight[m] = min(middle*math.Sqrt(rate[m]), most)
			sum += weight[m]
		}
		if sum < syncsPerDay {
			low = middle
		} else {
			high = middle
		}
	}
	return weight
}
