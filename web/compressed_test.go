package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
	"polarflow/web"
)

// Long answers are compressed for those who accept it, and events never are.
func TestCompressed(t *testing.T) {
	t.Parallel()
	long := `{"data":"` + strings.Repeat("night ", 1000) + `"}`
	tests := map[string]struct {
		accept, contentType, body string
		encoding                  string
	}{
		"long":            {"gzip, deflate, br", "application/json", long, "gzip"},
		"GraphQL's type":  {"gzip", "application/graphql-response+json; charset=utf-8", long, "gzip"},
		"not accepted":    {"br", "application/json", long, ""},
		"accepted by q=0": {"gzip;q=0", "application/json", long, ""},
		"short":           {"gzip", "application/json", `{"data":null}`, ""},
		"events":          {"gzip", "text/event-stream", long, ""},
	}
	db := dbtest.SQLite(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, db)
			s.options.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", test.contentType)
				_, _ = io.WriteString(w, test.body)
			})
			request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", nil)
			request.Header.Set("Accept-Encoding", test.accept)
			rec := httptest.NewRecorder()
			web.New(s.options).ServeHTTP(rec, request)
			if got := rec.Header().Get("Content-Encoding"); got != test.encoding {
				t.Errorf("encoding %q, want %q", got, test.encoding)
			}
			if !strings.Contains(strings.Join(rec.Header().Values("Vary"), ","), "Accept-Encoding") {
				t.Error("caches are not told that the answer varies")
			}
			if diff := cmp.Diff(test.body, plain(t, rec)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// plain returns a body without its compression.
func plain(t *testing.T, rec *httptest.ResponseRecorder) string {
	t.Helper()
	body := io.Reader(rec.Body)
	if rec.Header().Get("Content-Encoding") == "gzip" {
		var err error
		if body, err = gzip.NewReader(rec.Body); err != nil {
			t.Fatal(err)
		}
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
