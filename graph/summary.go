package graph

import (
	"context"

	"polarflow/analytics"
	"polarflow/athlete"
	"polarflow/ent"
	"polarflow/graph/model"
	"polarflow/words"
)

// summed are the numbers of a summary in their order, with what they are called.
var summed = []struct {
	metric model.SummaryMetric
	name   string
	unit   string
	of     func(athlete.Measurements) analytics.Series
	add    bool
}{
	{model.SummaryMetricHrv, "mean HRV", "ms", signalIn(analytics.HRV), false},
	{model.SummaryMetricHeartRate, "mean heart rate", "bpm", signalIn(analytics.HeartRate), false},
	{model.SummaryMetricBreathing, "mean breathing rate", "breaths/min", signalIn(analytics.Breathing), false},
	{model.SummaryMetricTemperature, "mean skin temperature", "Celsius", signalIn(analytics.Temperature), false},
	{model.SummaryMetricSleep, "mean sleep", "h", signalIn(analytics.Sleep), false},
	{model.SummaryMetricSteps, "mean steps", "steps", signalIn(analytics.Steps), false},
	{model.SummaryMetricLoad, "training load", "TRIMP", func(in athlete.Measurements) analytics.Series { return in.Loads }, true},
}

func signalIn(g analytics.Signal) func(athlete.Measurements) analytics.Series {
	return func(in athlete.Measurements) analytics.Series { return in.Signals[g] }
}

// summarised returns a week or a month of a person up to a day.
func summarised(ctx context.Context, person *ent.User, p analytics.Period, d analytics.Day) (*model.Summary, error) {
	in, err := read(ctx).Measurements(ctx, person)
	if err != nil {
		return nil, err
	}
	shown := &model.Summary{Period: p}
	var numbers words.Numbers
	for _, m := range summed {
		s := analytics.Summarise(m.of(in), p, d, m.add)
		shown.From, shown.To = s.From.String(), s.To.String()
		shown.Metrics = append(shown.Metrics, &model.MetricSummary{
			Metric: m.metric, Value: estimateOf(s.Value, m.unit), Change: estimateOf(s.Change, m.unit),
			Deviation: estimateOf(s.Deviation, deviations), Lowest: dayValue(s.Value, s.Lowest), Highest: dayValue(s.Value, s.Highest),
		})
		numbers = append(numbers, words.Number{Name: m.name, Unit: m.unit, Summary: s})
	}
	shown.Sentences = numbers.Sentences()
	return shown, nil
}

// dayValue returns the value of one of the days of a number, nil where there was none.
func dayValue(number analytics.Estimate, p analytics.Point) *model.DayValue {
	if number.N == 0 {
		return nil
	}
	return &model.DayValue{Date: p.Day.String(), Value: p.Value}
}
