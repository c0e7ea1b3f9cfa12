package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"polarflow/auth"
	"polarflow/polar"
)

// connectTime is how long the exchange with Polar may take while the person waits.
const connectTime = 30 * time.Second

// Codes with which a journey fails; they are part of the API.
const (
	codeAccessDenied  = "ACCESS_DENIED"
	codeAccountTaken  = "POLAR_ACCOUNT_TAKEN"
	codeConsent       = "CONSENT_MISSING"
	codeUpstream      = "UPSTREAM_UNAVAILABLE"
	codePolarRefused  = "POLAR_REFUSED"
	codeInternalError = "INTERNAL"
)

// callback ends a journey: Polar sends the person here with a code, or with an error.
func (s *server) callback(w http.ResponseWriter, r *http.Request) {
	browser := ""
	if cookie, err := r.Cookie(browserCookie); err == nil {
		browser = cookie.Value
	}
	query := r.URL.Query()
	journey, err := s.Connector.Finish(r.Context(), query.Get("state"), browser)
	if err != nil {
		s.journeyError(w, r, "finish journey", err)
		return
	}
	if refusal := query.Get("error"); refusal != "" || query.Get("code") == "" {
		s.arrive(w, r, journey, refusalCode(refusal))
		return
	}
	s.arrive(w, r, journey, s.connected(r, journey, query.Get("code")))
}

// connected makes the connection and returns "" or the code with which it failed. It goes on when the person
// leaves: Polar's code works once.
func (s *server) connected(r *http.Request, journey auth.Journey, code string) string {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), connectTime)
	defer cancel()
	if s.Polar == nil {
		return codeInternalError
	}
	err := s.makeConnection(ctx, journey.UserID, code)
	if err == nil {
		s.Log.InfoContext(ctx, "connected to Polar", "user", journey.UserID)
		return ""
	}
	failure := failureCode(err)
	s.Log.WarnContext(ctx, "connect to Polar", "request_id", r.Header.Get(RequestIDHeader),
		"user", journey.UserID, "code", failure, "error", err)
	return failure
}

// refusalCode is the code for an error in the address with which Polar sends a person back; whatever Polar
// does not document is not passed on.
func refusalCode(refusal string) string {
	switch refusal {
	case "access_denied":
		return codeAccessDenied
	case "server_error", "temporarily_unavailable":
		return codeUpstream
	}
	return codePolarRefused
}

// failureCode is the code for an error of makeConnection.
func failureCode(err error) string {
	var refusal *polar.TokenError
	var status *polar.APIError
	switch {
	case errors.Is(err, errAccountTaken):
		return codeAccountTaken
	case errors.Is(err, errStore):
		return codeInternalError
	case errors.Is(err, polar.ErrForbidden):
		return codeConsent
	case errors.Is(err, polar.ErrServer), errors.Is(err, polar.ErrRateLimited):
		return codeUpstream
	case errors.As(err, &refusal), errors.As(err, &status):
		return codePolarRefused
	}
	return codeUpstream // no answer, or one that cannot be read
}

// arrive leads the person on to where the journey was to end, or shows how it ended.
func (s *server) arrive(w http.ResponseWriter, r *http.Request, journey auth.Journey, code string) {
	w.Header().Set("Cache-Control", "no-store")
	if journey.ReturnURL == "" {
		s.outcome(w, r, code)
		return
	}
	target, err := withOutcome(journey.ReturnURL, code)
	if err != nil {
		s.internalError(w, r, "read return address", err)
		return
	}
	http.Redirect(w, r, target, http.StatusSeeOther)
}

// withOutcome adds how a journey ended to the query of an address; what was there under these names goes.
func withOutcome(address, code string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	own := slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return name == "" || name == "polarflow" || name == "code"
	})
	if code == "" {
		own = append(own, "polarflow=connected")
	} else {
		own = append(own, "polarflow=error", "code="+url.QueryEscape(code))
	}
	u.RawQuery = strings.Join(own, "&")
	return u.String(), nil
}

// outcome is the page at the end of a journey that began on this server.
func (s *server) outcome(w http.ResponseWriter, r *http.Request, code string) {
	if code == "" {
		s.page(w, r, http.StatusOK, page{
			Title: "Connected to Polar", Text: "Your data is being fetched. You can close this page.",
			Link: "/", LinkText: "Go on to polarflow",
		})
		return
	}
	failed := failures[code]
	s.page(w, r, failed.status, page{Title: "Not connected to Polar", Text: failed.text, Hint: failed.hint})
}

// failures are what a person is told about each code.
var failures = map[string]struct {
	status     int
	text, hint string
}{
	codeAccessDenied: {http.StatusForbidden, "You did not give your consent at Polar.",
		"Nothing was changed. You can begin again whenever you like."},
	codeAccountTaken: {http.StatusConflict, "This Polar account is connected to somebody else on this server.",
		"Sign in to Polar with your own account and begin again."},
	codeConsent: {http.StatusForbidden, "Polar says that your account has not given all mandatory consents.",
		"Accept them at https://account.polar.com and begin again."},
	codeUpstream: {http.StatusBadGateway, "Polar did not answer, or not properly.",
		"This usually passes. Please begin again in a few minutes."},
	codePolarRefused: {http.StatusBadGateway, "Polar refused to make the connection.",
		"Please begin again. If it happens again, the server's client at Polar may be set up wrongly."},
	codeInternalError: {http.StatusInternalServerError, "The connection could not be stored.",
		"Please begin again. The server's log says more."},
}
