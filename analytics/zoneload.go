package analytics

// Edwards returns the summated heart rate zone score: minutes in each of five zones, 50-60 to 90-100 % of the maximal
// heart rate, times 1 to 5 (Edwards, 1993).
func Edwards(zoneMinutes [5]float64) float64 {
	var sum float64
	for i, minutes := range zoneMinutes {
		sum += minutes * float64(i+1)
	}
	return sum
}

// Lucia returns the load of three zones parted by the ventilatory thresholds: minutes below, between and above them,
// times 1 to 3 (Lucía and others, 2003).
func Lucia(zoneMinutes [3]float64) float64 {
	return zoneMinutes[0] + 2*zoneMinutes[1] + 3*zoneMinutes[2]
}

// SessionRPE returns the load of a session in arbitrary units: perceived exertion on Borg's CR-10 scale times minutes
// (Foster, 1998).
func SessionRPE(exertion, minutes float64) float64 { return exertion * minutes }
