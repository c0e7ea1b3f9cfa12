package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// discreet refuses to show the schema.
type discreet struct{}

// ExtensionName names the extension to gqlgen.
func (discreet) ExtensionName() string { return "Discreet" }

// Validate has nothing to check.
func (discreet) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext changes nothing; it is the place that gqlgen has before an operation runs.
func (discreet) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	for _, f := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query"}) {
		if f.Name == "__schema" || f.Name == "__type" {
			err := forbidden("this server does not show its schema here")
			return &gqlerror.Error{Err: err, Message: err.Error()}
		}
	}
	return nil
}
