package graph

import (
	"context"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/graph/generated"
	"polarflow/graph/rows"
)

// The caches of queries that were seen, in queries.
const (
	validatedQueries = 1000
	persistedQueries = 1000
)

// The timing of connections that stay open.
const (
	initTimeout = 10 * time.Second
	pingEvery   = 20 * time.Second
)

// NewHandler returns the API as one handler: POST, GET (queries only), WebSocket (graphql-transport-ws) and
// server-sent events on the same path. The viewer and the address of a request are in its context already;
// nothing is answered without a viewer.
func NewHandler(o Options) http.Handler {
	d := door{credentials: o.Credentials, log: o.Log}
	return withRequestID(d.withViewer(withBody(newServer(o, d))))
}

// newServer returns gqlgen's server over the schema.
func newServer(o Options, d door) *handler.Server {
	schema := generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{o}})
	srv := handler.New(schema)
	addTransports(srv, o, d)
	validated := lru.New[*ast.QueryDocument](validatedQueries)
	srv.SetQueryCache(validated)
	srv.SetParserTokenLimit(maxTokens)
	srv.Use(extension.AutomaticPersistedQuery{Cache: lru.New[string](persistedQueries)})
	srv.Use(guard{passed: validated})
	srv.Use(scopes{})
	if o.Introspection {
		srv.Use(extension.Introspection{})
	} else {
		srv.Use(discreet{})
		srv.SetDisableSuggestion(true)
		srv.SetValidationRulesFn(discreetRules)
	}
	srv.SetErrorPresenter(presenter{o.Log}.present)
	srv.SetRecoverFunc(recovered)
	if o.Observe != nil {
		srv.AroundResponses(observed(o.Observe, o.Now))
	}
	srv.AroundResponses(func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		return next(rows.NewContext(ctx, rows.New(o.DB.Ent)))
	})
	return srv
}
