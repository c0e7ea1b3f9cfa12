package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/web"
)

// signedInTo returns a site with somebody who is signed in, and the cookie of the session.
func signedInTo(t *testing.T, db *database.DB) (*site, *http.Cookie) {
	t.Helper()
	s := newSite(t, db)
	secret, err := s.options.Gate.SignInAs(t.Context(), s.user.ID, "test", auth.Browser{})
	if err != nil {
		t.Fatal(err)
	}
	return s, &http.Cookie{Name: "polarflow_session", Value: secret}
}

// ask answers a request for a path, of the browser with the cookie.
func (s *site) ask(t *testing.T, path string, cookie *http.Cookie) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	request.Host = strings.TrimPrefix(s.URL, "http://")
	request.Header.Set("Accept-Encoding", "gzip")
	if cookie != nil {
		request.AddCookie(cookie)
	}
	rec := httptest.NewRecorder()
	web.New(s.options).ServeHTTP(rec, request)
	return rec
}

// The dashboard is at its addresses for those who are signed in; everybody else is led to the sign-in, and back.
func TestDashboard(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s, cookie := signedInTo(t, db)
		type outcome struct {
			Status   int
			Location string
			IsPage   bool
		}
		for path, want := range map[string]struct{ nobody, person outcome }{
			"/":                 {outcome{303, "/login", false}, outcome{200, "", true}},
			"/night":            {outcome{303, "/login?next=%2Fnight", false}, outcome{200, "", true}},
			"/night/2026-11-04": {outcome{303, "/login?next=%2Fnight%2F2026-11-04", false}, outcome{200, "", true}},
			"/trends?days=90":   {outcome{303, "/login?next=%2Ftrends%3Fdays%3D90", false}, outcome{200, "", true}},
			"/nightly":          {outcome{404, "", false}, outcome{404, "", false}},
		} {
			of := func(rec *httptest.ResponseRecorder) outcome {
				return outcome{rec.Code, rec.Header().Get("Location"), strings.Contains(plain(t, rec), `<div id="app">`)}
			}
			if diff := cmp.Diff([]outcome{want.nobody, want.person}, []outcome{of(s.ask(t, path, nil)), of(s.ask(t, path, cookie))}); diff != "" {
				t.Errorf("%s: %s", path, diff)
			}
		}
	})
}

// Every script and style that the page names is served compressed and for good; the page itself is asked for again, and
// nothing in it needs a policy that allows more than this server's own files.
func TestDashboardFiles(t *testing.T) {
	t.Parallel()
	s, cookie := signedInTo(t, dbtest.SQLite(t))
	page := s.ask(t, "/", cookie)
	if policy := page.Header().Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("policy %q", policy)
	}
	if got := page.Header().Get("Cache-Control"); got != "no-cache" {
		t.Errorf("page: %q", got)
	}
	html := plain(t, page)
	if strings.Contains(html, "style=") || regexp.MustCompile(`<script[^>]*>[^<]`).MatchString(html) {
		t.Error("the page has styles or scripts of its own")
	}
	files := regexp.MustCompile(`"(/ui/[^"]+)"`).FindAllStringSubmatch(html, -1)
	if len(files) < 2 {
		t.Fatalf("the page names %d files", len(files))
	}
	for _, file := range files {
		got := s.ask(t, file[1], nil)
		if got.Code != http.StatusOK || !strings.Contains(got.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %q", file[1], got.Code, got.Header().Get("Cache-Control"))
		}
		zipped, err := gzip.NewReader(got.Body)
		if err != nil {
			t.Fatalf("%s: %v", file[1], err)
		}
		if content, err := io.ReadAll(zipped); err != nil || len(content) == 0 {
			t.Errorf("%s: %d bytes, %v", file[1], len(content), err)
		}
	}
	if got := s.ask(t, "/ui/../index.html", nil); got.Code == http.StatusOK {
		t.Error("more than scripts and styles is served")
	}
}
