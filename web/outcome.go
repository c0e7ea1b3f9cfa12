package web

import (
	"net/http"

	"polarflow/auth"
	"polarflow/ent/polaraccount"
	"polarflow/ent/viewer"
)

// OutcomePath is the page at the end of a journey that began on this server. Its address says how that was, as the
// address of an app does that a journey returns to.
const OutcomePath = connectPath + "/done"

// outcome tells the person how the last journey in this browser ended, and whose account it was about.
func (s *server) outcome(w http.ResponseWriter, r *http.Request) {
	journey, err := s.Connector.Last(r.Context(), s.cookieOf(r, browserCookie))
	if err != nil {
		s.journeyError(w, r, "find journey", err)
		return
	}
	name, err := s.nameOf(r.Context(), journey.UserID)
	if err != nil {
		s.internalError(w, r, "read person", err)
		return
	}
	if failed, ok := failures[r.URL.Query().Get("code")]; ok {
		s.page(w, r, failed.status, s.withWayBack(r, page{
			Title: "Not connected to Polar", Text: failed.text, Hint: failed.hint + " This was about the account of " + name + ".",
		}))
		return
	}
	connected, err := s.DB.Ent.PolarAccount.Query().Where(polaraccount.UserID(journey.UserID)).Exist(viewer.System(r.Context()))
	if err != nil {
		s.internalError(w, r, "look for the connection", err)
		return
	}
	if !connected {
		s.journeyError(w, r, "show how it ended", auth.ErrJourney)
		return
	}
	s.page(w, r, http.StatusOK, page{
		Title: "Connected to Polar", Text: "The Polar account of " + name + " is connected, and the data is being fetched. You can close this page.",
		Link: "/", LinkText: "Go on to polarflow",
	})
}

// withWayBack adds to a page the way to begin again, for a person who is signed in and can.
func (s *server) withWayBack(r *http.Request, p page) page {
	if v, ok := s.signedIn(r); ok && !v.All {
		p.Link, p.LinkText = connectPath, "Begin again"
	}
	return p
}

// FailureText says in plain words why a journey ended with a code, and what to do.
func FailureText(code string) string {
	failed, ok := failures[code]
	if !ok {
		failed = failures[codeInternalError]
	}
	return failed.text + " " + failed.hint
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
	codeOtherAccount: {http.StatusConflict, "You are connected to another Polar account already.",
		"Nothing was changed. Disconnect that one first, or sign in to Polar with it and begin again."},
	codeConsent: {http.StatusForbidden, "Polar says that your account has not given all mandatory consents.",
		"Accept them at https://account.polar.com and begin again."},
	codeUpstream: {http.StatusBadGateway, "Polar did not answer, or not properly.",
		"This usually passes. Please begin again in a few minutes."},
	codePolarRefused: {http.StatusBadGateway, "Polar refused to make the connection.",
		"Please begin again. If it happens again, the server's client at Polar may be set up wrongly."},
	codeInternalError: {http.StatusInternalServerError, "The connection could not be stored.",
		"Please begin again. The server's log says more."},
}
