package rows

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/graph-gophers/dataloader/v7"

	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// window is how long a request's own statement waits for other siblings that ask for the same.
const window = time.Millisecond

// keysAtOnce bounds the parameters of one statement: SQLite takes 32,766.
const keysAtOnce = 10_000

// loader answers one question (a relation, with its arguments A) about rows with the key K, for all requests.
type loader[A, K comparable, V any] struct {
	// key is what the answer about a row is looked up by.
	key func(place) K
	// fetch reads the answers about many keys in one statement.
	fetch func(ctx context.Context, args A, keys []K) (map[K]V, error)
	// adopt, unless nil, notes for a request where the rows of the answers came from.
	adopt func(r *Reader, found map[K]V)
	// shared has requests share statements; nil gives each request its own, which its siblings share.
	shared *sharing[A, K, V]
}

// ask is a question to all of some siblings.
type ask[A comparable] struct {
	of   *siblings
	args A
}

// group is what was found for all siblings at once, when done is closed.
type group[K comparable, V any] struct {
	done  chan struct{}
	found map[K]V
	err   error
}

// groups are what a request has asked of one loader.
type groups[A, K comparable, V any] map[ask[A]]*group[K, V]

// load returns what the row from o has; the zero V when it has nothing. Each group of siblings is asked once in a
// request. Reading needs the scope READ.
func (l *loader[A, K, V]) load(ctx context.Context, r *Reader, o origin, args A) (V, error) {
	var none V
	if v, _ := viewer.FromContext(ctx); !v.Has(viewer.Read) {
		return none, &model.Error{Code: model.Forbidden, Message: "this credential lacks the scope READ"}
	}
	found, err := l.loadAll(ctx, r, ask[A]{o.siblings, args})
	if err != nil {
		return none, err
	}
	return found[l.key(o.place)], nil
}

// loadAll returns what all siblings have. The first of them asks, and the others wait for it.
func (l *loader[A, K, V]) loadAll(ctx context.Context, r *Reader, a ask[A]) (map[K]V, error) {
	g, isFirst := l.groupOf(r, a)
	if isFirst {
		defer close(g.done)
		g.found, g.err = l.find(ctx, r, a)
		return g.found, g.err
	}
	select {
	case <-g.done:
		return g.found, g.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// groupOf returns what is asked of some siblings in a request, and whether that is the first time.
func (l *loader[A, K, V]) groupOf(r *Reader, a ask[A]) (g *group[K, V], isFirst bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	asked, ok := r.groups[l].(groups[A, K, V])
	if !ok {
		asked = make(groups[A, K, V])
		r.groups[l] = asked
	}
	g, ok = asked[a]
	if !ok {
		g = &group[K, V]{done: make(chan struct{})}
		asked[a] = g
	}
	return g, !ok
}

// keys returns the keys of all siblings, each once.
func (l *loader[A, K, V]) keys(of *siblings) []K {
	seen := make(map[K]struct{}, len(of.places))
	keys := make([]K, 0, len(of.places))
	for _, p := range of.places {
		k := l.key(p)
		if _, ok := seen[k]; !ok {
			seen[k] = struct{}{}
			keys = append(keys, k)
		}
	}
	return keys
}

// find returns the answers about the rows of some siblings for a request.
func (l *loader[A, K, V]) find(ctx context.Context, r *Reader, a ask[A]) (map[K]V, error) {
	if l.shared == nil {
		return l.within(r).Load(ctx, a)()
	}
	found, err := l.shared.fetch(ctx, a.args, l.keys(a.of), l.fetchAll)
	return l.adopted(r, found, err)
}

// adopted returns what was found, after having noted for the request where its rows came from.
func (l *loader[A, K, V]) adopted(r *Reader, found map[K]V, err error) (map[K]V, error) {
	if err == nil && l.adopt != nil {
		l.adopt(r, found)
	}
	return found, err
}

// within returns what has the siblings of one request who ask for the same share a statement.
func (l *loader[A, K, V]) within(r *Reader) *dataloader.Loader[ask[A], map[K]V] {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known, ok := r.batches[l].(*dataloader.Loader[ask[A], map[K]V]); ok {
		return known
	}
	batch := func(ctx context.Context, asks []ask[A]) []*dataloader.Result[map[K]V] { return l.batch(ctx, r, asks) }
	made := dataloader.NewBatchedLoader(batch, dataloader.WithWait[ask[A], map[K]V](window))
	r.batches[l] = made
	return made
}

// batch answers the asks, those with the same arguments together.
func (l *loader[A, K, V]) batch(ctx context.Context, r *Reader, asks []ask[A]) []*dataloader.Result[map[K]V] {
	alike := make(map[A][]int)
	for i, a := range asks {
		alike[a.args] = append(alike[a.args], i)
	}
	results := make([]*dataloader.Result[map[K]V], len(asks))
	var all sync.WaitGroup
	for args, members := range alike {
		all.Go(func() {
			var places []place
			for _, i := range members {
				places = append(places, asks[i].of.places...)
			}
			found, err := l.fetchAll(ctx, args, l.keys(&siblings{places: places}))
			found, err = l.adopted(r, found, err)
			for _, i := range members {
				results[i] = &dataloader.Result[map[K]V]{Data: found, Error: err}
			}
		})
	}
	all.Wait()
	return results
}

// fetchAll fetches in portions that the database takes. A panic becomes an error here, since it would not
// reach the handler from every goroutine in which this runs.
func (l *loader[A, K, V]) fetchAll(ctx context.Context, args A, keys []K) (found map[K]V, err error) {
	defer func() {
		if p := recover(); p != nil {
			found, err = nil, errors.Join(errPanic, asError(p))
		}
	}()
	if len(keys) <= keysAtOnce {
		return l.fetch(ctx, args, keys)
	}
	found = make(map[K]V, len(keys))
	for portion := range slices.Chunk(keys, keysAtOnce) {
		part, err := l.fetch(ctx, args, portion)
		if err != nil {
			return nil, err
		}
		for k, v := range part {
			found[k] = v
		}
	}
	return found, nil
}

// adopting returns what notes the rows of answers, of which in returns those in one answer.
func adopting[K comparable, V, T any](placeOf func(*T) place, in func(V) []*T) func(*Reader, map[K]V) {
	return func(r *Reader, found map[K]V) {
		var all []*T
		for _, answer := range found {
			all = append(all, in(answer)...)
		}
		adopt(r, placeOf, all)
	}
}

// alone and all return the rows in an answer that is one row, and in one that is a list.
func alone[T any](row *T) []*T  { return []*T{row} }
func all[T any](rows []*T) []*T { return rows }
