package graph_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"polarflow/graph"
)

// get sends a query by GET, with the validator of an answer that the client has.
func (w *world) get(t testing.TB, secret, query, known string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?query="+url.QueryEscape(query), nil)
	r.Header.Set("Authorization", "Bearer "+secret)
	if known != "" {
		r.Header.Set("If-None-Match", known)
	}
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, r)
	return recorder
}

// A client that has an answer is told so as long as it is the answer, and gets the new one after that.
func TestAnswersAreValidated(t *testing.T) {
	t.Parallel()
	const query = `{ viewer { displayName } }`
	for name, keep := range map[string]func(*graph.Options){"kept": keeping, "not kept": func(*graph.Options) {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, w *world) {
				u := w.person(t, "me")
				secret, other := w.token(t, u), w.token(t, w.person(t, "other"))
				tag := w.get(t, secret, query, "").Header().Get("ETag")
				for name, test := range map[string]struct {
					secret, known string
					want          int
				}{
					"the same":           {secret, tag, http.StatusNotModified},
					"one of several":     {secret, `"x", ` + tag, http.StatusNotModified},
					"another":            {secret, `W/"x"`, http.StatusOK},
					"none":               {secret, "", http.StatusOK},
					"somebody else's":    {other, tag, http.StatusOK},
					"without credential": {"", tag, http.StatusUnauthorized},
				} {
					answer := w.get(t, test.secret, query, test.known)
					if answer.Code != test.want || (answer.Body.Len() == 0) != (test.want == http.StatusNotModified) {
						t.Errorf("%s: %d with %q", name, answer.Code, answer.Body)
					}
				}
				w.db.Ent.User.UpdateOne(u).SetDisplayName("Else").ExecX(system(t))
				if answer := w.get(t, secret, query, tag); answer.Code != http.StatusOK || answer.Header().Get("ETag") == tag {
					t.Errorf("after a change: %d, %q", answer.Code, answer.Header())
				}
				if answer := w.get(t, secret, `{ node(id: 1.5) { id } }`, "*"); answer.Code == http.StatusNotModified {
					t.Error("an error is nothing that a client has")
				}
			}, keep)
		})
	}
}
