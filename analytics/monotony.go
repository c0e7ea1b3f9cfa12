package analytics

import (
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// mostMonotony is where monotony ends: of equal days it is infinite.
const mostMonotony = 10

// Monotony returns the mean of 7 daily loads that end with the day, days of rest among them, divided by their
// population standard deviation, at most 10 (Foster, 1998, who does not say which deviation; the sample deviation
// gives 7.4 % less). All 7 days have to be known, and 3 of them have to be days of training.
func Monotony(loads Series, d Day) Estimate {
	const method = "mean / population SD of 7 daily loads"
	week := loads.Between(d-6, d)
	if len(week) < 7 {
		return none(method, TooFewDays, len(week), 7)
	}
	if trained(week) < 3 {
		return none(method, TooLittleLoad, len(week), 7)
	}
	mean, sd := stat.PopMeanStdDev(week, nil)
	if mean >= mostMonotony*sd {
		return estimate(method, mostMonotony, len(week), 7)
	}
	return estimate(method, mean/sd, len(week), 7)
}

// Strain returns the load of the week that ends with the day times its monotony (Foster, 1998).
func Strain(loads Series, d Day) Estimate {
	e := Monotony(loads, d)
	e.Method = "week's load x monotony"
	e.Value *= floats.Sum(loads.Between(d-6, d)) // what is missing stays missing
	return e
}

func trained(loads []float64) int {
	n := 0
	for _, load := range loads {
		if load > 0 {
			n++
		}
	}
	return n
}
