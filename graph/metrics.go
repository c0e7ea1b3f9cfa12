package graph

import (
	"context"
	"sync"

	"polarflow/analytics"
	"polarflow/ent"
	"polarflow/ent/cardioload"
	"polarflow/ent/dailyactivity"
	"polarflow/ent/exercise"
	"polarflow/ent/nightlyrecharge"
	"polarflow/ent/physicalinfo"
	"polarflow/ent/skintemperature"
	"polarflow/ent/sleep"
	"polarflow/ent/spo2test"
	"polarflow/graph/model"
	"polarflow/graph/rows"
)

// maxMetrics is how many metrics are answered at once.
const maxMetrics = 20

// valued are records that have numbers.
type valued interface {
	Values(ctx context.Context, person any, column, from, to string) ([]rows.DayValue, error)
}

// metric is where a metric's daily values come from.
type metric struct {
	unit    string
	records func(*rows.Reader) valued
	column  string // empty for the number of records
	// combine makes one value of the numbers of one day, which are in the order of their time.
	combine func([]float64) float64
	// computed is the metric of a day's results that it is, empty for one of records.
	computed analytics.Metric
}

// The kinds of record that metrics come from.
func nights(r *rows.Reader) valued     { return r.Sleeps }
func recoveries(r *rows.Reader) valued { return r.NightlyRecharges }
func activities(r *rows.Reader) valued { return r.DailyActivities }
func sessions(r *rows.Reader) valued   { return r.Exercises }
func settings(r *rows.Reader) valued   { return r.PhysicalInfos }
func loads(r *rows.Reader) valued      { return r.CardioLoads }
func oxygen(r *rows.Reader) valued     { return r.Spo2Tests }
func skin(r *rows.Reader) valued       { return r.SkinTemperatures }

// metricSources are where the metrics of records come from.
var metricSources = map[model.Metric]metric{
	model.MetricHrvRmssdMs:                      {unit: "ms", records: recoveries, column: nightlyrecharge.FieldHrvRmssdMs, combine: last},
	model.MetricBreathingRate:                   {unit: "breaths/min", records: recoveries, column: nightlyrecharge.FieldBreathingRateAvg, combine: last},
	model.MetricAnsCharge:                       {unit: "", records: recoveries, column: nightlyrecharge.FieldAnsCharge, combine: last},
	model.MetricRestingHeartRateBpm:             {unit: "bpm", records: nights, column: sleep.FieldHeartRateMinBpm, combine: last},
	model.MetricNightHeartRateBpm:               {unit: "bpm", records: nights, column: sleep.FieldHeartRateAvgBpm, combine: last},
	model.MetricSleepSeconds:                    {unit: "s", records: nights, column: sleep.FieldAsleepSeconds, combine: last},
	model.MetricDeepSeconds:                     {unit: "s", records: nights, column: sleep.FieldDeepSeconds, combine: last},
	model.MetricRemSeconds:                      {unit: "s", records: nights, column: sleep.FieldRemSeconds, combine: last},
	model.MetricSleepScore:                      {unit: "", records: nights, column: sleep.FieldScore, combine: last},
	model.MetricSteps:                           {unit: "steps", records: activities, column: dailyactivity.FieldSteps, combine: last},
	model.MetricActiveSeconds:                   {unit: "s", records: activities, column: dailyactivity.FieldActiveSeconds, combine: last},
	model.MetricEnergyKcal:                      {unit: "kcal", records: activities, column: dailyactivity.FieldEnergyKcal, combine: last},
	model.MetricCardioLoad:                      {unit: "TRIMP", records: loads, column: cardioload.FieldLoad, combine: last},
	model.MetricExerciseSeconds:                 {unit: "s", records: sessions, column: exercise.FieldDurationSeconds, combine: sum},
	model.MetricExerciseDistanceMeters:          {unit: "m", records: sessions, column: exercise.FieldDistanceMeters, combine: sum},
	model.MetricExerciseCount:                   {unit: "sessions", records: sessions, column: "", combine: sum},
	model.MetricSkinTemperatureDeviationCelsius: {unit: "Celsius", records: skin, column: skintemperature.FieldDeviationCelsius, combine: last},
	model.MetricBloodOxygenPercent:              {unit: "%", records: oxygen, column: spo2test.FieldBloodOxygenPercent, combine: mean},
	model.MetricWeightKg:                        {unit: "kg", records: settings, column: physicalinfo.FieldWeightKg, combine: last},
	model.MetricVo2Max:                          {unit: "ml/kg/min", records: settings, column: physicalinfo.FieldVo2Max, combine: last},
}

func last(values []float64) float64 { return values[len(values)-1] }

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}

func mean(values []float64) float64 { return sum(values) / float64(len(values)) }

// daily are the values of a metric by date.
type daily map[string]float64

// readDaily reads the daily values of metrics, all at once.
func readDaily(ctx context.Context, person *ent.User, metrics []metric, from, to string) ([]daily, error) {
	values := make([]daily, len(metrics))
	errs := make([]error, len(metrics))
	var all sync.WaitGroup
	for i, m := range metrics {
		all.Go(func() {
			defer func() { // it would not reach the handler from here
				if p := recover(); p != nil {
					errs[i] = recovered(ctx, p)
				}
			}()
			values[i], errs[i] = m.daily(ctx, person, from, to)
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return values, nil
}

// daily returns the metric's daily values between two dates.
func (m metric) daily(ctx context.Context, person *ent.User, from, to string) (daily, error) {
	if m.computed != "" {
		return computedDaily(ctx, person, m.computed, from, to)
	}
	found, err := m.records(read(ctx)).Values(ctx, person, m.column, from, to)
	if err != nil {
		return nil, err
	}
	numbers := make(map[string][]float64)
	for _, v := range found {
		numbers[v.Date] = append(numbers[v.Date], v.Value)
	}
	values := make(daily, len(numbers))
	for date, of := range numbers {
		values[date] = m.combine(of)
	}
	return values, nil
}
