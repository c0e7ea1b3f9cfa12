package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database/dbtest"
	"polarflow/ent/viewer"
	"polarflow/web"
)

// counts stands for what serves the counts.
var counts = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "counts") })

// Counts are for service credentials and for this machine. A proxy on it makes nobody local.
func TestMetricsAccess(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	personal, _, err := auth.Issue(viewer.System(t.Context()), s.db.Ent.ApiToken, auth.Grant{UserID: s.user.ID, Name: "mine"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	const here, there = "127.0.0.1:5000", "203.0.113.9:5000"
	proxies := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}
	for name, test := range map[string]struct {
		peer, base string
		trusted    []netip.Prefix
		header     []string
		status     int
	}{
		"this machine":                      {here, "http://localhost:8000", nil, nil, 200},
		"this machine, IPv6":                {"[::1]:5000", "http://[::1]:8000", nil, nil, 200},
		"another machine":                   {there, "http://localhost:8000", nil, nil, 401},
		"a header that claims to be local":  {there, "http://localhost:8000", nil, []string{"X-Forwarded-For", "127.0.0.1"}, 401},
		"the same through a trusted proxy":  {"10.0.0.1:5000", "https://watch.example", proxies, []string{"X-Forwarded-For", "127.0.0.1"}, 401},
		"the internet, by a local proxy":    {here, "https://watch.example", proxies, []string{"X-Forwarded-For", "203.0.113.9"}, 401},
		"by one that is not named":          {here, "https://watch.example", nil, []string{"X-Forwarded-For", "203.0.113.9"}, 401},
		"by one that adds other headers":    {here, "http://localhost:8000", nil, []string{"Forwarded", "for=203.0.113.9"}, 401},
		"by one that adds none":             {here, "https://watch.example", nil, nil, 401},
		"this machine beside a known proxy": {here, "https://watch.example", proxies, nil, 200},
		"a service credential":              {there, "https://watch.example", nil, []string{"Authorization", "Bearer " + apiKey}, 200},
		"a service credential as a key":     {there, "https://watch.example", nil, []string{"X-API-Key", apiKey}, 200},
		"a person's token":                  {there, "https://watch.example", nil, []string{"Authorization", "Bearer " + personal}, 403},
		"a wrong credential":                {there, "https://watch.example", nil, []string{"Authorization", "Bearer canary"}, 401},
	} {
		o := s.options
		o.Metrics, o.BaseURL, o.TrustedProxies = counts, test.base, test.trusted
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
		request.RemoteAddr = test.peer
		for i := 0; i+1 < len(test.header); i += 2 {
			request.Header.Set(test.header[i], test.header[i+1])
		}
		rec := httptest.NewRecorder()
		web.New(o).ServeHTTP(rec, request)
		if served := rec.Body.String() == "counts"; rec.Code != test.status || served != (test.status == 200) {
			t.Errorf("%s: %d %s", name, rec.Code, rec.Body)
		}
	}
}

// Without METRICS_ENABLED there is nothing at /metrics, for anybody.
func TestMetricsSwitchedOff(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
	request.Header.Set("Authorization", "Bearer "+apiKey)
	rec := httptest.NewRecorder()
	web.New(s.options).ServeHTTP(rec, request)
	if rec.Code != http.StatusNotFound {
		t.Errorf("%d: %s", rec.Code, rec.Body)
	}
}

// A process that only works has its health and its counts, and nothing else.
func TestProbes(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	handler := web.NewProbes(web.Options{
		DB: s.db, Credentials: s.options.Credentials, Metrics: counts, Version: "v1.2.3", Log: s.options.Log, Now: time.Now,
	})
	got := map[string]int{}
	for _, path := range []string{"/health", "/ready", "/metrics", "/graphql", "/login", "/", "/admin/jobs/"} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		request.Header.Set("Authorization", "Bearer "+apiKey)
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, request)
		got[path] = rec.Code
	}
	want := map[string]int{"/health": 200, "/ready": 200, "/metrics": 200, "/graphql": 404, "/login": 404, "/": 404, "/admin/jobs/": 404}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What is told of a request is its route and never its address, which may name people and hold secrets.
func TestRequestsAreObserved(t *testing.T) {
	t.Parallel()
	var told []web.Served
	s := newSite(t, dbtest.SQLite(t))
	o := s.options
	began := time.Now()
	o.Now = func() time.Time { return began } // the clock stands still
	o.Observe = func(served web.Served) { told = append(told, served) }
	o.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			panic("a bug")
		}
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	})
	handler := web.New(o)
	for _, target := range []string{
		"GET /health", "GET /assets/page.css?v=canary", "GET /canary/1234", "DELETE /health", "GET /graphql", "POST /graphql", "CANARY /health",
	} {
		method, path, _ := strings.Cut(target, " ")
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), method, path, nil))
	}
	want := []web.Served{
		{Method: "GET", Route: "/health", Status: 200}, {Method: "GET", Route: "/assets/{name}", Status: 200},
		{Method: "GET", Route: "/", Status: 404}, {Method: "DELETE", Route: "/", Status: 404},
		{Method: "GET", Route: "/graphql", Status: 200, Stream: true}, {Method: "POST", Route: "/graphql", Status: 500},
		{Method: "CANARY", Route: "/", Status: 404},
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
}
