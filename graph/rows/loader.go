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

// window is how long a loader waits for other siblings that ask for the same.
const window = time.Millisecond

// keysAtOnce bounds the parameters of one statement: SQLite takes 32,766.
const keysAtOnce = 10_000

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

// loader answers one question (a relation, with its arguments A) about rows with the key K. A dataloader
// whose key is the whole group of siblings sees to it that each group is asked once in a request; asks that
// come within its window share a statement.
type loader[A, K comparable, V any] struct {
	once  sync.Once
	inner *dataloader.Loader[ask[A], map[K]V]

	mu     sync.Mutex
	groups map[ask[A]]*group[K, V]

	key   func(place) K
	fetch func(ctx context.Context, args A, keys []K) (map[K]V, error)
}

// load returns what the row from o has; the zero V when it has nothing. Reading needs the scope READ.
func (l *loader[A, K, V]) load(ctx context.Context, o origin, args A) (V, error) {
	var none V
	if v, _ := viewer.FromContext(ctx); !v.Has(viewer.Read) {
		return none, &model.Error{Code: model.Forbidden, Message: "this credential lacks the scope READ"}
	}
	l.once.Do(func() {
		l.inner = dataloader.NewBatchedLoader(l.batch, dataloader.WithWait[ask[A], map[K]V](window))
	})
	found, err := l.loadAll(ctx, ask[A]{o.siblings, args})
	if err != nil {
		return none, err
	}
	return found[l.key(o.place)], nil
}

// loadAll returns what all siblings have. The first of them asks, and the others wait for it.
func (l *loader[A, K, V]) loadAll(ctx context.Context, a ask[A]) (map[K]V, error) {
	l.mu.Lock()
	g, asked := l.groups[a]
	if !asked {
		if l.groups == nil {
			l.groups = make(map[ask[A]]*group[K, V])
		}
		g = &group[K, V]{done: make(chan struct{})}
		l.groups[a] = g
	}
	l.mu.Unlock()
	if !asked {
		defer close(g.done)
		g.found, g.err = l.inner.Load(ctx, a)()
		return g.found, g.err
	}
	select {
	case <-g.done:
		return g.found, g.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// batch answers the asks, those with the same arguments together.
func (l *loader[A, K, V]) batch(ctx context.Context, asks []ask[A]) []*dataloader.Result[map[K]V] {
	groups := make(map[A][]int)
	for i, a := range asks {
		groups[a.args] = append(groups[a.args], i)
	}
	results := make([]*dataloader.Result[map[K]V], len(asks))
	var all sync.WaitGroup
	for args, members := range groups {
		all.Go(func() {
			found, err := l.fetchAll(ctx, args, l.keys(asks, members))
			for _, i := range members {
				results[i] = &dataloader.Result[map[K]V]{Data: found, Error: err}
			}
		})
	}
	all.Wait()
	return results
}

// keys returns the keys of all siblings of the chosen asks, each once.
func (l *loader[A, K, V]) keys(asks []ask[A], members []int) []K {
	seen := make(map[K]struct{})
	var keys []K
	for _, i := range members {
		for _, p := range asks[i].of.places {
			k := l.key(p)
			if _, ok := seen[k]; !ok {
				seen[k] = struct{}{}
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// fetchAll fetches in portions that the database takes. A panic becomes an error here, since it would not
// reach the handler from this goroutine.
func (l *loader[A, K, V]) fetchAll(ctx context.Context, args A, keys []K) (found map[K]V, err error) {
	defer func() {
		if p := recover(); p != nil {
			found, err = nil, errors.Join(errPanic, asError(p))
		}
	}()
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
