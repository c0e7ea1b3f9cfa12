package graph

import (
	"context"
	"sync"

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

// maxMetrics is how many metrics are answered at once: as many as there are.
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

// metricSources are where the metrics come from.
var metricSources = map[model.Metric]metric{
	model.MetricHrvRmssdMs:                      {"ms", recoveries, nightlyrecharge.FieldHrvRmssdMs, last},
	model.MetricBreathingRate:                   {"breaths/min", recoveries, nightlyrecharge.FieldBreathingRateAvg, last},
	model.MetricAnsCharge:                       {"", recoveries, nightlyrecharge.FieldAnsCharge, last},
	model.MetricRestingHeartRateBpm:             {"bpm", nights, sleep.FieldHeartRateMinBpm, last},
	model.MetricNightHeartRateBpm:               {"bpm", nights, sleep.FieldHeartRateAvgBpm, last},
	model.MetricSleepSeconds:                    {"s", nights, sleep.FieldAsleepSeconds, last},
	model.MetricDeepSeconds:                     {"s", nights, sleep.FieldDeepSeconds, last},
	model.MetricRemSeconds:                      {"s", nights, sleep.FieldRemSeconds, last},
	model.MetricSleepScore:                      {"", nights, sleep.FieldScore, last},
	model.MetricSteps:                           {"steps", activities, dailyactivity.FieldSteps, last},
	model.MetricActiveSeconds:                   {"s", activities, dailyactivity.FieldActiveSeconds, last},
	model.MetricEnergyKcal:                      {"kcal", activities, dailyactivity.FieldEnergyKcal, last},
	model.MetricCardioLoad:                      {"TRIMP", loads, cardioload.FieldLoad, last},
	model.MetricExerciseSeconds:                 {"s", sessions, exercise.FieldDurationSeconds, sum},
	model.MetricExerciseDistanceMeters:          {"m", sessions, exercise.FieldDistanceMeters, sum},
	model.MetricExerciseCount:                   {"sessions", sessions, "", sum},
	model.MetricSkinTemperatureDeviationCelsius: {"Celsius", skin, skintemperature.FieldDeviationCelsius, last},
	model.MetricBloodOxygenPercent:              {"%", oxygen, spo2test.FieldBloodOxygenPercent, mean},
	model.MetricWeightKg:                        {"kg", settings, physicalinfo.FieldWeightKg, last},
	model.MetricVo2Max:                          {"ml/kg/min", settings, physicalinfo.FieldVo2Max, last},
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
		all.Go(func() { values[i], errs[i] = m.daily(ctx, person, from, to) })
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
