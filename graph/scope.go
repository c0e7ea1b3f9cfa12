package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// scopes lets a query or subscription through only with the scope READ. Mutations ask for their own scopes;
// what their payloads read beyond that asks for READ in package rows.
type scopes struct{}

// ExtensionName names the extension to gqlgen.
func (scopes) ExtensionName() string { return "Scopes" }

// Validate has nothing to check.
func (scopes) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext changes nothing; it is the place that gqlgen has before an operation runs.
func (scopes) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if op.Operation.Operation == ast.Mutation {
		return nil
	}
	if _, err := require(ctx, viewer.Read); err != nil {
		return &gqlerror.Error{Err: err, Message: err.Error()}
	}
	return nil
}

// require returns the viewer, or FORBIDDEN for one whose credential lacks the scope.
func require(ctx context.Context, scope viewer.Scope) (viewer.Viewer, error) {
	v, ok := viewer.FromContext(ctx)
	if !ok {
		return v, &model.Error{Code: model.Unauthenticated, Message: "missing or invalid credential"}
	}
	if !v.Has(scope) {
		return v, forbidden("this credential lacks the scope " + string(scope))
	}
	return v, nil
}

// requireService returns FORBIDDEN for everything but a service credential.
func requireService(ctx context.Context) error {
	if v, _ := viewer.FromContext(ctx); !v.All {
		return forbidden("this needs a service credential")
	}
	return nil
}
