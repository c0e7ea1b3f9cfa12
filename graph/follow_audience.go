package graph

import (
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/graph/rows"
)

// audiences are those who follow something in this process, by its topic.
type audiences struct {
	db *database.DB

	mu sync.Mutex
	by map[string]*audience
}

func newAudiences(db *database.DB) *audiences {
	return &audiences{db: db, by: make(map[string]*audience)}
}

// audience is everybody who follows the same. One goroutine listens for all of them, and what they look for after an
// announcement is read once.
type audience struct {
	ctx     context.Context //nolint:containedctx // lasts as long as the audience, whoever of it leaves
	end     context.CancelFunc
	members map[*feed]struct{} // guarded by audiences.mu
	now     atomic.Pointer[round]
}

// join has a feed woken after each announcement of a topic, until ctx ends: not more often than together allows, so that
// what is written in one go is looked for once. What is looked for after this call is not missed.
func (a *audiences) join(ctx context.Context, topic string, together time.Duration, f *feed) *audience {
	a.mu.Lock()
	defer a.mu.Unlock()
	of := a.by[topic]
	if of == nil {
		of = &audience{members: make(map[*feed]struct{})}
		of.ctx, of.end = context.WithCancel(context.Background())
		a.by[topic] = of
		poked, stop := a.db.Listen(topic)
		context.AfterFunc(of.ctx, stop)
		go a.call(of, poked, together)
	}
	of.members[f] = struct{}{}
	of.now.Store(nil) // what is kept may be older
	context.AfterFunc(ctx, func() { a.leave(topic, of, f) })
	return of
}

// leave ends what join began, and the audience with its last member.
func (a *audiences) leave(topic string, of *audience, f *feed) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(of.members, f)
	if len(of.members) == 0 {
		of.end()
		delete(a.by, topic)
	}
}

// call wakes an audience whenever it is time to look, as long as it lasts.
func (a *audiences) call(of *audience, poked <-chan struct{}, together time.Duration) {
	for await(of.ctx, poked) {
		of.now.Store(nil)
		for _, f := range a.membersOf(of) {
			f.wake()
		}
		if !rest(of.ctx, together) {
			return
		}
	}
}

func (a *audiences) membersOf(of *audience) []*feed {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Collect(maps.Keys(of.members))
}

// round is what an audience reads after one announcement, each part once: for whoever asks first, and for all others.
type round struct {
	reader *rows.Reader
	people func() ([]*ent.User, error)
}

// round returns the one that goes on, and has one begin where none does.
func (of *audience) round(begin func() *round) *round {
	for {
		if r := of.now.Load(); r != nil {
			return r
		}
		if fresh := begin(); of.now.CompareAndSwap(nil, fresh) {
			return fresh
		}
	}
}
