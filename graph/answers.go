package graph

import (
	"context"
	"crypto/sha256"
	"encoding/json"
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
	kept  *simplelru.LRU[question, keptAnswer]
	bytes int
}

// question is the digest of an operation with its variables, and of who asks.
type question [sha256.Size]byte

// keptAnswer is the data of an answer, and how the person stood when it was asked for.
type keptAnswer struct {
	standing string
	data     []byte
}

// size returns about how many bytes are taken up.
func (k keptAnswer) size() int { return len(k.standing) + len(k.data) + 200 }

// mostAnswers bounds the number of the answers, whose bytes have a bound of their own.
const mostAnswers = 1 << 20

// newAnswers returns an empty store of so many bytes.
func newAnswers(s *standings, bytes int) *answers {
	a := &answers{standings: s, bound: bytes}
	// the only error is about a bound below 1
	a.kept, _ = simplelru.NewLRU(mostAnswers, func(_ question, k keptAnswer) { a.bytes -= k.size() })
	return a
}

// ExtensionName names the extension to gqlgen.
func (*answers) ExtensionName() string { return "Answers" }

// Validate has nothing to check.
func (*answers) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptResponse answers from what is kept, or keeps what is answered. How the person stands is read before the
// operation: a change that comes during it is not in what is kept, or is in it under a standing that is past.
func (a *answers) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	q, person, ok := questionOf(ctx)
	if !ok {
		return next(ctx)
	}
	standing, err := a.standings.of(ctx, person)
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

// questionOf returns what a person asks, and who that is; false for what is not kept.
func questionOf(ctx context.Context) (q question, person int, ok bool) {
	v, known := viewer.FromContext(ctx)
	if !known || v.All || !graphql.HasOperationContext(ctx) {
		return question{}, 0, false
	}
	op := graphql.GetOperationContext(ctx)
	if !keepable(op) {
		return question{}, 0, false
	}
	text, err := json.Marshal([]any{op.RawQuery, op.OperationName, op.Variables, v.UserID, v.Scopes, op.DisableIntrospection})
	if err != nil {
		return question{}, 0, false
	}
	return sha256.Sum256(text), v.UserID, true
}

// get returns what is kept if the person still stands as then.
func (a *answers) get(q question, standing string) ([]byte, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	k, ok := a.kept.Get(q)
	return k.data, ok && k.standing == standing
}

// add keeps an answer, for which older ones go. One that would take the place of most others is not kept.
func (a *answers) add(q question, k keptAnswer) {
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
