package graph

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2/simplelru"

	"polarflow/ent/viewer"
)

// answers keeps what people were answered, and answers the same question in the same way for as long as nothing has
// changed of what is stored of the person. What is kept never becomes too old: before each answer the database is asked
// how the person stands. It keeps answers to people about themselves, and of these what keepable lets through.
type answers struct {
	standings *standings
	bound     int // of all that is kept, in bytes

	mu    sync.Mutex
	kept  *simplelru.LRU[asking, keptAnswer]
	bytes int
}

// question is the digest of an operation with its variables.
type question [sha256.Size]byte

// newQuestion returns what an operation asks, and false for variables that cannot be told.
func newQuestion(op *graphql.OperationContext) (question, bool) {
	text, err := json.Marshal(op.Variables)
	if err != nil {
		return question{}, false
	}
	text = append(append(append(append(text, 0), op.OperationName...), 0), op.RawQuery...)
	return sha256.Sum256(text), true
}

// asking is a question and who asks it, with what decides about the answer.
type asking struct {
	question question
	person   int
	scopes   string
	discreet bool
}

// keptAnswer is the data of an answer, and how the person stood when it was asked for.
type keptAnswer struct {
	standing string
	data     []byte
}

// size returns about how many bytes are taken up.
func (k keptAnswer) size() int { return len(k.standing) + len(k.data) + 250 }

// mostAnswers bounds the number of the answers, whose bytes have a bound of their own.
const mostAnswers = 1 << 20

// newAnswers returns an empty store of so many bytes.
func newAnswers(s *standings, bytes int) *answers {
	a := &answers{standings: s, bound: bytes}
	// the only error is about a bound below 1
	a.kept, _ = simplelru.NewLRU(mostAnswers, func(_ asking, k keptAnswer) { a.bytes -= k.size() })
	return a
}

// ExtensionName names the extension to gqlgen.
func (*answers) ExtensionName() string { return "Answers" }

// Validate has nothing to check.
func (*answers) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptResponse answers from what is kept, or keeps what is answered. How the person stands is read before the
// operation: a change that comes during it is not in what is kept, or is in it under a standing that is past.
func (a *answers) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	q, ok := a.askingOf(ctx)
	if !ok {
		return next(ctx)
	}
	standing, err := a.standings.of(ctx, q.person)
	if err != nil || standing == "" {
		return next(ctx) // which says what is wrong
	}
	if data, ok := a.get(q, standing); ok {
		return &graphql.Response{Data: data}
	}
	response := next(ctx)
	if response != nil && response.Data != nil && len(response.Errors) == 0 && len(response.Extensions) == 0 {
		a.add(q, keptAnswer{standing, response.Data})
	}
	return response
}

// askingOf returns what a person asks, and false for what is not kept.
func (a *answers) askingOf(ctx context.Context) (asking, bool) {
	v, known := viewer.FromContext(ctx)
	if !known || v.All || !graphql.HasOperationContext(ctx) {
		return asking{}, false
	}
	op := graphql.GetOperationContext(ctx)
	bill, ok := op.Stats.GetExtension(costs{}.ExtensionName()).(*bill)
	if !ok || !bill.isTold {
		return asking{}, false
	}
	q := asking{question: bill.question, person: v.UserID, scopes: scopesOf(v), discreet: op.DisableIntrospection}
	return q, a.has(q) || keepable(op)
}

// scopesOf returns the scopes of a viewer as one text.
func scopesOf(v viewer.Viewer) string {
	if len(v.Scopes) == 1 {
		return string(v.Scopes[0])
	}
	return fmt.Sprint(v.Scopes)
}

// has reports whether a question was answered before.
func (a *answers) has(q asking) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.kept.Contains(q)
}

// get returns what is kept if the person still stands as then.
func (a *answers) get(q asking, standing string) ([]byte, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	k, ok := a.kept.Get(q)
	return k.data, ok && k.standing == standing
}

// add keeps an answer, for which older ones go. One that would take the place of most others is not kept.
func (a *answers) add(q asking, k keptAnswer) {
	if k.size() > a.bound/8 {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.kept.Remove(q)
	for a.bytes+k.size() > a.bound {
		a.kept.RemoveOldest()
	}
	a.bytes += k.size()
	a.kept.Add(q, k)
}
