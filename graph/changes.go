package graph

import (
	"context"
	"slices"

	"polarflow/ent"
	"polarflow/graph/model"
	"polarflow/graph/rows"
)

// maxChanges is how many changes are listed at once.
const maxChanges = 1000

// changesSince returns a stretch of a person's changes.
func changesSince(ctx context.Context, person *ent.User, since *string, kinds []string, first int) (*model.ChangeFeed, error) {
	if first < 1 || first > maxChanges {
		return nil, model.Exceeds(model.BadUserInput, maxChanges, "first is %d: 1 to %d changes are listed at once", first, maxChanges)
	}
	from, known, err := positionOf(person, since)
	if err != nil {
		return nil, err
	}
	if !known {
		return &model.ChangeFeed{Cursor: from.String(), ResetRequired: true}, nil
	}
	found, more, err := read(ctx).Changes(ctx, person, from, kinds, first)
	if err != nil {
		return nil, err
	}
	feed := &model.ChangeFeed{HasMore: more, Cursor: behind(from, found).String()}
	feed.Changes, err = withNodes(ctx, found)
	return feed, err
}

// positionOf returns the position that a cursor stands for, the beginning without one; known is false, and
// the position the beginning, for one that is not in the person's history as it is kept now.
func positionOf(person *ent.User, since *string) (from rows.Position, known bool, err error) {
	beginning := rows.Position{UserID: person.ID}
	if since == nil {
		return beginning, true, nil
	}
	from, ok := rows.ParsePosition(*since)
	if !ok {
		return beginning, false, model.BadInput("%.60q is not a cursor of changes", *since)
	}
	if !from.Follows(person) {
		return beginning, false, nil
	}
	return from, true, nil
}

// behind returns the position behind the last of the changes.
func behind(from rows.Position, changes []*ent.RecordState) rows.Position {
	if n := len(changes); n > 0 {
		from.Seq, from.State = changes[n-1].Seq, changes[n-1].ID
	}
	return from
}

// withNodes returns the changes with the records as they are now, which are read in one statement a kind.
func withNodes(ctx context.Context, states []*ent.RecordState) ([]*model.Change, error) {
	changes := make([]*model.Change, len(states))
	for i, s := range states {
		changes[i] = &model.Change{Kind: s.Kind, Deleted: s.Deleted, NodeID: rows.IDOf(s).String(), Date: s.Date}
		if s.Deleted {
			continue
		}
		var err error
		if changes[i].Node, err = read(ctx).Changed(ctx, s); err != nil {
			return nil, err
		}
	}
	return changes, nil
}

// summary returns which kinds and dates are among the changes of a person.
func summary(at rows.Position, states []*ent.RecordState) *model.RecordsChanged {
	e := &model.RecordsChanged{UserID: model.NewID("User", at.UserID).String(), Cursor: at.String()}
	for _, s := range states {
		e.Kinds = append(e.Kinds, s.Kind)
		if s.Date != nil {
			e.Dates = append(e.Dates, *s.Date)
		}
	}
	e.Kinds = unique(e.Kinds)
	e.Dates = unique(e.Dates)
	return e
}

// unique returns the different texts in their order.
func unique(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}
