package graph

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"polarflow/graph/model"
)

// operationTime is how long a query or mutation may take unless the options say otherwise.
const operationTime = 10 * time.Second

// deadline ends queries and mutations that take too long, with the statements that the database is at for them.
type deadline struct{ within time.Duration }

// ExtensionName names the extension to gqlgen.
func (deadline) ExtensionName() string { return "Deadline" }

// Validate has nothing to check.
func (deadline) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptResponse answers TIMEOUT, once, for everything that an operation did not get done. A subscription lasts as
// long as somebody listens.
func (d deadline) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	if operationOf(ctx) == string(ast.Subscription) {
		return next(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, d.within)
	defer cancel()
	response := next(ctx)
	if response != nil && isLate(ctx) && len(response.Errors) > 0 {
		late := timeout(d.within)
		response.Errors = gqlerror.List{{Message: late.Message, Extensions: extensionsOf(ctx, late)}}
	}
	return response
}

// isLate reports whether an operation has come to its deadline.
func isLate(ctx context.Context) bool { return errors.Is(ctx.Err(), context.DeadlineExceeded) }

// timeout is the error of an operation that took too long.
func timeout(within time.Duration) *model.Error {
	return &model.Error{Code: model.Timeout, Message: fmt.Sprintf("the operation took longer than %v: ask for less at once", within)}
}
