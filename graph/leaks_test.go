package graph_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
)

// streamFor sends a subscription over server-sent events and returns what came within some time.
func (w *world) streamFor(t testing.TB, atMost time.Duration, secret, query string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), atMost)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", strings.NewReader(`{"query": `+quoted(query)+`}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Authorization", "Bearer "+secret)
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, r)
	return recorder.Body.String()
}

// answered sends an operation and returns the answer as text, without what differs each time.
func (w *world) answered(t testing.TB, secret string, p probe, value string) string {
	t.Helper()
	if p.kind == ast.Subscription {
		return masked(w.streamFor(t, 400*time.Millisecond, secret, p.operation(value)), value)
	}
	return masked(w.try(t, secret, p.operation(value), nil).body, value)
}

// denies reports whether the answer to a probe says that there is nothing: by a code, or without a value.
func (p probe) denies(body string) bool {
	for _, said := range []string{`"NOT_FOUND"`, `"FORBIDDEN"`, `{"` + p.field.Name + `":null}`, `{"` + p.field.Name + `":[null]}`} {
		if strings.Contains(body, said) {
			return true
		}
	}
	return false
}

// Whatever of a second person is put into any argument of the schema, the answer is the one to what does not
// exist, nothing of that person is in it, and nothing of that person changes. An argument or an input field
// that stranger does not know fails the test.
func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	s := schema()
	each(t, func(t *testing.T, w *world) {
		me, them := w.complete(t, "myself", "RUNNING"), w.everywhere(t, "canary", "CANARY_SPORT")
		known, mine := w.strangers(t, them), w.token(t, me)
		kept := w.holdingsOf(t, them)
		canaries := kept.canaries(w.holdingsOf(t, me))
		if len(canaries) < 15 {
			t.Fatalf("only %d texts tell the second person from the first: %q", len(canaries), canaries)
		}
		for _, p := range probes(t, s) {
			for _, v := range known.of(t, p) {
				theirs, nobodys := w.answered(t, mine, p, v.theirs), w.answered(t, mine, p, v.nobodys)
				if diff := cmp.Diff(nobodys, theirs); diff != "" {
					t.Errorf("%s: theirs is not like nobody's: %s", p.name, diff)
				}
				if !v.position && !p.denies(theirs) {
					t.Errorf("%s of another is not refused: %s", p.name, theirs)
				}
				if found := leaked(canaries, theirs); found != nil {
					t.Errorf("%s tells of %q: %s", p.name, found, theirs)
				}
			}
			if p.kind != ast.Query {
				if diff := cmp.Diff(kept, w.holdingsOf(t, them)); diff != "" {
					t.Fatalf("%s changed what is another's: %s", p.name, diff)
				}
			}
		}
		known.allUsed(t)
		if diff := cmp.Diff(kept, w.holdingsOf(t, them)); diff != "" {
			t.Errorf("reading changed what is another's: %s", diff)
		}
	})
}

// The same questions, asked by the person whose values they are, are answered: the test above does not pass
// because its values are wrong.
func TestOwnersAreAnswered(t *testing.T) {
	t.Parallel()
	s := schema()
	each(t, func(t *testing.T, w *world) {
		w.person(t, "somebody")
		them := w.everywhere(t, "canary", "CANARY_SPORT")
		theirs := w.token(t, them)
		known := w.strangers(t, them)
		all := probes(t, s)
		slices.SortStableFunc(all, func(a, b probe) int { return a.harm() - b.harm() })
		for _, p := range all {
			for _, v := range known.of(t, p) {
				if v.position {
					continue
				}
				if body := w.answered(t, theirs, p, v.theirs); p.denies(body) && !strings.Contains(body, "service credential") {
					t.Errorf("%s is refused to its owner: %s", p.name, body)
				}
			}
		}
	})
}

// harm says how much a probe takes away from those that come after it, when it is allowed.
func (p probe) harm() int {
	switch {
	case p.kind != ast.Mutation:
		return 0
	case p.field.Name == "signOutEverywhere":
		return 2
	case p.field.Name == "deleteUser":
		return 3
	}
	return 1
}

// Everything that a person can read, read to the end, tells nothing of another.
func TestReadingEverythingTellsOfNobodyElse(t *testing.T) {
	t.Parallel()
	s := schema()
	each(t, func(t *testing.T, w *world) {
		me, them := w.complete(t, "myself", "RUNNING"), w.everywhere(t, "canary", "CANARY_SPORT")
		mine, canaries := w.token(t, me), w.holdingsOf(t, them).canaries(w.holdingsOf(t, me))
		for name, way := range routes(s) {
			open, closing := opened(way)
			a := w.ask(t, mine, open+" { "+selection(s, s.Types[name])+" }"+closing, nil)
			if found := leaked(canaries, a.body); found != nil {
				t.Errorf("%s tells of %q: %s", name, found, a.body)
			}
		}
	})
}
