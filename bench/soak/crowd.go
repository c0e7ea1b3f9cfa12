package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"
	"golang.org/x/sync/errgroup"
)

// quiet is how long after the last event that had to come is listened for such that must not.
const quiet = 2 * time.Second

// crowd is everybody who listens: person after person, and from the first again.
type crowd struct {
	sockets  []*websocket.Conn
	places   []place
	end      context.CancelFunc
	arrivals chan arrival

	listeners sync.WaitGroup
	mu        sync.Mutex
	lost      []error // of the sockets that ended by themselves
}

// place is where a person's history ended before the sockets were opened.
type place struct{ id, cursor string }

// gather opens the sockets.
func gather(ctx context.Context, s settings, w *world, address string) (*crowd, error) {
	listening, end := context.WithCancel(ctx)
	c := &crowd{
		sockets: make([]*websocket.Conn, s.sockets), places: make([]place, len(w.people)), end: end,
		arrivals: make(chan arrival, 4*s.sockets),
	}
	err := several(ctx, len(w.people), func(ctx context.Context, i int) (err error) {
		c.places[i], err = endOf(ctx, address, w.people[i])
		return err
	})
	if err == nil {
		err = several(ctx, s.sockets, func(ctx context.Context, i int) (err error) {
			who := i % len(w.people)
			c.sockets[i], err = openSocket(ctx, address, w.people[who].secret, c.places[who].cursor)
			return err
		})
	}
	if err != nil {
		c.leave()
		return nil, err
	}
	for i := range c.sockets {
		c.listeners.Go(func() { c.listen(listening, i) })
	}
	return c, nil
}

// several does something n times, a few at a time, up to the first error.
func several(ctx context.Context, n int, do func(ctx context.Context, i int) error) error {
	some, ctx := errgroup.WithContext(ctx)
	some.SetLimit(atOnce)
	for i := range n {
		some.Go(func() error { return do(ctx, i) })
	}
	return some.Wait()
}

// endOf follows a person's changes to their end.
func endOf(ctx context.Context, address string, p person) (place, error) {
	const query = `query End($since: String) { viewer { id changes(since: $since, first: 1000) { cursor hasMore } } }`
	var variables map[string]string
	for {
		data, err := post(ctx, http.DefaultClient, address, p.secret, query, variables)
		if err != nil {
			return place{}, fmt.Errorf("follow changes: %w", err)
		}
		var answer struct {
			Viewer struct {
				ID      string
				Changes struct {
					Cursor  string
					HasMore bool
				}
			}
		}
		if err := json.Unmarshal(data, &answer); err != nil {
			return place{}, fmt.Errorf("follow changes: %w", err)
		}
		if v := answer.Viewer; !v.Changes.HasMore {
			return place{v.ID, v.Changes.Cursor}, nil
		}
		variables = map[string]string{"since": answer.Viewer.Changes.Cursor}
	}
}

// listen listens to one socket until the crowd leaves or the socket ends.
func (c *crowd) listen(ctx context.Context, i int) {
	err := listen(ctx, c.sockets[i], func(e event) {
		select {
		case c.arrivals <- arrival{i, time.Now(), e}:
		case <-ctx.Done():
		}
	})
	if ctx.Err() == nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.lost = append(c.lost, fmt.Errorf("socket %d: %w", i, err))
	}
}

// leave closes the sockets.
func (c *crowd) leave() {
	c.end()
	c.listeners.Wait()
	for _, s := range c.sockets {
		if s != nil {
			_ = s.CloseNow()
		}
	}
}

// count waits for the events about what was written at these moments, person by person, and counts them.
func (c *crowd) count(ctx context.Context, written []time.Time) told {
	got := c.await(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	t := tally(got, c.places, written, len(c.sockets))
	t.lost = c.lost
	return t
}

// await returns what has arrived when every socket has had an event and no more come, or patience is at its end.
func (c *crowd) await(ctx context.Context) (got []arrival) {
	heard := make(map[int]bool)
	wait := time.NewTimer(patience)
	defer wait.Stop()
	for {
		select {
		case a := <-c.arrivals:
			got = append(got, a)
			if first := !heard[a.socket]; first {
				heard[a.socket] = true
				if len(heard) == len(c.sockets) {
					wait.Reset(quiet)
				}
			}
		case <-wait.C:
			return got
		case <-ctx.Done():
			return got
		}
	}
}
