package athlete

import (
	"context"
	"fmt"
	"math"
	"slices"

	"entgo.io/ent/dialect/sql"

	"polarflow/analytics"
	"polarflow/ent"
	"polarflow/ent/dayresult"
	"polarflow/ent/exercise"
	"polarflow/ent/exerciseresult"
	"polarflow/ent/resultstate"
)

// served confines a selection of results to the version that is served of each person.
func served(s *sql.Selector) {
	state := sql.Table(resultstate.Table)
	s.Join(state).OnP(sql.And(
		sql.ColumnsEQ(s.C("user_id"), state.C(resultstate.FieldUserID)), sql.ColumnsEQ(s.C("version"), state.C(resultstate.FieldVersion))))
}

// resultRow is a stored result as it is read.
type resultRow struct {
	UserID  int `sql:"user_id"`
	Date    string
	Metrics []byte
	Body    []byte
}

func selectResults(s *sql.Selector) {
	s.Select(s.Columns(dayresult.FieldUserID, dayresult.FieldDate, dayresult.FieldMetrics, dayresult.FieldBody)...).
		OrderBy(s.C(dayresult.FieldUserID), s.C(dayresult.FieldDate))
}

func (row resultRow) result() (Result, error) {
	var b dayBody
	if err := unbody(row.Body, &b); err != nil {
		return Result{}, err
	}
	return b.result(dayOf(row.Date), row.Metrics)
}

// Results returns the stored results of people by their ids, from one day to another and oldest first, in one statement.
// There is one for each day between the first and the last on which there is something, and none outside of them.
func Results(ctx context.Context, client *ent.Client, from, to analytics.Day, people ...int) (map[int][]Result, error) {
	var rows []resultRow
	err := client.DayResult.Query().Where(dayresult.UserIDIn(people...), dayresult.DateGTE(from.String()), dayresult.DateLTE(to.String())).
		Modify(served, selectResults).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read results of days: %w", err)
	}
	found := make(map[int][]Result, len(people))
	for _, row := range rows {
		r, err := row.result()
		if err != nil {
			return nil, err
		}
		found[row.UserID] = append(found[row.UserID], r)
	}
	return found, nil
}

// Metric returns one metric of the days from one to another, by the ids of people, in one statement. It decodes nothing
// else, so that ten years are quickly read. There is an error if there is no such metric.
func Metric(ctx context.Context, client *ent.Client, m analytics.Metric, from, to analytics.Day, people ...int) (map[int][]analytics.Point, error) {
	place := slices.Index(metrics(), m)
	if place < 0 {
		return nil, fmt.Errorf("there is no metric %q", m)
	}
	var rows []metricRow
	err := client.DayResult.Query().Where(dayresult.UserIDIn(people...), dayresult.DateGTE(from.String()), dayresult.DateLTE(to.String())).
		Modify(served, func(s *sql.Selector) { selectMetric(s, place) }).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read metric of days: %w", err)
	}
	found := make(map[int][]analytics.Point, len(people))
	for _, row := range rows {
		value, err := row.value(m)
		if err != nil {
			return nil, err
		}
		if !math.IsNaN(value) {
			found[row.UserID] = append(found[row.UserID], analytics.Point{Day: dayOf(row.Date), Value: value})
		}
	}
	return found, nil
}

// metricRow is one metric of a day: by this version's methods it is a number at its place, by others the place is found
// by the name, which is in the body.
type metricRow struct {
	UserID int `sql:"user_id"`
	Date   string
	Part   []byte
	Others []byte
	Body   []byte
}

func selectMetric(s *sql.Selector, place int) {
	others := func(column string) sql.Querier {
		return sql.Expr(fmt.Sprintf("CASE WHEN %s <> %d THEN %s END", s.C(dayresult.FieldVersion), analytics.Version, s.C(column)))
	}
	part := sql.Expr(fmt.Sprintf("substr(%s, %d, %d)", s.C(dayresult.FieldMetrics), place*wordBytes+1, wordBytes))
	s.Select(s.Columns(dayresult.FieldUserID, dayresult.FieldDate)...).AppendSelectExprAs(part, "part").
		AppendSelectExprAs(others(dayresult.FieldMetrics), "others").AppendSelectExprAs(others(dayresult.FieldBody), "body").
		OrderBy(s.C(dayresult.FieldUserID), s.C(dayresult.FieldDate))
}

// value returns the value of the metric, NaN if there is none.
func (row metricRow) value(m analytics.Metric) (float64, error) {
	if row.Body == nil {
		return number(row.Part, 0)
	}
	var b dayBody
	if err := unbody(row.Body, &b); err != nil {
		return 0, err
	}
	place := slices.Index(b.Names, m)
	if place < 0 {
		return math.NaN(), nil
	}
	return number(row.Others, place)
}

// Performances returns what the samples of a person's exercises say, by the ids of the exercises, of the dates from one
// to another, in one statement.
func Performances(ctx context.Context, client *ent.Client, userID int, from, to analytics.Day) (map[int]Performance, error) {
	var rows []struct {
		ExerciseID int `sql:"exercise_id"`
		Body       []byte
	}
	err := client.ExerciseResult.Query().Where(exerciseresult.UserID(userID)).
		Modify(served, func(s *sql.Selector) {
			of := sql.Table(exercise.Table)
			s.Join(of).On(s.C(exerciseresult.FieldExerciseID), of.C(exercise.FieldID))
			s.Where(sql.And(sql.GTE(of.C(exercise.FieldDate), from.String()), sql.LTE(of.C(exercise.FieldDate), to.String())))
			s.Select(s.C(exerciseresult.FieldExerciseID), s.C(exerciseresult.FieldBody))
		}).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read results of exercises: %w", err)
	}
	found := make(map[int]Performance, len(rows))
	for _, row := range rows {
		var p Performance
		if err := unbody(row.Body, &p); err != nil {
			return nil, err
		}
		found[row.ExerciseID] = p
	}
	return found, nil
}
