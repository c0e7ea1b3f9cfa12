package auth

import (
	"context"
	"slices"
	"sync"
)

// The passwords that are worked on, and wait, at once: altogether, and of one network. What is in line has passed the
// lock already, so that the second also bounds how many guesses more than the lock allows can be made at once.
const (
	passwordsAtOnce    = 2
	passwordsWaiting   = 64
	passwordsOfNetwork = 16
)

// line is where passwords wait to be worked on. Networks take turns, however many from each are waiting; and when there
// is no place left, the network with the most gives one up. So one network cannot shut the door for the others. The
// zero line is ready for use, also by several goroutines.
type line struct {
	mu      sync.Mutex
	working int
	waiting []*waiter // in the order in which they came
	served  map[string]int
}

// waiter is one that waits.
type waiter struct {
	network string
	turn    chan error // receives nil, or ErrBusy from whoever took the place
}

// enter waits for a place among those that are worked on; leave gives it back. It returns ErrBusy when there is no
// place to wait, or somebody else was given it.
func (l *line) enter(ctx context.Context) (leave func(), err error) {
	w, err := l.join(wideNetwork(ctx))
	if err != nil {
		return nil, err
	}
	select {
	case err = <-w.turn:
	case <-ctx.Done():
		err = l.withdraw(ctx, w)
	}
	if err != nil {
		return nil, err
	}
	return l.leave, nil
}

// join takes a place in the line, or goes to work at once.
func (l *line) join(network string) (*waiter, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := &waiter{network: network, turn: make(chan error, 1)}
	count := l.perNetwork()
	if count[network] >= passwordsOfNetwork || len(l.waiting) >= passwordsWaiting && !l.makeRoom(count, network) {
		return nil, ErrBusy
	}
	l.waiting = append(l.waiting, w)
	l.next()
	return w, nil
}

// perNetwork counts those that wait. The caller holds the lock.
func (l *line) perNetwork() map[string]int {
	count := map[string]int{}
	for _, w := range l.waiting {
		count[w.network]++
	}
	return count
}

// makeRoom sends away the last one of the network with the most, unless the newcomer's has as many. The caller holds
// the lock.
func (l *line) makeRoom(count map[string]int, newcomer string) bool {
	last := 0
	for i, w := range l.waiting {
		if count[w.network] >= count[l.waiting[last].network] {
			last = i
		}
	}
	if count[l.waiting[last].network] <= count[newcomer]+1 {
		return false
	}
	l.waiting[last].turn <- ErrBusy
	l.waiting = slices.Delete(l.waiting, last, last+1)
	return true
}

// next gives free places to those whose network was served least while there was a line. The caller holds the lock.
func (l *line) next() {
	for l.working < passwordsAtOnce && len(l.waiting) > 0 {
		first := 0
		for i, w := range l.waiting {
			if l.served[w.network] < l.served[l.waiting[first].network] {
				first = i
			}
		}
		w := l.waiting[first]
		l.waiting = slices.Delete(l.waiting, first, first+1)
		if l.served == nil {
			l.served = map[string]int{}
		}
		l.served[w.network]++
		l.working++
		w.turn <- nil
	}
	if len(l.waiting) == 0 {
		clear(l.served)
	}
}

// leave gives the place back.
func (l *line) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.working--
	l.next()
}

// withdraw takes one that waits no longer out of the line, and gives back a place that it was given just now.
func (l *line) withdraw(ctx context.Context, w *waiter) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.Index(l.waiting, w)
	if i >= 0 {
		l.waiting = slices.Delete(l.waiting, i, i+1)
	} else if err := <-w.turn; err == nil {
		l.working--
		l.next()
	}
	return ctx.Err()
}
