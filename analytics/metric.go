package analytics

import "slices"

// Metric names one estimate of a [DayResult], so that results can be stored and read one by one.
type Metric string

// baselineParts are the estimates of a baseline.
var baselineParts = []struct {
	suffix string
	of     func(Baseline) Estimate
}{
	{"", func(b Baseline) Estimate { return b.Value }},
	{"_MEDIAN_7", func(b Baseline) Estimate { return b.Median7 }},
	{"_MEDIAN_30", func(b Baseline) Estimate { return b.Median30 }},
	{"_MEDIAN_60", func(b Baseline) Estimate { return b.Median60 }},
	{"_USUAL", func(b Baseline) Estimate { return b.Usual }},
	{"_DEVIATION", func(b Baseline) Estimate { return b.Deviation }},
	{"_RECENT", func(b Baseline) Estimate { return b.Recent }},
	{"_VARIATION", func(b Baseline) Estimate { return b.Variation }},
}

// dayMetrics are the estimates of a day that belong to no one signal.
var dayMetrics = []struct {
	name Metric
	of   func(DayResult) Estimate
}{
	{"READINESS", func(r DayResult) Estimate { return r.Readiness.Score }},
	{"UNUSUAL_TOTAL", func(r DayResult) Estimate { return r.Unusual.Total }},
	{"UNUSUAL_THRESHOLD", func(r DayResult) Estimate { return r.Unusual.Threshold }},
	{"SLEEP_NEED", func(r DayResult) Estimate { return r.Debt.Need }},
	{"SLEEP_DEBT", func(r DayResult) Estimate { return r.Debt.Window }},
	{"SLEEP_DEBT_TREND", func(r DayResult) Estimate { return r.Debt.Trend }},
	{"SLEEP_REGULARITY", func(r DayResult) Estimate { return r.Regularity }},
	{"SLEEP_ONSET", func(r DayResult) Estimate { return r.Times.Onset }},
	{"SLEEP_ONSET_SD", func(r DayResult) Estimate { return r.Times.OnsetSD }},
	{"SLEEP_MIDDLE", func(r DayResult) Estimate { return r.Times.Mid }},
	{"SLEEP_MIDDLE_SD", func(r DayResult) Estimate { return r.Times.MidSD }},
	{"SOCIAL_JETLAG", func(r DayResult) Estimate { return r.Times.SocialJetlag }},
	{"SOCIAL_JETLAG_SHIFT", func(r DayResult) Estimate { return r.Times.Shift }},
	{"CHRONOTYPE", func(r DayResult) Estimate { return r.Times.Chronotype }},
	{"LOAD_LONG_TERM", func(r DayResult) Estimate { return r.Balance.LongTerm }},
	{"LOAD_SHORT_TERM", func(r DayResult) Estimate { return r.Balance.ShortTerm }},
	{"LOAD_BALANCE", func(r DayResult) Estimate { return r.Balance.Difference }},
	{"LOAD_MEAN_7", func(r DayResult) Estimate { return r.Ratio.Mean7 }},
	{"LOAD_MEAN_28", func(r DayResult) Estimate { return r.Ratio.Mean28 }},
	{"LOAD_RATIO_COUPLED", func(r DayResult) Estimate { return r.Ratio.Coupled }},
	{"LOAD_RATIO_UNCOUPLED", func(r DayResult) Estimate { return r.Ratio.Uncoupled }},
	{"LOAD_RATIO_WEIGHTED", func(r DayResult) Estimate { return r.Ratio.Weighted }},
	{"LOAD_WEEK", func(r DayResult) Estimate { return r.Week.Load }},
	{"LOAD_WEEK_CHANGE", func(r DayResult) Estimate { return r.Week.Change }},
	{"LOAD_WEEK_JUMP", func(r DayResult) Estimate { return r.Week.Jump }},
	{"LOAD_MONOTONY", func(r DayResult) Estimate { return r.Week.Monotony }},
	{"LOAD_STRAIN", func(r DayResult) Estimate { return r.Week.Strain }},
}

// Metrics lists the metrics of a day: those of each of [Signals], like HRV, HRV_MEDIAN_7 and HRV_DEVIATION, and the
// rest.
func Metrics() []Metric {
	var list []Metric
	for _, g := range Signals {
		for _, p := range baselineParts {
			list = append(list, Metric(string(g)+p.suffix))
		}
	}
	for _, m := range dayMetrics {
		list = append(list, m.name)
	}
	return list
}

// Estimates returns the estimates of a day in the order of [Metrics].
func (r DayResult) Estimates() []Estimate {
	list := make([]Estimate, 0, len(Signals)*len(baselineParts)+len(dayMetrics))
	for _, g := range Signals {
		b := r.Baseline(g)
		for _, p := range baselineParts {
			list = append(list, p.of(b))
		}
	}
	for _, m := range dayMetrics {
		list = append(list, m.of(r))
	}
	return list
}

// Estimate returns one estimate of a day, false if there is no such metric.
func (r DayResult) Estimate(m Metric) (Estimate, bool) {
	at := slices.Index(Metrics(), m)
	if at < 0 {
		return Estimate{}, false
	}
	return r.Estimates()[at], true
}
