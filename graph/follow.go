package graph

import (
	"context"
	"fmt"
	"sync"
	"time"

	"polarflow/ent"
	"polarflow/ent/user"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
	"polarflow/graph/rows"
)

// follower remembers up to where in each person's history a subscription has told of the changes.
type follower struct {
	r      *Resolver
	person int // whose changes; 0 for everybody's
	kinds  []string
	told   map[int]rows.Position
	among  *audience
}

// together is how long after an announcement the next is heard at the earliest: what a sync writes in one go is told in
// few events, and however much is written, looking for it costs no more than this.
const together = 100 * time.Millisecond

// start notes where the people stand now, so that only what comes from now on is told.
func (f follower) start(ctx context.Context) error {
	people, err := f.people(ctx)
	for _, p := range people {
		f.told[p.ID] = rows.EndOf(p)
	}
	return err
}

// people returns the people who are followed, as they stand.
func (f follower) people(ctx context.Context) ([]*ent.User, error) {
	q := f.r.DB.Ent.User.Query()
	if f.person != 0 {
		q.Where(user.ID(f.person))
	}
	people, err := q.Select(user.FieldID, user.FieldChangeSeq).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for changes: %w", err)
	}
	return people, nil
}

// sight returns a context in which those who are followed, and nobody else, can be seen until all who follow them have
// left. Each of them was let in before.
func (f follower) sight() context.Context {
	if f.person == 0 {
		return viewer.NewContext(f.among.ctx, viewer.Viewer{All: true, Scopes: []viewer.Scope{viewer.Service}})
	}
	return viewer.NewContext(f.among.ctx, viewer.Viewer{UserID: f.person, Scopes: []viewer.Scope{viewer.Read}})
}

// news returns the events about changes that were not told yet: one for each person and stretch of changes. There may
// always be more later. What others who follow the same have read since the last announcement is not read again.
func (f follower) news(context.Context) (news []*model.RecordsChanged, more bool, err error) {
	ctx := f.sight()
	now := f.among.round(func() *round {
		return &round{f.r.tables.NewReader(), sync.OnceValues(func() ([]*ent.User, error) { return f.people(ctx) })}
	})
	people, err := now.people()
	if err != nil {
		return nil, false, err
	}
	for _, p := range people {
		if f.told[p.ID].Before(rows.EndOf(p)) {
			found, err := f.newsOf(ctx, now.reader, p)
			if err != nil {
				return nil, false, err
			}
			news = append(news, found...)
		}
	}
	return news, true, nil
}

// newsOf returns the events about one person, one for each stretch of changes, and notes that they are told.
func (f follower) newsOf(ctx context.Context, reader *rows.Reader, person *ent.User) ([]*model.RecordsChanged, error) {
	from := f.told[person.ID]
	from.UserID = person.ID
	var news []*model.RecordsChanged
	for more := true; more; {
		var found []*ent.RecordState
		var err error
		if found, more, err = reader.Changes(ctx, person, from, f.kinds, maxChanges); err != nil {
			return nil, err
		}
		if len(found) > 0 {
			from = behind(from, found)
			news = append(news, summary(from, found))
		}
	}
	// what came after the person was looked at is among the changes, and is not told again
	if end := rows.EndOf(person); from.Before(end) {
		from = end
	}
	f.told[person.ID] = from
	return news, nil
}
