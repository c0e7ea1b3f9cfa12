package graph_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// unfit are texts that no name or id can be; PostgreSQL refuses some of them even in a question.
var unfit = map[string]string{"NUL": "a\x00b", "escape": "a\x1bb", "newline": "a\nb", "delete": "a\x7fb", "C1": "a\u0085b"}

// A text that cannot be stored is an error of the input, or what nobody has; it is never an internal error.
func TestUnfitText(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.session(t, u, dateAfter(0), "10:00:00", "RUNNING")
		mine := w.token(t, u)
		for name, text := range unfit {
			for _, test := range []struct{ secret, operation, want string }{
				{serviceKey, `mutation($t: String!) { createUser(input: {externalId: $t}) { userErrors { code } } }`, "INVALID"},
				{serviceKey, `mutation($t: String!) { createUser(input: {externalId: "x", displayName: $t}) { userErrors { code } } }`, "INVALID"},
				{serviceKey, `mutation($t: String!) { createUser(input: {externalId: "x", timeZone: $t}) { userErrors { code } } }`, "INVALID"},
				{mine, `mutation($t: String!) { updateUser(input: {displayName: $t}) { userErrors { code } } }`, "INVALID"},
				{mine, `mutation($t: String!) { updateUser(input: {timeZone: $t}) { userErrors { code } } }`, "INVALID"},
				{mine, `mutation($t: String!) { createApiToken(input: {name: $t, scopes: [READ]}) { userErrors { code } } }`, "INVALID"},
				{mine, `mutation($t: String!) { connectPolar(input: {returnUrl: $t}) { userErrors { code } } }`, "RETURN_URL_NOT_ALLOWED"},
				{mine, `mutation($t: ID!) { updateUser(input: {userId: $t}) { userErrors { code } } }`, "NOT_FOUND"},
				{mine, `mutation($t: ID!) { revokeApiToken(input: {apiTokenId: $t}) { userErrors { code } } }`, "NOT_FOUND"},
				{mine, `mutation($t: ID!) { revokeSession(input: {sessionId: $t}) { userErrors { code } } }`, "NOT_FOUND"},
				{serviceKey, `query($t: String!) { user(externalId: $t) { id } }`, `"user":null`},
				{serviceKey, `query($t: ID!) { user(id: $t) { id } }`, `"user":null`},
				{serviceKey, `query($t: String!) { user(polarUserId: $t) { id } }`, `"user":null`},
				{serviceKey, `query($t: String!) { users(search: $t) { totalCount } }`, "BAD_USER_INPUT"},
				{mine, `query($t: ID!) { node(id: $t) { id } }`, `"node":null`},
				{mine, `query($t: String!) { viewer { exercise(polarId: $t) { id } } }`, `"exercise":null`},
				{mine, `query($t: ID!) { viewer { exercise(id: $t) { id } } }`, `"exercise":null`},
				{mine, `query($t: String!) { viewer { exercises(sport: $t) { totalCount } } }`, "BAD_USER_INPUT"},
				{mine, `query($t: String!) { viewer { exercises(after: $t) { totalCount } } }`, "BAD_USER_INPUT"},
				{mine, `query($t: String!) { viewer { changes(since: $t) { cursor } } }`, "BAD_USER_INPUT"},
			} {
				if a := w.try(t, test.secret, test.operation, vars{"t": text}); !strings.Contains(a.body, test.want) {
					t.Errorf("%s, %s: want %s, got %s", name, test.operation, test.want, a.body)
				}
			}
		}
		if diff := cmp.Diff("", w.log.String()); diff != "" {
			t.Errorf("the log: %s", diff)
		}
	})
}

// Bytes that are no UTF-8 arrive in the address of a GET only, where no decoder has repaired them.
func TestInvalidUTF8(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for _, query := range []string{"{ user(externalId: \"a\xffb\") { id } }", "{ user(id: \"a\xffb\") { id } }", "{ users(search: \"a\xffb\") { totalCount } }"} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?query="+url.QueryEscape(query), nil)
			r.Header.Set("X-API-Key", serviceKey)
			if a := w.do(t, r); a.code() == "INTERNAL" {
				t.Errorf("%q: %s", query, a.body)
			}
		}
	})
}
