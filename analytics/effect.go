package analytics

import (
	"math"
	"time"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Effect is what so much of a behaviour goes with in the night after, when the other behaviours and the weekday are
// as they are. It does not say that the one causes the other.
type Effect struct {
	Behaviour Behaviour
	Signal    Signal
	Step      float64 // how much of the behaviour, in its unit, like 100 of cardio load
	// Change is the difference of the night in the signal's unit, of HRV in percent, with its 90 % interval from a
	// bootstrap of weeks.
	Change Estimate
	P, Q   float64 // probability by chance, and false discovery rate over the behaviours
	Shown  bool    // Q is at most 0.05 and the interval does not hold 0
}

// step returns the amount of a behaviour that a person can picture.
func (b Behaviour) step() float64 {
	switch b {
	case Load:
		return 100
	case HardMinutes:
		return 30
	case DaySteps:
		return 5000
	case Alcohol, LateMeal, Stress, Travel, Menstruation, Illness, SessionEnd, Bedtime, LastSleep:
		return 1
	}
	return 1
}

// effects returns what the behaviours of the last year go with: least squares of the target without its slow course
// on all behaviours and the weekday. The target is on the scale on which arithmetic is done.
func effects(g Signal, target Series, names []Behaviour, series []Series, today Day, seed uint64, draws int) []Effect {
	rows, targets := effectRows(target, series, today)
	coefficients := leastSquares(rows, targets, len(names))
	weeks := resampler{r: generator(seed, 2000)}
	resampled := make([][]float64, len(names))
	x, y := make([][]float64, len(rows)), make([]float64, len(rows))
	for range draws {
		for i, at := range weeks.draw(len(rows)) {
			x[i], y[i] = rows[at], targets[at]
		}
		for j, c := range leastSquares(x, y, len(names)) {
			resampled[j] = append(resampled[j], c)
		}
	}
	list, p := make([]Effect, len(names)), make([]float64, len(names))
	for j, b := range names {
		list[j] = effectOf(g, b, coefficients[j], stat.StdDev(resampled[j], nil), len(rows))
		p[j] = list[j].P
	}
	for j, q := range FalseDiscovery(p) {
		list[j].Q, list[j].Shown = q, q <= discoveryRate && list[j].Change.Low*list[j].Change.High > 0
	}
	return list
}

// effectOf returns the effect of a coefficient per unit and its standard error, of so many nights.
func effectOf(g Signal, b Behaviour, coefficient, sd float64, n int) Effect {
	const method = "least squares, bootstrap of weeks"
	e := Effect{Behaviour: b, Signal: g, Step: b.step(), P: 1}
	if sd == 0 {
		e.Change = none(method, NoVariation, n, correlationDays)
		return e
	}
	change := func(c float64) float64 {
		if g.logarithmic() {
			return 100 * math.Expm1(c*b.step())
		}
		return c * b.step()
	}
	half := distuv.UnitNormal.Quantile(0.95) * sd
	e.P = 2 * distuv.UnitNormal.CDF(-math.Abs(coefficient)/sd)
	e.Change = estimate(method, change(coefficient), n, correlationDays)
	e.Change = e.Change.within(change(coefficient-half), change(coefficient+half), 0.9)
	return e
}

// effectRows returns the behaviours and the weekday before each night of the last year that was measured.
func effectRows(target Series, series []Series, today Day) (rows [][]float64, targets []float64) {
	recent := target.window(today-correlationDays+1, today)
	for _, p := range recent.Points() {
		var row []float64
		for _, s := range series {
			row = append(row, s.At(p.Day-1))
		}
		for w := time.Monday; w <= time.Saturday; w++ {
			is := 0.0
			if p.Day.Weekday() == w {
				is = 1
			}
			row = append(row, is)
		}
		rows = append(rows, row)
		targets = append(targets, p.Value-Median(recent.Between(p.Day-15, p.Day+15)))
	}
	return rows, targets
}

// leastSquares returns the first so many coefficients per unit. A trace of a penalty keeps features that are all
// alike from having any.
func leastSquares(rows [][]float64, targets []float64, count int) []float64 {
	m := normalEquations(rows, targets).model(1e-6)
	list := make([]float64, count)
	for j := range list {
		if m.spread[j] > 1e-12 {
			list[j] = m.weights[j] / m.spread[j]
		}
	}
	return list
}
