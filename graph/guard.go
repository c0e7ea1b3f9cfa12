package graph

import (
	"context"
	"maps"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"polarflow/graph/model"
)

// The limits of a document. An operation of a real client has a tenth of them, and the introspection of GraphiQL
// is within them.
const (
	// maxQuery bounds the text in bytes, and maxTokens the words and signs in it, before it is parsed.
	maxQuery  = 32 << 10
	maxTokens = 2000
	// maxDepth is how many fields may be nested in each other. GraphiQL's introspection has 15.
	maxDepth = 15
	// maxFields, maxAliases and maxDirectives are counted with the fragments written out. Validation is quadratic in
	// the copies of a field.
	maxFields     = 1000
	maxAliases    = 50
	maxDirectives = 50
	// maxCrowd bounds the directives of one field or fragment: there are two that fit, and Relay and Apollo have their
	// own, which they take out before they send.
	maxCrowd = 5
	// maxRoots bounds the fields of Query, Mutation or Subscription, each of which is an operation of its own.
	maxRoots = 30
	// maxDefinitions bounds the operations and fragments.
	maxDefinitions = 50
	// maxElements bounds each list among the variables, and maxText each text, in bytes. Those in the document are
	// bounded with it.
	maxElements = 500
	maxText     = 10_000
	// maxErrors is how many errors are in an answer.
	maxErrors = 100
)

// guard refuses queries by their shape before they are validated, since validation itself can be made to
// take long, and the values of variables by their size. A query that was validated before has passed.
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
	if len(params.Query) > maxQuery {
		return asGQL(model.Exceeds(model.QueryTooComplex, maxQuery, "the document has %d bytes: at most %d; long values belong into variables", len(params.Query), maxQuery))
	}
	if _, ok := g.passed.Get(ctx, params.Query); ok {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, maxTokens)
	if err == nil {
		if e := checkShape(doc); e != nil {
			return asGQL(e)
		}
	}
	return nil
}

// MutateOperationContext changes nothing; it is the place that gqlgen has for looking at the values of variables.
func (guard) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	for name, value := range op.Variables {
		if e := checkValue(name, value); e != nil {
			return asGQL(e)
		}
	}
	return nil
}

// InterceptResponse leaves the first errors in an answer: validation can find one for each pair of fields, and a query
// one for each object.
func (guard) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if response != nil && len(response.Errors) > maxErrors {
		response.Errors = response.Errors[:maxErrors]
	}
	return response
}

// checkValue returns an Error for a value of a variable in which a list or text is longer than any that makes sense:
// databases have limits, too.
func checkValue(name string, value any) *model.Error {
	var within []any
	switch v := value.(type) {
	case string:
		if len(v) > maxText {
			return model.Exceeds(model.BadUserInput, maxText, "a text in $%s has %d bytes: at most %d", name, len(v), maxText)
		}
	case map[string]any:
		within = slices.Collect(maps.Values(v))
	case []any:
		if len(v) > maxElements {
			return model.Exceeds(model.BadUserInput, maxElements, "a list in $%s has %d elements: at most %d", name, len(v), maxElements)
		}
		within = v
	}
	for _, v := range within {
		if e := checkValue(name, v); e != nil {
			return e
		}
	}
	return nil
}

// asGQL returns an error in the form in which gqlgen hands it on to the presenter.
func asGQL(e *model.Error) *gqlerror.Error { return &gqlerror.Error{Err: e, Message: e.Message} }

// checkShape returns an Error for a document that is too large in any direction or whose fragments spread
// themselves.
func checkShape(doc *ast.QueryDocument) *model.Error {
	if n := len(doc.Operations) + len(doc.Fragments); n > maxDefinitions {
		return model.Exceeds(model.QueryTooComplex, maxDefinitions, "the document has %d operations and fragments: at most %d", n, maxDefinitions)
	}
	s := newShape(doc)
	most := s.largest()
	if s.cycle != "" {
		return model.BadInput("fragment %s spreads itself", s.cycle)
	}
	if most.depth > maxDepth {
		return model.Exceeds(model.QueryTooDeep, maxDepth, "the query is %d fields deep: at most %d", most.depth, maxDepth)
	}
	for _, l := range []struct {
		what    string
		n, most int
	}{
		{"fields", most.fields, maxFields}, {"aliases", most.aliases, maxAliases},
		{"directives", most.directives, maxDirectives}, {"fields at its top", most.top, maxRoots},
		{"directives at one place", most.crowd, maxCrowd},
	} {
		if l.n > l.most {
			return model.Exceeds(model.QueryTooComplex, l.most, "the query has more than %d %s, fragments included: ask in several operations", l.most, l.what)
		}
	}
	return nil
}
