package graph

import (
	"context"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
	"polarflow/graph/rows"
)

// feed is how a transport comes by the events of a subscription: it asks for them when it is woken. While nothing
// happens a subscription takes no goroutine, and a client that takes its events slowly is asked for no more.
type feed struct {
	// wake is called whenever there may be something new. It waits for nothing.
	wake func()
	// tell puts each new event where gqlgen looks for it, and calls take, which has it answered and reports whether it
	// may go on. It returns whether there may be more later.
	tell func(ctx context.Context, take func() bool) (more bool, err error)
}

type feedKey struct{}

// fed has the transport of ctx answer what look finds: at once, and whenever its feed is woken, until look says that
// there is no more.
func fed[T any](ctx context.Context, look func(ctx context.Context) (found []T, more bool, err error)) <-chan T {
	events := make(chan T, 1)
	feedOf(ctx).tell = func(ctx context.Context, take func() bool) (bool, error) {
		found, more, err := looked(ctx, look)
		for _, e := range found {
			events <- e // which take takes out
			if !take() {
				return false, nil
			}
		}
		return more, err
	}
	return events
}

// looked returns what look finds; a panic is an error.
func looked[T any](ctx context.Context, look func(context.Context) ([]T, bool, error)) (found []T, more bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = recovered(ctx, p)
		}
	}()
	return look(ctx)
}

// feedOf returns the feed of the subscription that begins in ctx.
func feedOf(ctx context.Context) *feed {
	f, _ := ctx.Value(feedKey{}).(*feed)
	return f
}

// syncProgress follows one sync.
func (r *Resolver) syncProgress(ctx context.Context, id string) (<-chan *ent.SyncRun, error) {
	number := numberOf("SyncRun", id)
	r.following.join(ctx, database.TopicRun(number), 0, feedOf(ctx))
	run, step, err := r.look(ctx, number)
	if ent.IsNotFound(err) {
		return nil, notFound("sync")
	}
	if err != nil {
		return nil, err
	}
	return fed(ctx, (&runFollower{r: r, run: run, step: step}).steps), nil
}

// recordsChanged follows the records of one person, or of everybody for a service credential that names
// nobody.
func (r *Resolver) recordsChanged(ctx context.Context, v viewer.Viewer, id *string, kinds []string, since *string) (<-chan *model.RecordsChanged, error) {
	f := follower{r: r, kinds: kinds, told: make(map[int]rows.Position)}
	var person *ent.User
	if !v.All || id != nil {
		var err error
		person, _, err = r.subject(r.tables.NewContext(ctx, new(rows.Wishes)), viewer.Read, id)
		if err != nil {
			return nil, err
		}
		if person == nil {
			return nil, notFound("person")
		}
		f.person = person.ID
	}
	f.among = r.following.join(ctx, topicOf(f.person), together, feedOf(ctx))
	if err := f.begin(ctx, person, since); err != nil {
		return nil, err
	}
	return fed(ctx, f.news), nil
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
