package jobs

import (
	"context"
	"errors"
	"regexp"
	"sync"
	"sync/atomic"
	"time"

	"polarflow/polar"
)

// Why a notification is not taken.
var (
	// ErrForged is returned for a notification that is not signed with the secret of this client's webhook.
	ErrForged = errors.New("the notification is not signed by Polar")
	// ErrOverloaded is returned when more notifications wait to be written down than are kept.
	ErrOverloaded = errors.New("too many notifications at once")
)

const (
	// mostWaiting is how many notifications wait to be written down; a minute of Polar's at 100,000 people.
	mostWaiting = 10_000
	// patience is how long a notification is waited for before it is taken without having been written down:
	// the sender is to be answered within milliseconds, whatever the database is doing. While all workers write, one
	// commit in a hundred takes 100 to 190 ms on either database, however many notifications share it.
	patience = 2 * time.Millisecond
)

// inbox takes Polar's notifications and writes them down, several at a time. What it has taken and not written
// down is lost when the process is killed; the next routine sync finds what it was about.
type inbox struct {
	secret  *secret
	letters chan *letter

	slow atomic.Bool // waiting for the database is in vain just now

	mu   sync.RWMutex
	open bool
}

// letter is one notification. stored is closed when it is in the database.
type letter struct {
	event  notification
	stored chan struct{}
}

// notification is what Polar has news of: an event of one of its users about a date, two dates with a slash
// between them, an exercise's id, or nothing closer.
type notification struct{ polarUser, event, subject string }

func newInbox(s *secret) *inbox { return &inbox{secret: s, letters: make(chan *letter, mostWaiting)} }

// Notify takes a notification of Polar's, the raw body with its signature, and sees to it that what it tells of
// is fetched. It returns within milliseconds. A PING, and what is genuine and says nothing that is known here, is
// taken and leads to nothing; what is not genuine is ErrForged, and while too many wait it is ErrOverloaded.
func (c *Client) Notify(ctx context.Context, body []byte, signature string) error {
	event, unreadable := polar.ParseWebhookEvent(body)
	if unreadable == nil && event.Event == polar.EventPing {
		return nil // comes before the secret is known, and asks for nothing
	}
	if !c.inbox.secret.signed(ctx, body, signature) {
		return ErrForged
	}
	if unreadable != nil {
		c.cfg.Log.WarnContext(ctx, "a notification of Polar's cannot be read", "error", unreadable)
		return nil
	}
	n, ok := notificationOf(event)
	if !ok {
		c.cfg.Log.InfoContext(ctx, "a notification of Polar's is not known here", "event", clip(event.Event))
		return nil
	}
	return c.inbox.take(ctx, n)
}

// take puts a notification among those to be written down, and waits a moment for that to have happened, unless
// that was in vain for the one before.
func (i *inbox) take(ctx context.Context, n notification) error {
	l := &letter{event: n, stored: make(chan struct{})}
	if !i.post(l) {
		return ErrOverloaded
	}
	if i.slow.Load() {
		return nil
	}
	enough := time.NewTimer(patience)
	defer enough.Stop()
	select {
	case <-l.stored:
	case <-enough.C:
		i.slow.Store(true)
	case <-ctx.Done():
	}
	return nil
}

// post reports whether there was room for the letter in an open inbox.
func (i *inbox) post(l *letter) bool {
	i.mu.RLock()
	defer i.mu.RUnlock()
	if !i.open {
		return false
	}
	select {
	case i.letters <- l:
		return true
	default:
		return false
	}
}

// setOpen opens the inbox, or closes it for good: after that nothing new is among the letters.
func (i *inbox) setOpen(open bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.open = open
}

// notificationOf returns what an event tells, and false for one that names no user or is not known here.
func notificationOf(e polar.WebhookEvent) (notification, bool) {
	_, known := asksOf[e.Event]
	if !known || !e.UserID.Valid {
		return notification{}, false
	}
	return notification{polarUser: formatID(e.UserID.V), event: e.Event, subject: subjectOf(e)}, true
}

// exerciseID is what the id of an exercise looks like. It becomes part of an address and of an index.
var exerciseID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// subjectOf returns what an event is about.
func subjectOf(e polar.WebhookEvent) string {
	switch {
	case exerciseID.MatchString(e.EntityID):
		return e.EntityID
	case !e.From.IsZero() && !e.To.IsZero():
		return e.From.String() + "/" + e.To.String()
	case !e.Date.IsZero():
		return e.Date.String()
	}
	return ""
}

// clip makes a foreign word fit for a log line.
func clip(word string) string {
	if !exerciseID.MatchString(word) {
		return "unprintable"
	}
	return word
}
