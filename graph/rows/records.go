package rows

import (
	"context"
	"reflect"
	"strconv"
	"strings"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
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

// records is one table as all requests read it.
type records[T any] struct {
	table[T]
	client *ent.Client
	pages  *loader[listingOf, int, page[T]]
	counts *loader[filter, int, int]
	dates  *loader[asked, dayKey, []*T]
	values *loader[valueArgs, int, []DayValue]
}

// newRecords adds a table to the others.
func newRecords[T any](t *Tables, of table[T]) *records[T] {
	rs := &records[T]{table: of, client: t.client}
	rs.pages = &loader[listingOf, int, page[T]]{
		key: userOf, fetch: rs.fetchPages, adopt: adopting[int](of.place, func(p page[T]) []*T { return p.rows }),
		shared: newSharing[listingOf, int, page[T]](t.turns, itself, func(l listingOf) int { return l.limit + 1 }),
	}
	rs.dates = &loader[asked, dayKey, []*T]{
		key: dayOf, fetch: rs.fetchDates, adopt: adopting[dayKey](of.place, all[T]),
		shared: newSharing[asked, dayKey, []*T](t.turns, func(d dayKey) int { return d.user }, one[asked]),
	}
	rs.counts = &loader[filter, int, int]{key: userOf, fetch: rs.fetchCounts}
	rs.values = &loader[valueArgs, int, []DayValue]{key: userOf, fetch: rs.fetchValues}
	t.byName[of.name] = rs
	t.places[reflect.TypeFor[*T]()] = func(row any) place { return of.place(row.(*T)) }
	return rs
}

// The keys by which rows are looked up: a person, who is the owner of the key, and a person's date.
func userOf(p place) int   { return p.user }
func itself(user int) int  { return user }
func dayOf(p place) dayKey { return dayKey{p.user, p.date} }

// one is how many rows a key brings where there is one, or a few of which most have one.
func one[A any](A) int { return 1 }

// Records reads the rows of one table for one request.
type Records[T any] struct {
	*records[T]
	reader *Reader
}

// of returns the table as a Reader reads it.
func of[T any](r *Reader, rs *records[T]) Records[T] { return Records[T]{rs, r} }

// Page returns a page of the person's list.
func (rs Records[T]) Page(ctx context.Context, person any, p Page) (*model.Connection[T], error) {
	l, err := rs.listing(p)
	if err != nil {
		return nil, err
	}
	o := rs.reader.originOf(person)
	found, err := rs.pages.load(ctx, rs.reader, o, listingOf{l, rs.reader.asks(ctx, rs.name)})
	if err != nil {
		return nil, err
	}
	return rs.connection(found, l, func(ctx context.Context) (int, error) {
		return rs.counts.load(ctx, rs.reader, o, l.filter)
	}), nil
}

// Latest returns the person's newest row, nil when there is none.
func (rs Records[T]) Latest(ctx context.Context, person any) (*T, error) {
	found, err := rs.pages.load(ctx, rs.reader, rs.reader.originOf(person), listingOf{listing: listing{limit: 1, descending: true}})
	if err != nil || len(found.rows) == 0 {
		return nil, err
	}
	return found.rows[0], nil
}

// OnDay returns the rows of the same person and date as parent, which is a record or a day, oldest first.
func (rs Records[T]) OnDay(ctx context.Context, parent any) ([]*T, error) {
	return rs.dates.load(ctx, rs.reader, rs.reader.originOf(parent), rs.reader.asks(ctx, rs.name))
}

// OneOnDay returns the row of the same person and date as parent, nil when there is none.
func (rs Records[T]) OneOnDay(ctx context.Context, parent any) (*T, error) {
	found, err := rs.OnDay(ctx, parent)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// On returns the person's row of a date, nil when there is none.
func (rs Records[T]) On(ctx context.Context, person any, date string) (*T, error) {
	return rs.OneOnDay(ctx, rs.reader.Days(person, []string{date})[0])
}

// fetchDates reads the rows of many people's dates in one statement.
func (rs *records[T]) fetchDates(ctx context.Context, a asked, days []dayKey) (map[dayKey][]*T, error) {
	found, err := rs.rows(ctx, rs.client, func(s *sql.Selector) {
		a.narrow(s, rs.sort)
		s.Where(onDays(s, days)).
			OrderBy(ordered([]string{s.C(rs.sort), s.C("id")}, false)...)
	})
	if err != nil {
		return nil, rs.wrap("read", err)
	}
	byDay := make(map[dayKey][]*T, len(days))
	for _, row := range found {
		k := dayOf(rs.place(row))
		byDay[k] = append(byDay[k], row)
	}
	return byDay, nil
}

// onDays is the condition that a row is on one of the days.
func onDays(s *sql.Selector, days []dayKey) *sql.Predicate {
	people, dates := make([]string, len(days)), make([]string, len(days))
	for i, d := range days {
		people[i], dates[i] = strconv.Itoa(d.user), d.date
	}
	return sql.P(func(b *sql.Builder) {
		b.WriteByte('(').Ident(s.C("user_id")).Comma().Ident(s.C("date")).WriteString(") IN (SELECT * FROM ")
		if s.Dialect() == dialect.Postgres {
			b.WriteString("unnest(string_to_array(").Arg(strings.Join(people, ",")).WriteString(", ',')::bigint[], string_to_array(").
				Arg(strings.Join(dates, ",")).WriteString(", ',')))")
			return
		}
		b.WriteString("(SELECT p.value, d.value FROM json_each(").Arg("[" + strings.Join(people, ",") + "]").
			WriteString(") AS p JOIN json_each(").Arg(`["` + strings.Join(dates, `","`) + `"]`).WriteString(") AS d ON d.key = p.key))")
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
