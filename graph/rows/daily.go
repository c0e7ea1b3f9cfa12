package rows

import (
	"context"
	"strings"

	"entgo.io/ent/dialect/sql"
)

// DayValue is the number that a record has, and the record's date.
type DayValue struct {
	Owner int     `sql:"owner"`
	Date  string  `sql:"day"`
	Value float64 `sql:"value"`
}

// valueArgs are the numbers that are asked for.
type valueArgs struct {
	column   string // empty for 1 for each record
	from, to string
}

// Values returns the numbers that a person's records have in a column (1 each without a column) between two
// dates, in the order of the records; empty dates are open. Records without a number are left out.
func (rs Records[T]) Values(ctx context.Context, person any, column, from, to string) ([]DayValue, error) {
	return rs.values.load(ctx, rs.reader, rs.reader.originOf(person), valueArgs{column, from, to})
}

// fetchValues reads the numbers of many people in one statement.
func (rs *records[T]) fetchValues(ctx context.Context, a valueArgs, people []int) (map[int][]DayValue, error) {
	var found []DayValue
	err := rs.scan(ctx, rs.client, func(s *sql.Selector) {
		filter{from: a.from, to: a.to}.apply(s)
		value := "1"
		if a.column != "" {
			value = s.C(a.column)
			s.Where(sql.NotNull(value))
		}
		owner := s.C("user_id")
		s.Where(sql.In(owner, anys(people)...)).
			Select(sql.As(owner, "owner"), sql.As(s.C("date"), "day")).
			AppendSelectExprAs(sql.Raw(strings.Join([]string{"CAST(", " AS DOUBLE PRECISION)"}, value)), "value").
			OrderBy(ordered([]string{s.C(rs.sort), s.C("id")}, false)...)
	}, &found)
	values := make(map[int][]DayValue, len(people))
	for _, v := range found {
		values[v.Owner] = append(values[v.Owner], v)
	}
	return values, rs.wrap("read values of", err)
}
