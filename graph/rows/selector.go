package rows

import (
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
		s.Where(sql.Or(
			sql.EQ(s.C(exercise.FieldSport), f.sport),
			sql.EQ(s.C(exercise.FieldDetailedSport), f.sport),
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
	if owners != nil {
		s.Where(sql.In(s.C(ownerColumn), anys(owners)...))
	}
	limitEach(s, ownerColumn, len(owners), ordered(columns, l.descending != l.fromBack), l.limit+1)
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

// limitEach has a statement select the first rows of each partition in an order, with a window function when
// there is more than one partition.
func limitEach(s *sql.Selector, partition string, partitions int, order []string, limit int) {
	if partitions <= 1 {
		s.OrderBy(order...).Limit(limit)
		return
	}
	d := sql.Dialect(s.Dialect())
	columns := s.UnqualifiedColumns()
	ranked := s.Clone().AppendSelectExprAs(
		sql.RowNumber().PartitionBy(s.C(partition)).OrderBy(order...), "nth").As("ranked")
	*s = *d.Select(columns...).From(ranked).
		Where(sql.LTE("nth", limit)).OrderBy(partition, "nth")
}

// anys returns the values as arguments of a statement.
func anys[V any](values []V) []any {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return args
}
