package rows

import (
	"fmt"
	"strings"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"polarflow/ent/exercise"
	"polarflow/ent/user"
)

// filter narrows a list. Its zero value keeps everything.
type filter struct {
	from, to string // calendar dates, inclusive
	sport    string
	search   string // in the names of people
}

// apply adds the conditions to a statement.
func (f filter) apply(s *sql.Selector) {
	if f.from != "" {
		s.Where(sql.GTE(s.C("date"), f.from))
	}
	if f.to != "" {
		s.Where(sql.LTE(s.C("date"), f.to))
	}
	if f.sport != "" {
		sport := strings.ToLower(f.sport)
		s.Where(sql.Or(
			sql.EQ(sql.Lower(s.C(exercise.FieldSport)), sport),
			sql.EQ(sql.Lower(s.C(exercise.FieldDetailedSport)), sport),
		))
	}
	if f.search != "" {
		s.Where(sql.Or(
			sql.ContainsFold(s.C(user.FieldExternalID), f.search),
			sql.ContainsFold(s.C(user.FieldDisplayName), f.search),
		))
	}
}

// listing is one page of a list: a filter, and where in the filtered list the page lies.
type listing struct {
	filter
	after, before cursor
	limit         int
	// descending is the order of the list: newest first.
	descending bool
	// fromBack counts the limit from the end of the list.
	fromBack bool
}

// apply has a statement select, for each of the owners, the rows of the page and one more. The rows come
// from the end that the limit counts from.
func (l listing) apply(s *sql.Selector, sort, ownerColumn string, owners []int) {
	l.filter.apply(s)
	columns := []string{s.C(sort), s.C("id")}
	if l.after.isSet() {
		s.Where(beyond(columns, l.after, l.descending))
	}
	if l.before.isSet() {
		s.Where(beyond(columns, l.before, !l.descending))
	}
	limitEach(s, ownerColumn, owners, []string{sort, "id"}, l.descending != l.fromBack, l.limit+1)
}

// beyond is the condition that a row comes after the cursor in an order.
func beyond(columns []string, c cursor, descending bool) *sql.Predicate {
	if descending {
		return sql.CompositeLT(columns, c.value(), c.id)
	}
	return sql.CompositeGT(columns, c.value(), c.id)
}

// ordered returns the columns as terms of ORDER BY.
func ordered(columns []string, descending bool) []string {
	terms := make([]string, len(columns))
	for i, c := range columns {
		terms[i] = sql.Asc(c)
		if descending {
			terms[i] = sql.Desc(c)
		}
	}
	return terms
}

// limitEach has a statement select the first rows of each owner in the order of some columns, or of all rows without
// owners. With several owners PostgreSQL reads as many rows of each from an index, and SQLite ranks them all.
func limitEach(s *sql.Selector, ownerColumn string, owners []int, order []string, descending bool, limit int) {
	qualified := make([]string, len(order))
	for i, c := range order {
		qualified[i] = s.C(c)
	}
	inner, owner := ordered(qualified, descending), s.C(ownerColumn)
	switch columns := s.UnqualifiedColumns(); {
	case len(owners) <= 1:
		if owners != nil {
			s.Where(sql.In(owner, anys(owners)...))
		}
		s.OrderBy(inner...).Limit(limit)
	case s.Dialect() == dialect.Postgres:
		first := s.Clone().OrderBy(inner...).Limit(limit)
		first.Where(sql.P(func(b *sql.Builder) { b.Ident(owner).WriteString(" = owners.owner") }))
		*s = *sql.Dialect(s.Dialect()).Select(columns...).FromExpr(each(owners, first)).
			OrderBy(append([]string{"owner"}, ordered(order, descending)...)...)
	default:
		ranked := s.Clone().Where(sql.In(owner, anys(owners)...)).AppendSelectExprAs(
			sql.RowNumber().PartitionBy(owner).OrderBy(inner...), "nth").As("ranked")
		*s = *sql.Dialect(s.Dialect()).Select(columns...).From(ranked).
			Where(sql.LTE("nth", limit)).OrderBy(ownerColumn, "nth")
	}
}

// each is the list of what a statement selects for each of the owners, whom it knows as owners.owner.
func each(owners []int, of *sql.Selector) sql.Querier {
	list := strings.Trim(strings.ReplaceAll(fmt.Sprint(owners), " ", ","), "[]")
	return sql.ExprFunc(func(b *sql.Builder) {
		b.WriteString("unnest(string_to_array(").Arg(list).WriteString(", ',')::bigint[]) AS owners(owner) CROSS JOIN LATERAL (").
			Join(of).WriteString(") AS firsts")
	})
}

// among is the condition that a column has one of the numbers, in a statement whose text is the same for any number of
// them: databases prepare it once.
func among(s *sql.Selector, column string, numbers []int) *sql.Predicate {
	list := strings.Trim(strings.ReplaceAll(fmt.Sprint(numbers), " ", ","), "[]")
	return sql.P(func(b *sql.Builder) {
		b.Ident(s.C(column))
		if s.Dialect() == dialect.Postgres {
			b.WriteString(" = ANY(string_to_array(").Arg(list).WriteString(", ',')::bigint[])")
			return
		}
		b.WriteString(" IN (SELECT value FROM json_each(").Arg("[" + list + "]").WriteString("))")
	})
}

// anys returns the values as arguments of a statement.
func anys[V any](values []V) []any {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return args
}
