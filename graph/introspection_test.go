package graph_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/graph"
)

// ofType is how GraphiQL asks for the type of a field: nine wrappers deep.
var ofType = strings.Repeat("{ kind name ofType ", 9) + "{ kind name }" + strings.Repeat("}", 9)

// GraphiQL can read the schema, as deep as it asks.
func TestIntrospection(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		a := w.ask(t, serviceKey, `{ __schema { types { name fields { name args { name type `+ofType+` } } } } }`, nil)
		if n := len(a.at(t, "__schema", "types").([]any)); n < 50 {
			t.Errorf("%d types", n)
		}
	})
}

// Where the schema is not to be read, errors do not give hints of it either.
func TestWithoutIntrospection(t *testing.T) {
	t.Parallel()
	db := dbtest.SQLite(t)
	w := &world{db: db, log: &lockedBuffer{}, handler: secretive(db)}
	for query, hidden := range map[string]string{
		`{ __schema { types { name } } }`:                          "Exercise",
		`{ viewer { slepes { totalCount } } }`:                     "sleeps",
		`{ viewer { sleeps(frist: 1) { totalCount } } }`:           "\"first\"",
		`{ viewer { sleeps(order: ASCE) { totalCount } } }`:        "\"ASC\"",
		`query($x: SortOrdr) { viewer { sleeps { totalCount } } }`: "SortOrder",
		`{ viewer { sleeps(range: {form: "x"}) { totalCount } } }`: "\"from\"",
		`{ node(id: "x") { ... on Exercse { id } } }`:              "Exercise",
	} {
		a := w.try(t, serviceKey, query, nil)
		if len(a.Errors) == 0 || strings.Contains(a.body, hidden) || strings.Contains(strings.ToLower(a.body), "did you mean") {
			t.Errorf("%s: %s", query, a.body)
		}
	}
}

// secretive returns an API that does not show its schema.
func secretive(db *database.DB) http.Handler {
	clock := func() time.Time { return now }
	return graph.NewHandler(graph.Options{
		Log: slog.New(slog.DiscardHandler), DB: db, Credentials: &auth.Credentials{Ent: db.Ent, APIKey: serviceKey, Now: clock}, Now: clock, TimeZone: "UTC",
	})
}

// A query can be sent as a GET and, once known, by its hash; a mutation cannot.
func TestGet(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		get := func(values url.Values) answer {
			r := httptest.NewRequest(http.MethodGet, "/graphql?"+values.Encode(), nil)
			r.Header.Set("X-API-Key", serviceKey)
			return w.do(t, r)
		}
		query := `{ users { totalCount } }`
		sum := sha256.Sum256([]byte(query))
		hash := url.Values{"extensions": {fmt.Sprintf(`{"persistedQuery":{"version":1,"sha256Hash":%q}}`, hex.EncodeToString(sum[:]))}}
		if a := get(hash); a.code() != "PERSISTED_QUERY_NOT_FOUND" {
			t.Errorf("unknown hash: %s", a.body)
		}
		both := url.Values{"query": {query}, "extensions": hash["extensions"]}
		for name, values := range map[string]url.Values{"query": {"query": {query}}, "query and hash": both, "hash": hash} {
			if name == "hash" {
				get(both)
			}
			if a := get(values); a.Status != http.StatusOK || a.at(t, "users", "totalCount") != 0.0 {
				t.Errorf("%s: %s", name, a.body)
			}
		}
		if a := get(url.Values{"query": {`mutation { createUser(input: {externalId: "x"}) { user { id } } }`}}); a.Data["createUser"] != nil || w.db.Ent.User.Query().CountX(system(t)) != 0 {
			t.Errorf("a mutation by GET: %s", a.body)
		}
	})
}
