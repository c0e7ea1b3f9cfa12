package analytics

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Pair is a question: does what a person does in a day go with the night after it?
type Pair struct {
	Behaviour Behaviour
	Outcome   Signal
}

// Pairs is the list of questions that are asked of everybody. It was fixed before anybody's days were looked at.
var Pairs = []Pair{
	{Load, HRV}, {Load, HeartRate}, {Load, Sleep},
	{HardMinutes, HRV}, {HardMinutes, HeartRate}, {HardMinutes, Sleep},
	{SessionEnd, HRV}, {SessionEnd, HeartRate}, {SessionEnd, Sleep},
	{DaySteps, HRV}, {DaySteps, HeartRate}, {DaySteps, Sleep},
	{Bedtime, HRV}, {Bedtime, HeartRate},
	{LastSleep, HRV}, {LastSleep, HeartRate}, {LastSleep, Sleep},
	{Alcohol, HRV}, {Alcohol, HeartRate}, {Alcohol, Sleep},
	{LateMeal, HRV}, {LateMeal, HeartRate}, {LateMeal, Sleep},
	{Stress, HRV}, {Stress, HeartRate}, {Stress, Sleep},
	{Travel, HRV}, {Travel, Sleep},
	{Menstruation, HRV}, {Menstruation, HeartRate},
}

// Correlation is the answer to a question. It says what goes with what, never what causes what.
type Correlation struct {
	Pair
	// Rho is Spearman's correlation of the days without their slow course and their weekday, with Fisher's 95 %
	// interval on the effective number of days. It needs 30 pairs of days.
	Rho Estimate
	// Effective is how many independent days the days are worth.
	Effective float64
	// P is the probability of such a correlation by chance, the greater of a block permutation's and of a t-test's on
	// the effective number of days, both of whitened values; Q is the false discovery rate of all questions that
	// could be answered. 1 where there is no answer.
	P, Q float64
	// Shown says that Q is at most 0.05 and that the interval of Rho does not hold 0.
	Shown bool
}

// Correlations are the answers to all questions, in their order.
type Correlations struct {
	List   []Correlation
	Tested int // how many questions could be answered
}

const (
	correlationDays  = 365
	correlationLeast = 30
	// discoveryRate is how many people of a hundred who have nothing to find are shown something nevertheless.
	discoveryRate = 0.05
)

// Correlate answers all questions from the 365 nights that end with a day. The seed makes resampling repeat; draws is
// how often to permute, 2000 for an answer to show.
func Correlate(behaviours map[Behaviour]Series, outcomes map[Signal]Series, d Day, seed uint64, draws int) Correlations {
	x := make(map[Behaviour]Series)
	for b, s := range behaviours {
		x[b] = detrended(s.window(d-correlationDays, d-1).shifted(1))
	}
	y := make(map[Signal]Series)
	for g, s := range outcomes {
		y[g] = detrended(g.scaled(s).window(d-correlationDays+1, d))
	}
	var answers Correlations
	var p []float64
	for i, pair := range Pairs {
		c := correlate(pair, x[pair.Behaviour], y[pair.Outcome], generator(seed, i), draws)
		if answers.List = append(answers.List, c); c.Rho.OK() {
			p = append(p, c.P)
		}
	}
	answers.Tested = len(p)
	q := FalseDiscovery(p)
	for i := range answers.List {
		if c := &answers.List[i]; c.Rho.OK() {
			c.Q, q = q[0], q[1:]
			c.Shown = c.Q <= discoveryRate && c.Rho.Low*c.Rho.High > 0
		}
	}
	return answers
}

// window returns the part of the series from one day to another.
func (s Series) window(from, to Day) Series {
	list := emptySeries(max(from, s.first), min(to, s.Last()))
	for i := range list.values {
		list.values[i] = s.At(list.first + Day(i))
	}
	return list
}

func correlate(pair Pair, x, y Series, r *rand.Rand, draws int) Correlation {
	const method = "Spearman, block permutation"
	c := Correlation{Pair: pair, P: 1, Q: 1}
	a, b := pairs(x, y)
	n := len(a)
	if n < correlationLeast {
		c.Rho = none(method, TooFewDays, n, correlationDays)
		return c
	}
	a, b = standardised(ranked(a)), standardised(ranked(b))
	if a == nil || b == nil {
		c.Rho = none(method, NoVariation, n, correlationDays)
		return c
	}
	rho := dot(a, b) / float64(n)
	c.Effective = effective(a, b) * max(1-spent(n)/float64(n), 0)
	low, high := fisher(rho, c.Effective)
	c.Rho = estimate(method, rho, n, correlationDays).within(low, high, 0.95)
	c.P = chance(r, x, y, draws)
	return c
}

// chance returns how probable such a correlation of two series without their slow course is: the greater of the
// probabilities that a t-test and a block permutation give of the whitened ranks. What the t-test gives more than 0.2
// is not permuted.
func chance(r *rand.Rand, x, y Series, draws int) float64 {
	a, b := pairs(whitened(x), whitened(y))
	a, b = standardised(ranked(a)), standardised(ranked(b))
	if a == nil || b == nil {
		return 1
	}
	n := float64(len(a))
	p := studentP(dot(a, b)/n, effective(a, b)*max(1-spent(len(a))/n, 0))
	if p > 0.2 {
		return p
	}
	return max(p, blockPermutation(r, a, b, draws))
}

// pairs returns the values of the days on which both series have one.
func pairs(x, y Series) (a, b []float64) {
	for d := x.First(); d <= x.Last(); d++ {
		if x.Has(d) && y.Has(d) {
			a, b = append(a, x.At(d)), append(b, y.At(d))
		}
	}
	return a, b
}

// standardised returns values with mean 0 and population variance 1, nil if they are all alike.
func standardised(values []float64) []float64 {
	mean, sd := stat.PopMeanStdDev(values, nil)
	if !(sd > 1e-12) {
		return nil
	}
	list := make([]float64, len(values))
	for i, x := range values {
		list[i] = (x - mean) / sd
	}
	return list
}

// effective returns how many independent pairs of days two series are worth: n / (1 + 2 sum r_x(k) r_y(k)) over lags
// to 7, at most n (Bartlett, 1935).
func effective(x, y []float64) float64 {
	sum := 0.0
	for lag := 1; lag <= 7; lag++ {
		sum += autocorrelation(x, lag) * autocorrelation(y, lag)
	}
	n := float64(len(x))
	return n / max(1+2*sum, 1)
}

// fisher returns the 95 % interval of a correlation of so many independent pairs.
func fisher(rho, n float64) (low, high float64) {
	if n <= 4 {
		return -1, 1
	}
	z, half := math.Atanh(min(max(rho, -0.999999), 0.999999)), distuv.UnitNormal.Quantile(0.975)/math.Sqrt(n-3)
	return math.Tanh(z - half), math.Tanh(z + half)
}

// studentP returns the two-sided probability of a correlation of so many independent pairs.
func studentP(rho, n float64) float64 {
	if n <= 3 {
		return 1
	}
	t := math.Abs(rho) * math.Sqrt((n-2)/max(1-rho*rho, 1e-12))
	return 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 2}.Survival(t)
}
