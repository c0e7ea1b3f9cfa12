package words

import (
	"fmt"

	"polarflow/analytics"
)

// ofNight returns what stands out in the night of a day's results.
func ofNight(r analytics.DayResult) []Insight {
	var list []Insight
	if b := r.Baseline(analytics.HRV); r.Artefact {
		i := newInsight(SuspectNight, r.Day, r.Day, b.Value, Unit(analytics.HRV),
			fmt.Sprintf("The HRV of the night of %s, %s, is probably an artefact of the measurement and left out of all else.",
				r.Day, amount(b.Value.Value, Unit(analytics.HRV))))
		i.Signal = analytics.HRV
		list = append(list, i)
	}
	for _, b := range r.Baselines {
		if i, ok := lasting(b); ok {
			list = append(list, i)
		}
	}
	return list
}

// Place returns how the mean of 7 days lies to the normal range: below 0, in it, or above 0; false where one of them is
// not known.
func Place(b analytics.Baseline) (int, bool) {
	low, high := b.Usual.Interval()
	switch {
	case !b.Recent.OK() || low == nil || high == nil:
		return 0, false
	case b.Recent.Value < *low:
		return -1, true
	case b.Recent.Value > *high:
		return 1, true
	}
	return 0, true
}

// lasting returns the insight that a signal has left its normal range, false if it has not. Steps vary as people please.
func lasting(b analytics.Baseline) (Insight, bool) {
	side, ok := Place(b)
	if !ok || side == 0 || b.Signal == analytics.Steps {
		return Insight{}, false
	}
	word, unit := "above", Unit(b.Signal)
	if side < 0 {
		word = "below"
	}
	i := newInsight(LastingChange, b.Day-analytics.Day(b.Recent.Window)+1, b.Day, b.Recent, unit,
		fmt.Sprintf("The mean %s of %d days to %s, %s, lies %s your normal range%s.", signals[b.Signal].name, b.Recent.Window, b.Day,
			amount(b.Recent.Value, unit), word, interval(b.Usual, unit)), notMedical)
	i.Signal = b.Signal
	return i, true
}

// debtWorthSaying is the sleep debt in hours from which on it stands out.
const debtWorthSaying = 5

// ofDay returns what stands out in a day's sleep debt and training load.
func ofDay(r analytics.DayResult) []Insight {
	var list []Insight
	if w := r.Debt.Window; w.OK() && w.Value >= debtWorthSaying {
		i := newInsight(Debt, r.Day-analytics.Day(w.Window)+1, r.Day, w, "h", SleepDebt(r.Debt), napsUnseen)
		i.Signal = analytics.Sleep
		list = append(list, i)
	}
	for _, f := range r.Week.Flags {
		switch f {
		case analytics.LoadJump:
			list = append(list, newInsight(LoadJump, r.Day-6, r.Day, r.Week.Jump, "", loadJump(r.Week), coachesRule))
		case analytics.Monotonous:
			list = append(list, newInsight(MonotonousLoad, r.Day-6, r.Day, r.Week.Monotony, "", monotonous(r.Week), coachesRule))
		}
	}
	return list
}
