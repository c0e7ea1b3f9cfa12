package rows

import (
	"context"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"polarflow/ent/viewer"
)

// sharedRows is about how many rows a shared statement brings at most.
const sharedRows = 2000

// turns lets as many shared statements be under way at once as there are processors. More would not be answered sooner,
// and those who wait for their turn gather company.
type turns chan struct{}

// longestTurn is how long a statement waits for its turn at most: one that is held up in the database does not hold up
// the others.
const longestTurn = 20 * time.Millisecond

func newTurns() turns { return make(turns, max(2, runtime.GOMAXPROCS(0))) }

// take waits for a turn. It returns what ends it.
func (t turns) take() (end func()) {
	select {
	case t <- struct{}{}:
		return func() { <-t }
	default:
	}
	late := time.NewTimer(longestTurn)
	defer late.Stop()
	select {
	case t <- struct{}{}:
		return func() { <-t }
	case <-late.C:
		return func() {}
	}
}

// sharing has requests that ask the same of different rows share statements: those who come while one is under way, or
// waits for its turn, ask together. Nobody waits for company for its own sake, so that an idle server answers at once,
// and the busier it is the fewer statements a request takes. A statement begins after everybody has asked whom it
// answers, so that nobody gets what is older than what a statement of their own would bring.
//
// A shared statement sees everybody's rows. Tenancy is kept by the keys: what is asked for are keys whose person the
// viewer may see, and what is returned is what was found under these, which are rows of that person alone.
type sharing[A, K comparable, V any] struct {
	// owner returns the person a key is about.
	owner func(K) int
	// rows returns how many rows a key brings at most, about.
	rows  func(A) int
	turns turns

	mu     sync.Mutex
	next   map[A]*shared[K, V] // what the next statement is about, by the arguments
	active map[A]bool          // a statement is under way
}

// shared is one statement for several requests.
type shared[K comparable, V any] struct {
	keys    map[K]struct{}
	waiting int // requests
	ctx     context.Context
	end     context.CancelFunc
	done    chan struct{}
	found   map[K]V
	err     error
}

// newSharing returns a sharing of statements that bring as many rows for a key.
func newSharing[A, K comparable, V any](t turns, owner func(K) int, rows func(A) int) *sharing[A, K, V] {
	return &sharing[A, K, V]{owner: owner, rows: rows, turns: t, next: make(map[A]*shared[K, V]), active: make(map[A]bool)}
}

// fetcher reads the answers about many keys.
type fetcher[A, K comparable, V any] func(ctx context.Context, args A, keys []K) (map[K]V, error)

// fetch returns the answers about those of the keys whose person the viewer may see. What is too much to be shared is
// fetched by itself.
func (s *sharing[A, K, V]) fetch(ctx context.Context, args A, keys []K, fetch fetcher[A, K, V]) (map[K]V, error) {
	v, _ := viewer.FromContext(ctx)
	visible := make([]K, 0, len(keys))
	for _, k := range keys {
		if v.MaySee(s.owner(k)) {
			visible = append(visible, k)
		}
	}
	b := s.join(args, visible, fetch)
	if b == nil {
		return fetch(ctx, args, visible)
	}
	select {
	case <-b.done:
		return b.of(visible), b.err
	case <-ctx.Done():
		s.leave(args, b)
		return nil, ctx.Err()
	}
}

// of returns the answers about some of the keys.
func (b *shared[K, V]) of(keys []K) map[K]V {
	own := make(map[K]V, len(keys))
	for _, k := range keys {
		if v, ok := b.found[k]; ok {
			own[k] = v
		}
	}
	return own
}

// join has the next statement be about the keys too, and sees to it that there is one. It returns nil when that would
// be too much.
func (s *sharing[A, K, V]) join(args A, keys []K, fetch fetcher[A, K, V]) *shared[K, V] {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.next[args]
	if b == nil {
		b = &shared[K, V]{keys: make(map[K]struct{}, len(keys)), done: make(chan struct{})}
	}
	if (len(b.keys)+len(keys))*s.rows(args) > sharedRows {
		return nil
	}
	for _, k := range keys {
		b.keys[k] = struct{}{}
	}
	b.waiting++
	if b.ctx == nil {
		b.ctx, b.end = context.WithCancel(viewer.System(context.Background()))
		s.next[args] = b
	}
	if !s.active[args] {
		s.active[args] = true
		go s.run(args, fetch)
	}
	return b
}

// leave ends a statement for which nobody waits any more.
func (s *sharing[A, K, V]) leave(args A, b *shared[K, V]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b.waiting--
	if b.waiting > 0 {
		return
	}
	b.end()
	if s.next[args] == b {
		delete(s.next, args)
	}
}

// run runs statements with the same arguments, one after the other, until nobody waits for one.
func (s *sharing[A, K, V]) run(args A, fetch fetcher[A, K, V]) {
	for s.runNext(args, fetch) {
	}
}

// runNext runs the next statement when it is its turn, and reports false when nobody waits for one.
func (s *sharing[A, K, V]) runNext(args A, fetch fetcher[A, K, V]) bool {
	defer s.turns.take()()
	b := s.take(args)
	if b == nil {
		return false
	}
	b.found, b.err = fetch(b.ctx, args, slices.Collect(maps.Keys(b.keys)))
	b.end()
	close(b.done)
	return true
}

// take returns the next statement, which nobody joins from now on; nil when nobody waits for one.
func (s *sharing[A, K, V]) take(args A) *shared[K, V] {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.next[args]
	delete(s.next, args)
	if b == nil {
		delete(s.active, args)
	}
	return b
}
