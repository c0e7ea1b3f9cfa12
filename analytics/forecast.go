package analytics

import (
	"math"
	"slices"
)

// Model names a way to forecast a night.
type Model string

// The models, the simplest first.
const (
	Persistence Model = "PERSISTENCE"     // as the night before
	Median7     Model = "MEDIAN_7"        // the median of 7 days
	Median30    Model = "MEDIAN_30"       // the median of 30 days
	Smoothed    Model = "EWMA"            // exponentially weighted mean, alpha 0.2
	HistoryOnly Model = "HISTORY_RIDGE"   // ridge regression on the past of the signal and the weekday
	WithHabits  Model = "BEHAVIOUR_RIDGE" // the same with what the person did in the day
)

// Models lists all of them.
var Models = []Model{Persistence, Median7, Median30, Smoothed, HistoryOnly, WithHabits}

// Score is how a model did on nights that it had not seen.
type Score struct {
	Model Model
	MAE   float64 // mean absolute error on the scale of the arithmetic: of ln RMSSD, or hours
}

// Forecast is what the night after a day is likely to be, and whether what the person does helps to tell.
type Forecast struct {
	Night  Day
	Signal Signal
	// Value is the forecast of the model that did best, in the signal's unit, with an interval that holds 80 % of
	// nights. N counts the past nights that the models were scored on. It needs 60 of them, after 90 days of history,
	// and 7 in the last fortnight.
	Value  Estimate
	Model  Model
	Scores []Score
	// Skill is by which part the model with behaviours errs less than the one without, on nights that neither had
	// seen, with its 90 % interval from a bootstrap of weeks. Better than a naive forecast is not enough: that would
	// credit behaviours with what the past tells.
	Skill Estimate
	// Open says that behaviours help: the interval of the skill is above 0, the skill is at least 3 %, and 60 nights
	// were scored. Otherwise nothing may be said of any behaviour.
	Open bool
	// Effects are what each behaviour goes with. It is empty unless Open.
	Effects []Effect
}

const (
	historyDays  = 90 // before the first night that is scored
	scoredLeast  = 60
	scoredMost   = 730
	trainedMost  = 730
	leastSkill   = 0.03
	refitDays    = 7
	recentDays   = 14 // of which so many must have been measured
	recentLeast  = 7
	forecastHold = 0.8
)

// ForecastNight returns the forecast of the night after today, of HRV or sleep. The seed makes resampling repeat;
// draws is how often to resample, 2000 for an answer to show.
func ForecastNight(g Signal, target Series, behaviours map[Behaviour]Series, today Day, seed uint64, draws int) Forecast {
	const method = "best of six models, rolling origin"
	target = g.scaled(target.Until(today))
	names := usable(behaviours, target, today)
	list := make([]Series, len(names))
	for i, b := range names {
		list[i] = behaviours[b].Until(today)
	}
	all := evenings(target, list, today+1)
	f := Forecast{Night: today + 1, Signal: g, Skill: none(skillMethod, TooFewDays, 0, scoredMost)}
	scored, tonight := rolling(all, len(names) > 0)
	if n := len(scored); n < scoredLeast || target.count(today-recentDays+1, today) < recentLeast {
		why := TooFewDays
		if len(all) < historyDays+scoredLeast {
			why = TooShort
		}
		f.Value = none(method, why, n, scoredMost)
		return f
	}
	f.judge(scored, len(names) > 0, seed, draws)
	f.Value = f.value(method, scored, tonight)
	if f.Open {
		f.Effects = effects(g, target, names, list, today, seed, draws/4)
	}
	return f
}

// guess is what each model said of a night, in the order of [Models].
type guess struct {
	said   [6]float64
	target float64
}

// rolling returns what the models said of each night that was measured, from 90 days on, each time fitted to the
// nights before the week; and what they say of the last one.
func rolling(all []evening, habits bool) (scored []guess, tonight guess) {
	first := max(historyDays, len(all)-1-scoredMost)
	var history, both ridge
	var scratch [64]float64
	for i := first; i < len(all); i++ {
		e := all[i]
		if (i-first)%refitDays == 0 {
			history, both = fitted(all[max(i-trainedMost, 0):i], habits)
		}
		if history.weights == nil {
			continue
		}
		g := guess{said: [6]float64{or(e.last, e.mean), or(e.median7, e.mean), or(e.median30, e.mean), e.mean}, target: e.target}
		g.said[4] = history.predict(e.history, scratch[:len(e.history)])
		if g.said[5] = g.said[4]; habits {
			row := slices.Concat(e.history, e.behaviours)
			g.said[5] = both.predict(row, scratch[:len(row)])
		}
		if i == len(all)-1 {
			return scored, g
		}
		if !isMissing(e.target) {
			scored = append(scored, g)
		}
	}
	return scored, tonight
}

// fitted returns the models of nights, without weights if too few were measured.
func fitted(nights []evening, habits bool) (history, both ridge) {
	var own, all [][]float64
	var targets []float64
	for _, e := range nights {
		if isMissing(e.target) {
			continue
		}
		own, targets = append(own, e.history), append(targets, e.target)
		all = append(all, slices.Concat(e.history, e.behaviours))
	}
	if len(targets) < usualDays/2 {
		return history, both
	}
	if history = fitRidge(own, targets); habits {
		both = fitRidge(all, targets)
	}
	return history, both
}

// or returns x, or what stands in for it where it is missing.
func or(x, otherwise float64) float64 {
	if isMissing(x) {
		return otherwise
	}
	return x
}

const skillMethod = "1 - MAE with behaviours / MAE of history alone"

// judge fills in the scores and whether behaviours help.
func (f *Forecast) judge(scored []guess, habits bool, seed uint64, draws int) {
	var off [6][]float64
	for _, g := range scored {
		for m, said := range g.said {
			off[m] = append(off[m], math.Abs(said-g.target))
		}
	}
	for m, name := range Models {
		if name == WithHabits && !habits {
			continue
		}
		f.Scores = append(f.Scores, Score{name, meanOf(off[m])})
	}
	if !habits {
		f.Skill = none(skillMethod, NotMeasured, len(scored), scoredMost)
	} else {
		low, high := skillInterval(off[5], off[4], seed, draws)
		f.Skill = estimate(skillMethod, skill(off[5], off[4]), len(scored), scoredMost).within(low, high, 0.9)
		f.Open = f.Skill.Value >= leastSkill && low > 0
	}
	f.Model = f.best()
}

func skill(off, reference []float64) float64 { return 1 - meanOf(off)/meanOf(reference) }

// skillInterval returns the 5 and 95 % points of the skill over resampled weeks.
func skillInterval(off, reference []float64, seed uint64, draws int) (low, high float64) {
	weeks := resampler{r: generator(seed, 1000)}
	skills := make([]float64, draws)
	for i := range skills {
		var a, b float64
		for _, day := range weeks.draw(len(off)) {
			a, b = a+off[day], b+reference[day]
		}
		skills[i] = 1 - a/b
	}
	slices.Sort(skills)
	return sortedQuantile(skills, 0.05), sortedQuantile(skills, 0.95)
}

// best returns the model with the least error; the one with behaviours only if they help.
func (f *Forecast) best() Model {
	best := f.Scores[0]
	for _, s := range f.Scores[1:] {
		if s.MAE < best.MAE && (s.Model != WithHabits || f.Open) {
			best = s
		}
	}
	return best.Model
}

// value returns the best model's forecast with the interval that would have held 80 % of the scored nights.
func (f *Forecast) value(m Method, scored []guess, tonight guess) Estimate {
	at := slices.Index(Models, f.Model)
	said := tonight.said[at]
	off := make([]float64, len(scored))
	for i, g := range scored {
		off[i] = g.target - g.said[at]
	}
	slices.Sort(off)
	low, high := sortedQuantile(off, (1-forecastHold)/2), sortedQuantile(off, (1+forecastHold)/2)
	e := estimate(m, f.Signal.unscaled(said), len(scored), scoredMost)
	return e.within(f.Signal.unscaled(said+low), f.Signal.unscaled(said+high), forecastHold)
}
