package graph

import (
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/predicate"
	"polarflow/ent/user"
	"polarflow/graph/model"
)

// maxNodes is how many ids are looked up at once.
const maxNodes = 100

// numberOf returns the number of the row that an id of the type stands for, and 0, which no row has, for an id
// of something else or of nothing.
func numberOf(typeName, id string) int {
	parsed, _ := model.ParseID(id)
	number, ok := parsed.Number()
	if !ok || parsed.Type != typeName {
		return 0
	}
	return number
}

// onePerson returns the person whom the one argument names, nil for everybody out of sight.
func onePerson(ctx context.Context, id, externalID, polarUserID *string) (*ent.User, error) {
	if given(id, externalID, polarUserID) != 1 {
		return nil, model.BadInput("give exactly one of id, externalId and polarUserId")
	}
	if id != nil {
		return read(ctx).People.ByID(ctx, *id)
	}
	if !isPlain(externalID, polarUserID) {
		return nil, nil
	}
	is := func(s *sql.Selector) {
		accounts := sql.Table(polaraccount.Table)
		s.Where(sql.In(s.C(user.FieldID), sql.Select(accounts.C(polaraccount.FieldUserID)).From(accounts).
			Where(sql.EQ(accounts.C(polaraccount.FieldPolarUserID), *polarUserID))))
	}
	if externalID != nil {
		is = user.ExternalID(*externalID)
	}
	return read(ctx).PersonWhere(ctx, func(q *ent.UserQuery) { q.Where(predicate.User(is)) })
}

// oneExercise returns the session of a person that the one argument names.
func oneExercise(ctx context.Context, person *ent.User, id, polarID *string) (*ent.Exercise, error) {
	if given(id, polarID) != 1 {
		return nil, model.BadInput("give exactly one of id and polarId")
	}
	if !isPlain(polarID) {
		return nil, nil
	}
	if id == nil {
		return read(ctx).ExerciseByPolarID(ctx, person, *polarID)
	}
	session, err := read(ctx).Exercises.ByID(ctx, *id)
	if err != nil || session == nil || session.UserID != person.ID {
		return nil, err
	}
	return session, nil
}

// isPlain reports whether the arguments that are given can be the text of anything that is stored.
func isPlain(arguments ...*string) bool {
	return !slices.ContainsFunc(arguments, func(a *string) bool { return a != nil && !model.IsPlain(*a) })
}

// given counts the arguments that are given.
func given(arguments ...*string) int {
	n := 0
	for _, a := range arguments {
		if a != nil {
			n++
		}
	}
	return n
}

// coverageOf returns how much is kept of a person, kind by kind.
func coverageOf(ctx context.Context, person *ent.User) ([]*model.Coverage, error) {
	found, err := read(ctx).CoverageOf(ctx, person)
	coverage := make([]*model.Coverage, len(found))
	for i, c := range found {
		coverage[i] = &model.Coverage{Kind: c.Kind, Count: c.Count, FirstDate: nullable(c.FirstDate), LastDate: nullable(c.LastDate)}
	}
	return coverage, err
}

func nullable(s sql.NullString) *string {
	if !s.Valid {
		return nil
	}
	return &s.String
}

// levelsOf returns the person's levels of load, nil when Polar sent none.
func levelsOf(c *ent.CardioLoad) *model.CardioLoadLevels {
	levels := model.CardioLoadLevels{
		VeryLow: c.LevelVeryLow, Low: c.LevelLow, Medium: c.LevelMedium, High: c.LevelHigh, VeryHigh: c.LevelVeryHigh,
	}
	if levels == (model.CardioLoadLevels{}) {
		return nil
	}
	return &levels
}
