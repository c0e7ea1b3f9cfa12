package graph

import (
	"context"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
	"polarflow/graph/rows"
)

// syncProgress follows one sync.
func (r *Resolver) syncProgress(ctx context.Context, id string) (<-chan *ent.SyncRun, error) {
	number := numberOf("SyncRun", id)
	poked := r.listen(ctx, database.TopicRun(number))
	run, step, err := r.look(ctx, number)
	if ent.IsNotFound(err) {
		return nil, notFound("sync")
	}
	if err != nil {
		return nil, err
	}
	return r.followRun(ctx, poked, run, step), nil
}

// recordsChanged follows the records of one person, or of everybody for a service credential that names
// nobody.
func (r *Resolver) recordsChanged(ctx context.Context, v viewer.Viewer, id *string, kinds []string, since *string) (<-chan *model.RecordsChanged, error) {
	f := follower{r: r, kinds: kinds, told: make(map[int]rows.Position)}
	var person *ent.User
	if !v.All || id != nil {
		var err error
		person, _, err = r.subject(rows.NewContext(ctx, r.DB.Ent), viewer.Read, id)
		if err != nil {
			return nil, err
		}
		if person == nil {
			return nil, notFound("person")
		}
		f.person = person.ID
	}
	f.poked = r.listen(ctx, topicOf(f.person))
	if err := f.begin(ctx, person, since); err != nil {
		return nil, err
	}
	return f.follow(ctx), nil
}

// begin notes from where on changes are told: behind the cursor, and from now on without one.
func (f follower) begin(ctx context.Context, person *ent.User, since *string) error {
	if since == nil {
		return f.start(ctx)
	}
	if person == nil {
		return model.BadInput("since is a cursor of one person: give userId")
	}
	from, ok := rows.ParsePosition(*since)
	if !ok || !from.Follows(person) {
		return model.BadInput("%.60q is not a cursor of this person's changes as they are kept now: ask changes where to begin", *since)
	}
	f.told[person.ID] = from
	return nil
}

// topicOf returns the topic of changes to one person's records, or to anybody's.
func topicOf(person int) string {
	if person == 0 {
		return database.TopicPeople
	}
	return database.TopicPerson(person)
}
