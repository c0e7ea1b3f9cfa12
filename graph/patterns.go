package graph

import (
	"context"
	"slices"

	"polarflow/analytics"
	"polarflow/ent"
	"polarflow/graph/model"
	"polarflow/words"
)

// insights returns what stands out as of a date.
func (r *Resolver) insights(ctx context.Context, person *ent.User, date *string, first int) ([]*model.Insight, error) {
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	o, s, known, err := r.outlook(ctx, person, date)
	if err != nil || !known {
		return []*model.Insight{}, err
	}
	return shownInsights(person, words.Insights(o, s.DayResult), first), nil
}

// correlations returns the answers to the questions as of a date; of a person without results, that none could be
// answered.
func (r *Resolver) correlations(ctx context.Context, person *ent.User, date *string) (*model.Correlations, error) {
	o, _, known, err := r.outlook(ctx, person, date)
	if err != nil {
		return nil, err
	}
	c := o.Correlations
	shown := &model.Correlations{Tested: c.Tested, Sentence: words.Correlations(c), List: make([]*model.Correlation, len(c.List))}
	if known {
		shown.AsOf = ptr(o.Day.String())
	}
	for i, one := range c.List {
		shown.List[i] = &model.Correlation{
			Behaviour: one.Behaviour, Outcome: one.Outcome, Rho: estimateOf(one.Rho, none), EffectiveDays: one.Effective,
			P: one.P, Q: one.Q, Shown: one.Shown, Sentence: words.Correlation(one),
		}
	}
	return shown, nil
}

// forecast returns what the night after a date is likely to be; nothing of a person without results.
func (r *Resolver) forecast(ctx context.Context, person *ent.User, date *string) ([]*model.Forecast, error) {
	o, _, _, err := r.outlook(ctx, person, date)
	shown := make([]*model.Forecast, len(o.Forecasts))
	for i, f := range o.Forecasts {
		shown[i] = shownForecast(f)
	}
	return shown, err
}

func shownForecast(f analytics.Forecast) *model.Forecast {
	shown := &model.Forecast{
		Night: ptr(f.Night.String()), Signal: f.Signal, Value: estimateOf(f.Value, words.Unit(f.Signal)), Model: filledAs(f.Model),
		Skill: estimateOf(f.Skill, none), BehavioursHelp: f.Open, Sentence: words.Forecast(f),
		Scores: make([]*model.ForecastScore, len(f.Scores)), Effects: make([]*model.BehaviourEffect, len(f.Effects)),
	}
	for i, s := range f.Scores {
		shown.Scores[i] = &model.ForecastScore{Model: s.Model, MeanAbsoluteError: s.MAE}
	}
	for i, e := range f.Effects {
		shown.Effects[i] = &model.BehaviourEffect{
			Behaviour: e.Behaviour, Signal: e.Signal, Step: e.Step, Change: estimateOf(e.Change, words.ChangeUnit(e.Signal)),
			P: e.P, Q: e.Q, Shown: e.Shown, Sentence: words.Effect(e),
		}
	}
	return shown
}

// The bounds of a trend's window in days.
const (
	minWindow = 28
	maxWindow = 365
)

// trends returns where signals have been going over some days that end with a day.
func trends(ctx context.Context, person *ent.User, d analytics.Day, signals []analytics.Signal, window int) ([]*model.Trend, error) {
	if window < minWindow || window > maxWindow {
		return nil, model.Exceeds(model.BadUserInput, maxWindow, "windowDays is %d: a window has %d to %d days", window, minWindow, maxWindow)
	}
	in, err := read(ctx).Measurements(ctx, person)
	if err != nil {
		return nil, err
	}
	var shown []*model.Trend
	for _, g := range signalsOr(signals) {
		t := analytics.TrendOf(g, in.Signals[g], d, window)
		shown = append(shown, &model.Trend{
			Date: d.String(), Signal: g, WindowDays: window, Change: estimateOf(t.Change, words.ChangeUnit(g)), P: t.P,
			Shown: t.Shown, Sentence: words.Trend(t),
		})
	}
	return shown, nil
}

// levelChanges returns the dates around which the levels of signals changed, oldest first.
func levelChanges(ctx context.Context, person *ent.User, d analytics.Day, signals []analytics.Signal) ([]*model.LevelChange, error) {
	in, err := read(ctx).Measurements(ctx, person)
	if err != nil {
		return nil, err
	}
	var found []analytics.Change
	for _, g := range signalsOr(signals) {
		changes, _ := analytics.Changes(g, in.Signals[g], d) // a signal with too few values has none
		found = append(found, changes...)
	}
	slices.SortStableFunc(found, func(a, b analytics.Change) int { return int(a.Day - b.Day) })
	shown := make([]*model.LevelChange, len(found))
	for i, c := range found {
		unit := words.Unit(c.Signal)
		shown[i] = &model.LevelChange{
			Signal: c.Signal, Date: c.Day.String(), Earliest: c.Early.String(), Latest: c.Late.String(),
			Before: estimateOf(c.Before, unit), After: estimateOf(c.After, unit), Size: c.Size, Sentence: words.LevelChange(c),
		}
	}
	return shown, nil
}
