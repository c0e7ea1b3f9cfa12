package graph

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"polarflow/graph/model"
)

// ongoing is an operation that runs on a socket. Of a subscription for which nothing happens nothing runs.
type ongoing struct {
	*execution
	id  string
	ctx context.Context //nolint:containedctx // of the operation, which the client can end

	mu             sync.Mutex
	running, woken bool // somebody takes its responses, and is to look for more
}

// subscribe begins an operation of any kind. Each is taken out of the budget of the socket's credential, like a
// request; beyond it the operation is refused and the socket stays open.
func (s *socket) subscribe(ctx context.Context, m message) error {
	if !s.initialised {
		return closing{closeUnauthenticated, "connection_init has to come first"}
	}
	params, ok := m.params()
	if !ok || m.ID == "" {
		return closing{closeBadRequest, "subscribe needs an id and a query"}
	}
	ctx, end := context.WithCancel(graphql.StartOperationTrace(ctx))
	if refused, ok := s.remember(m.ID, end); !ok {
		end()
		return refused
	}
	o := &ongoing{execution: &execution{exec: s.exec, op: &graphql.OperationContext{}}, id: m.ID, ctx: ctx}
	if left := s.limits.Spend(ctx); left.OK {
		o.execution = prepare(ctx, s.exec, params)
	} else {
		o.refuse(rateLimited(left.RetryAfter))
	}
	o.feed.wake = func() { s.wake(o) }
	s.wake(o)
	return nil
}

// wake has the responses of an operation taken, now and by one at a time.
func (s *socket) wake(o *ongoing) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.woken = true
	if !o.running {
		o.running = true
		go s.run(o)
	}
}

// isWoken reports whether there may be more since the last time. When there is not, the operation sleeps.
func (o *ongoing) isWoken() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.running, o.woken = o.woken, false
	return o.running
}

// remember notes how to end an operation, or returns how to close on a client that has too many.
func (s *socket) remember(id string, end context.CancelFunc) (closing, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch _, taken := s.running[id]; {
	case taken:
		return closing{closeDuplicate, "this id runs an operation already"}, false
	case len(s.running) >= mostOperations:
		return closing{closeTooMany, "too many operations at a time"}, false
	}
	s.running[id] = end
	return closing{}, true
}

// forget ends an operation, whose id is free again. One that has ended is no mistake.
func (s *socket) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if end, ok := s.running[id]; ok {
		end()
		delete(s.running, id)
	}
}

// run sends the responses of an operation for as long as it is woken, and at its end that it is complete.
func (s *socket) run(o *ongoing) {
	defer s.recovered(o.ctx)
	for o.isWoken() {
		last, err := s.answer(o)
		if err == nil && last != nil && s.finish(o) {
			err = s.send(*last)
		}
		if err != nil {
			s.end(err)
		}
		if err != nil || last != nil || o.ctx.Err() != nil {
			return
		}
	}
}

// answer sends the responses that there are now, and returns the message after the last response of all: one with an error
// for an operation that could not be run or gone on with. After the end of the operation's context nothing is sent: the
// client ended the operation and may have given its id to another, or the socket ends, and the client is to come back.
func (s *socket) answer(o *ongoing) (last *message, err error) {
	for response := range o.responses(o.ctx) {
		if o.ctx.Err() != nil {
			return nil, nil
		}
		if response.Data == nil {
			payload, _ := json.Marshal(response.Errors) // text and plain values
			return &message{ID: o.id, Type: typeError, Payload: payload}, nil
		}
		payload, err := encoded(response)
		if err == nil {
			err = s.send(message{ID: o.id, Type: typeNext, Payload: payload})
		}
		if err != nil {
			return nil, err
		}
	}
	if o.over {
		return &message{ID: o.id, Type: typeComplete}, nil
	}
	return nil, nil
}

// finish forgets an operation that has come to its end, and reports false for one that was ended before.
func (s *socket) finish(o *ongoing) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o.ctx.Err() != nil {
		return false // its id may be another's by now
	}
	s.running[o.id]()
	delete(s.running, o.id)
	return true
}

// rateLimited is the error of a credential that has used up its minute.
func rateLimited(retryAfter time.Duration) *model.Error {
	return &model.Error{
		Code: model.RateLimited, Message: "too many requests with this credential: try again later",
		RetryAfterSeconds: int(retryAfter.Seconds()),
	}
}
