package graph_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
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
