package analytics

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// Variability is heart rate variability in the time domain, as the Task Force of the European Society of Cardiology
// and the North American Society of Pacing and Electrophysiology (1996) defines it.
type Variability struct {
	MeanRR float64 // mean interval, ms
	SDNN   float64 // sample standard deviation of the intervals, ms
	RMSSD  float64 // root mean square of successive differences, ms
	PNN50  float64 // share of successive differences above 50 ms, 0 to 1
	PNN20  float64 // share of successive differences above 20 ms, 0 to 1
}

// TimeDomain returns the variability of successive RR intervals in ms, false of fewer than two. Ectopic beats are
// the caller's to leave out.
func TimeDomain(rr []float64) (Variability, bool) {
	if len(rr) < 2 {
		return Variability{}, false
	}
	var squares float64
	var over50, over20 int
	for i, x := range rr[1:] {
		d := math.Abs(x - rr[i])
		squares += d * d
		if d > 50 {
			over50++
		}
		if d > 20 {
			over20++
		}
	}
	n := float64(len(rr) - 1)
	mean, sd := stat.MeanStdDev(rr, nil)
	return Variability{MeanRR: mean, SDNN: sd, RMSSD: math.Sqrt(squares / n), PNN50: float64(over50) / n, PNN20: float64(over20) / n}, true
}
