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
	"polarflow/ent"
	"polarflow/ent/user"
	"polarflow/ent/viewer"
	"polarflow/polar"
)

const (
	// connectTime is how long the exchange with Polar may take while the person waits.
	connectTime = 30 * time.Second
	// noteTime is how long it may take to write down that it has failed.
	noteTime = 5 * time.Second
)

// Codes with which a journey fails; they are part of the API.
const (
	codeAccessDenied  = "ACCESS_DENIED"
	codeAccountTaken  = "POLAR_ACCOUNT_TAKEN"
	codeOtherAccount  = "OTHER_POLAR_ACCOUNT"
	codeConsent       = "CONSENT_MISSING"
	codeUpstream      = "UPSTREAM_UNAVAILABLE"
	codePolarRefused  = "POLAR_REFUSED"
	codeInternalError = "INTERNAL"
)

// callback ends a journey: Polar sends the person here with a code, or with an error.
func (s *server) callback(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	journey, err := s.Connector.Finish(r.Context(), query.Get("state"), s.cookieOf(r, browserCookie))
	if err != nil {
		s.journeyError(w, r, "finish journey", err)
		return
	}
	failure := refusalCode(query.Get("error"))
	if query.Get("error") == "" && query.Get("code") != "" {
		failure = s.connected(r, journey, query.Get("code"))
	}
	if failure != "" {
		s.noteFailure(r, journey, failure)
	}
	s.arrive(w, r, journey, failure)
}

// noteFailure tells the person in the audit trail how the journey ended, and through it whoever waits for its end.
// Of somebody who is gone nothing is written.
func (s *server) noteFailure(r *http.Request, journey auth.Journey, code string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), noteTime)
	defer cancel()
	err := s.DB.InTx(ctx, func(tx *ent.Tx) error {
		if there, err := tx.User.Query().Where(user.ID(journey.UserID)).Exist(viewer.System(ctx)); err != nil || !there {
			return err
		}
		return auth.Audit(auth.WithActor(ctx, consentActor), tx.AuditEvent, auth.Event{
			UserID: journey.UserID, Action: auth.NotConnected, Detail: code, At: s.Now(),
		})
	})
	if err != nil {
		s.Log.ErrorContext(ctx, "note how a journey ended", "request_id", r.Header.Get(RequestIDHeader), "error", err)
	}
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
	case errors.Is(err, errOtherAccount):
		return codeOtherAccount
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

// arrive leads the person on to where the journey was to end: at home to the page about its end, whose address has
// neither code nor state, so that it may be opened again.
func (s *server) arrive(w http.ResponseWriter, r *http.Request, journey auth.Journey, code string) {
	w.Header().Set("Cache-Control", "no-store")
	if journey.ReturnURL == "" {
		journey.ReturnURL = OutcomePath
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
