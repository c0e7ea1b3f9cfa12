package graph_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"polarflow/ent/user"
)

// Each way in is for the operations that belong there, and what is not is refused before it runs.
func TestWaysIn(t *testing.T) {
	t.Parallel()
	const query, mutation, subscription = `{viewer{id}}`, `mutation{updateUser(input:{displayName:"changed"}){user{id}}}`,
		`subscription{syncProgress(runId:"x"){id}}`
	each(t, func(t *testing.T, w *world) {
		mine := w.token(t, w.person(t, "me"))
		for name, test := range map[string]struct {
			method, query, accept string
			status                int
			contentType, allow    string
		}{
			"query":                    {http.MethodPost, query, "application/json", http.StatusOK, "application/json", ""},
			"query by GET":             {http.MethodGet, query, "application/json", http.StatusOK, "application/json", ""},
			"mutation by GET":          {http.MethodGet, mutation, "application/json", http.StatusMethodNotAllowed, "application/json", "POST"},
			"subscription by GET":      {http.MethodGet, subscription, "*/*", http.StatusMethodNotAllowed, "application/json", "POST"},
			"subscription by POST":     {http.MethodPost, subscription, "application/json", http.StatusNotAcceptable, "application/json", ""},
			"events among others":      {http.MethodPost, query, "application/graphql-response+json, application/json, text/event-stream", http.StatusOK, "application/graphql-response+json", ""},
			"subscription, any answer": {http.MethodPost, subscription, "application/json, text/event-stream;q=0.5", http.StatusOK, "text/event-stream", ""},
			"subscription as events":   {http.MethodPost, subscription, "text/event-stream", http.StatusOK, "text/event-stream", ""},
			"query as events":          {http.MethodPost, query, "text/event-stream", http.StatusOK, "text/event-stream", ""},
		} {
			target, body := "/graphql", `{"query": `+quoted(test.query)+`}`
			if test.method == http.MethodGet {
				target, body = target+"?query="+url.QueryEscape(test.query), ""
			}
			r := httptest.NewRequestWithContext(t.Context(), test.method, target, strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Accept", test.accept)
			r.Header.Set("Authorization", "Bearer "+mine)
			got := httptest.NewRecorder()
			w.handler.ServeHTTP(got, r)
			h := got.Header()
			if got.Code != test.status || h.Get("Content-Type") != test.contentType || h.Get("Allow") != test.allow {
				t.Errorf("%s: %d %v %s", name, got.Code, h, got.Body)
			}
			if refused := test.status >= 400; refused != strings.Contains(got.Body.String(), "BAD_USER_INPUT") {
				t.Errorf("%s: %s", name, got.Body)
			}
		}
		if n := w.db.Ent.User.Query().Where(user.DisplayName("changed")).CountX(system(t)); n != 0 {
			t.Error("a mutation by GET was carried out")
		}
	})
}

// Over WebSocket one subprotocol is spoken; a client of another is told so and does not come back.
func TestSubprotocols(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		server := httptest.NewServer(w.handler)
		defer server.Close()
		for name, test := range map[string]struct {
			offered []string
			agreed  string
		}{
			"the one":          {[]string{"graphql-transport-ws"}, "graphql-transport-ws"},
			"among others":     {[]string{"graphql-ws", "graphql-transport-ws"}, "graphql-transport-ws"},
			"the predecessor":  {[]string{"graphql-ws"}, ""},
			"something else":   {[]string{"soap"}, ""},
			"nothing in there": {nil, ""},
		} {
			c, _, err := websocket.Dial(t.Context(), server.URL+"/graphql", &websocket.DialOptions{Subprotocols: test.offered})
			if err != nil {
				t.Fatal(err)
			}
			if c.Subprotocol() != test.agreed {
				t.Errorf("%s: agreed on %q", name, c.Subprotocol())
			}
			if test.agreed == "" {
				if _, _, err := c.Read(t.Context()); websocket.CloseStatus(err) != 4406 {
					t.Errorf("%s: %v", name, err)
				}
			}
			_ = c.CloseNow()
		}
	})
}
