package analytics

import "math"

// Effort is a distance covered in a time.
type Effort struct {
	Day             Day
	Meters, Seconds float64
	// HeartRate is the highest share of the maximal heart rate that was reached, 0 to 1; 0 if it is not known.
	HeartRate float64
}

// What no runner does: a position that implies it is an error of the satellites.
const (
	fastestRunning  = 12 // m/s
	hardestStarting = 7  // m/s^2
)

// FastestDistance returns the shortest time in seconds over a distance in m within cumulative distances, one a
// second. The end is interpolated. Stretches with a gap or a jump do not count; NaN if none is left that is long
// enough.
func FastestDistance(distance []float64, meters float64) float64 {
	best, start := missing, 0
	for end := range distance {
		if broken(distance, end) {
			start = end
			continue
		}
		if distance[end]-distance[start] < meters {
			continue
		}
		for start+1 < end && distance[end]-distance[start+1] >= meters {
			start++
		}
		if distance[end-1]-distance[start] >= meters {
			continue // it was over before: the person has slowed down, or stands
		}
		step := distance[end] - distance[end-1]
		seconds := float64(end-start) - (distance[end]-distance[start]-meters)/step
		if isMissing(best) || seconds < best {
			best = seconds
		}
	}
	return best
}

// broken says whether a stretch cannot go on to a sample: the way to it has a gap, goes back, or is a jump.
func broken(distance []float64, i int) bool {
	if i == 0 || isMissing(distance[i]) || isMissing(distance[i-1]) {
		return true
	}
	speed, before := distance[i]-distance[i-1], 0.0
	if i > 1 && !isMissing(distance[i-2]) {
		before = distance[i-1] - distance[i-2]
	}
	return speed < 0 || speed > fastestRunning || math.Abs(speed-before) > hardestStarting
}
