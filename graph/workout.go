package graph

import (
	"cmp"
	"context"
	"slices"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/graph/model"
	"polarflow/series"
)

// units are the units of Polar's sample types.
var units = map[string]string{
	"HEART_RATE": "bpm", "SPEED": "km/h", "CADENCE": "rpm", "ALTITUDE": "m", "POWER": "W",
	"PEDALING_INDEX": "%", "LEFT_RIGHT_BALANCE": "%", "AIR_PRESSURE": "hPa", "RUNNING_CADENCE": "spm",
	"TEMPERATURE": "Celsius", "DISTANCE": "m", "RR_INTERVAL": "ms",
}

// workoutSamples returns the series of a session that have one of the types (all without types), in the
// order in which Polar lists them.
func workoutSamples(ctx context.Context, session *ent.Exercise, types []string, d detail) ([]*model.ExerciseSamples, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(types, func(name string) bool { return !model.IsPlain(name) }) {
		return nil, model.BadInput("one of the types has characters that cannot be seen")
	}
	found, err := read(ctx).Samples(ctx, session, slices.Clone(types)...)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(slices.Clone(found), isRoute)
	place := func(s *ent.SampleSeries) int { return slices.Index(session.SampleTypes, s.Name) }
	slices.SortFunc(found, func(a, b *ent.SampleSeries) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Name, b.Name))
	})
	samples := make([]*model.ExerciseSamples, len(found))
	for i, s := range found {
		points, err := decode(s)
		if err != nil {
			return nil, err
		}
		samples[i] = &model.ExerciseSamples{Type: s.Name, Unit: units[s.Name], Series: columns(s.StartTime, points, d)}
	}
	return samples, nil
}

func isRoute(s *ent.SampleSeries) bool {
	return s.Name == kind.RouteLatitude || s.Name == kind.RouteLongitude
}

// workoutRoute returns where a session went, nil without a route.
func workoutRoute(ctx context.Context, session *ent.Exercise, maxPoints int) (*model.Route, error) {
	if err := (detail{maxPoints: maxPoints}).check(); err != nil {
		return nil, err
	}
	found, err := read(ctx).Samples(ctx, session, kind.RouteLatitude, kind.RouteLongitude)
	if err != nil || len(found) != 2 {
		return nil, err
	}
	var latitudes, longitudes series.Series
	for _, s := range found {
		points, err := decode(s)
		if err != nil {
			return nil, err
		}
		if s.Name == kind.RouteLatitude {
			latitudes = points
		} else {
			longitudes = points
		}
	}
	return reduceRoute(latitudes, longitudes, maxPoints), nil
}

func reduceRoute(latitudes, longitudes series.Series, maxPoints int) *model.Route {
	route := &model.Route{
		PointCount:     min(latitudes.Len(), longitudes.Len()),
		OffsetsSeconds: []float64{}, Latitudes: []float64{}, Longitudes: []float64{},
	}
	for _, i := range series.ReduceRoute(latitudes.Values, longitudes.Values, maxPoints) {
		route.OffsetsSeconds = append(route.OffsetsSeconds, float64(latitudes.Offsets[i])/1000)
		route.Latitudes = append(route.Latitudes, latitudes.Values[i])
		route.Longitudes = append(route.Longitudes, longitudes.Values[i])
	}
	return route
}
