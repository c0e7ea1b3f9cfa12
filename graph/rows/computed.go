package rows

import (
	"context"
	"fmt"
	"strings"

	"entgo.io/ent/dialect/sql"

	"polarflow/analytics"
	"polarflow/athlete"
	"polarflow/ent"
	"polarflow/ent/journalentry"
	"polarflow/ent/kind"
)

// computed is what was computed of people's days, and what they noted of them.
type computed struct {
	journal   *records[ent.JournalEntry]
	newest    *loader[analytics.Day, int, *athlete.Result]
	days      *loader[daySpan, int, []athlete.Result]
	measured  *loader[none, int, athlete.Measurements]
	metrics   *loader[metricArgs, int, []analytics.Point]
	outlooks  *loader[none, int, *athlete.KeptOutlook]
	standings *loader[none, int, athlete.Standing]
	freshness *loader[string, int, []Freshness]
}

// daySpan is consecutive days, both ends included.
type daySpan struct{ from, to analytics.Day }

// metricArgs is one metric of consecutive days.
type metricArgs struct {
	daySpan
	metric analytics.Metric
}

// addComputed adds the journal and what was computed.
func (t *Tables) addComputed() {
	t.journal = newRecords(t, table[ent.JournalEntry]{
		"JournalEntry", journalentry.FieldDate,
		func(r *ent.JournalEntry) place { return place{user: r.UserID, date: r.Date, id: r.ID} },
		func(r *ent.JournalEntry) any { return r.Date },
		selects(func(c *ent.Client) *ent.JournalEntryQuery { return c.JournalEntry.Query() }),
	})
	t.newest = &loader[analytics.Day, int, *athlete.Result]{key: userOf, fetch: t.fetchNewest}
	t.days = &loader[daySpan, int, []athlete.Result]{key: userOf, fetch: func(ctx context.Context, s daySpan, people []int) (map[int][]athlete.Result, error) {
		return athlete.Results(ctx, t.client, s.from, s.to, people...)
	}}
	t.measured = &loader[none, int, athlete.Measurements]{key: userOf, fetch: func(ctx context.Context, _ none, people []int) (map[int]athlete.Measurements, error) {
		return athlete.MeasurementsOf(ctx, t.client, people...)
	}}
	t.metrics = &loader[metricArgs, int, []analytics.Point]{key: userOf, fetch: func(ctx context.Context, m metricArgs, people []int) (map[int][]analytics.Point, error) {
		return athlete.Metric(ctx, t.client, m.metric, m.from, m.to, people...)
	}}
	t.outlooks = &loader[none, int, *athlete.KeptOutlook]{key: userOf, fetch: t.fetchOutlooks}
	t.standings = &loader[none, int, athlete.Standing]{key: userOf, fetch: func(ctx context.Context, _ none, people []int) (map[int]athlete.Standing, error) {
		return athlete.Standings(ctx, t.client, people...)
	}}
	t.freshness = &loader[string, int, []Freshness]{key: userOf, fetch: t.fetchFreshness}
}

// NewestResult returns a person's newest result at or before a day, nil when there is none.
func (r *Reader) NewestResult(ctx context.Context, person *ent.User, until analytics.Day) (*athlete.Result, error) {
	return r.tables.newest.load(ctx, r, r.originOf(person), until)
}

// DayResults returns a person's results from one day to another, oldest first; days before the first and after the last
// on which there is something have none.
func (r *Reader) DayResults(ctx context.Context, person *ent.User, from, to analytics.Day) ([]athlete.Result, error) {
	return r.tables.days.load(ctx, r, r.originOf(person), daySpan{from, to})
}

// Measurements returns what a person's results were computed from.
func (r *Reader) Measurements(ctx context.Context, person *ent.User) (athlete.Measurements, error) {
	return r.tables.measured.load(ctx, r, r.originOf(person), none{})
}

// MetricOf returns one metric of a person's days from one day to another, oldest first, days without it left out.
func (r *Reader) MetricOf(ctx context.Context, person *ent.User, m analytics.Metric, from, to analytics.Day) ([]analytics.Point, error) {
	return r.tables.metrics.load(ctx, r, r.originOf(person), metricArgs{daySpan{from, to}, m})
}

// OutlookOf returns the outlook that is kept of a person, nil when there is none.
func (r *Reader) OutlookOf(ctx context.Context, person *ent.User) (*athlete.KeptOutlook, error) {
	return r.tables.outlooks.load(ctx, r, r.originOf(person), none{})
}

// StandingOf returns how a person's results stand.
func (r *Reader) StandingOf(ctx context.Context, person *ent.User) (athlete.Standing, error) {
	return r.tables.standings.load(ctx, r, r.originOf(person), none{})
}

func (t *Tables) fetchNewest(ctx context.Context, until analytics.Day, people []int) (map[int]*athlete.Result, error) {
	found, err := athlete.Newest(ctx, t.client, until, people...)
	return pointers(found), err
}

func (t *Tables) fetchOutlooks(ctx context.Context, _ none, people []int) (map[int]*athlete.KeptOutlook, error) {
	found, err := athlete.Outlooks(ctx, t.client, people...)
	return pointers(found), err
}

func pointers[V any](of map[int]V) map[int]*V {
	list := make(map[int]*V, len(of))
	for k, v := range of {
		list[k] = &v
	}
	return list
}

// recordKinds is a table of the kinds of record.
var recordKinds = "(VALUES ('" + strings.Join(kind.All(), "'), ('") + "')) AS kinds"

// Freshness is the date of a person's newest record of a kind.
type Freshness struct {
	UserID int    `sql:"user_id"`
	Kind   string `sql:"kind"`
	Date   sql.NullString
}

// FreshnessOf returns the date of the newest record up to a date of each kind of which a person has records, in the order
// of the kinds' names.
func (r *Reader) FreshnessOf(ctx context.Context, person *ent.User, until string) ([]Freshness, error) {
	return r.tables.freshness.load(ctx, r, r.originOf(person), until)
}

// fetchFreshness looks everybody's newest dates up in the index of kinds and dates, in one statement.
func (t *Tables) fetchFreshness(ctx context.Context, until string, people []int) (map[int][]Freshness, error) {
	var found []Freshness
	err := t.client.User.Query().Modify(func(s *sql.Selector) {
		states := sql.Table("record_states")
		newest := sql.Dialect(s.Dialect()).Select(sql.Max(states.C("date"))).From(states).Where(sql.And(
			sql.ColumnsEQ(states.C("user_id"), s.C("id")),
			sql.P(func(b *sql.Builder) { b.Ident(states.C("kind")).WriteString(" = kinds.column1") }),
			sql.EQ(states.C("deleted"), false), sql.LTE(states.C("date"), until)))
		s.Where(sql.In(s.C("id"), anys(people)...)).AppendFromExpr(sql.Expr(recordKinds)).
			Select(sql.As(s.C("id"), "user_id")).AppendSelectExprAs(sql.Raw("kinds.column1"), "kind").AppendSelectExprAs(newest, "date").
			OrderBy("kind")
	}).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read how fresh records are: %w", err)
	}
	fresh := make(map[int][]Freshness, len(people))
	for _, f := range found {
		if f.Date.Valid {
			fresh[f.UserID] = append(fresh[f.UserID], f)
		}
	}
	return fresh, nil
}
