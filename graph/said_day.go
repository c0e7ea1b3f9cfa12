package graph

import (
	"polarflow/analytics"
	"polarflow/graph/model"
	"polarflow/words"
)

// The units of estimates that are no signal's.
const (
	none       = ""
	hours      = "h"
	hourOfDay  = "h of day"
	deviations = "SD"
	trimp      = "TRIMP"
	percent    = "%"
)

// baseline returns what is usual in a signal, and how the day compares.
func (s said) baseline(g analytics.Signal) *model.Baseline {
	b, unit := s.Baseline(g), words.Unit(g)
	shown := &model.Baseline{
		Date: s.Day.String(), Signal: g, Value: s.estimate(b.Value, unit),
		Median7: s.estimate(b.Median7, unit), Median30: s.estimate(b.Median30, unit), Median60: s.estimate(b.Median60, unit),
		Usual: s.estimate(b.Usual, unit), Deviation: s.estimate(b.Deviation, deviations), Recent: s.estimate(b.Recent, unit),
		Variation: s.estimate(b.Variation, percent),
	}
	if s.absent != "" {
		return shown
	}
	if b.Deviation.OK() {
		shown.Band = ptr(analytics.BandOf(b.Deviation.Value))
	}
	if side, ok := words.Place(b); ok {
		shown.RecentPlace = ptr([]model.RangePlace{model.RangePlaceBelow, model.RangePlaceWithin, model.RangePlaceAbove}[side+1])
	}
	return shown
}

// baselines returns those of some signals, of all without any.
func (s said) baselines(signals []analytics.Signal) []*model.Baseline {
	var list []*model.Baseline
	for _, g := range signalsOr(signals) {
		list = append(list, s.baseline(g))
	}
	return list
}

// signalsOr returns signals in their order, each once; all of them when none is given.
func signalsOr(asked []analytics.Signal) []analytics.Signal {
	if asked == nil {
		return analytics.Signals
	}
	var list []analytics.Signal
	for _, g := range analytics.Signals {
		for _, a := range asked {
			if a == g {
				list = append(list, g)
				break
			}
		}
	}
	return list
}

// ptr returns a pointer to a value.
func ptr[T any](v T) *T { return &v }

// filledAs returns a pointer to a word, nil for an empty one.
func filledAs[T ~string](word T) *T {
	if word == "" {
		return nil
	}
	return &word
}

func (s said) readiness() *model.Readiness {
	r := s.Readiness
	shown := &model.Readiness{
		Date: s.Day.String(), Score: s.estimate(r.Score, none), Band: filledAs(r.Band), Sentence: words.Readiness(r),
		Parts: make([]*model.ReadinessPart, len(r.Parts)),
	}
	for i, p := range r.Parts {
		shown.Parts[i] = &model.ReadinessPart{Signal: p.Signal, Z: p.Z, Weight: p.Weight, Points: p.Points}
	}
	return shown
}

func (s said) sleepDebt() *model.SleepDebt {
	d := s.Debt
	return &model.SleepDebt{
		Date: s.Day.String(), Debt: s.estimate(d.Window, hours), Trend: s.estimate(d.Trend, hours), Need: s.estimate(d.Need, hours),
		Sentence: words.SleepDebt(d),
	}
}

func (s said) sleepRegularity() *model.SleepRegularity {
	t := s.Times
	return &model.SleepRegularity{
		Date: s.Day.String(), Index: s.estimate(s.Regularity, none), Onset: s.estimate(t.Onset, hourOfDay), OnsetSd: s.estimate(t.OnsetSD, hours),
		Middle: s.estimate(t.Mid, hourOfDay), MiddleSd: s.estimate(t.MidSD, hours), SocialJetlag: s.estimate(t.SocialJetlag, hours),
		Shift: s.estimate(t.Shift, hours), Chronotype: s.estimate(t.Chronotype, hourOfDay), FreeDaysAssumed: t.Assumed,
	}
}

func (s said) trainingLoad() *model.TrainingLoad {
	b, r, w := s.Balance, s.Ratio, s.Week
	shown := &model.TrainingLoad{
		Date: s.Day.String(), Load: s.estimate(s.Load, trimp),
		LongTerm: s.estimate(b.LongTerm, trimp), ShortTerm: s.estimate(b.ShortTerm, trimp), Balance: s.estimate(b.Difference, trimp),
		Mean7: s.estimate(r.Mean7, trimp), Mean28: s.estimate(r.Mean28, trimp),
		RatioCoupled: s.estimate(r.Coupled, none), RatioUncoupled: s.estimate(r.Uncoupled, none), RatioWeighted: s.estimate(r.Weighted, none),
		Week: s.estimate(w.Load, trimp), WeekChange: s.estimate(w.Change, none), WeekJump: s.estimate(w.Jump, none),
		Monotony: s.estimate(w.Monotony, none), Strain: s.estimate(w.Strain, none), Flags: w.Flags,
	}
	if shown.Flags == nil {
		shown.Flags = []analytics.LoadFlag{}
	}
	return shown
}

// isUsual says whether a night is not unusual and has no alert of the heart rate.
func (s said) isUsual() bool {
	return s.absent != "" || !s.Unusual.Unusual && s.Alert.Alert != analytics.Yellow && s.Alert.Alert != analytics.Red
}

// shownAs returns what is shown of each of some days.
func shownAs[T any](list []said, show func(said) T) []T {
	shown := make([]T, len(list))
	for i, s := range list {
		shown[i] = show(s)
	}
	return shown
}

func (s said) unusualNight() *model.UnusualNight {
	u := s.Unusual
	shown := &model.UnusualNight{
		Date: s.Day.String(), Total: s.estimate(u.Total, deviations), Threshold: s.estimate(u.Threshold, deviations),
		Unusual: u.Unusual, Pattern: u.Pattern, HeartRateAlert: filledAs(s.Alert.Alert), Suspect: s.Artefact,
		Parts: make([]*model.UnusualPart, len(u.Parts)), Sentence: words.UnusualNight(u),
	}
	for i, p := range u.Parts {
		shown.Parts[i] = &model.UnusualPart{Signal: p.Signal, Z: p.Z}
	}
	return shown
}
