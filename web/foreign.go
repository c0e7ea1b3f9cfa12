package web

import (
	"net/http"

	"polarflow/auth"
)

// isForeign reports whether the link of a journey was opened in a browser in which somebody else is signed in, and
// answers when it was: the link may be meant to bring this browser's Polar account into another person's history.
// Where nobody is signed in, the app that the journey returns to, or the terminal that printed the link, knows
// its people itself.
func (s *server) isForeign(w http.ResponseWriter, r *http.Request, journey auth.Journey) bool {
	v, signedIn := s.signedIn(r)
	if !signedIn || v.All || v.UserID == journey.UserID {
		return false
	}
	name, err := s.nameOf(r.Context(), journey.UserID)
	if err != nil {
		s.internalError(w, r, "read person", err)
		return true
	}
	s.page(w, r, http.StatusBadRequest, page{
		Title: "This link is not for you", Text: "It connects a Polar account to " + name + ", and you are signed in as somebody else.",
		Hint: "If it is meant to, sign out and open it again.", Link: "/logout", LinkText: "Sign out",
	})
	return true
}
