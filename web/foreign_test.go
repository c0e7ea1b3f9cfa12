package web_test

import (
	"net/http"
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

// A link that connects a Polar account to a person goes nowhere in a browser in which somebody else is signed in.
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
		"a terminal's link, nobody here":  {s.still(t), here(), 303, ""},
	} {
		got := test.browser.open(test.address)
		if got.Status != test.want || !strings.Contains(got.body, test.says) {
			t.Errorf("%s: got %d: %s", name, got.Status, got.body)
		}
	}
}

// The page at the end says whose account it was, also when it is loaded again, in that browser and in no other.
func TestConnectFromTerminal(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		s.user.Update().SetDisplayName("Aino").ExecX(viewer.System(t.Context()))
		address, err := s.options.Connector.StartHere(t.Context(), s.user.ID)
		if err != nil {
			t.Fatal(err)
		}
		b := s.browser(t)
		got := b.open(address)
		for _, again := range []answer{got, b.open(got.address)} {
			if again.Status != http.StatusOK || !strings.Contains(again.body, "The Polar account of Aino is connected") {
				t.Errorf("got %d: %s", again.Status, again.body)
			}
		}
		if diff := cmp.Diff(s.URL+"/connect/polar/done?polarflow=connected", got.address); diff != "" {
			t.Error(diff)
		}
		if elsewhere := s.browser(t).open(got.address); elsewhere.Status != http.StatusBadRequest {
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
