package sandbox

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

// readAllScope is the only scope that AccessLink v3 knows.
const readAllScope = "accesslink.read_all"

// consentRequest is what a client asks the person for.
type consentRequest struct {
	redirectURI string
	explicit    bool
	state       string
}

// authorize answers GET /oauth2/authorization with the consent page, or at once with Options.AutoApprove.
func (s *Server) authorize(x *exchange) Response {
	return s.consent(x, func(asked consentRequest) Response {
		if !s.options.AutoApprove {
			return s.consentPage(x)
		}
		return s.approve(x, asked, x.request.URL.Query().Get("account"))
	})
}

// decideConsent answers the buttons of the consent page, which sends the client's request along in
// its query.
func (s *Server) decideConsent(x *exchange) Response {
	x.request.Body = http.MaxBytesReader(nil, x.request.Body, mostFormBytes)
	return s.consent(x, func(asked consentRequest) Response {
		if x.request.PostFormValue("decision") != "approve" {
			return asked.back("error", "access_denied")
		}
		return s.approve(x, asked, x.request.PostFormValue("account"))
	})
}

// consent checks the client's request. A client that is unknown is told so on a page, since there is
// no address to return to; every other mistake goes back as an error, to the address that was asked
// for when it is registered and to the default otherwise.
func (s *Server) consent(x *exchange, next func(consentRequest) Response) Response {
	query := x.request.URL.Query()
	registered := s.options.RedirectURIs
	if query.Get("client_id") != s.options.ClientID || len(registered) == 0 {
		return page(http.StatusBadRequest, "This client is not known, or has no address to return to.")
	}
	asked := consentRequest{redirectURI: registered[0], state: query.Get("state")}
	named := query.Get("redirect_uri")
	if slices.Contains(registered, named) {
		asked.redirectURI, asked.explicit = named, true
	} else if named != "" {
		return asked.back("error", "invalid_request")
	}
	if mistake := consentMistake(query); mistake != "" {
		return asked.back("error", mistake)
	}
	return next(asked)
}

// consentMistake is the OAuth error of a request, or "".
func consentMistake(query url.Values) string {
	switch query.Get("response_type") {
	case "code":
	case "":
		return "invalid_request"
	default:
		return "unsupported_response_type"
	}
	if cmp.Or(query.Get("scope"), readAllScope) != readAllScope {
		return "invalid_scope"
	}
	return ""
}

// approve sends the client a code for an account, by default the one that is signed in.
func (s *Server) approve(x *exchange, asked consentRequest, account string) Response {
	userID, ok := s.accounts.choose(account)
	if !ok {
		return page(http.StatusBadRequest, "There is no such account.")
	}
	return asked.back("code", s.grants.consent(grant{
		userID: userID, redirectURI: asked.redirectURI, explicit: asked.explicit, issuedAt: x.now,
	}))
}

// choose finds an account by its id; without one it is the account that is signed in, else the first.
func (g *registry) choose(id string) (int64, bool) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	userID := g.signedIn
	switch {
	case id != "":
		userID, _ = strconv.ParseInt(id, 10, 64) // text that is no number is no account
	case userID == 0 && len(g.order) > 0:
		userID = g.order[0]
	}
	return userID, g.accounts[userID] != nil
}

// back redirects to the client with a parameter and the state that it sent, after whatever query the
// address has of its own.
func (c consentRequest) back(name, value string) Response {
	target, err := url.Parse(c.redirectURI)
	if err != nil {
		return page(http.StatusBadRequest, "The client's address cannot be read.")
	}
	query := target.Query()
	query.Set(name, value)
	if c.state != "" {
		query.Set("state", c.state)
	}
	target.RawQuery = query.Encode()
	answer := empty(http.StatusFound)
	answer.Header.Set("Location", target.String())
	return answer
}
