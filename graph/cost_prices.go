package graph

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// keptPrices is how many prices are remembered, at about 150 bytes each.
const keptPrices = 10_000

// prices are what was asked last and what it costs, whatever is stored: people ask the same again and again.
type prices struct {
	mu   sync.Mutex
	kept *simplelru.LRU[question, int]
}

func newPrices() *prices {
	// the only error is about a bound below 1
	kept, _ := simplelru.NewLRU[question, int](keptPrices, nil)
	return &prices{kept: kept}
}

// of returns what the question of a bill costs, and false for one that is not remembered.
func (p *prices) of(b *bill) (int, bool) {
	if !b.isTold {
		return 0, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kept.Get(b.question)
}

// add remembers a price.
func (p *prices) add(b *bill, cost int) {
	if !b.isTold {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept.Add(b.question, cost)
}
