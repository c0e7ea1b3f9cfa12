package graph

import (
	"context"
	"net/http"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"polarflow/graph/model"
)

// addTransports adds the ways in. Server-sent events come before POST, which would take their requests.
func addTransports(srv *handler.Server, o Options, d door) {
	srv.AddTransport(wire{transport.Websocket{
		Implementation: sockets{transport.CoderWebsocketImplementation{
			AcceptOptions: websocket.AcceptOptions{OriginPatterns: o.AllowedOrigins},
		}},
		InitFunc:         d.connect,
		InitTimeout:      initTimeout,
		PingPongInterval: pingEvery,
	}, o.Limits, presenter{o.Log}})
	srv.AddTransport(events{transport.SSE{KeepAlivePingInterval: pingEvery}, d})
	srv.AddTransport(exchange{transport.POST{}, limit{
		allowed: []ast.Operation{ast.Query, ast.Mutation}, status: http.StatusNotAcceptable,
		message: "a subscription needs a WebSocket or Accept: " + eventStream,
	}})
	srv.AddTransport(exchange{transport.GET{}, limit{
		allowed: []ast.Operation{ast.Query}, status: http.StatusMethodNotAllowed, allow: http.MethodPost,
		message: "GET is for queries only",
	}})
}

// events is the way in for server-sent events.
type events struct {
	transport.SSE
	door door
}

// Do answers until the operation, the client or the credential ends.
func (t events) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	t.SSE.Do(w, r.WithContext(t.door.whileValid(r.Context(), shownIn(r.Context()))), exec)
}

// exchange is a way in for one request and one answer, and not for every type of operation.
type exchange struct {
	graphql.Transport
	limit limit
}

// limit says which operations a way in is for, and what is answered to others.
type limit struct {
	allowed []ast.Operation
	status  int
	allow   string // the methods to use instead, empty for none
	message string
}

// Do answers the request.
func (t exchange) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	answer := &answer{ResponseWriter: w}
	t.Transport.Do(answer, r, limited{exec, t.limit, answer})
}

// limited lets only some operations run.
type limited struct {
	graphql.GraphExecutor
	limit  limit
	answer *answer
}

// CreateOperationContext refuses an operation of a type that the way in is not for.
func (l limited) CreateOperationContext(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	op, errs := l.GraphExecutor.CreateOperationContext(ctx, params)
	if errs != nil || slices.Contains(l.limit.allowed, op.Operation.Operation) {
		return op, errs
	}
	l.answer.status = l.limit.status
	if l.limit.allow != "" {
		l.answer.Header().Set("Allow", l.limit.allow)
	}
	err := model.BadInput("%s", l.limit.message)
	return op, gqlerror.List{&gqlerror.Error{Err: err, Message: err.Message}}
}

// answer is an answer whose status may be decided before gqlgen decides it.
type answer struct {
	http.ResponseWriter
	status int // 0 for undecided
}

// WriteHeader sends the status.
func (a *answer) WriteHeader(status int) {
	if a.status != 0 {
		status = a.status
	}
	a.ResponseWriter.WriteHeader(status)
}
