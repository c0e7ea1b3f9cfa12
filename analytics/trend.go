package analytics

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Trend is where a signal has been going over some weeks.
type Trend struct {
	Day    Day // the last
	Signal Signal
	// Slope is the change a day in the unit of the signal's arithmetic, ln for HRV: the median of the slopes between
	// all pairs of days (Theil, 1950; Sen, 1968) with its 95 % interval. It needs a third of the days, and 10.
	Slope Estimate
	// Change is the change over the window in the signal's unit, of HRV in percent, with the same interval.
	Change Estimate
	// P is the probability of such a monotone trend in days without one: Mann and Kendall's test with the correction
	// of Hamed and Rao (1998) for autocorrelation. 1 without a slope.
	P float64
	// Shown says that the change is more than the smallest worthwhile one, half a standard deviation, and that its
	// interval does not hold 0.
	Shown bool
}

// TrendOf returns the trend over a window of days that ends with a day.
func TrendOf(g Signal, s Series, d Day, window int) Trend {
	const method = "Theil-Sen slope, Hamed-Rao"
	points := g.scaled(s.Until(d)).Points()
	at, _ := slices.BinarySearchFunc(points, d-Day(window)+1, func(p Point, d Day) int { return int(p.Day - d) })
	points = points[at:]
	t := Trend{Day: d, Signal: g, P: 1}
	n := len(points)
	if n < 10 || n*3 < window {
		t.Slope, t.Change = none(method, TooFewDays, n, window), none(method, TooFewDays, n, window)
		return t
	}
	x, y := make([]float64, n), make([]float64, n)
	for i, p := range points {
		x[i], y[i] = float64(p.Day), p.Value
	}
	k := kendall(y)
	slope := pairSlopes(x, y)
	factor := k.correction(x, y, slope[len(slope)/2])
	value, low, high := senInterval(slope, k.variance*factor)
	t.P = k.p(factor)
	t.Slope = estimate(method, value, n, window).within(low, high, 0.95)
	days := float64(window - 1)
	change := func(slope float64) float64 {
		if g.logarithmic() {
			return 100 * math.Expm1(slope*days)
		}
		return slope * days
	}
	t.Change = estimate(method, change(value), n, window).within(change(low), change(high), 0.95)
	_, mad := medianAndMAD(residualsOf(x, y, value))
	t.Shown = (low > 0 || high < 0) && math.Abs(value)*days > 0.5*madToSD*max(mad, g.floor())
	return t
}

// residualsOf returns what a slope leaves of the values.
func residualsOf(x, y []float64, slope float64) []float64 {
	list := make([]float64, len(x))
	for i := range x {
		list[i] = y[i] - slope*x[i]
	}
	return list
}

// pairSlopes returns the slopes between all pairs, in ascending order.
func pairSlopes(x, y []float64) []float64 {
	list := make([]float64, 0, len(x)*(len(x)-1)/2)
	for i := range x {
		for j := range i {
			if x[i] != x[j] {
				list = append(list, (y[i]-y[j])/(x[i]-x[j]))
			}
		}
	}
	slices.Sort(list)
	return list
}

// senInterval returns the median of slopes and its 95 % interval, by the variance of Kendall's S.
func senInterval(slopes []float64, variance float64) (value, low, high float64) {
	n := float64(len(slopes))
	half := distuv.UnitNormal.Quantile(0.975) * math.Sqrt(variance)
	upper := min(int(math.RoundToEven((n+half)/2)), len(slopes)-1)
	lower := max(int(math.RoundToEven((n-half)/2))-1, 0)
	return sortedQuantile(slopes, 0.5), slopes[lower], slopes[upper]
}

// monotone is Kendall's S of a series: pairs that rise less pairs that fall, and its variance for independent values
// with ties.
type monotone struct {
	s, variance float64
	n           int
	tau         float64 // tau-b
}

func kendall(y []float64) monotone {
	n := len(y)
	k := monotone{n: n}
	for i := range y {
		for j := range i {
			k.s += float64(compare(y[i], y[j]))
		}
	}
	ties := make(map[float64]float64)
	for _, v := range y {
		ties[v]++
	}
	size := float64(n)
	k.variance = size * (size - 1) * (2*size + 5)
	pairs := size * (size - 1) / 2
	untied := pairs
	for _, t := range ties {
		k.variance -= t * (t - 1) * (2*t + 5)
		untied -= t * (t - 1) / 2
	}
	k.variance /= 18
	k.tau = k.s / math.Sqrt(pairs*untied)
	return k
}

// p returns the two-sided probability of an S as far from 0, its variance multiplied by a factor.
func (k monotone) p(factor float64) float64 {
	return 2 * distuv.UnitNormal.CDF(-math.Abs(k.z(factor)))
}

func (k monotone) z(factor float64) float64 {
	if k.s == 0 || k.variance == 0 {
		return 0
	}
	return (k.s - math.Copysign(1, k.s)) / math.Sqrt(k.variance*factor)
}

// correction returns by how much autocorrelation raises the variance of S: 1 + 2/(n(n-1)(n-2)) sum
// (n-k)(n-k-1)(n-k-2) r_k over lags whose rank autocorrelation without the trend is significant at 95 % (Hamed and
// Rao, 1998). It misses autocorrelation that is not significant, and so is never taken below that of an
// autoregression, (1 + r)/(1 - r) of the first, bias corrected (n r + 2)/(n - 4) (Hamed, 2009), nor below 1.
func (k monotone) correction(x, y []float64, slope float64) float64 {
	ranks := ranked(residualsOf(x, y, slope))
	n := float64(k.n)
	sum := 0.0
	for lag := 1; lag <= min(k.n/4, 14); lag++ {
		if r := autocorrelation(ranks, lag); math.Abs(r) > 1.96/math.Sqrt(n) {
			l := n - float64(lag)
			sum += l * (l - 1) * (l - 2) * r
		}
	}
	first := min(max((n*autocorrelation(ranks, 1)+2)/(n-4), 0), 0.9)
	return max(1+2/(n*(n-1)*(n-2))*sum, (1+first)/(1-first), 1)
}

// ranked returns the ranks of values from 1 on, ties at their mean.
func ranked(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return compare(values[a], values[b]) })
	ranks := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i
		for j+1 < len(order) && values[order[j+1]] == values[order[i]] {
			j++
		}
		for _, at := range order[i : j+1] {
			ranks[at] = float64(i+j)/2 + 1
		}
		i = j + 1
	}
	return ranks
}
