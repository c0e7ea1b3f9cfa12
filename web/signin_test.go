package web_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/viewer"
	"polarflow/web"
)

const password = "canary correct horse"

// post sends a form as a browser does from a page of the site, unless header says otherwise.
func (b *browser) post(address string, form url.Values, header ...string) answer {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
		if header[i+1] == "" {
			request.Header.Del(header[i])
		}
	}
	return b.do(request)
}

// session returns the secret in the browser's session cookie, "" for none.
func (b *browser) session(address string) string {
	b.t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, cookie := range b.Jar.Cookies(u) {
		if cookie.Name == "polarflow_session" {
			return cookie.Value
		}
	}
	return ""
}

// still is a browser that follows nothing.
func (s *site) still(t *testing.T) *browser {
	t.Helper()
	b := s.browser(t)
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return b
}

// owned makes the owner's account through the page and returns the owner's browser. The owner is s.user.
func (s *site) owned(t *testing.T) *browser {
	t.Helper()
	code, err := s.options.Gate.OfferSetup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := s.browser(t)
	if got := b.open(s.URL + "/login"); got.address != s.URL+"/setup" || !strings.Contains(got.body, `action="/setup"`) {
		t.Fatalf("the way in leads to %s:\n%s", got.address, got.body)
	}
	got := b.post(s.URL+"/setup", url.Values{"code": {code}, "name": {"Aino"}, "password": {password}})
	if got.Status != http.StatusOK || got.address != s.URL+"/connect" || !strings.Contains(got.body, `<div id="app">`) {
		t.Fatalf("set up: %d at %s:\n%s", got.Status, got.address, got.body)
	}
	return b
}

func signInValues(name, password string) url.Values {
	return url.Values{"name": {name}, "password": {password}}
}

// From the code in the log to the person's own data, out, and in again by name and password.
func TestSetUpAndSignIn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		b := s.owned(t)
		first := b.session(s.URL)
		if v, err := s.options.Credentials.Identify(t.Context(), first); err != nil || v.UserID != s.user.ID {
			t.Errorf("the session is user %d's: %v", v.UserID, err)
		}
		if got := b.open(s.URL + "/setup"); got.address != s.URL+"/login" {
			t.Errorf("the setup page is still at %s", got.address)
		}
		if got := b.open(s.URL + "/graphiql"); !strings.Contains(got.body, `data-signed-in="true"`) {
			t.Error("GraphiQL does not know the session")
		}
		if got := b.post(s.URL+"/logout", nil); got.Status != 200 || b.session(s.URL) != "" {
			t.Errorf("sign out: %d, cookie %q", got.Status, b.session(s.URL))
		}
		if _, err := s.options.Credentials.Identify(t.Context(), first); err == nil {
			t.Error("the session works after signing out")
		}
		if got := b.post(s.URL+"/login", signInValues("AINO", password)); got.Status != 200 || got.address != s.URL+"/" {
			t.Errorf("sign in: %d at %s", got.Status, got.address)
		}
		if b.session(s.URL) == first || b.session(s.URL) == "" {
			t.Error("the session is not a new one")
		}
	})
}

// The cookie is out of reach of scripts and other sites, and over https of everything else.
func TestSessionCookie(t *testing.T) {
	t.Parallel()
	for name, secure := range map[string]bool{"http": false, "https": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, dbtest.SQLite(t), func(o *web.Options) {
				if secure {
					o.BaseURL = "https://polar.example"
				}
			})
			code, err := s.options.SignIn.New(s.user.ID)
			if err != nil {
				t.Fatal(err)
			}
			got := s.still(t).open(s.URL + "/login?redirected=1&code=" + code)
			if diff := cmp.Diff([]any{303, "/"}, []any{got.Status, got.Location}); diff != "" {
				t.Fatal(diff)
			}
			cookie, err := http.ParseSetCookie(got.header.Get("Set-Cookie"))
			if err != nil {
				t.Fatal(err)
			}
			secret := cookie.Value
			cookie.Value, cookie.Raw = "", ""
			want := http.Cookie{Name: map[bool]string{false: "polarflow_session", true: "__Host-polarflow_session"}[secure], Path: "/", MaxAge: 30 * 86400, HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode}
			if diff := cmp.Diff(want, *cookie); diff != "" {
				t.Error(diff)
			}
			if !strings.HasPrefix(secret, "pfs_") || len(secret) != 47 {
				t.Errorf("the secret has %d characters", len(secret))
			}
			if again := s.still(t).open(s.URL + "/login?redirected=1&code=" + code); again.Status != http.StatusForbidden {
				t.Errorf("the link works twice: %d", again.Status)
			}
		})
	}
}

// Pages say what was wrong, keep the name that was typed, and never the password.
func TestFormsThatFail(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		code, err := s.options.Gate.OfferSetup(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		setup := func(code, name, password string) url.Values {
			return url.Values{"code": {code}, "name": {name}, "password": {password}}
		}
		type test struct {
			path   string
			form   url.Values
			status int
			want   string
		}
		check := func(tests map[string]test) {
			for name, test := range tests {
				got := s.still(t).post(s.URL+test.path, test.form)
				if got.Status != test.status || !strings.Contains(got.body, test.want) || got.header.Get("Set-Cookie") != "" {
					t.Errorf("%s: %d, cookie %q:\n%s", name, got.Status, got.header.Get("Set-Cookie"), got.body)
				}
				if strings.Contains(got.body, "canary") || strings.Contains(got.body, "<script>") || got.header.Get("Cache-Control") != "no-store" {
					t.Errorf("%s: the page shows a secret, or markup that was typed, or may be kept:\n%s", name, got.body)
				}
			}
		}
		check(map[string]test{
			"short password":   {"/setup", setup(code, "Aino", "canary"), 422, "A password needs 10 characters or more."},
			"no name":          {"/setup", setup(code, "", password), 422, "A name needs 1 to 100 characters"},
			"neither":          {"/setup", setup(code, "", ""), 422, "that can be seen. A password needs"},
			"wrong code":       {"/setup", setup("canary", "<script>", password), 403, `value="&lt;script&gt;"`},
			"name is kept":     {"/setup", setup("canary", "Eero", password), 403, `value="Eero"`},
			"no form at all":   {"/setup", nil, 422, "role=\"alert\""},
			"nobody is anyone": {"/login", signInValues("aino", password), 403, "Name or password is wrong."},
		})
		s.ownedWith(t, code)
		check(map[string]test{
			"wrong password":     {"/login", signInValues("Aino", "canary wrong one"), 403, "Name or password is wrong."},
			"unknown name":       {"/login", signInValues("Eero", password), 403, `value="Eero"`},
			"wrong credential":   {"/login", url.Values{"credential": {"canary"}}, 403, "This is not a service credential"},
			"owned":              {"/setup", setup(code, "Eero", password), 409, "Somebody owns this server already."},
			"query is no form":   {"/login?name=aino&password=" + url.QueryEscape(password), nil, 403, "Name or password is wrong."},
			"operator's details": {"/login", url.Values{"credential": {"x"}}, 403, "<details open>"},
		})
	})
}

func (s *site) ownedWith(t *testing.T, code string) {
	t.Helper()
	if _, err := s.options.Gate.SetUp(t.Context(), code, "Aino", password, auth.Browser{}); err != nil {
		t.Fatal(err)
	}
}

// An operator's credential becomes a session for everybody's data, which is not the credential.
func TestOperatorSignsIn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db, func(o *web.Options) { o.People = false })
		b := s.browser(t)
		if got := b.open(s.URL + "/login"); strings.Contains(got.body, `name="password"`) || !strings.Contains(got.body, `name="credential"`) {
			t.Errorf("the page to sign in:\n%s", got.body)
		}
		if got := b.post(s.URL+"/login", url.Values{"credential": {apiKey}}); got.Status != 200 {
			t.Fatalf("sign in: %d", got.Status)
		}
		secret := b.session(s.URL)
		v, err := s.options.Credentials.Identify(t.Context(), secret)
		if diff := cmp.Diff(viewer.Viewer{All: true, Scopes: []viewer.Scope{viewer.Service}}, v); diff != "" || err != nil || secret == apiKey {
			t.Error(err, diff)
		}
		if got := b.open(s.URL + "/login"); !strings.Contains(got.body, "You are the operator") {
			t.Errorf("the page does not say who is signed in:\n%s", got.body)
		}
		if got := b.open(s.URL + "/connect/polar"); got.Status != http.StatusBadRequest {
			t.Errorf("an operator connects nobody: %d", got.Status)
		}
		changed := &auth.Credentials{Ent: db.Ent, APIKey: strings.Repeat("n", 32), Now: time.Now}
		if _, err := changed.Identify(t.Context(), secret); err == nil {
			t.Error("the session outlives the key")
		}
	})
}

// Who may sign in depends on whom the deployment is for.
func TestDoors(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		people, operators bool
		want              []int
	}{
		"at home":                {true, true, []int{200, 200, 403, 403, 403}},
		"at home, no operators":  {true, false, []int{200, 200, 403, 404, 403}},
		"saas":                   {false, false, []int{404, 404, 404, 404, 404}},
		"saas, operators' pages": {false, true, []int{404, 200, 404, 403, 404}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, dbtest.SQLite(t), func(o *web.Options) { o.People, o.Operators = test.people, test.operators })
			if _, err := s.options.Gate.OfferSetup(t.Context()); err != nil {
				t.Fatal(err)
			}
			b := s.browser(t)
			got := []int{
				b.open(s.URL + "/setup").Status, b.open(s.URL + "/login").Status,
				b.post(s.URL+"/login", signInValues("a", password)).Status,
				b.post(s.URL+"/login", url.Values{"credential": {"x"}}).Status,
				b.post(s.URL+"/setup", url.Values{"code": {"x"}, "name": {"x"}, "password": {password}}).Status,
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Signing out everywhere ends the person's other browsers and nobody else's.
func TestSignOutEverywhere(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		here, phone, other := s.owned(t), s.browser(t), s.browser(t)
		phone.post(s.URL+"/login", signInValues("aino", password))
		neighbour := db.Ent.User.Create().SaveX(viewer.System(t.Context()))
		code, err := s.options.SignIn.New(neighbour.ID)
		if err != nil {
			t.Fatal(err)
		}
		other.open(s.URL + "/login?code=" + code)
		if got := here.post(s.URL+"/logout?everywhere=1", nil); got.Status != 200 || !strings.Contains(got.body, "No browser") {
			t.Errorf("%d:\n%s", got.Status, got.body)
		}
		signedIn := func(b *browser) bool { return strings.Contains(b.open(s.URL+"/logout").body, "You are signed in") }
		if diff := cmp.Diff([]bool{false, false, true}, []bool{signedIn(here), signedIn(phone), signedIn(other)}); diff != "" {
			t.Error(diff)
		}
	})
}

// Locked is a page that says how long, busy one that says soon.
func TestLockedPage(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	s.owned(t)
	var got answer
	for range 11 {
		got = s.browser(t).post(s.URL+"/login", signInValues("aino", "wrong"))
	}
	retry := got.header.Get("Retry-After")
	if got.Status != http.StatusTooManyRequests || len(retry) != 3 || !strings.Contains(got.body, "try again in 15 minutes") {
		t.Errorf("%d, Retry-After %q:\n%s", got.Status, retry, got.body)
	}
}

// A request with the session cookie reaches the API as the person.
func TestSessionReachesAPI(t *testing.T) {
	t.Parallel()
	var seen viewer.Viewer
	var actor string
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) {
		o.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			seen, _ = viewer.FromContext(r.Context())
			actor = auth.Actor(r.Context())
			_, _ = io.WriteString(w, auth.Address(r.Context()))
		})
	})
	b := s.owned(t)
	got := b.post(s.URL+"/graphql", nil)
	if seen.UserID != s.user.ID || actor != "session" || got.body != "127.0.0.1" || got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("viewer %v, actor %q, from %q", seen, actor, got.body)
	}
	if ctx := context.WithoutCancel(t.Context()); auth.Address(ctx) != "" || auth.Actor(ctx) != "server" {
		t.Error("the server itself has an address or another name")
	}
}
