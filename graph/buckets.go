package graph

import (
	"context"
	"maps"
	"math"
	"slices"
	"time"

	"polarflow/ent"
	"polarflow/graph/model"
)

// maxBuckets is how many buckets are returned at once: ten years of days.
const maxBuckets = 3700

// bucket is a stretch of the calendar, both ends included.
type bucket struct{ from, to time.Time }

// bucketOf returns the bucket in which a date lies.
func bucketOf(date time.Time, p model.Period) bucket {
	y, m, d := date.Date()
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	switch p {
	case model.PeriodWeek:
		sinceMonday := (int(date.Weekday()) + 6) % 7
		return bucket{day(y, m, d-sinceMonday), day(y, m, d-sinceMonday+6)}
	case model.PeriodMonth:
		return bucket{day(y, m, 1), day(y, m+1, 0)}
	case model.PeriodYear:
		return bucket{day(y, 1, 1), day(y, 12, 31)}
	}
	return bucket{date, date}
}

// buckets returns the buckets between two dates, or an Error when there are too many.
func buckets(from, to time.Time, p model.Period) ([]bucket, error) {
	var all []bucket
	for b := bucketOf(from, p); !b.from.After(to); b = bucketOf(b.to.AddDate(0, 0, 1), p) {
		if len(all) == maxBuckets {
			return nil, model.Exceeds(model.RangeTooLarge, maxBuckets, "the range has more than %d buckets: choose longer ones", maxBuckets)
		}
		all = append(all, b)
	}
	return all, nil
}

// metricSeries returns the metrics of a person in buckets.
func metricSeries(ctx context.Context, person *ent.User, metrics []model.Metric, r model.DateRange, p model.Period) ([]*model.MetricSeries, error) {
	if len(metrics) > maxMetrics {
		return nil, model.Exceeds(model.BadUserInput, maxMetrics, "%d metrics: at most %d at once", len(metrics), maxMetrics)
	}
	if err := checkSpan(r, p); err != nil {
		return nil, err
	}
	sources := make([]metric, len(metrics))
	for i, m := range metrics {
		sources[i] = sourceOf(m)
	}
	values, err := readDaily(ctx, person, sources, text(r.From), text(r.To))
	if err != nil {
		return nil, err
	}
	from, to := extent(values, r)
	columns, err := bucketsOrNone(from, to, p)
	if err != nil {
		return nil, err
	}
	series := make([]*model.MetricSeries, len(metrics))
	for i, m := range metrics {
		series[i] = fill(&model.MetricSeries{Metric: m, Unit: sources[i].unit}, values[i], columns, p)
	}
	return series, nil
}

// checkSpan returns an Error for a closed range that runs backwards or has too many buckets, before anything
// is read.
func checkSpan(r model.DateRange, p model.Period) error {
	if r.From == nil || r.To == nil {
		return nil
	}
	if *r.From > *r.To {
		return model.BadInput("the range begins on %s, after its end on %s", *r.From, *r.To)
	}
	_, err := buckets(parseDate(*r.From), parseDate(*r.To), p)
	return err
}

func text(date *string) string {
	if date == nil {
		return ""
	}
	return *date
}

// extent returns the ends of the range; an open end is that of the data, and empty without any.
func extent(values []daily, r model.DateRange) (from, to string) {
	for _, v := range values {
		for date := range v {
			if from == "" || date < from {
				from = date
			}
			to = max(to, date)
		}
	}
	if r.From != nil {
		from = *r.From
	}
	if r.To != nil {
		to = *r.To
	}
	return from, to
}

func bucketsOrNone(from, to string, p model.Period) ([]bucket, error) {
	if from == "" || to == "" {
		return nil, nil
	}
	return buckets(parseDate(from), parseDate(to), p)
}

// fill adds one row for each bucket to the columns of a series. It goes through the values, not through the days
// of the buckets: a few thousand years are as cheap as the data in them.
func fill(s *model.MetricSeries, values daily, columns []bucket, p model.Period) *model.MetricSeries {
	sums := make(map[time.Time]*aggregate, len(columns))
	for _, b := range columns {
		sums[b.from] = newAggregate()
	}
	for _, date := range slices.Sorted(maps.Keys(values)) { // in one order, so that sums are rounded in one way
		sums[bucketOf(parseDate(date), p).from].add(values[date])
	}
	for _, b := range columns {
		a := sums[b.from]
		s.From = append(s.From, b.from.Format(time.DateOnly))
		s.To = append(s.To, b.to.Format(time.DateOnly))
		s.DaysWithData = append(s.DaysWithData, a.days)
		s.Sum = append(s.Sum, a.of(a.sum))
		s.Mean = append(s.Mean, a.of(a.sum/float64(a.days)))
		s.Min = append(s.Min, a.of(a.min))
		s.Max = append(s.Max, a.of(a.max))
	}
	return s
}

// aggregate sums up the daily values of a bucket.
type aggregate struct {
	days          int
	sum, min, max float64
}

func newAggregate() *aggregate { return &aggregate{min: math.Inf(1), max: math.Inf(-1)} }

func (a *aggregate) add(v float64) {
	a.days++
	a.sum += v
	a.min, a.max = min(a.min, v), max(a.max, v)
}

// of returns a number about the values, nil without any.
func (a *aggregate) of(number float64) *float64 {
	if a.days == 0 {
		return nil
	}
	return &number
}
