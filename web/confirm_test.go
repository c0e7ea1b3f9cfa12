package web_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/viewer"
)

// signedInAs returns a browser with a session of a person, which follows nothing.
func (s *site) signedInAs(t *testing.T, u *ent.User) *browser {
	t.Helper()
	code, err := s.options.SignIn.New(u.ID)
	if err != nil {
		t.Fatal(err)
	}
	b := s.still(t)
	if got := b.open(s.URL + "/login?code=" + code); got.Status != http.StatusSeeOther {
		t.Fatalf("sign in: %d", got.Status)
	}
	return b
}

// button is the way on from the page that asks whose account is to be connected.
var button = regexp.MustCompile(`<a href="([^"]+)" class="button">`)

// A link that connects a Polar account to a person goes on at once in that person's own browser, and for an app,
// which knows its people. Any other browser is told whose account it is about before anything happens.
func TestWhoseLinkItIs(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	system := viewer.System(t.Context())
	attacker := s.db.Ent.User.Create().SetDisplayName("Mallory <b>").SaveX(system)
	here := func() string {
		address, err := s.options.Connector.StartHere(t.Context(), attacker.ID)
		if err != nil {
			t.Fatal(err)
		}
		return address
	}
	for name, test := range map[string]struct {
		browser *browser
		address string
		want    int
		says    string
	}{
		"the own link":                    {s.signedInAs(t, attacker), here(), 303, ""},
		"an app's link, nobody signed in": {s.still(t), s.start(t, attacker.ID), 303, ""},
		"an app's link, somebody else":    {s.signedInAs(t, s.user), s.start(t, attacker.ID), 400, "to Mallory &lt;b&gt;, and you are signed in as somebody else"},
		"a link, somebody else":           {s.signedInAs(t, s.user), here(), 400, "to Mallory &lt;b&gt;, and you are signed in as somebody else"},
		"a link, nobody signed in":        {s.still(t), here(), 200, "Connect a Polar account to Mallory &lt;b&gt;?"},
		"with a made-up proof":            {s.still(t), here() + "&go=" + strings.Repeat("0", 64), 200, "Connect a Polar account to"},
	} {
		got := test.browser.open(test.address)
		if got.Status != test.want || !strings.Contains(got.body, test.says) {
			t.Errorf("%s: got %d: %s", name, got.Status, got.body)
		}
	}
}

// The button goes on in the browser that was asked, and in no other; the page at the end says whose account it was,
// also when it is loaded again.
func TestConnectByButton(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		s.user.Update().SetDisplayName("Aino").ExecX(viewer.System(t.Context()))
		address, err := s.options.Connector.StartHere(t.Context(), s.user.ID)
		if err != nil {
			t.Fatal(err)
		}
		asked, other := s.browser(t), s.browser(t)
		found := button.FindStringSubmatch(asked.open(address).body)
		if found == nil {
			t.Fatal("no button")
		}
		other.open(address)
		next := s.URL + html.UnescapeString(found[1])
		if got := other.open(next); got.Status != http.StatusOK || !button.MatchString(got.body) {
			t.Errorf("another browser with the same address: %d", got.Status)
		}
		got := asked.open(next)
		for _, again := range []answer{got, asked.open(got.address)} {
			if again.Status != http.StatusOK || !strings.Contains(again.body, "The Polar account of Aino is connected") {
				t.Errorf("got %d: %s", again.Status, again.body)
			}
		}
		if diff := cmp.Diff(s.URL+"/connect/polar/done?polarflow=connected", got.address); diff != "" {
			t.Error(diff)
		}
		if elsewhere := other.open(got.address); elsewhere.Status != http.StatusBadRequest {
			t.Errorf("the page at the end in another browser: %d", elsewhere.Status)
		}
	})
}

// A session cookie holds a session and nothing else, and over https none that a neighbour could have planted.
func TestCookieHoldsSessionsOnly(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	token, _, err := auth.Issue(viewer.System(t.Context()), s.db.Ent.ApiToken, auth.Grant{Name: "service"}, s.options.Now())
	if err != nil {
		t.Fatal(err)
	}
	for name, secret := range map[string]string{"the API key": apiKey, "a token": token} {
		b := s.still(t)
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/login", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.AddCookie(&http.Cookie{Name: "polarflow_session", Value: secret})
		if got := b.do(request); strings.Contains(got.body, "You are signed in") {
			t.Errorf("%s in the cookie signs in", name)
		}
	}
}
