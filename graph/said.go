package graph

import (
	"context"
	"math"
	"sync"
	"time"

	"polarflow/analytics"
	"polarflow/athlete"
	"polarflow/ent"
	"polarflow/graph/model"
)

// said is what there is to say of one day of a person.
type said struct {
	athlete.Result
	// version is of the methods.
	version int
	// absent is why there is no result of the day, empty where there is one.
	absent analytics.Reason
}

// estimate returns an estimate as it is shown, in its unit.
func (s said) estimate(e analytics.Estimate, unit string) *model.Estimate {
	if s.absent != "" {
		e = withoutValue(e, s.absent)
	}
	return &model.Estimate{Of: e, Unit: unit, MethodVersion: s.version}
}

// estimateOf returns an estimate that is computed on asking as it is shown.
func estimateOf(e analytics.Estimate, unit string) *model.Estimate {
	return &model.Estimate{Of: e, Unit: unit, MethodVersion: analytics.Version}
}

// withoutValue returns an estimate that has no value for a reason.
func withoutValue(e analytics.Estimate, why analytics.Reason) analytics.Estimate {
	nan := math.NaN()
	return analytics.Estimate{
		Value: nan, Low: nan, High: nan, N: e.N, Window: e.Window, Method: e.Method, Confidence: analytics.NoConfidence, Reason: why,
	}
}

// nothingSaid is the result of a day before all data.
var nothingSaid = sync.OnceValue(func() athlete.Result {
	r := athlete.Result{DayResult: analytics.History{}.Days(0, 0, analytics.Settings{})[0]}
	r.Load = withoutValue(analytics.Estimate{Window: 1, Method: athlete.UnknownLoad}, analytics.NotMeasured)
	return r
})

// nothingOf returns what there is to say of a day without a result: nothing was measured, or it is being computed.
func nothingOf(d analytics.Day, standing athlete.Standing) said {
	s := said{Result: nothingSaid(), version: analytics.Version, absent: analytics.NotMeasured}
	if standing.Pending || standing.Version == 0 {
		s.absent = model.Pending
	}
	s.Day, s.Readiness.Day, s.Unusual.Day = d, d, d
	s.Readiness.Score = withoutValue(s.Readiness.Score, s.absent)
	s.Unusual.Total = withoutValue(s.Unusual.Total, s.absent)
	s.Debt.Window = withoutValue(s.Debt.Window, s.absent)
	return s
}

// dayAsked returns the day of an argument, the present one of the person when it was left out.
func (r *Resolver) dayAsked(person *ent.User, date *string) analytics.Day {
	if date != nil {
		return dayOf(*date)
	}
	home, err := time.LoadLocation(person.TimeZone)
	if err != nil {
		home = time.UTC
	}
	return analytics.DayOf(r.Now().In(home))
}

// dayOf returns the day of a date that is known to be one.
func dayOf(date string) analytics.Day { return analytics.DayOf(parseDate(date)) }

// on returns what there is to say of a day of a person.
func (r *Resolver) on(ctx context.Context, person *ent.User, date *string) (said, error) {
	d := r.dayAsked(person, date)
	list, err := between(ctx, person, d, d)
	if err != nil {
		return said{}, err
	}
	return list[0], nil
}

// during returns what there is to say of each date of a range, or an Error for a range that is none.
func during(ctx context.Context, person *ent.User, r model.DateRange) ([]said, error) {
	dates, err := datesOf(r)
	if err != nil {
		return nil, err
	}
	return between(ctx, person, dayOf(dates[0]), dayOf(dates[len(dates)-1]))
}

// between returns what there is to say of each day from one to another.
func between(ctx context.Context, person *ent.User, from, to analytics.Day) ([]said, error) {
	standing, err := read(ctx).StandingOf(ctx, person)
	if err != nil {
		return nil, err
	}
	results, err := read(ctx).DayResults(ctx, person, from, to)
	if err != nil {
		return nil, err
	}
	list := make([]said, 0, int(to-from)+1)
	for d := from; d <= to; d++ {
		if len(results) > 0 && results[0].Day == d {
			list = append(list, said{Result: results[0], version: standing.Version})
			results = results[1:]
		} else {
			list = append(list, nothingOf(d, standing))
		}
	}
	return list, nil
}

// newest returns what there is to say of the newest day with a result up to a day, and whether there is one.
func newest(ctx context.Context, person *ent.User, until analytics.Day) (said, bool, error) {
	standing, err := read(ctx).StandingOf(ctx, person)
	if err != nil {
		return said{}, false, err
	}
	found, err := read(ctx).NewestResult(ctx, person, until)
	if err != nil || found == nil {
		return nothingOf(until, standing), false, err
	}
	return said{Result: *found, version: standing.Version}, true, nil
}
