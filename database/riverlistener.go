package database

import (
	"context"
	"sync"

	"github.com/riverqueue/river/riverdriver"
)

// riverBacklog is how many notifications wait for River at most; it drops what exceeds that number itself.
// What is dropped is found at its next look.
const riverBacklog = 1000

// riverListener gives River what the hub hears. The hub keeps the connection, so that there is one for each
// process, and River never sees it lost: a job that was inserted meanwhile is found at its next look.
type riverListener struct {
	db     *DB
	schema string
	heard  chan *riverdriver.Notification

	mu     sync.Mutex
	topics map[string]bool
}

func newRiverListener(db *DB, params *riverdriver.GetListenenerParams) *riverListener {
	return &riverListener{
		db: db, schema: params.Schema, topics: make(map[string]bool),
		heard: make(chan *riverdriver.Notification, riverBacklog),
	}
}

// hear takes one announcement. It does not wait.
func (l *riverListener) hear(n notice) {
	l.mu.Lock()
	wanted := l.topics[n.topic]
	l.mu.Unlock()
	if !wanted {
		return
	}
	select {
	case l.heard <- &riverdriver.Notification{Topic: n.topic, Payload: n.payload}:
	default:
	}
}

// Connect begins the delivery.
func (l *riverListener) Connect(context.Context) error {
	l.db.hub.attach(l)
	l.db.tuneIn()
	return nil
}

// Close ends the delivery.
func (l *riverListener) Close(context.Context) error {
	l.db.hub.detach(l)
	return nil
}

// Listen has notifications of a topic delivered.
func (l *riverListener) Listen(_ context.Context, topic string) error {
	l.want(topic, true)
	return nil
}

// Unlisten has notifications of a topic no longer delivered.
func (l *riverListener) Unlisten(_ context.Context, topic string) error {
	l.want(topic, false)
	return nil
}

func (l *riverListener) want(topic string, wanted bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.topics[topic] = wanted
}

// WaitForNotification returns the next notification, or the context's error.
func (l *riverListener) WaitForNotification(ctx context.Context) (*riverdriver.Notification, error) {
	select {
	case n := <-l.heard:
		return n, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Ping is nil: the hub looks after the connection.
func (*riverListener) Ping(context.Context) error { return nil }

// Schema returns the schema that River was told to use, which is none.
func (l *riverListener) Schema() string { return l.schema }

// SetAfterConnectExec does nothing: it is for River's own tests.
func (*riverListener) SetAfterConnectExec(string) {}
