package graph

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The id of a request is the client's if it is harmless, and a new one otherwise.
func TestRequestID(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		id   string
		kept bool
	}{
		"none":     {"", false},
		"proxy's":  {"01J8-Zz_9", true},
		"newline":  {"a\nb", false},
		"markup":   {"<b>", false},
		"longest":  {strings.Repeat("x", 64), true},
		"too long": {strings.Repeat("x", 65), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var inside string
			handler := withRequestID(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { inside = requestID(r.Context()) }))
			r, w := httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder()
			r.Header.Set("X-Request-Id", test.id)
			handler.ServeHTTP(w, r)
			if inside == "" || inside != w.Header().Get("X-Request-Id") || (inside == test.id) != test.kept {
				t.Errorf("%q became %q, answered %q", test.id, inside, w.Header().Get("X-Request-Id"))
			}
		})
	}
}
