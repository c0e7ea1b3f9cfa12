package web_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/web"
)

func TestRoutes(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	tests := map[string]struct {
		method, path string
		status       int
		location     string
		body         string
	}{
		"home":           {"GET", "/", 303, "/login", ""},
		"health":         {"GET", "/health", 200, "", `{"status":"ok","version":"v1.2.3"}` + "\n"},
		"ready":          {"GET", "/ready", 200, "", `{"status":"ready"}` + "\n"},
		"schema":         {"GET", "/schema.graphql", 200, "", "type Query { viewer: User }\n"},
		"graphql":        {"POST", "/graphql", 200, "", ""},
		"nothing":        {"GET", "/nothing", 404, "", "-"},
		"wrong method":   {"POST", "/health", 404, "", "-"},
		"source folder":  {"GET", "/assets/", 404, "", "-"},
		"no such asset":  {"GET", "/assets/web.go", 404, "", "-"},
		"sign-in link":   {"GET", "/login?code=wrong", 403, "", "-"},
		"up and out":     {"GET", "/assets/..%2fpages%2fpage.html", 400, "", "-"},
		"graphiql's own": {"GET", "/assets/graphiql-page.css?v=1", 200, "", "-"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			request := httptest.NewRequestWithContext(t.Context(), test.method, test.path, nil)
			request.Host = strings.TrimPrefix(s.URL, "http://")
			rec := httptest.NewRecorder()
			web.New(s.options).ServeHTTP(rec, request)
			if rec.Code != test.status || rec.Header().Get("Location") != test.location {
				t.Errorf("got %d to %q, want %d to %q", rec.Code, rec.Header().Get("Location"), test.status, test.location)
			}
			if test.body != "-" && test.status != 303 {
				if diff := cmp.Diff(test.body, rec.Body.String()); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestWithoutGraphiQL(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) { o.GraphiQL = false })
	var got []int
	for _, path := range []string{"/", "/graphiql"} {
		got = append(got, s.browser(t).open(s.URL+path).Status)
	}
	if diff := cmp.Diff([]int{200, 404}, got); diff != "" {
		t.Error(diff)
	}
}

// Everything that GraphiQL's page loads is served, and nothing comes from elsewhere.
func TestGraphiQL(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	b := s.browser(t)
	got := b.open(s.URL + "/graphiql")
	if strings.Contains(got.body, "//") {
		t.Error("the page refers to another host")
	}
	loaded := 0
	for _, part := range strings.Split(got.body, `"`) {
		if !strings.HasPrefix(part, "/assets/") {
			continue
		}
		loaded++
		asset := b.open(s.URL + part)
		if asset.Status != http.StatusOK || !strings.Contains(asset.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: got %d, %q", part, asset.Status, asset.header.Get("Cache-Control"))
		}
	}
	if loaded != 9 {
		t.Errorf("%d assets, want an icon, three style sheets and five scripts", loaded)
	}
	policy := got.header.Get("Content-Security-Policy")
	if strings.Contains(policy, "http") || strings.Contains(policy, "script-src 'self' '") {
		t.Errorf("policy %q lets in other origins or inline scripts", policy)
	}
}

func TestReadyTellsWhy(t *testing.T) {
	t.Parallel()
	empty, err := database.Open(t.Context(), dbtest.Address(t, "sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	closed, err := database.Open(t.Context(), dbtest.Address(t, "sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = empty.Close() })
	s := newSite(t, dbtest.SQLite(t))
	for name, test := range map[string]struct {
		db   *database.DB
		want string
	}{
		"not migrated": {empty, `{"reason":"` + database.ErrSchema.Error() + `","status":"unavailable"}` + "\n"},
		"closed":       {closed, `{"reason":"the database does not answer","status":"unavailable"}` + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := s.options
			o.DB = test.db
			rec := httptest.NewRecorder()
			web.New(o).ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), "GET", "/ready", nil))
			if diff := cmp.Diff(test.want, rec.Body.String()); diff != "" || rec.Code != http.StatusServiceUnavailable {
				t.Errorf("got %d: %s", rec.Code, diff)
			}
		})
	}
}

// Before a cookie is set the browser is sent to BASE_URL, once, and only as far as the proxy can be believed.
func TestAtBaseURL(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	tests := map[string]struct {
		host, query string
		header      map[string]string
		peer        string
		want        string
	}{
		"BASE_URL":             {host: "polar.example", want: ""},
		"other name":           {host: "127.0.0.1:8000", want: "https://polar.example/login?code=c&redirected=1"},
		"other port":           {host: "polar.example:8000", want: "https://polar.example/login?code=c&redirected=1"},
		"once":                 {host: "127.0.0.1:8000", query: "&redirected=1", want: ""},
		"http behind a proxy":  {host: "polar.example", header: map[string]string{"X-Forwarded-Proto": "http"}, want: "https://polar.example/login?code=c&redirected=1"},
		"https behind a proxy": {host: "app:8000", header: map[string]string{"X-Forwarded-Proto": "https", "X-Forwarded-Host": "polar.example"}, want: ""},
		"not a proxy of ours":  {host: "polar.example", header: map[string]string{"X-Forwarded-Proto": "http"}, peer: "203.0.113.9:1", want: ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := s.options
			o.BaseURL, o.TrustedProxies = "https://polar.example", []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
			request := httptest.NewRequestWithContext(t.Context(), "GET", "/login?code=c"+test.query, nil)
			request.Host, request.RemoteAddr = test.host, "10.1.1.1:1"
			if test.peer != "" {
				request.RemoteAddr = test.peer
			}
			for name, value := range test.header {
				request.Header.Set(name, value)
			}
			rec := httptest.NewRecorder()
			web.New(o).ServeHTTP(rec, request)
			if diff := cmp.Diff(test.want, rec.Header().Get("Location")); diff != "" {
				t.Error(diff)
			}
			if rec.Header().Get("Strict-Transport-Security") == "" {
				t.Error("no Strict-Transport-Security although people use https")
			}
		})
	}
}

func TestRequestID(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	var seen string
	o := s.options
	o.GraphQL = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = r.Header.Get(web.RequestIDHeader) })
	handler := web.New(o)
	for name, test := range map[string]struct {
		given string
		kept  bool
	}{
		"none":           {"", false},
		"a good one":     {"req-1-A_b", true},
		"a line break":   {"a\nlevel=ERROR", false},
		"far too long":   {strings.Repeat("a", 65), false},
		"other alphabet": {"é", false},
	} {
		request := httptest.NewRequestWithContext(t.Context(), "POST", "/graphql", nil)
		request.Header["X-Request-Id"] = []string{test.given}
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, request)
		if seen == "" || seen != rec.Header().Get("X-Request-Id") || (seen == test.given) != test.kept {
			t.Errorf("%s: handler saw %q, answer says %q", name, seen, rec.Header().Get("X-Request-Id"))
		}
	}
}

// A panic is an answer and a log line, not the end of the server; what it says stays here.
func TestPanic(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) {
		o.GraphQL = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("canary") })
	})
	got := s.browser(t).open(s.URL + "/graphql")
	if got.Status != http.StatusInternalServerError || strings.Contains(got.body, "canary") {
		t.Errorf("got %d: %s", got.Status, got.body)
	}
	if !strings.Contains(s.log.String(), "cause=canary") {
		t.Error("the cause is not in the log")
	}
}

// Queries and headers stay out of the log.
func TestAccessLog(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/health?token=canary", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer canary")
	s.browser(t).do(request)
	line := s.log.String()
	if !strings.Contains(line, "path=/health") || !strings.Contains(line, "status=200") || strings.Contains(line, "canary") {
		t.Error(line)
	}
}

func TestBodyIsBounded(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	for name, test := range map[string]struct{ size, want int }{"large": {4 << 20, 200}, "too large": {4<<20 + 1, 413}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := s.options
			o.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if _, err := io.ReadAll(r.Body); err != nil {
					w.WriteHeader(http.StatusRequestEntityTooLarge)
				}
			})
			server := httptest.NewServer(web.New(o))
			defer server.Close()
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/graphql", bytes.NewReader(make([]byte, test.size)))
			if err != nil {
				t.Fatal(err)
			}
			if got := s.browser(t).do(request); got.Status != test.want {
				t.Errorf("got %d, want %d", got.Status, test.want)
			}
		})
	}
}

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	header := s.browser(t).open(s.URL + "/nothing").header
	got := map[string]string{}
	for _, name := range []string{"Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options", "Cache-Control", "Strict-Transport-Security"} {
		got[name] = header.Get(name)
	}
	want := map[string]string{"Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
		"Cache-Control": "no-store", "Strict-Transport-Security": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if policy := header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
}

// Pages of the allowed origins may call the API from a browser, and no others; cookies never come along.
func TestCrossOrigin(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) { o.AllowedOrigins = []string{"https://app.example"} })
	tests := map[string]struct {
		origin, method string
		preflight      bool
		status         int
		allowed        string
	}{
		"allowed":              {"https://app.example", "POST", false, 200, "https://app.example"},
		"allowed to ask":       {"https://app.example", "OPTIONS", true, 204, "https://app.example"},
		"another origin":       {"https://evil.example", "POST", false, 200, ""},
		"another origin asks":  {"https://evil.example", "OPTIONS", true, 200, ""},
		"look-alike":           {"https://app.example.evil.example", "OPTIONS", true, 200, ""},
		"no origin":            {"", "POST", false, 200, ""},
		"options, no question": {"https://app.example", "OPTIONS", false, 200, "https://app.example"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			request := httptest.NewRequestWithContext(t.Context(), test.method, "/graphql", nil)
			request.Header.Set("Origin", test.origin)
			if test.preflight {
				request.Header.Set("Access-Control-Request-Method", "POST")
			}
			rec := httptest.NewRecorder()
			web.New(s.options).ServeHTTP(rec, request)
			got := []any{rec.Code, rec.Header().Get("Access-Control-Allow-Origin"), rec.Header().Get("Access-Control-Allow-Credentials")}
			if diff := cmp.Diff([]any{test.status, test.allowed, ""}, got); diff != "" {
				t.Error(diff)
			}
			if rec.Header().Get("Vary") != "Origin" {
				t.Error("a cache may mix up the origins")
			}
		})
	}
}
