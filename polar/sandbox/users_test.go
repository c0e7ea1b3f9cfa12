package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

// unregistered starts a sandbox whose account has given consent but is not registered.
func unregistered(t *testing.T) *polar {
	t.Helper()
	p := startPolar(t, sandbox.Options{AutoApprove: true})
	p.token = p.accessToken(p.exchange("grant_type", "authorization_code", "code", p.code(), "redirect_uri", callback))
	return p
}

func TestRegistration(t *testing.T) {
	t.Parallel()
	asXML := func(r *http.Request) { r.Header.Set("Content-Type", "application/xml") }
	for name, c := range map[string]struct {
		body   string
		kind   func(*http.Request)
		status int
	}{
		"JSON":              {`{"member-id":"m1"}`, asJSON, 200},
		"XML":               {`<register><member-id>m1</member-id></register>`, asXML, 200},
		"no member id":      {`{}`, asJSON, 400},
		"not JSON":          {`member-id=m1`, asJSON, 400},
		"member id is used": {`{"member-id":"taken"}`, asJSON, 409},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := unregistered(t)
			p.server.AddAccount(9, sandbox.Profile{}, nil)
			if _, err := p.server.Connect(9, "taken"); err != nil {
				t.Fatal(err)
			}
			if got := p.send(http.MethodPost, "/v3/users", c.body, c.kind); got.Status != c.status {
				t.Errorf("got %d %s, want %d", got.Status, got.Body, c.status)
			}
		})
	}
}

func TestRegisteredUser(t *testing.T) {
	t.Parallel()
	p := unregistered(t)
	if got := p.statusOf("/v3/users/475"); got != "403" {
		t.Errorf("before registration: %s", got)
	}
	registered := p.send(http.MethodPost, "/v3/users", `{"member-id":"m1"}`, asJSON)
	want := map[string]any{
		"polar-user-id": 475.0, "member-id": "m1", "registration-date": "2025-03-15T12:00:00.000Z",
		"first-name": "Eka", "last-name": "Toka", "birthdate": "1985-09-06", "gender": "MALE",
		"weight": 66.0, "height": 170.0, "extra-info": []any{},
	}
	if diff := cmp.Diff(any(want), decoded(t, registered.Body)); diff != "" {
		t.Error(diff)
	}
	for path, want := range map[string]string{
		"/v3/users/475":   "200 " + registered.Body,
		"/v3/users/476":   "204",
		"/v3/users/other": "404",
	} {
		if got := p.statusOf(path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
	if got := p.send(http.MethodPost, "/v3/users", `{"member-id":"m2"}`, asJSON); got.Status != http.StatusConflict {
		t.Errorf("second registration: %d", got.Status)
	}
}

func TestDeregistrationRevokesTheTokens(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{})
	if got := p.send(http.MethodDelete, "/v3/users/476", ""); got.Status != http.StatusForbidden {
		t.Errorf("another person: %d", got.Status)
	}
	if got := p.send(http.MethodDelete, "/v3/users/475", ""); got.Status != http.StatusNoContent {
		t.Errorf("deregistration: %d", got.Status)
	}
	if got := p.statusOf("/v3/users/475"); got != "401" {
		t.Errorf("afterwards: %s", got)
	}
	if _, err := p.server.Connect(athleteID, "member-1"); err != nil {
		t.Errorf("connecting again: %v", err)
	}
}

func TestTokenAndConsents(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{})
	if err := p.server.SetConsents(athleteID, false); err != nil {
		t.Fatal(err)
	}
	if got := p.statusOf("/v3/exercises"); got != "403" {
		t.Errorf("consents withdrawn: %s", got)
	}
	if err := p.server.SetConsents(athleteID, true); err != nil {
		t.Fatal(err)
	}
	if got := p.statusOf("/v3/exercises"); got != "200 []" {
		t.Errorf("consents given: %s", got)
	}
	unmarked := func(r *http.Request) { r.Header.Set("Authorization", p.token) }
	if got := p.send(http.MethodGet, "/v3/exercises", "", unmarked); got.Status != http.StatusUnauthorized {
		t.Errorf("token without its scheme: %d", got.Status)
	}
	p.server.RevokeTokens(athleteID)
	if got := p.statusOf("/v3/exercises"); got != "401" {
		t.Errorf("token revoked: %s", got)
	}
	p.token = ""
	if got := p.statusOf("/v3/exercises"); got != "401" {
		t.Errorf("no token: %s", got)
	}
	if p.server.SetConsents(9, false) == nil {
		t.Error("consents of an account that does not exist")
	}
}

func TestConnectErrors(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{})
	p.server.AddAccount(9, sandbox.Profile{}, nil)
	if _, err := p.server.Connect(9, "member-1"); err == nil {
		t.Error("member id was used twice")
	}
	if _, err := p.server.Connect(10, "m"); err == nil {
		t.Error("connected an account that does not exist")
	}
}
