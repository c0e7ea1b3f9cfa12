package rows

import (
	"context"
	"reflect"
	"strconv"
	"strings"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"polarflow/graph/model"
)

// none are the arguments of a question that has none.
type none struct{}

// dayKey names one calendar date of one person.
type dayKey struct {
	user int
	date string
}

// page is what a statement brought of one person's list.
type page[T any] struct {
	rows []*T
	// more says that the list goes on behind the rows, counted from where the page began.
	more bool
}

// listingOf is a page of a list with what is asked of its rows.
type listingOf struct {
	listing
	asked asked
}

// Records reads the rows of one table for one request.
type Records[T any] struct {
	table[T]
	reader *Reader
	pages  loader[listingOf, int, page[T]]
	counts loader[filter, int, int]
	dates  loader[asked, dayKey, []*T]
	values loader[valueArgs, int, []DayValue]
}

// newRecords returns the records of a table.
func newRecords[T any](r *Reader, t table[T]) *Records[T] {
	rs := &Records[T]{table: t, reader: r}
	byUser := func(p place) int { return p.user }
	rs.pages.key, rs.pages.fetch = byUser, rs.fetchPages
	rs.counts.key, rs.counts.fetch = byUser, rs.fetchCounts
	rs.values.key, rs.values.fetch = byUser, rs.fetchValues
	rs.dates.key = func(p place) dayKey { return dayKey{p.user, p.date} }
	rs.dates.fetch = rs.fetchDates
	r.tables[t.name] = rs
	r.places[reflect.TypeFor[*T]()] = func(row any) place { return t.place(row.(*T)) }
	return rs
}

// Page returns a page of the person's list.
func (rs *Records[T]) Page(ctx context.Context, person any, p Page) (*model.Connection[T], error) {
	l, err := rs.listing(p)
	if err != nil {
		return nil, err
	}
	o := rs.reader.originOf(person)
	found, err := rs.pages.load(ctx, o, listingOf{l, rs.reader.asks(ctx, rs.name)})
	if err != nil {
		return nil, err
	}
	return rs.connection(found, l, func(ctx context.Context) (int, error) {
		return rs.counts.load(ctx, o, l.filter)
	}), nil
}

// Latest returns the person's newest row, nil when there is none.
func (rs *Records[T]) Latest(ctx context.Context, person any) (*T, error) {
	found, err := rs.pages.load(ctx, rs.reader.originOf(person), listingOf{listing: listing{limit: 1, descending: true}})
	if err != nil || len(found.rows) == 0 {
		return nil, err
	}
	return found.rows[0], nil
}

// OnDay returns the rows of the same person and date as parent, which is a record or a day, oldest first.
func (rs *Records[T]) OnDay(ctx context.Context, parent any) ([]*T, error) {
	return rs.dates.load(ctx, rs.reader.originOf(parent), rs.reader.asks(ctx, rs.name))
}

// OneOnDay returns the row of the same person and date as parent, nil when there is none.
func (rs *Records[T]) OneOnDay(ctx context.Context, parent any) (*T, error) {
	found, err := rs.OnDay(ctx, parent)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// On returns the person's row of a date, nil when there is none.
func (rs *Records[T]) On(ctx context.Context, person any, date string) (*T, error) {
	return rs.OneOnDay(ctx, rs.reader.Days(person, []string{date})[0])
}

// fetchDates reads the rows of many people's dates in one statement.
func (rs *Records[T]) fetchDates(ctx context.Context, a asked, days []dayKey) (map[dayKey][]*T, error) {
	found, err := rs.rows(ctx, rs.reader.client, func(s *sql.Selector) {
		a.narrow(s, rs.sort)
		s.Where(onDays(s, days)).
			OrderBy(ordered([]string{s.C(rs.sort), s.C("id")}, false)...)
	})
	if err != nil {
		return nil, rs.wrap("read", err)
	}
	byDay := make(map[dayKey][]*T, len(days))
	for _, day := range days {
		byDay[day] = nil
	}
	wanted := found[:0]
	for _, row := range found {
		k := rs.dates.key(rs.place(row))
		if _, ok := byDay[k]; ok {
			byDay[k] = append(byDay[k], row)
			wanted = append(wanted, row)
		}
	}
	adopt(rs.reader, rs.place, wanted)
	return byDay, nil
}

// onDays is the condition that a row is on one of the days; on SQLite that it is somebody's of them and on somebody's.
func onDays(s *sql.Selector, days []dayKey) *sql.Predicate {
	user, date := s.C("user_id"), s.C("date")
	if s.Dialect() != dialect.Postgres {
		people, dates := columns(days, func(d dayKey) (int, string) { return d.user, d.date })
		return sql.And(sql.In(user, anys(people)...), sql.In(date, anys(dates)...))
	}
	people, dates := make([]string, len(days)), make([]string, len(days))
	for i, d := range days {
		people[i], dates[i] = strconv.Itoa(d.user), d.date
	}
	return sql.P(func(b *sql.Builder) {
		b.WriteByte('(').Ident(user).Comma().Ident(date).WriteString(") IN (SELECT * FROM unnest(string_to_array(").
			Arg(strings.Join(people, ",")).WriteString(", ',')::bigint[], string_to_array(").
			Arg(strings.Join(dates, ",")).WriteString(", ',')))")
	})
}

// columns returns the different people and the different texts of keys. A statement asks for all pairs of
// them, which takes far fewer parameters than the keys themselves; what nobody asked for is dropped.
func columns[K any](keys []K, split func(K) (int, string)) (people []int, texts []string) {
	seenPeople, seenTexts := make(map[int]bool), make(map[string]bool)
	for _, k := range keys {
		person, text := split(k)
		if !seenPeople[person] {
			seenPeople[person] = true
			people = append(people, person)
		}
		if !seenTexts[text] {
			seenTexts[text] = true
			texts = append(texts, text)
		}
	}
	return people, texts
}
