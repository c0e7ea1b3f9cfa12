package graph

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// The messages of a stream of events. A comment keeps the connection alive; the empty data of the last event is
// for browsers, which hide events without any.
const (
	eventNext     = "event: next\ndata: %s\n\n"
	eventComplete = "event: complete\ndata: \n\n"
	eventNothing  = ":\n\n"
)

// streamed reports whether an operation is answered with events: a subscription whose sender takes them, or
// whatever came from one who takes nothing else.
func (a accepted) streamed(kind ast.Operation) bool {
	return a.events && (a.mediaType == "" || kind == ast.Subscription)
}

// stream answers with server-sent events until the operation, the client, the credential or the server ends, in
// the mode «distinct connections» of https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md. Only an
// operation that has come to its end is said to be complete, since clients come back for the others.
func (t overHTTP) stream(w http.ResponseWriter, r *http.Request, e *execution) {
	ctx, end := context.WithCancelCause(r.Context())
	defer end(nil)
	t.door.watch(ctx, shownIn(ctx).secret, end)
	out := events{w, http.NewResponseController(w)}
	out.open()
	woken := make(chan struct{}, 1)
	e.feed.wake = func() {
		select {
		case woken <- struct{}{}:
		default: // it will look anyway
		}
	}
	alive := time.NewTicker(t.patience.Ping)
	defer alive.Stop()
	for e.feed.wake(); !e.over; {
		select {
		case <-ctx.Done():
			return
		case <-alive.C:
			out.write(eventNothing)
		case <-woken:
			for response := range e.responses(ctx) {
				if ctx.Err() != nil {
					return // what has been cut off is no answer
				}
				out.next(response)
			}
		}
	}
	out.complete(ctx)
}

// events is the answer to a request that takes events. What cannot be written any more ends the request's
// context, so that nobody has to look.
type events struct {
	http.ResponseWriter
	control *http.ResponseController
}

// open sends the header and a first comment, so that the client knows that it is heard. Proxies are told not to
// wait for more.
func (w events) open() {
	h := w.Header()
	h.Set("Content-Type", contentEvents)
	h.Set("Cache-Control", "no-cache, no-store")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	w.write(eventNothing)
}

func (w events) write(event string) {
	_, _ = w.Write([]byte(event))
	_ = w.control.Flush()
}

func (w events) next(response *graphql.Response) {
	text, err := encoded(response)
	if err != nil {
		panic(err) // a bug, which the server logs
	}
	w.write(fmt.Sprintf(eventNext, text))
}

// complete says that the operation has ended, unless it was cut off.
func (w events) complete(ctx context.Context) {
	if ctx.Err() == nil {
		w.write(eventComplete)
	}
}
