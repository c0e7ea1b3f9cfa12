package graph

import (
	"context"
	"fmt"
	"time"

	"polarflow/ent"
	"polarflow/ent/user"
	"polarflow/graph/model"
	"polarflow/graph/rows"
)

// follower remembers up to where in each person's history a subscription has told of the changes.
type follower struct {
	r      *Resolver
	person int // whose changes; 0 for everybody's
	kinds  []string
	told   map[int]rows.Position
	poked  <-chan struct{} // after each change
}

// together is how long after an event the next comes at the earliest: what a sync writes in one go is told in
// few events, and however much is written, looking for it costs no more than this.
const together = 100 * time.Millisecond

// follow sends an event for each person whose records changed after what was told, as long as somebody listens.
func (f follower) follow(ctx context.Context) <-chan *model.RecordsChanged {
	events := make(chan *model.RecordsChanged)
	go func() {
		defer close(events)
		for ok := true; ok; ok = rest(ctx, together) && await(ctx, f.poked) {
			news, err := f.news(ctx)
			if err != nil {
				f.r.lost(ctx, err)
				return
			}
			for _, e := range news {
				if !send(ctx, events, e) {
					return
				}
			}
		}
	}()
	return events
}

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

// news returns the events about changes that were not told yet.
func (f follower) news(ctx context.Context) ([]*model.RecordsChanged, error) {
	people, err := f.people(ctx)
	if err != nil {
		return nil, err
	}
	reader := rows.New(f.r.DB.Ent)
	var news []*model.RecordsChanged
	for _, p := range people {
		if f.told[p.ID].Before(rows.EndOf(p)) {
			found, err := f.newsOf(ctx, reader, p)
			if err != nil {
				return nil, err
			}
			news = append(news, found...)
		}
	}
	return news, nil
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
