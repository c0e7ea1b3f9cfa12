package pacing

import "math"

// Polar answers in about so many seconds, and a day has so many.
const (
	answerSeconds = 0.5
	daySeconds    = 86400
)

// fewInFlight is how many requests are on their way at once as long as that is enough. After a 429 or a 401 all
// but the refused one may still reach Polar: three.
const fewInFlight = 4

// InFlight returns how many requests one process may have on their way at once: its part of four, and at least
// one. Only where Polar grants more a day than four requests at a time could carry (some 7,000 people) there are more.
func InFlight(longLimit, processes int) int {
	needed := int(math.Ceil(float64(longLimit) / daySeconds * answerSeconds))
	return max(max(needed, fewInFlight)/max(processes, 1), 1)
}
