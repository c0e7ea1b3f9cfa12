package analytics

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

const debtNights = 14

// SleepDebt is by how much a person slept less than needed, in hours. Deficits add up nearly linearly in performance
// while the sleepiness that people report does not show them (Van Dongen and others, 2003).
type SleepDebt struct {
	// Window is the sum of need less sleep over 14 nights that end with the day, at least 0. It needs 10 nights; a
	// missing night counts as the mean of the others, and N says how many were there. A nap is not seen.
	Window Estimate
	// Trend is a debt that fades: each night leaves exp(-1/4) of it, as one hour took four days of optimal sleep to
	// pay back (Kitamura and others, 2016), and adds need less sleep; it is never below 0. It runs over the same
	// nights.
	Trend Estimate
	Need  Estimate
}

// Debt returns the sleep debt on a day.
func Debt(sleep Series, d Day, need Estimate) SleepDebt {
	const window, trend = "sum of 14 nights", "fading sum, 4 days"
	nights := sleep.Between(d-debtNights+1, d)
	if n := len(nights); n < 10 {
		return SleepDebt{none(window, TooFewDays, n, debtNights), none(trend, TooFewDays, n, debtNights), need}
	}
	mean := stat.Mean(nights, nil)
	owed := make([]float64, 0, debtNights)
	for day := d - debtNights + 1; day <= d; day++ {
		slept := sleep.At(day)
		if isMissing(slept) {
			slept = mean
		}
		owed = append(owed, need.Value-slept)
	}
	return SleepDebt{
		Window: estimate(window, max(floats.Sum(owed), 0), len(nights), debtNights),
		Trend:  estimate(trend, fading(owed), len(nights), debtNights),
		Need:   need,
	}
}

func fading(owed []float64) float64 {
	keep, debt := math.Exp(-1.0/4), 0.0
	for _, hours := range owed {
		debt = max(debt*keep+hours, 0)
	}
	return debt
}
