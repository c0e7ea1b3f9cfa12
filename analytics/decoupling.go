package analytics

import "gonum.org/v1/gonum/stat"

// Efficiency returns the mean output over the mean heart rate of samples that have both. The output is speed in m/s,
// best grade-adjusted, or power in W; NaN without samples. Heat lowers it: summer and winter do not compare.
func Efficiency(output, heartRate []float64) float64 {
	var out, rate, n float64
	for i, x := range output {
		if i < len(heartRate) && heartRate[i] > 0 && !isMissing(x) {
			out, rate, n = out+x, rate+heartRate[i], n+1
		}
	}
	if n == 0 {
		return missing
	}
	return out / rate
}

// Decoupling returns by how many percent the efficiency of the second half of a steady session is below that of the
// first: 100 (r1 - r2) / r1. Below 5 % is well coupled by a rule of coaches (Friel), not by a study. It needs 30
// minutes of samples of one second, and minutes whose mean outputs have a coefficient of variation below 10 %. N and
// Window count seconds.
func Decoupling(output, heartRate []float64) Estimate {
	const method = "efficiency of the second half against the first"
	n := min(len(output), len(heartRate))
	seen := 0
	for i := range n {
		if heartRate[i] > 0 && !isMissing(output[i]) {
			seen++
		}
	}
	switch {
	case seen == 0:
		return none(method, NotMeasured, 0, n)
	case n < 30*60:
		return none(method, TooShort, seen, n)
	case seen*5 < n*4:
		return none(method, TooLittleSignal, seen, n)
	case !steady(output[:n]):
		return none(method, NotSteady, seen, n)
	}
	first, second := Efficiency(output[:n/2], heartRate[:n/2]), Efficiency(output[n/2:n], heartRate[n/2:n])
	return estimate(method, 100*(first-second)/first, seen, n)
}

// steady says whether the mean outputs of the minutes vary by less than 10 %.
func steady(output []float64) bool {
	var minutes []float64
	for i := 0; i+60 <= len(output); i += 60 {
		sum, n := 0.0, 0.0
		for _, x := range output[i : i+60] {
			if !isMissing(x) {
				sum, n = sum+x, n+1
			}
		}
		if n > 0 {
			minutes = append(minutes, sum/n)
		}
	}
	mean, sd := stat.MeanStdDev(minutes, nil)
	return mean > 0 && sd < 0.1*mean
}
