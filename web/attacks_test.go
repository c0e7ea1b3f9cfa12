package web_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
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

// A form that another site sends signs nobody in, sets nothing up and signs nobody out.
func TestFormFromAnotherSite(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		code, err := s.options.Gate.OfferSetup(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		setup := url.Values{"code": {code}, "name": {"mallory"}, "password": {password}}
		foreign := map[string][]string{
			"cross-site":                    {"Sec-Fetch-Site", "cross-site"},
			"cross-site, origin hidden":     {"Sec-Fetch-Site", "cross-site", "Origin", "null"},
			"a neighbouring host":           {"Sec-Fetch-Site", "same-site"},
			"an older browser":              {"Sec-Fetch-Site", "", "Origin", "https://evil.example"},
			"an older browser, in a frame":  {"Sec-Fetch-Site", "", "Origin", "null"},
			"another port of the same host": {"Sec-Fetch-Site", "", "Origin", "http://127.0.0.1:1"},
		}
		for name, header := range foreign {
			if got := s.still(t).post(s.URL+"/setup", setup, header...); got.Status != 403 || got.header.Get("Set-Cookie") != "" {
				t.Errorf("%s sets up: %d", name, got.Status)
			}
		}
		b := s.owned(t)
		for name, header := range foreign {
			if got := s.still(t).post(s.URL+"/login", signInValues("aino", password), header...); got.Status != 403 || got.header.Get("Set-Cookie") != "" {
				t.Errorf("%s signs in: %d", name, got.Status)
			}
			if got := b.post(s.URL+"/logout?everywhere=1", nil, header...); got.Status != 403 || got.header.Get("Set-Cookie") != "" {
				t.Errorf("%s signs out: %d", name, got.Status)
			}
		}
		if got := b.open(s.URL + "/logout"); !strings.Contains(got.body, "You are signed in") {
			t.Error("a link alone signed out")
		}
		for name, header := range map[string][]string{
			"older browser": {"Sec-Fetch-Site", "", "Origin", s.URL}, "no browser": {"Sec-Fetch-Site", ""},
		} {
			if got := s.still(t).post(s.URL+"/login", signInValues("aino", password), header...); got.Status != 303 {
				t.Errorf("%s: %d", name, got.Status)
			}
		}
	})
}

// The session cookie is no credential for what another site makes a browser send.
func TestCookieFromAnotherSite(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) {
		o.AllowedOrigins = []string{"https://app.example"}
		o.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, ok := viewer.FromContext(r.Context())
			_, _ = fmt.Fprint(w, ok, r.Header.Get("Cookie")+r.Header.Get("Authorization")+r.Header.Get("X-API-Key") != "")
		})
	})
	b := s.owned(t)
	address, secret := s.URL+"/graphql", b.session(s.URL)
	for name, test := range map[string]struct {
		method string
		header []string
		want   string
	}{
		"own page":                      {"POST", []string{"Sec-Fetch-Site", "same-origin"}, "true true"},
		"no browser":                    {"POST", nil, "true true"},
		"another site":                  {"POST", []string{"Sec-Fetch-Site", "cross-site"}, "false false"},
		"another site, as text":         {"POST", []string{"Origin", "https://evil.example", "Content-Type", "text/plain"}, "false false"},
		"an allowed origin":             {"POST", []string{"Origin", "https://app.example"}, "false false"},
		"a link":                        {"GET", []string{"Sec-Fetch-Site", "cross-site"}, "false false"},
		"an image in an old browser":    {"GET", nil, "false false"},
		"own page, GET":                 {"GET", []string{"Sec-Fetch-Site", "same-origin"}, "true true"},
		"own WebSocket":                 {"GET", []string{"Upgrade", "websocket", "Origin", s.URL}, "true true"},
		"foreign WebSocket":             {"GET", []string{"Upgrade", "websocket", "Origin", "https://evil.example"}, "false false"},
		"WebSocket of an allowed page":  {"GET", []string{"Upgrade", "websocket", "Origin", "https://app.example"}, "false false"},
		"another site, with a token":    {"POST", []string{"Sec-Fetch-Site", "cross-site", "X-API-Key", apiKey}, "true true"},
		"a wrong token hides no cookie": {"POST", []string{"Sec-Fetch-Site", "same-origin", "X-API-Key", "x"}, "false false"},
	} {
		request := httptest.NewRequestWithContext(t.Context(), test.method, address, nil)
		request.AddCookie(&http.Cookie{Name: "polarflow_session", Value: secret})
		for i := 0; i+1 < len(test.header); i += 2 {
			request.Header.Set(test.header[i], test.header[i+1])
		}
		rec := httptest.NewRecorder()
		web.New(s.options).ServeHTTP(rec, request)
		if diff := cmp.Diff(test.want, rec.Body.String()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A session that was planted in the browser before is worth nothing after signing in, by any door.
func TestSessionFixation(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		s.owned(t)
		link, err := s.options.SignIn.New(s.user.ID)
		if err != nil {
			t.Fatal(err)
		}
		for name, enter := range map[string]func(b *browser) answer{
			"password":   func(b *browser) answer { return b.post(s.URL+"/login", signInValues("aino", password)) },
			"credential": func(b *browser) answer { return b.post(s.URL+"/login", url.Values{"credential": {apiKey}}) },
			"link":       func(b *browser) answer { return b.open(s.URL + "/login?code=" + link) },
		} {
			mallory, err := s.options.Gate.SignInAs(t.Context(), s.user.ID, "sign-in link", auth.Browser{})
			if err != nil {
				t.Fatal(err)
			}
			for kind, planted := range map[string]string{"made up": "pfs_" + strings.Repeat("x", 43), "the attacker's own": mallory} {
				b := s.browser(t)
				u, _ := url.Parse(s.URL)
				b.Jar.SetCookies(u, []*http.Cookie{{Name: "polarflow_session", Value: planted, Path: "/"}})
				if name == "link" && kind == "made up" {
					continue // the link works once
				}
				enter(b)
				if now := b.session(s.URL); now == planted || now == "" {
					t.Errorf("%s, %s: the session is %q", name, kind, now)
				}
				if _, err := s.options.Credentials.Identify(t.Context(), planted); err == nil {
					t.Errorf("%s, %s: the planted session works", name, kind)
				}
			}
		}
	})
}

// The client's address is the right-most hop that is no proxy of ours; whatever the sender made up is not.
func TestClientAddress(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) {
		o.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
		o.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, auth.Address(r.Context())) })
	})
	for name, test := range map[string]struct {
		peer      string
		forwarded []string
		want      string
	}{
		"no proxy":                    {"203.0.113.9:4711", nil, "203.0.113.9"},
		"forged":                      {"203.0.113.9:4711", []string{"198.51.100.7"}, "203.0.113.9"},
		"forged, proxy's own address": {"203.0.113.9:4711", []string{"198.51.100.7, 10.0.0.1"}, "203.0.113.9"},
		"proxy":                       {"10.0.0.1:1", []string{"198.51.100.7"}, "198.51.100.7"},
		"forged through the proxy":    {"10.0.0.1:1", []string{"198.51.100.66, 198.51.100.7"}, "198.51.100.7"},
		"two proxies":                 {"10.0.0.1:1", []string{"198.51.100.66, 198.51.100.7, 10.0.0.2"}, "198.51.100.7"},
		"two headers":                 {"10.0.0.1:1", []string{"198.51.100.66", "198.51.100.7"}, "198.51.100.7"},
		"proxies only":                {"10.0.0.1:1", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3"},
		"not forwarded":               {"10.0.0.1:1", nil, "10.0.0.1"},
		"no address":                  {"10.0.0.1:1", []string{"198.51.100.7, unknown"}, "10.0.0.1"},
		"with a port":                 {"10.0.0.1:1", []string{"198.51.100.7:9999"}, "198.51.100.7"},
		"IPv6":                        {"[fd00::1]:1", []string{"2001:db8::7"}, "2001:db8::7"},
		"IPv6 with a port":            {"[fd00::1]:1", []string{"[2001:db8::7]:99"}, "2001:db8::7"},
		"IPv6 in brackets":            {"[fd00::1]:1", []string{"[2001:db8::7]"}, "2001:db8::7"},
		"IPv4 inside IPv6":            {"[::ffff:10.0.0.1]:1", []string{"::ffff:198.51.100.7"}, "198.51.100.7"},
		"a zone":                      {"[fe80::1%eth0]:1", nil, "fe80::1"},
		"a socket":                    {"@", []string{"198.51.100.7"}, ""},
	} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", nil)
		request.RemoteAddr = test.peer
		request.Header["X-Forwarded-For"] = test.forwarded
		rec := httptest.NewRecorder()
		web.New(s.options).ServeHTTP(rec, request)
		if diff := cmp.Diff(test.want, rec.Body.String()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Making up addresses does not get around a lock, and does not lock others out.
func TestForgedAddressIsLocked(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db, func(o *web.Options) { o.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} })
		s.owned(t)
		handler := web.New(s.options)
		signIn := func(peer, forwarded, password string) int {
			request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/login", strings.NewReader(signInValues("aino", password).Encode()))
			request.RemoteAddr = peer
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			request.Header.Set("X-Forwarded-For", forwarded)
			rec := httptest.NewRecorder()
			handler.ServeHTTP(rec, request)
			return rec.Code
		}
		tally := map[int]int{}
		for i := range 50 {
			tally[signIn("203.0.113.66:1", fmt.Sprintf("198.51.100.%d", i), "wrong")]++
			tally[signIn("10.0.0.1:1", fmt.Sprintf("198.51.100.%d, 203.0.113.67", i), "wrong")]++
		}
		if diff := cmp.Diff(map[int]int{403: 20, 429: 80}, tally); diff != "" {
			t.Error(diff)
		}
		got := []int{signIn("198.51.100.3:1", "", password), signIn("10.0.0.1:1", "198.51.100.3", password), signIn("203.0.113.66:1", "198.51.100.3", password)}
		if diff := cmp.Diff([]int{303, 303, 429}, got); diff != "" {
			t.Errorf("the owner from elsewhere, through the proxy, and with the attacker's address: %s", diff)
		}
	})
}

// A body that is too large or too slow ends the request, not the server.
func TestOversizeAndSlowForms(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) { o.BodyTime = 300 * time.Millisecond })
	s.owned(t)
	large := s.browser(t).post(s.URL+"/login", signInValues("aino", strings.Repeat("x", 20<<10)))
	if large.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", large.Status)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/login", strings.NewReader("name=%zz"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if unreadable := s.browser(t).do(request); unreadable.Status != http.StatusBadRequest {
		t.Errorf("unreadable: %d", unreadable.Status)
	}
	began := time.Now()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, err = fmt.Fprintf(conn, "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname=")
	if err != nil {
		t.Fatal(err)
	}
	if err := conn.SetReadDeadline(began.Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	status, err := bufio.NewReader(conn).ReadString('\n')
	if took := time.Since(began); err == nil && !strings.Contains(status, " 400 ") || took > 10*time.Second {
		t.Errorf("slow: %q after %v: %v", status, took, err)
	}
}
