package athlete

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"polarflow/analytics"
	"polarflow/ent"
	"polarflow/ent/dayresult"
	"polarflow/ent/resultstate"
)

// Newest returns the newest result at or before a day, by the ids of people, in one statement. Who has none is not in it.
func Newest(ctx context.Context, client *ent.Client, until analytics.Day, people ...int) (map[int]Result, error) {
	var rows []struct {
		UserID  int `sql:"user_id"`
		Date    string
		Metrics []byte
		Body    []byte
	}
	err := client.DayResult.Query().Where(dayresult.UserIDIn(people...)).
		Modify(served, func(s *sql.Selector) {
			// One look at the index for each person: a condition on the row's own person would be one for each row.
			same, of := sql.Table(dayresult.Table).As("same"), sql.Table(resultstate.Table).As("person")
			newest := sql.Dialect(s.Dialect()).Select(sql.Max(same.C(dayresult.FieldDate))).From(same).Where(sql.And(
				sql.ColumnsEQ(same.C(dayresult.FieldUserID), of.C(resultstate.FieldUserID)),
				sql.ColumnsEQ(same.C(dayresult.FieldVersion), of.C(resultstate.FieldVersion)),
				sql.LTE(same.C(dayresult.FieldDate), until.String())))
			each := sql.Dialect(s.Dialect()).Select(of.C(resultstate.FieldUserID)).
				AppendSelectExpr(sql.ExprFunc(func(b *sql.Builder) { b.Wrap(func(b *sql.Builder) { b.Join(newest) }) })).
				From(of).Where(sql.InInts(of.C(resultstate.FieldUserID), people...))
			s.Select(s.Columns(dayresult.FieldUserID, dayresult.FieldDate, dayresult.FieldMetrics, dayresult.FieldBody)...).
				Where(sql.P(func(b *sql.Builder) {
					b.Wrap(func(b *sql.Builder) {
						b.IdentComma(s.C(dayresult.FieldUserID), s.C(dayresult.FieldDate))
					}).WriteString(" IN ").Wrap(func(b *sql.Builder) { b.Join(each) })
				}))
		}).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read newest results: %w", err)
	}
	found := make(map[int]Result, len(rows))
	for _, row := range rows {
		var b dayBody
		if err := unbody(row.Body, &b); err != nil {
			return nil, err
		}
		if found[row.UserID], err = b.result(dayOf(row.Date), row.Metrics); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Measurements are what the results of a person's days were computed from.
type Measurements struct {
	// Signals are the measurements; HRV without the nights that are probably artefacts.
	Signals map[analytics.Signal]analytics.Series
	Loads   analytics.Series
}

// MeasurementsOf returns the measurements of people by their ids, in one statement. Nothing was ever computed for who is
// not in it.
func MeasurementsOf(ctx context.Context, client *ent.Client, people ...int) (map[int]Measurements, error) {
	rows, err := client.ResultState.Query().Where(resultstate.UserIDIn(people...), resultstate.InputsNotNil()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read measurements: %w", err)
	}
	found := make(map[int]Measurements, len(rows))
	for _, row := range rows {
		in, err := unpackInputs(*row.Inputs, analytics.DayOf(farFuture))
		if err != nil {
			return nil, err
		}
		found[row.UserID] = in.measurements()
	}
	return found, nil
}

func (in inputs) measurements() Measurements {
	m := Measurements{Signals: make(map[analytics.Signal]analytics.Series), Loads: analytics.NewSeries(in[loadInput])}
	for i, g := range analytics.Signals {
		m.Signals[g] = analytics.NewSeries(in[i])
	}
	m.Signals[analytics.HRV] = m.Signals[analytics.HRV].Without(analytics.Artefacts(m.Signals[analytics.HRV], m.Signals[analytics.HeartRate]))
	return m
}

// SessionsOf returns a person's sessions from one day to another, oldest first, in one statement.
func SessionsOf(ctx context.Context, client *ent.Client, userID int, from, to analytics.Day) ([]Session, error) {
	r := reader{client: client, userID: userID, since: from}
	if err := r.readSessions(ctx); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(r.sessions, func(s Session) bool { return s.Day > to }), nil
}
