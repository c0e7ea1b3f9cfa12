package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"polarflow/graph/model"
)

// codeOK stands for the code of a response without errors.
const codeOK = "OK"

// observed returns a middleware of responses that tells observe of each.
func observed(observe func(operation, code string, took time.Duration), now func() time.Time) graphql.ResponseMiddleware {
	return func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		began := now()
		response := next(ctx)
		if response != nil { // nil ends a subscription
			observe(operationOf(ctx), codeOf(response), now().Sub(began))
		}
		return response
	}
}

// operationOf returns query, mutation or subscription; "" for a request that could not be read.
func operationOf(ctx context.Context) string {
	if !graphql.HasOperationContext(ctx) {
		return ""
	}
	operation := graphql.GetOperationContext(ctx).Operation
	if operation == nil {
		return ""
	}
	return string(operation.Operation)
}

// codeOf returns the code of a response's first error, and OK when it has none.
func codeOf(response *graphql.Response) string {
	if len(response.Errors) == 0 {
		return codeOK
	}
	if code, ok := response.Errors[0].Extensions["code"].(string); ok {
		return code
	}
	return model.Internal
}
