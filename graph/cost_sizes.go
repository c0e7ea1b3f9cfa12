package graph

import (
	"context"
	"slices"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/graph/rows"
)

// sizes are how many points the series of a record have on average, by the kind of the record and the name of the
// series.
type sizes map[kind.Kind]map[string]float64

// typical are the sizes of a person who trains an hour at a time and wears the watch day and night. They stand in
// for kinds of which nothing is stored, and price what is cheap whatever is stored.
var typical = sizes{
	kind.Sleep:               {kind.HeartRate: 100, kind.Hypnogram: 60},
	kind.NightlyRecharge:     {kind.HRV: 50, kind.Breathing: 50},
	kind.DailyActivity:       {kind.Steps: 1440, kind.Zones: 150},
	kind.ContinuousHeartRate: {kind.HeartRate: 1500},
	kind.ECG:                 {kind.Waveform: 4000},
	kind.BodyTemperature:     {kind.Temperature: 300},
	kind.Exercise: {
		kind.HeartRate: 3600, "SPEED": 3600, "ALTITUDE": 3600, "CADENCE": 3600, "DISTANCE": 3600,
		kind.RouteLatitude: 3600, kind.RouteLongitude: 3600,
	},
}

// points returns how many points a series has.
func (s sizes) points(of kind.Kind, name string) float64 { return s[of][name] }

// sessionTypes returns the types of the series that sessions have, without the route.
func (s sizes) sessionTypes() []string {
	var types []string
	for name := range s[kind.Exercise] {
		if name != kind.RouteLatitude && name != kind.RouteLongitude {
			types = append(types, name)
		}
	}
	slices.Sort(types)
	return types
}

// storedSizes returns the sizes of what is stored of the viewer, read in one statement.
func storedSizes(ctx context.Context, client *ent.Client) (sizes, error) {
	found, err := rows.SeriesSizes(ctx, client)
	if err != nil {
		return nil, err
	}
	stored := make(sizes, len(typical))
	for of, names := range typical {
		stored[of] = names
	}
	known := make(sizes)
	for _, s := range found {
		if known[s.Kind] == nil {
			known[s.Kind] = make(map[string]float64)
			stored[s.Kind] = known[s.Kind]
		}
		known[s.Kind][s.Name] = s.Points
	}
	return stored, nil
}
