// Package sandbox is Polar AccessLink v3 in process: consent pages, tokens, registration, every data
// endpoint with its windows, rate limits and webhooks, over records that the caller puts into
// accounts. It answers the way the live service does, and misbehaves on request.
package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// Style says which of Polar's two spellings the answers have.
type Style int

// The styles. Polar's documentation and its servers disagree about a handful of keys.
const (
	// LiveStyle is what the servers send: snake_case keys, integer sample types, very_high.
	LiveStyle Style = iota
	// DocsStyle is what the documentation shows: lower-limit, recording-rate, running-index and
	// very-high, sample types as strings, and a bare object for a heart rate range of one day.
	DocsStyle
)

// Options set up a Server.
type Options struct {
	// ClientID and ClientSecret are the one client that the server knows.
	ClientID, ClientSecret string
	// RedirectURIs are the addresses that consent may return to, compared byte for byte. The first
	// is the default.
	RedirectURIs []string
	// Now is the clock. It is required.
	Now func() time.Time
	// Style is used for requests that do not say ?style=docs or ?style=live.
	Style Style
	// Limits are the request limits; the zero value is Polar's own formula.
	Limits Limits
	// AutoApprove makes the consent page answer at once with approval of the account that SignIn
	// named, or of the first one. Otherwise it is a page with buttons.
	AutoApprove bool
	// ServeEarlierUploads also hands out exercises uploaded before the person was registered, which
	// Polar never does.
	ServeEarlierUploads bool
	// WebhookFailures is how many deliveries in a row may fail before the webhook is deactivated.
	// Zero means 7. (Polar counts seven days.)
	WebhookFailures int
	// WebhookClient delivers webhooks. Nil means a client that gives up after ten seconds.
	WebhookClient *http.Client
}

// Server is an AccessLink server: both OAuth routes (/oauth2/authorization and /v2/oauth2/token) and
// /v3. It is an http.Handler, and all its methods are safe for concurrent use.
type Server struct {
	options  Options
	mux      *http.ServeMux
	accounts *registry
	grants   *grantBook
	limiter  *limiter
	webhooks *webhookDesk
	journal  journal
	quirks   quirkList
}

// New makes a server without accounts. It panics when options has no clock, as that is a mistake in
// the program and not in its input.
func New(options Options) *Server {
	if options.Now == nil {
		panic("sandbox: options need a clock")
	}
	s := &Server{
		options:  options,
		mux:      http.NewServeMux(),
		accounts: newRegistry(),
		grants:   newGrantBook(),
		limiter:  &limiter{limits: options.Limits},
		webhooks: newWebhookDesk(options),
	}
	s.routes()
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// exchange is one request on its way through the server.
type exchange struct {
	request *http.Request
	now     time.Time
	style   Style
	// userID is the owner of the request's token, or 0 without a token that is known.
	userID int64
}

// endpoint computes the answer to one request. It writes nothing, so that quirks can still change
// what it says.
type endpoint func(*exchange) Response

// handle mounts an endpoint: its answer is restyled, bent by the quirks that match, noted in the
// journal and sent.
func (s *Server) handle(pattern string, serve endpoint) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		x := &exchange{request: r, now: s.options.Now(), style: s.styleOf(r), userID: s.grants.bearer(r)}
		answer := serve(x)
		if x.style == DocsStyle && strings.HasPrefix(r.URL.Path, "/v3/") {
			answer.Body = documented(answer.Body)
		}
		s.quirks.bend(x, &answer)
		s.journal.add(x, answer)
		answer.send(w, r)
	})
}

// styleOf is the style that a request asks for, or the server's.
func (s *Server) styleOf(r *http.Request) Style {
	switch r.URL.Query().Get("style") {
	case "docs":
		return DocsStyle
	case "live":
		return LiveStyle
	}
	return s.options.Style
}
