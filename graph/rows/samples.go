package rows

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/sampleseries"
)

// sampleNames are the series that are asked for, separated by commas; empty for all but the route.
type sampleNames string

// seriesKey names a record as its series do.
type seriesKey struct {
	user int
	kind kind.Kind
	key  string
}

func seriesOf(p place) seriesKey { return seriesKey{p.user, p.kind, p.key} }

// Samples returns the stored series of a record that have one of the names, in no particular order; all but
// the route when no name is given.
func (r *Reader) Samples(ctx context.Context, record any, names ...string) ([]*ent.SampleSeries, error) {
	slices.Sort(names)
	wanted := sampleNames(strings.Join(slices.Compact(names), ","))
	return r.tables.samples.load(ctx, r, r.originOf(record), wanted)
}

// fetchSamples reads series of many records, all of one kind, in one statement.
func (t *Tables) fetchSamples(ctx context.Context, names sampleNames, records []seriesKey) (map[seriesKey][]*ent.SampleSeries, error) {
	people, keys := columns(records, func(k seriesKey) (int, string) { return k.user, k.key })
	q := t.client.SampleSeries.Query().Where(
		sampleseries.KindIn(kindsOf(records)...), sampleseries.UserIDIn(people...), sampleseries.RecordKeyIn(keys...))
	if names == "" {
		q.Where(sampleseries.NameNotIn(kind.RouteLatitude, kind.RouteLongitude))
	} else {
		q.Where(sampleseries.NameIn(strings.Split(string(names), ",")...))
	}
	found, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read series: %w", err)
	}
	if err := checkPoints(found); err != nil {
		return nil, err
	}
	byRecord := make(map[seriesKey][]*ent.SampleSeries, len(records))
	for _, s := range found {
		k := seriesKey{s.UserID, s.Kind, s.RecordKey}
		byRecord[k] = append(byRecord[k], s)
	}
	return byRecord, nil
}

func kindsOf(records []seriesKey) []kind.Kind {
	var kinds []kind.Kind
	for _, k := range records {
		if !slices.Contains(kinds, k.kind) {
			kinds = append(kinds, k.kind)
		}
	}
	return kinds
}
