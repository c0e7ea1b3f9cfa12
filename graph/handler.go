package graph

import (
	"cmp"
	"context"
	"maps"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/graph/generated"
	"polarflow/graph/rows"
)

// NewHandler returns the API as one handler: POST, GET (queries only), WebSocket (graphql-transport-ws) and
// server-sent events on the same path. The viewer and the address of a request are in its context already;
// nothing is answered without a viewer.
func NewHandler(o Options) http.Handler {
	d := door{credentials: o.Credentials, ending: untilClosed(o.Ending), log: o.Log}
	return withRequestID(d.withViewer(newServer(o, d)))
}

// newServer returns gqlgen's server over the schema.
func newServer(o Options, d door) *handler.Server {
	tables := rows.Open(o.DB.Ent)
	schema := generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{o, tables, newAudiences(o.DB), newOutlooks(o.DB.Ent, cmp.Or(o.OperationTime, operationTime))}, Schema: withoutDefer()})
	srv := handler.New(schema)
	addTransports(srv, o, d)
	validated := newQueryCache(func(query string, _ *ast.QueryDocument) int { return len(query) })
	srv.SetQueryCache(validated)
	srv.SetParserTokenLimit(maxTokens)
	useDocuments(srv, o.Documents)
	srv.Use(guard{passed: validated})
	srv.Use(scopes{})
	srv.Use(costs{priced: newPrices(), budget: o.Costs, client: o.DB.Ent, schema: schema.Schema(), now: o.Now})
	srv.Use(deadline{cmp.Or(o.OperationTime, operationTime)})
	if o.Introspection {
		srv.Use(extension.Introspection{})
		srv.SetValidationRulesFn(validationRules)
	} else {
		srv.Use(discreet{})
		srv.SetValidationRulesFn(discreetRules)
	}
	srv.Use(plain{newLibrary()})
	if o.KeptAnswers > 0 {
		srv.Use(newAnswers(newStandings(o.DB), o.KeptAnswers))
	}
	srv.SetErrorPresenter(presenter{o.Log}.present)
	srv.SetRecoverFunc(recovered)
	if o.Observe != nil {
		srv.AroundResponses(observed(o.Observe, o.Now))
	}
	srv.AroundResponses(func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		return next(tables.NewContext(ctx, &learnedOf(ctx).wishes))
	})
	return srv
}

// useDocuments has queries persisted: those that clients add or, where documents are given, those alone.
func useDocuments(srv *handler.Server, only *Documents) {
	if only != nil {
		srv.Use(only)
		srv.Use(extension.AutomaticPersistedQuery{Cache: only})
		return
	}
	srv.Use(extension.AutomaticPersistedQuery{
		Cache: newQueryCache(func(hash, query string) int { return len(hash) + len(query) }),
	})
}

// withoutDefer returns the schema without gqlgen's directive @defer, whose answers come in several parts: nothing
// here sends them.
func withoutDefer() *ast.Schema {
	schema := *generated.NewExecutableSchema(generated.Config{}).Schema()
	schema.Directives = maps.Clone(schema.Directives)
	delete(schema.Directives, "defer")
	return &schema
}
