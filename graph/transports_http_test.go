package graph_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// httpAnswer is what the GraphQL over HTTP specification says about an answer.
type httpAnswer struct {
	Status             int
	ContentType, Allow string
	Code               string // of the first error
	Data               bool   // whether there is a member data
}

// sent sends a request and returns what came back.
func (w *world) sent(t testing.TB, method, target, body string, header map[string]string) httpAnswer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+serviceKey)
	for name, value := range header {
		r.Header.Set(name, value)
	}
	a := w.do(t, r)
	return httpAnswer{a.Status, a.Header.Get("Content-Type"), a.Header.Get("Allow"), a.code(), strings.Contains(a.body, `"data":`)}
}

// The status, type and shape of an answer are those of the GraphQL over HTTP specification.
func TestOverHTTP(t *testing.T) {
	t.Parallel()
	const (
		plain, graphQL = "application/json", "application/graphql-response+json"
		good           = `{"query":"{ users { totalCount } }"}`
		invalid        = `{"query":"{ nothing }"}`
	)
	ok := func(contentType string) httpAnswer { return httpAnswer{200, contentType, "", "", true} }
	bad := func(status int, contentType string) httpAnswer {
		return httpAnswer{status, contentType, "", "BAD_USER_INPUT", false}
	}
	json := map[string]string{"Content-Type": plain}
	accepting := func(accept string) map[string]string {
		return map[string]string{"Content-Type": "application/json; charset=utf-8", "Accept": accept}
	}
	get := func(values url.Values) string { return "/graphql?" + values.Encode() }
	each(t, func(t *testing.T, w *world) {
		for name, test := range map[string]struct {
			method, target, body string
			header               map[string]string
			want                 httpAnswer
		}{
			"query":                       {"POST", "/graphql", good, json, ok(plain)},
			"any answer":                  {"POST", "/graphql", good, accepting("*/*"), ok(plain)},
			"any application":             {"POST", "/graphql", good, accepting("application/*;q=0.3, text/html"), ok(plain)},
			"the newer type":              {"POST", "/graphql", good, accepting(graphQL), ok(graphQL)},
			"both":                        {"POST", "/graphql", good, accepting(plain + ", " + graphQL), ok(graphQL)},
			"rather the older":            {"POST", "/graphql", good, accepting(plain + ", " + graphQL + ";q=0.9"), ok(plain)},
			"the newer and anything":      {"POST", "/graphql", good, accepting("*/*;q=0.1, " + graphQL + "; charset=utf-8"), ok(graphQL)},
			"not the older":               {"POST", "/graphql", good, accepting(plain + ";q=0, */*"), bad(406, plain)},
			"neither":                     {"POST", "/graphql", good, accepting("text/html"), bad(406, plain)},
			"a weight that is none":       {"POST", "/graphql", good, accepting(plain + ";q=2"), bad(406, plain)},
			"invalid":                     {"POST", "/graphql", invalid, json, bad(200, plain)},
			"invalid, for the newer type": {"POST", "/graphql", invalid, accepting(graphQL), bad(400, graphQL)},
			"cannot be parsed":            {"POST", "/graphql", `{"query":"{"}`, json, bad(200, plain)},
			"a variable of another type":  {"POST", "/graphql", `{"query":"query($n: Int!) { users(first: $n) { totalCount } }","variables":{"n":"x"}}`, json, bad(200, plain)},
			"@defer":                      {"POST", "/graphql", `{"query":"{ ... @defer { users { totalCount } } }"}`, json, bad(200, plain)},
			"no such operation":           {"POST", "/graphql", `{"query":"query A { __typename }","operationName":"B"}`, json, bad(200, plain)},
			"no query":                    {"POST", "/graphql", `{}`, json, bad(400, plain)},
			"null for a query":            {"POST", "/graphql", `{"query":null}`, json, bad(400, plain)},
			"a number for a query":        {"POST", "/graphql", `{"query":1}`, json, bad(400, plain)},
			"text for variables":          {"POST", "/graphql", `{"query":"{ users { totalCount } }","variables":"{}"}`, json, bad(400, plain)},
			"a list for extensions":       {"POST", "/graphql", `{"query":"{ users { totalCount } }","extensions":[1]}`, json, bad(400, plain)},
			"a number for a name":         {"POST", "/graphql", `{"query":"{ users { totalCount } }","operationName":1}`, json, bad(400, plain)},
			"no body":                     {"POST", "/graphql", "", json, bad(400, plain)},
			"something behind":            {"POST", "/graphql", good + "x", json, bad(400, plain)},
			"a form":                      {"POST", "/graphql", "query=%7B__typename%7D", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, bad(415, plain)},
			"text":                        {"POST", "/graphql", good, map[string]string{"Content-Type": "text/plain"}, bad(415, plain)},
			"no content type":             {"POST", "/graphql", good, nil, bad(415, plain)},
			"compressed":                  {"POST", "/graphql", good, map[string]string{"Content-Type": plain, "Content-Encoding": "gzip"}, bad(415, plain)},
			"GET":                         {"GET", get(url.Values{"query": {`query A { __typename } query B { users { totalCount } }`}, "operationName": {"B"}, "variables": {"{}"}}), "", nil, ok(plain)},
			"GET with PHP's empty lists":  {"GET", get(url.Values{"query": {`{ __typename }`}, "variables": {"[]"}, "extensions": {"[]"}}), "", nil, ok(plain)},
			"GET with text for variables": {"GET", get(url.Values{"query": {`{ __typename }`}, "variables": {"x"}}), "", nil, bad(400, plain)},
			"GET without a query":         {"GET", "/graphql", "", nil, bad(400, plain)},
			"GET of a broken address":     {"GET", "/graphql?query=%7B__typename%7D&x=%zz", "", nil, bad(400, plain)},
			"PUT":                         {"PUT", "/graphql", good, json, httpAnswer{405, plain, "GET, POST", "BAD_USER_INPUT", false}},
			"PATCH":                       {"PATCH", "/graphql", good, json, httpAnswer{405, plain, "GET, POST", "BAD_USER_INPUT", false}},
			"DELETE":                      {"DELETE", "/graphql", "", nil, httpAnswer{405, plain, "GET, POST", "BAD_USER_INPUT", false}},
			"a field that fails":          {"POST", "/graphql", `{"query":"{ users(first: -1) { totalCount } }"}`, accepting(graphQL), httpAnswer{200, graphQL, "", "BAD_USER_INPUT", true}},
		} {
			if diff := cmp.Diff(test.want, w.sent(t, test.method, test.target, test.body, test.header)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

// Whether answers come as events is up to the sender, whatever the operation, and what is wrong with it is told as
// an event as well.
func TestEventsOfErrors(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for name, test := range map[string]struct{ query, said string }{
			"invalid":    {`subscription { nothing }`, `"BAD_USER_INPUT"`},
			"no such":    {`subscription { syncProgress(runId: "x") { id } }`, `"NOT_FOUND"`},
			"query":      {`{ __typename }`, `{"data":{"__typename":"Query"}}`},
			"not to run": {`{`, `"BAD_USER_INPUT"`},
		} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(`{"query": `+quoted(test.query)+`}`))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Accept", "text/event-stream")
			r.Header.Set("Authorization", "Bearer "+serviceKey)
			got := httptest.NewRecorder()
			w.handler.ServeHTTP(got, r)
			blocks := strings.Split(got.Body.String(), "\n\n")
			if len(blocks) != 4 || blocks[0] != ":" || !strings.HasPrefix(blocks[1], "event: next\ndata: {") ||
				!strings.Contains(blocks[1], test.said) || blocks[2] != "event: complete\ndata: " {
				t.Errorf("%s: %q", name, blocks)
			}
		}
	})
}
