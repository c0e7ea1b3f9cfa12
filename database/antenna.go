package database

import (
	"strings"
	"sync"
	"time"

	"github.com/lib/pq"
)

// How long the antenna waits before it connects again: the first time and at most.
const (
	reconnectAfter  = 50 * time.Millisecond
	reconnectAtMost = 2 * time.Second
)

// riverTopics are what River announces, each on the PostgreSQL channel «schema.topic».
var riverTopics = []string{riverInsert, "river_control", "river_leadership"}

// riverInsert is what River announces when a job is ready to be worked.
const riverInsert = "river_insert"

// antenna is the one connection over which a process hears what is announced on PostgreSQL. It is opened when
// somebody listens for the first time, and again whenever it is lost. It has to reach PostgreSQL directly or
// through a pooler that keeps sessions.
type antenna struct {
	hub     *hub
	address string // of the database
	schema  string // the one that River's tables are in

	mu       sync.Mutex
	listener *pq.Listener
	received chan struct{} // closed when nothing will be heard any more
	closed   bool
}

// raise opens the connection unless that has been done. It does not wait for it: everybody is poked when it
// is there.
func (a *antenna) raise() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed || a.listener != nil {
		return
	}
	a.listener, a.received = pq.NewListener(a.address, reconnectAfter, reconnectAtMost, nil), make(chan struct{})
	go a.subscribe(a.listener)
	go a.receive(a.listener)
}

// subscribe names the channels to hear. It returns when they are heard or the antenna is closed; a channel is
// named again by lib/pq at each new connection.
func (a *antenna) subscribe(l *pq.Listener) {
	channels := []string{channel}
	for _, topic := range riverTopics {
		channels = append(channels, a.schema+"."+topic)
	}
	for _, c := range channels {
		_ = l.Listen(c) // an error means that l is closed
	}
	a.hub.pokeAll()
}

// receive passes on what is heard until the antenna is closed. A notification that is nil says that the
// connection was lost and is there again.
func (a *antenna) receive(l *pq.Listener) {
	defer close(a.received)
	for n := range l.Notify {
		switch {
		case n == nil:
			a.hub.pokeAll()
		case n.Channel == channel:
			a.hub.deliver(notice{topic: n.Extra})
		default:
			a.hub.deliver(notice{topic: strings.TrimPrefix(n.Channel, a.schema+"."), payload: n.Extra})
		}
	}
}

// close ends the connection for good and waits until nothing is passed on any more.
func (a *antenna) close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closed = true
	if a.listener == nil {
		return
	}
	_ = a.listener.Close() // an error means that it is closed
	<-a.received
	a.listener = nil
}
