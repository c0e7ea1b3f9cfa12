package rows

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/sampleseries"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// maxPoints is how many points are decoded at once, at 16 bytes each. An operation is priced by what records have on
// average; this is for records that are far from it.
const maxPoints = 5_000_000

// checkPoints returns an Error for series that have too many points together, before any is decoded.
func checkPoints(found []*ent.SampleSeries) error {
	points := 0
	for _, s := range found {
		points += s.Count
	}
	if points > maxPoints {
		return model.Exceeds(model.QueryTooComplex, maxPoints, "the series asked for have %d points together, and at most %d are read at once: ask for fewer records or types", points, maxPoints)
	}
	return nil
}

// sampledSeries is how many of everybody's newest series stand for all of them.
const sampledSeries = 5000

// SeriesSize is how many points a series has, for an average record of a kind.
type SeriesSize struct {
	Kind   kind.Kind
	Name   string
	Points float64
}

// SeriesSizes returns the sizes of the series that are stored of the viewer, or of the newest of everybody's, in one
// statement that reads no samples.
func SeriesSizes(ctx context.Context, client *ent.Client) ([]SeriesSize, error) {
	var found []struct {
		Kind   string `sql:"kind"`
		Name   string `sql:"name"`
		Series int    `sql:"series"`
		Points int    `sql:"points"`
	}
	v, _ := viewer.FromContext(ctx)
	err := client.SampleSeries.Query().Modify(func(s *sql.Selector) {
		if v.All {
			newest := sql.Select("MAX(id)").From(sql.Table(sampleseries.Table))
			s.Where(sql.P(func(b *sql.Builder) {
				b.Ident(s.C("id")).WriteString(" > (").Join(newest).WriteString(") - ").Arg(sampledSeries)
			}))
		}
		s.Select("kind", "name", sql.As(sql.Count("*"), "series"), sql.As(sql.Sum("count"), "points")).GroupBy("kind", "name")
	}).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read sizes of series: %w", err)
	}
	records := make(map[string]int) // as many as have the series that most have
	for _, f := range found {
		records[f.Kind] = max(records[f.Kind], f.Series)
	}
	sizes := make([]SeriesSize, len(found))
	for i, f := range found {
		sizes[i] = SeriesSize{f.Kind, f.Name, float64(f.Points) / float64(records[f.Kind])}
	}
	return sizes, nil
}
