package graph

import (
	"context"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// The bounds of what is kept about queries that were seen. Clients choose what is kept, so it is bounded in bytes
// of their texts; what is kept of a query besides its text grows with it.
const (
	keptQueries = 1000
	keptBytes   = 1 << 20
)

// queryCache keeps something about the queries that were asked last, by a key.
type queryCache[T any] struct {
	size func(key string, value T) int // in bytes

	mu    sync.Mutex
	kept  *simplelru.LRU[string, T]
	bytes int
}

func newQueryCache[T any](size func(key string, value T) int) *queryCache[T] {
	c := &queryCache[T]{size: size}
	// the only error is about a bound below 1
	c.kept, _ = simplelru.NewLRU(keptQueries, func(key string, value T) { c.bytes -= size(key, value) })
	return c
}

// Get returns what is kept under a key.
func (c *queryCache[T]) Get(_ context.Context, key string) (T, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept.Get(key)
}

// Add keeps a value, for which older ones go. One that would take the place of most others is not kept.
func (c *queryCache[T]) Add(_ context.Context, key string, value T) {
	size := c.size(key, value)
	if size > keptBytes/8 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept.Remove(key)
	for c.bytes+size > keptBytes {
		c.kept.RemoveOldest()
	}
	c.bytes += size
	c.kept.Add(key, value)
}
