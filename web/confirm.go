package web

import (
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"net/url"

	"polarflow/auth"
)

// goOnParam is set by the button of the page that asks whether to go on, and proves that it was this browser that
// was asked: whoever made the link does not know the browser's cookie.
const goOnParam = "go"

// mayGoOn reports whether the browser that opened the link of a journey may go on to Polar with it at once, and
// answers when it may not: the link may be somebody else's, who wants this browser's Polar account in the own
// history. An app that a journey returns to knows its people itself.
func (s *server) mayGoOn(w http.ResponseWriter, r *http.Request, journey auth.Journey, ticket, browser string) bool {
	v, signedIn := s.signedIn(r)
	isPerson := signedIn && !v.All
	if isPerson && v.UserID == journey.UserID {
		return true
	}
	if !isPerson && journey.ReturnURL != "" {
		return true
	}
	proof := proofOf(ticket, browser)
	if !isPerson && subtle.ConstantTimeCompare([]byte(proof), []byte(r.URL.Query().Get(goOnParam))) == 1 {
		return true
	}
	name, err := s.nameOf(r.Context(), journey.UserID)
	switch {
	case err != nil:
		s.internalError(w, r, "read person", err)
	case isPerson:
		s.page(w, r, http.StatusBadRequest, page{
			Title: "This link is not for you", Text: "It connects a Polar account to " + name + ", and you are signed in as somebody else.",
			Hint: "If it is meant to, sign out and open it again.", Link: "/logout", LinkText: "Sign out",
		})
	default:
		s.page(w, r, http.StatusOK, page{
			Title: "Connect a Polar account to " + name + "?",
			Text:  "Polar will ask for your consent. What your watch records then goes into the history of " + name + " on this server.",
			Hint:  "If you did not ask for this, close the page.", IsButton: true, LinkText: "Go on to Polar",
			Link: connectPath + "?" + url.Values{"ticket": {ticket}, goOnParam: {proof}}.Encode(),
		})
	}
	return false
}

// proofOf returns what only the browser with this cookie is shown for a ticket.
func proofOf(ticket, browser string) string {
	return hex.EncodeToString(auth.HashSecret("go on with " + ticket + " in " + browser))
}
