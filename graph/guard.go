package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"polarflow/graph/model"
)

const (
	// maxDepth is how many fields may be nested in each other. GraphiQL's introspection has 15.
	maxDepth = 15
	// maxTokens bounds a query before it is parsed: validation is quadratic in the copies of a field.
	maxTokens = 5000
)

// guard refuses queries by their shape before they are validated, since validation itself can be made to
// take long. A query that was validated before has passed.
type guard struct {
	passed graphql.Cache[*ast.QueryDocument]
}

// ExtensionName names the extension to gqlgen.
func (guard) ExtensionName() string { return "Guard" }

// Validate has nothing to check.
func (guard) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters changes nothing; it is the place that gqlgen has before validation. What cannot
// be parsed is left for gqlgen to report.
func (g guard) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if _, ok := g.passed.Get(ctx, params.Query); ok {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, maxTokens)
	if err == nil {
		if e := checkShape(doc); e != nil {
			return &gqlerror.Error{Err: e, Message: e.Message}
		}
	}
	return nil
}

// checkShape returns an Error for a document that is too deep or whose fragments spread themselves.
func checkShape(doc *ast.QueryDocument) *model.Error {
	s := shape{doc: doc, fragments: make(map[string]int)}
	deepest := 0
	for _, f := range doc.Fragments {
		deepest = max(deepest, s.fragment(f.Name))
	}
	for _, op := range doc.Operations {
		deepest = max(deepest, s.depth(op.SelectionSet))
	}
	if s.cycle != "" {
		return model.BadInput("fragment %s spreads itself", s.cycle)
	}
	if deepest > maxDepth {
		return model.Exceeds(model.QueryTooDeep, maxDepth, "the query is %d fields deep: at most %d", deepest, maxDepth)
	}
	return nil
}

// shape measures a document. Each fragment is measured once, so that fragments which spread each other many
// times cost no more than their text.
type shape struct {
	doc       *ast.QueryDocument
	fragments map[string]int // the depth of each; measuring while it is being measured
	cycle     string         // a fragment that spreads itself
}

const measuring = -1

// depth returns how many fields are nested in a selection.
func (s *shape) depth(set ast.SelectionSet) int {
	deepest := 0
	for _, selection := range set {
		d := 0
		switch selected := selection.(type) {
		case *ast.Field:
			d = 1 + s.depth(selected.SelectionSet)
		case *ast.InlineFragment:
			d = s.depth(selected.SelectionSet)
		case *ast.FragmentSpread:
			d = s.fragment(selected.Name)
		}
		deepest = max(deepest, d)
	}
	return deepest
}

// fragment returns how many fields are nested in a fragment, 0 for one that does not exist or is the inside
// of itself.
func (s *shape) fragment(name string) int {
	if d, ok := s.fragments[name]; ok {
		if d == measuring {
			s.cycle = name
			return 0
		}
		return d
	}
	f := s.doc.Fragments.ForName(name)
	if f == nil {
		return 0
	}
	s.fragments[name] = measuring
	d := s.depth(f.SelectionSet)
	s.fragments[name] = d
	return d
}
