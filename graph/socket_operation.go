package graph

import (
	"context"
	"encoding/json"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"polarflow/graph/model"
)

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
	e := &execution{exec: s.exec, op: &graphql.OperationContext{}}
	if left := s.limits.Spend(ctx); left.OK {
		e = prepare(ctx, s.exec, params)
	} else {
		e.refuse(rateLimited(left.RetryAfter))
	}
	go s.run(ctx, m.ID, e)
	return nil
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

// run sends the responses of an operation and then that it is complete. An operation that could not be run has an
// error in place of both. After the end of ctx nothing is sent: the client ended the operation and may have given
// its id to another, or the socket ends, and the client is to come back.
func (s *socket) run(ctx context.Context, id string, e *execution) {
	last := message{ID: id, Type: typeComplete}
	for response := range e.responses(ctx) {
		if ctx.Err() != nil {
			return
		}
		if response.Data == nil {
			last = message{ID: id, Type: typeError}
			last.Payload, _ = json.Marshal(response.Errors) // text and plain values
			break
		}
		payload, err := encoded(response)
		if err == nil {
			err = s.send(ctx, message{ID: id, Type: typeNext, Payload: payload})
		}
		if err != nil {
			s.end(err)
			return
		}
	}
	if !s.finish(ctx, id) {
		return
	}
	if err := s.send(ctx, last); err != nil {
		s.end(err)
	}
}

// finish forgets an operation that has come to its end, and reports false for one that was ended before.
func (s *socket) finish(ctx context.Context, id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil {
		return false // its id may be another's by now
	}
	s.running[id]()
	delete(s.running, id)
	return true
}

// rateLimited is the error of a credential that has used up its minute.
func rateLimited(retryAfter time.Duration) *model.Error {
	return &model.Error{
		Code: model.RateLimited, Message: "too many requests with this credential: try again later",
		RetryAfterSeconds: int(retryAfter.Seconds()),
	}
}
