package sandbox

import "math/rand/v2"

// purpose keeps the random numbers of one day apart, so that a change in one kind of record changes
// no other.
type purpose uint64

// The purposes. Their order is part of what a seed means.
const (
	forPerson purpose = iota
	forPlan
	forSession
	forSamples
	forRoute
	forUpload
	forNight
	forStages
	forRecharge
	forHeartRate
	forActivity
	forSleepWise
	forTemperature
	forSpo2
	forECG
	forIllness
	forUnworn
)

// random returns the generator of a day and purpose. Each is seeded on its own: what a day draws does
// not depend on the days around it. For illnesses and the like, d counts blocks of days instead.
func (l *athleteLife) random(d dayNumber, p purpose) *rand.Rand {
	return seededRandom(l.seed, uint64(d), uint64(p))
}

// seededRandom returns a generator of its own for every combination of the three numbers.
func seededRandom(seed, day, p uint64) *rand.Rand {
	return rand.New(rand.NewPCG(scattered(seed), scattered(scattered(seed^day)+p)))
}

// scattered spreads neighbouring numbers over 64 bits (the output function of SplitMix64: Steele, Lea
// and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
func scattered(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// around draws from a normal distribution, cut off at 2.5 standard deviations.
func around(r *rand.Rand, mean, deviation float64) float64 {
	return mean + deviation*min(2.5, max(-2.5, r.NormFloat64()))
}

// between draws a whole number from low to high, both included.
func between(r *rand.Rand, low, high int) int { return low + r.IntN(high-low+1) }

// chance is true with the given probability.
func chance(r *rand.Rand, probability float64) bool { return r.Float64() < probability }

// base62ID returns eight characters such as Polar's hashed ids have.
func base62ID(r *rand.Rand) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	id := make([]byte, 8)
	for i := range id {
		id[i] = digits[r.IntN(len(digits))]
	}
	return string(id)
}
