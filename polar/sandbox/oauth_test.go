package sandbox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

// consentURL is a valid consent request, with pairs replaced; an empty value removes a parameter.
func consentURL(pairs ...string) string {
	values := url.Values{
		"response_type": {"code"}, "client_id": {clientID}, "redirect_uri": {callback}, "state": {"s1"},
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
		if pairs[i+1] == "" {
			values.Del(pairs[i])
		}
	}
	return "/oauth2/authorization?" + values.Encode()
}

// code asks for consent and returns the code of the redirect.
func (p *polar) code(pairs ...string) string {
	p.t.Helper()
	answer := p.get(consentURL(pairs...))
	location, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || location.Query().Get("code") == "" {
		p.t.Fatalf("no code in %d %q", answer.Status, answer.Header.Get("Location"))
	}
	return location.Query().Get("code")
}

// exchange sends a token request as the client.
func (p *polar) exchange(pairs ...string) reply {
	p.t.Helper()
	return p.send(http.MethodPost, "/v2/oauth2/token", form(pairs...), asForm, asClient)
}

// accessToken takes the token out of an answer.
func (p *polar) accessToken(answer reply) string {
	p.t.Helper()
	body, ok := decoded(p.t, answer.Body).(map[string]any)
	token, _ := body["access_token"].(string)
	if !ok || token == "" {
		p.t.Fatalf("no token in %d %s", answer.Status, answer.Body)
	}
	return token
}

func TestConsentToToken(t *testing.T) {
	t.Parallel()
	p := startPolar(t, sandbox.Options{AutoApprove: true})
	code := p.code()
	answer := p.exchange("grant_type", "authorization_code", "code", code, "redirect_uri", callback)
	token := p.accessToken(answer)
	got, _ := decoded(t, answer.Body).(map[string]any)
	got["access_token"] = "" // random
	want := map[string]any{"access_token": "", "token_type": "bearer", "expires_in": 315359999.0, "x_user_id": 475.0}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(token) < 22 || len(code) != 32 {
		t.Errorf("token %q or code %q is shorter than Polar's", token, code)
	}
	p.token = token
	if got := p.statusOf("/v3/users/sleep"); got != "403" {
		t.Errorf("before registration: %s", got)
	}
}

func TestConsentAnswers(t *testing.T) {
	t.Parallel()
	p := startPolar(t, sandbox.Options{AutoApprove: true})
	other := "https://app.example/other?keep=1"
	for name, c := range map[string]struct {
		path     string
		location string // with the code taken out
		status   int
	}{
		"approved":              {consentURL(), callback + "?code=&state=s1", 302},
		"without state":         {consentURL("state", ""), callback + "?code=", 302},
		"default address":       {consentURL("redirect_uri", ""), callback + "?code=&state=s1", 302},
		"address with a query":  {consentURL("redirect_uri", other), "https://app.example/other?code=&keep=1&state=s1", 302},
		"scope":                 {consentURL("scope", "accesslink.read_all"), callback + "?code=&state=s1", 302},
		"other scope":           {consentURL("scope", "all"), callback + "?error=invalid_scope&state=s1", 302},
		"almost the address":    {consentURL("redirect_uri", callback+"/"), callback + "?error=invalid_request&state=s1", 302},
		"no response type":      {consentURL("response_type", ""), callback + "?error=invalid_request&state=s1", 302},
		"other response type":   {consentURL("response_type", "token"), callback + "?error=unsupported_response_type&state=s1", 302},
		"unknown client":        {consentURL("client_id", "nobody"), "", 400},
		"account not there":     {consentURL("account", "9"), "", 400},
		"account that is there": {consentURL("account", "475"), callback + "?code=&state=s1", 302},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer := p.get(c.path)
			location, err := url.Parse(answer.Header.Get("Location"))
			if err != nil {
				t.Fatal(err)
			}
			if query := location.Query(); query.Has("code") {
				query.Set("code", "")
				location.RawQuery = query.Encode()
			}
			if answer.Status != c.status || location.String() != c.location {
				t.Errorf("got %d %q, want %d %q", answer.Status, location, c.status, c.location)
			}
		})
	}
}

func TestConsentPage(t *testing.T) {
	t.Parallel()
	p := startPolar(t, sandbox.Options{})
	p.server.AddAccount(9, sandbox.Profile{FirstName: "<Ada>"}, nil)
	page := p.get(consentURL())
	for _, part := range []string{`value="475" checked`, `value="9"`, "&lt;Ada&gt;", "Approve", "Deny"} {
		if !strings.Contains(page.Body, part) {
			t.Errorf("page lacks %s", part)
		}
	}
	denied := p.send(http.MethodPost, consentURL(), form("decision", "deny", "account", "9"), asForm)
	if got := denied.Header.Get("Location"); got != callback+"?error=access_denied&state=s1" {
		t.Errorf("denied: %s", got)
	}
	approved := p.send(http.MethodPost, consentURL(), form("decision", "approve", "account", "9"), asForm)
	location, err := url.Parse(approved.Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	answer := p.exchange("grant_type", "authorization_code", "code", location.Query().Get("code"), "redirect_uri", callback)
	if body, _ := decoded(t, answer.Body).(map[string]any); body["x_user_id"] != 9.0 {
		t.Errorf("consent of the chosen account: %s", answer.Body)
	}
}

func TestSignInChoosesTheAccount(t *testing.T) {
	t.Parallel()
	p := startPolar(t, sandbox.Options{AutoApprove: true})
	p.server.AddAccount(9, sandbox.Profile{}, nil)
	if err := p.server.SignIn(9); err != nil {
		t.Fatal(err)
	}
	answer := p.exchange("grant_type", "authorization_code", "code", p.code(), "redirect_uri", callback)
	if body, _ := decoded(t, answer.Body).(map[string]any); body["x_user_id"] != 9.0 {
		t.Errorf("got %s", answer.Body)
	}
	if p.server.SignIn(10) == nil {
		t.Error("signed in to an account that does not exist")
	}
}

func TestTokenErrors(t *testing.T) {
	t.Parallel()
	p := startPolar(t, sandbox.Options{AutoApprove: true})
	code := p.code()
	grantType := "authorization_code"
	unencoded := func(r *http.Request) { r.Header.Set("Authorization", "Basic client:secret") }
	wrong := func(r *http.Request) { r.SetBasicAuth(clientID, "guess") }
	for name, c := range map[string]struct {
		body string
		auth func(*http.Request)
		want string
	}{
		"no client":          {form("grant_type", grantType, "code", code), func(*http.Request) {}, "invalid_client"},
		"wrong secret":       {form("grant_type", grantType, "code", code), wrong, "invalid_client"},
		"unencoded":          {form("grant_type", grantType, "code", code), unencoded, "unauthorized_client"},
		"no grant type":      {form("code", code), asClient, "invalid_request"},
		"other grant type":   {form("grant_type", "refresh_token"), asClient, "unsupported_grant_type"},
		"no code":            {form("grant_type", grantType), asClient, "invalid_request"},
		"other scope":        {form("grant_type", grantType, "code", code, "scope", "x"), asClient, "invalid_scope"},
		"unknown code":       {form("grant_type", grantType, "code", "x"), asClient, "invalid_grant"},
		"address left out":   {form("grant_type", grantType, "code", code), asClient, "invalid_grant"},
		"address that isn't": {form("grant_type", grantType, "code", code, "redirect_uri", callback+"/"), asClient, "invalid_grant"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer := p.send(http.MethodPost, "/v2/oauth2/token", c.body, asForm, c.auth)
			want := reply{http.StatusBadRequest, nil, `{"error":"` + c.want + `"}`}
			if diff := cmp.Diff(want, reply{answer.Status, nil, answer.Body}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCodeWithoutAddressNeedsNone(t *testing.T) {
	t.Parallel()
	p := startPolar(t, sandbox.Options{AutoApprove: true})
	p.accessToken(p.exchange("grant_type", "authorization_code", "code", p.code("redirect_uri", "")))
}

func TestCodeExpires(t *testing.T) {
	t.Parallel()
	p := startPolar(t, sandbox.Options{AutoApprove: true})
	early, late := p.code(), p.code()
	p.clock.advance(10 * time.Minute)
	p.accessToken(p.exchange("grant_type", "authorization_code", "code", early, "redirect_uri", callback))
	p.clock.advance(time.Second)
	answer := p.exchange("grant_type", "authorization_code", "code", late, "redirect_uri", callback)
	if answer.Body != `{"error":"invalid_grant"}` {
		t.Errorf("after ten minutes: %s", answer.Body)
	}
}

func TestCodeReuseDeletesItsTokens(t *testing.T) {
	t.Parallel()
	p := connectedPolar(t, sandbox.Options{AutoApprove: true})
	untouched := p.token
	code := p.code()
	exchange := func() reply {
		return p.exchange("grant_type", "authorization_code", "code", code, "redirect_uri", callback)
	}
	p.token = p.accessToken(exchange())
	if got := p.statusOf("/v3/users/sleep"); got != `200 {"nights":[]}` {
		t.Fatalf("first use: %s", got)
	}
	if got := exchange().Body; got != `{"error":"invalid_grant"}` {
		t.Errorf("second use: %s", got)
	}
	if got := p.statusOf("/v3/users/sleep"); got != "401" {
		t.Errorf("token after reuse: %s", got)
	}
	p.token = untouched
	if got := p.statusOf("/v3/users/sleep"); got != `200 {"nights":[]}` {
		t.Errorf("token of another consent: %s", got)
	}
}
