package rows

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/exercise"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// source is a table whose rows can be fetched by number, whatever their type.
type source interface {
	byNumber(ctx context.Context, r *Reader, numbers []int) (map[int]any, error)
}

// ByID returns a row, nil for one that does not exist or is out of the viewer's sight.
func (rs Records[T]) ByID(ctx context.Context, id string) (*T, error) {
	parsed, ok := model.ParseID(id)
	number, isNumber := parsed.Number()
	if !ok || !isNumber || parsed.Type != rs.name {
		return nil, nil
	}
	found, err := rs.byNumber(ctx, rs.reader, []int{number})
	if err != nil {
		return nil, err
	}
	row, _ := found[number].(*T)
	return row, nil
}

// byNumber reads rows for a request in one statement.
func (rs *records[T]) byNumber(ctx context.Context, r *Reader, numbers []int) (map[int]any, error) {
	found, err := rs.rows(ctx, rs.client, func(s *sql.Selector) {
		s.Where(sql.In(s.C("id"), anys(numbers)...))
	})
	if err != nil {
		return nil, rs.wrap("read", err)
	}
	adopt(r, rs.place, found)
	byNumber := make(map[int]any, len(found))
	for _, row := range found {
		byNumber[rs.place(row).id] = row
	}
	return byNumber, nil
}

// Nodes returns what the ids stand for, in their order, with one statement for each type among them; nil in
// the place of an id that is malformed, unknown or out of the viewer's sight.
func (r *Reader) Nodes(ctx context.Context, ids []string) ([]model.Node, error) {
	parsed := make([]model.ID, len(ids))
	for i, id := range ids {
		parsed[i], _ = model.ParseID(id)
	}
	found, err := r.Find(ctx, parsed)
	if err != nil {
		return nil, err
	}
	nodes := make([]model.Node, len(ids))
	for i, id := range parsed {
		nodes[i] = found[id]
	}
	return nodes, nil
}

// Find returns what each of the ids stands for; those that stand for nothing in the viewer's sight are left out.
func (r *Reader) Find(ctx context.Context, ids []model.ID) (map[model.ID]model.Node, error) {
	wanted := make(map[string][]int)
	found := make(map[model.ID]model.Node, len(ids))
	for _, id := range ids {
		if number, ok := id.Number(); ok && r.tables.byName[id.Type] != nil {
			wanted[id.Type] = append(wanted[id.Type], number)
		}
	}
	if err := r.findDays(ctx, ids, found); err != nil {
		return nil, err
	}
	var (
		mu   sync.Mutex
		all  sync.WaitGroup
		errs []error
	)
	for name, numbers := range wanted {
		all.Go(func() {
			rows, err := r.rowsOf(ctx, name, numbers)
			mu.Lock()
			defer mu.Unlock()
			errs = append(errs, err)
			for number, row := range rows {
				found[model.NewID(name, number)] = row
			}
		})
	}
	all.Wait()
	return found, errors.Join(errs...)
}

// rowsOf reads rows of a type. A panic becomes an error, since it would not reach the handler from its goroutine.
func (r *Reader) rowsOf(ctx context.Context, name string, numbers []int) (found map[int]any, err error) {
	defer func() {
		if p := recover(); p != nil {
			found, err = nil, errors.Join(errPanic, asError(p))
		}
	}()
	return r.tables.byName[name].byNumber(ctx, r, numbers)
}

// findDays adds the days among the ids: a date of a person who exists is a day, with or without data.
func (r *Reader) findDays(ctx context.Context, ids []model.ID, found map[model.ID]model.Node) error {
	days := make(map[model.ID]dayKey)
	var people []int
	for _, id := range ids {
		if d, ok := parseDay(ctx, id); ok {
			days[id] = d
			people = append(people, d.user)
		}
	}
	if len(people) == 0 {
		return nil
	}
	places := make([]place, len(people))
	for i, person := range people {
		places[i] = place{user: person}
	}
	known, err := r.tables.people.find(ctx, r, ask[none]{of: &siblings{places: places}})
	if err != nil {
		return err
	}
	for id, d := range days {
		if person, ok := known[d.user]; ok {
			found[id] = r.Days(person, []string{d.date})[0]
		}
	}
	return nil
}

// parseDay returns the day that an id stands for, and false for an id of something else and for a day that
// the viewer may not see.
func parseDay(ctx context.Context, id model.ID) (dayKey, bool) {
	person, date, ok := strings.Cut(id.Key, ":")
	number, err := strconv.Atoi(person)
	if id.Type != "Day" || !ok || err != nil {
		return dayKey{}, false
	}
	if _, err := model.UnmarshalDate(date); err != nil {
		return dayKey{}, false
	}
	v, _ := viewer.FromContext(ctx)
	return dayKey{number, date}, v.MaySee(number)
}

// PersonWhere returns the one person that a condition selects, nil when there is none in the viewer's sight.
func (r *Reader) PersonWhere(ctx context.Context, condition func(*ent.UserQuery)) (*ent.User, error) {
	q := r.tables.client.User.Query()
	condition(q)
	person, err := q.Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return person, r.People.wrap("read", err)
}

// ExerciseByPolarID returns the person's session with Polar's id, nil when there is none.
func (r *Reader) ExerciseByPolarID(ctx context.Context, person *ent.User, polarID string) (*ent.Exercise, error) {
	return r.tables.polarIDs.load(ctx, r, r.originOf(person), polarID)
}

// fetchByPolarID reads the sessions of many people that have one of Polar's ids.
func (t *Tables) fetchByPolarID(ctx context.Context, polarID string, people []int) (map[int]*ent.Exercise, error) {
	found, err := t.client.Exercise.Query().Where(exercise.PolarID(polarID), exercise.UserIDIn(people...)).
		Order(exercise.ByID(sql.OrderDesc())).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read exercise: %w", err)
	}
	sessions := make(map[int]*ent.Exercise, len(found))
	for _, e := range found {
		sessions[e.UserID] = e
	}
	return sessions, nil
}
