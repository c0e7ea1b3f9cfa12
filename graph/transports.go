package graph

import (
	"context"
	"iter"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"polarflow/graph/model"
)

// addTransports adds the ways in: WebSocket, and for every other request overHTTP.
func addTransports(srv *handler.Server, o Options, d door) {
	srv.AddTransport(newWire(o, d))
	srv.AddTransport(overHTTP{door: d, patience: o.Patience.orDefault()})
}

// overHTTP is the way in for a request with one answer, as the GraphQL over HTTP specification has it
// (https://graphql.github.io/graphql-over-http/draft/), or with a stream of events as its answer.
type overHTTP struct {
	door     door
	patience Patience
}

// Supports reports that there is an answer to every request, even if it says what is wrong with it.
func (overHTTP) Supports(*http.Request) bool { return true }

// Do answers a request.
func (t overHTTP) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	wanted := wantedBy(r.Header)
	params, refused := paramsOf(w, r)
	if refused == nil && wanted.nothing() {
		refused = &refusal{status: http.StatusNotAcceptable, err: model.BadInput("an answer is %s, %s or %s",
			contentJSON, contentGraphQL, contentEvents)}
	}
	if refused != nil {
		refused.answer(w, r)
		return
	}
	e := prepare(r.Context(), exec, params)
	status := e.misfit(w.Header(), r.Method, wanted)
	if wanted.streamed(e.kind()) {
		t.stream(w, r, e)
		return
	}
	for response := range e.responses(r.Context()) {
		if isKnown(w, r, response) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		answer(w, wanted.mediaType, status, response)
		return
	}
}

// execution is an operation and how its responses come. Both ways in use it alike.
type execution struct {
	exec graphql.GraphExecutor
	op   *graphql.OperationContext
	errs gqlerror.List // why it is not run

	feed feed                    // of a subscription; its wake is set before the first response is asked for
	next graphql.ResponseHandler // nil until it runs
	in   context.Context         //nolint:containedctx // of the operation, for next
	over bool                    // no response will come any more
}

// prepare reads, validates and admits an operation. Whether it may run is known then.
func prepare(ctx context.Context, exec graphql.GraphExecutor, params *graphql.RawParams) *execution {
	params.ReadTime = graphql.TraceTiming{Start: graphql.GetStartTime(ctx), End: graphql.Now()}
	op, errs := exec.CreateOperationContext(ctx, params)
	return &execution{exec: exec, op: op, errs: errs}
}

// kind returns whether it is a query, a mutation or a subscription; empty for what is not run.
func (e *execution) kind() ast.Operation {
	if e.errs != nil {
		return ""
	}
	return e.op.Operation.Operation
}

// misfit refuses a mutation or subscription that came by GET, and a subscription whose sender does not take
// events. It returns the status for that, and 0 for what fits.
func (e *execution) misfit(h http.Header, method string, wanted accepted) int {
	switch kind := e.kind(); {
	case method != http.MethodPost && (kind == ast.Mutation || kind == ast.Subscription):
		h.Set("Allow", http.MethodPost)
		e.refuse(model.BadInput("GET is for queries only"))
		return http.StatusMethodNotAllowed
	case kind == ast.Subscription && !wanted.events:
		e.refuse(model.BadInput("a subscription needs a WebSocket or Accept: %s", contentEvents))
		return http.StatusNotAcceptable
	}
	return 0
}

// refuse has the operation answered with an error instead of being run.
func (e *execution) refuse(err *model.Error) {
	e.errs = gqlerror.List{{Err: err, Message: err.Message}}
}

// responses returns what the operation answers now. As long as a subscription is not over, there may be more each time that
// its feed is woken. Behind a response without data, such as the internal error of a panic, nothing comes.
func (e *execution) responses(ctx context.Context) iter.Seq[*graphql.Response] {
	return func(yield func(*graphql.Response) bool) {
		take := func() bool {
			response := e.recovering(ctx, func() *graphql.Response { return e.next(e.in) })
			e.over = response == nil || response.Data == nil
			return response != nil && yield(response) && !e.over
		}
		if e.next == nil {
			e.start(ctx)
		}
		if e.feed.tell == nil {
			for take() {
			}
			e.over = true
			return
		}
		more, err := e.feed.tell(e.in, take)
		e.over = e.over || !more
		if err != nil {
			e.over = true
			yield(e.failed(ctx, err))
		}
	}
}

// start runs the operation. A panic is its only response.
func (e *execution) start(ctx context.Context) {
	e.in = graphql.WithOperationContext(context.WithValue(ctx, feedKey{}, &e.feed), e.op)
	failed := e.recovering(e.in, func() *graphql.Response {
		if e.errs != nil {
			return e.exec.DispatchError(e.in, e.errs)
		}
		e.next, e.in = e.exec.DispatchOperation(e.in, e.op)
		return nil
	})
	if failed != nil {
		e.next = graphql.OneShot(failed)
	}
}

// recovering returns what next does, and what is answered when it panics.
func (e *execution) recovering(ctx context.Context, next func() *graphql.Response) (response *graphql.Response) {
	defer func() {
		if p := recover(); p != nil {
			response = e.failed(ctx, recovered(ctx, p))
		}
	}()
	return next()
}

// failed returns what is answered in place of what could not be found out.
func (e *execution) failed(ctx context.Context, err error) *graphql.Response {
	return e.exec.DispatchError(graphql.WithOperationContext(ctx, e.op), gqlerror.List{{Err: err, Message: err.Error()}})
}
