package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"polarflow/database"
	"polarflow/graph/model"
)

// presenter is the one place where errors become what a client sees. A model.Error is shown; an error that
// gqlgen or its parser found in the request is shown as BAD_USER_INPUT, and so is a value that the database refuses
// for what it is; what came to the operation's deadline is shown as TIMEOUT. Everything else is logged and shown as
// "internal error", since it may hold SQL, paths or bodies.
type presenter struct{ log *slog.Logger }

// present returns the error with its code and the id of the request.
func (p presenter) present(ctx context.Context, err error) *gqlerror.Error {
	shown := &gqlerror.Error{Path: graphql.GetPath(ctx)}
	var found *gqlerror.Error
	if errors.As(err, &found) {
		shown.Path, shown.Locations = found.Path, found.Locations
	}
	e := p.readable(ctx, err, found)
	shown.Message = e.Message
	shown.Extensions = extensionsOf(ctx, e)
	return shown
}

// extensionsOf returns what an error says beside its message.
func extensionsOf(ctx context.Context, e *model.Error) map[string]any {
	extensions := map[string]any{"code": e.Code, "requestId": requestID(ctx)}
	if e.Limit != 0 {
		extensions["limit"] = e.Limit
	}
	if e.RetryAfterSeconds != 0 {
		extensions["retryAfterSeconds"] = e.RetryAfterSeconds
	}
	return extensions
}

// readable returns what a client may read of an error.
func (p presenter) readable(ctx context.Context, err error, found *gqlerror.Error) *model.Error {
	var e *model.Error
	switch {
	case errors.As(err, &e):
		return e
	case found != nil && aboutRequest(found):
		return requestError(found)
	case isLate(ctx):
		return &model.Error{Code: model.Timeout, Message: "the operation took too long"}
	case database.IsValueError(err):
		return model.BadInput("an argument is a text or number that cannot be stored, and that nothing has therefore")
	}
	if ctx.Err() == nil {
		p.log.ErrorContext(ctx, "graphql", "error", err, "request_id", requestID(ctx))
	}
	return &model.Error{Code: model.Internal, Message: "internal error"}
}

// aboutRequest reports whether an error was made by the parser, the validator or a transport: it has a code
// of theirs, or wraps nothing and belongs to no field.
func aboutRequest(e *gqlerror.Error) bool {
	switch e.Extensions["code"] {
	case errcode.ParseFailed, errcode.ValidationFailed, model.PersistedUnknown:
		return true
	}
	return e.Rule != "" || (e.Err == nil && len(e.Path) == 0)
}

func requestError(e *gqlerror.Error) *model.Error {
	if e.Extensions["code"] == model.PersistedUnknown {
		return &model.Error{Code: model.PersistedUnknown, Message: e.Message}
	}
	return model.BadInput("%s", e.Message)
}

// recovered turns a panic of a resolver into an error, which present logs.
func recovered(_ context.Context, p any) error {
	return fmt.Errorf("panic: %v\n%s", p, debug.Stack())
}

// forbidden is the error of a credential that may not.
func forbidden(message string) error {
	return &model.Error{Code: model.Forbidden, Message: message}
}

// notFound is the error about what does not exist, or not within the viewer's sight.
func notFound(what string) error {
	return &model.Error{Code: model.NotFound, Message: what + " not found"}
}
