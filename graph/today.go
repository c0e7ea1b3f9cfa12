package graph

import (
	"context"

	"polarflow/analytics"
	"polarflow/ent"
	"polarflow/graph/model"
	"polarflow/words"
)

// today returns how a person is doing as of a day.
func today(ctx context.Context, person *ent.User, d analytics.Day) (*model.Today, error) {
	s, known, err := newest(ctx, person, d)
	if err != nil {
		return nil, err
	}
	t := &model.Today{
		Person: person, Date: d.String(), Headline: words.Night{Asked: d, Known: known, Result: s.DayResult}.Headline(),
		Readiness: s.readiness(), UnusualNight: s.unusualNight(), SleepDebt: s.sleepDebt(), SleepRegularity: s.sleepRegularity(),
		TrainingLoad: s.trainingLoad(), Activity: s.baseline(analytics.Steps),
		LastNight: s.baselines([]analytics.Signal{analytics.HRV, analytics.HeartRate, analytics.Breathing, analytics.Temperature, analytics.Sleep}),
		Day:       read(ctx).Days(person, []string{d.String()})[0],
	}
	if known {
		t.AsOf = ptr(s.Day.String())
	}
	return t, nil
}

// freshness returns how new the newest record of each kind is.
func freshness(ctx context.Context, t *model.Today) ([]*model.Freshness, error) {
	found, err := read(ctx).FreshnessOf(ctx, t.Person, t.Date)
	list := make([]*model.Freshness, len(found))
	for i, f := range found {
		list[i] = &model.Freshness{Kind: f.Kind, Date: f.Date.String, DaysAgo: int(dayOf(t.Date) - dayOf(f.Date.String))}
	}
	return list, err
}

// insightsToday returns the first insights of the outlook that is kept, none while there is none up to the date.
func insightsToday(ctx context.Context, t *model.Today, first int) ([]*model.Insight, error) {
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	kept, err := read(ctx).OutlookOf(ctx, t.Person)
	if err != nil || kept == nil || kept.Day > dayOf(t.Date) {
		return []*model.Insight{}, err
	}
	s, _, err := newest(ctx, t.Person, dayOf(t.Date))
	if err != nil {
		return nil, err
	}
	if s.Day != kept.Day {
		s = said{Result: nothingSaid()}
	}
	return shownInsights(t.Person, words.Insights(kept.Outlook, s.DayResult), first), nil
}

// maxInsights is how many insights are answered at once.
const maxInsights = 20

func checkFirst(first int) error {
	if first < 1 || first > maxInsights {
		return model.Exceeds(model.BadUserInput, maxInsights, "first is %d: 1 to %d insights are listed at once", first, maxInsights)
	}
	return nil
}

// shownInsights returns the first of some insights.
func shownInsights(person *ent.User, list []words.Insight, first int) []*model.Insight {
	shown := make([]*model.Insight, 0, first)
	for _, i := range list[:min(first, len(list))] {
		m := &model.Insight{
			Kind: i.Kind, Date: i.Day.String(), Sentence: i.Sentence, Signal: filledAs(i.Signal), Behaviour: filledAs(i.Behaviour),
			Effect: estimateOf(i.Effect, i.Unit), P: finite(i.P), Q: finite(i.Q), Caveats: i.Caveats,
			From: i.From.String(), To: i.To.String(), EvidenceIds: make([]string, len(i.Evidence)),
		}
		if i.Step > 0 {
			m.Step = &i.Step
		}
		if i.Tested > 0 {
			m.Tested = &i.Tested
		}
		if m.Caveats == nil {
			m.Caveats = []string{}
		}
		for at, d := range i.Evidence {
			m.EvidenceIds[at] = (&model.Day{UserID: person.ID, Date: d.String()}).ID()
		}
		shown = append(shown, m)
	}
	return shown
}

// finite returns a pointer to a number, nil where there is none.
func finite(x float64) *float64 {
	if x != x {
		return nil
	}
	return &x
}
