package graph

import (
	"context"
	"fmt"
	"math"
	"time"

	"polarflow/ent"
	"polarflow/graph/model"
	"polarflow/series"
)

// The points that a client may ask for.
const (
	leastPoints = 2
	mostPoints  = 100_000
)

// detail is how much of a series a client asked for.
type detail struct {
	maxPoints int
	reduction model.Reduction
}

// check returns an Error when the number of points makes no sense. RAW does not look at it.
func (d detail) check() error {
	if d.reduction == model.ReductionRaw {
		return nil
	}
	if d.maxPoints < leastPoints {
		return model.BadInput("maxPoints is %d: at least %d make a line", d.maxPoints, leastPoints)
	}
	if d.maxPoints > mostPoints {
		return model.Exceeds(model.BadUserInput, mostPoints, "maxPoints is %d: at most %d are returned", d.maxPoints, mostPoints)
	}
	return nil
}

// reduce returns as much of the series as was asked for.
func (d detail) reduce(s series.Series) series.Series {
	switch d.reduction {
	case model.ReductionRaw:
		return s
	case model.ReductionMean:
		return series.Mean(s, d.maxPoints)
	}
	return series.LTTB(s, d.maxPoints)
}

// curve returns one series of a record in the detail that was asked for, nil when it was not recorded.
func curve(ctx context.Context, record any, name string, d detail) (*model.Series, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	stored, points, err := stored(ctx, record, name)
	if err != nil || stored == nil {
		return nil, err
	}
	return columns(stored.StartTime, points, d), nil
}

// curveOrEmpty is curve for a field that is never null: without a recording it returns a series without
// points that begins at start.
func curveOrEmpty(ctx context.Context, record any, name string, start time.Time, d detail) (*model.Series, error) {
	s, err := curve(ctx, record, name, d)
	if err == nil && s == nil {
		s = columns(start, series.Series{}, d)
	}
	return s, err
}

// stored returns one decoded series of a record, nil when it was not recorded.
func stored(ctx context.Context, record any, name string) (*ent.SampleSeries, series.Series, error) {
	found, err := read(ctx).Samples(ctx, record, name)
	if err != nil || len(found) == 0 {
		return nil, series.Series{}, err
	}
	points, err := decode(found[0])
	return found[0], points, err
}

// decode returns the points of a stored series.
func decode(s *ent.SampleSeries) (series.Series, error) {
	points, err := series.Decode(s.Data)
	if err != nil {
		return series.Series{}, fmt.Errorf("series %d: %w", s.ID, err)
	}
	return points, nil
}

// columns returns the points in the detail that was asked for, as clients see them.
func columns(start time.Time, points series.Series, d detail) *model.Series {
	reduced := d.reduce(points)
	out := &model.Series{
		StartTime: start, StoredCount: points.Len(),
		OffsetsSeconds: seconds(reduced.Offsets), Values: reduced.Values,
	}
	if step, ok := reduced.Resolution(); ok {
		s := step.Seconds()
		out.ResolutionSeconds = &s
	}
	return out
}

// seconds returns offsets in milliseconds as seconds.
func seconds(offsets []int64) []float64 {
	out := make([]float64, len(offsets))
	for i, ms := range offsets {
		out[i] = float64(ms) / 1000
	}
	return out
}

// inForce returns an instant of a series in the offset that was in force then: clocks may have changed during
// the series.
func inForce(stored *ent.SampleSeries, t time.Time) time.Time {
	if stored.OffsetChangesAt == nil || stored.LaterOffsetSeconds == nil || t.Before(*stored.OffsetChangesAt) {
		return t.In(stored.StartTime.Location())
	}
	return t.In(time.FixedZone("", *stored.LaterOffsetSeconds))
}

// stretches calls visit for each point of a series with the time from it until the next one, or until end
// for the last; what lies outside start and end is cut off, and what then lasts for nothing is left out.
func stretches(stored *ent.SampleSeries, points series.Series, start, end time.Time, visit func(value float64, at time.Time, lasts int)) {
	at := func(i int) time.Time {
		return inForce(stored, stored.StartTime.Add(time.Duration(points.Offsets[i])*time.Millisecond))
	}
	for i := range points.Len() {
		begin, until := at(i), end
		if i+1 < points.Len() && at(i+1).Before(end) {
			until = at(i + 1)
		}
		if begin.Before(start) {
			begin = inForce(stored, start)
		}
		if lasts := math.Round(until.Sub(begin).Seconds()); lasts > 0 {
			visit(points.Values[i], begin, int(lasts))
		}
	}
}
