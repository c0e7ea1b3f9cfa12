package web

import (
	"net/http"
	"time"

	"polarflow/auth"
)

// signOutPage asks before it signs out: a link alone, which any page may hold, does not.
func (s *server) signOutPage(w http.ResponseWriter, r *http.Request) {
	if v, ok := s.signedIn(r); ok {
		s.signedInPage(w, r, v)
		return
	}
	s.page(w, r, http.StatusOK, page{Title: "Signed out", Text: "This browser is not signed in."})
}

// signOut ends the session of the browser, and with everywhere=1 all others of the same person too.
func (s *server) signOut(w http.ResponseWriter, r *http.Request) {
	form, ok := s.form(w, r)
	if !ok {
		return
	}
	everywhere := form.Get("everywhere") == "1" || r.URL.Query().Get("everywhere") == "1"
	if err := s.Gate.SignOut(r.Context(), s.browserOf(r), everywhere); err != nil {
		s.internalError(w, r, "sign out", err)
		return
	}
	http.SetCookie(w, s.cookie(auth.SessionCookie, "", "/", -time.Second))
	text := "This browser is no longer signed in."
	if everywhere {
		text = "No browser is signed in any more. API tokens go on working."
	}
	s.page(w, r, http.StatusOK, page{Title: "Signed out", Text: text, Link: "/login", LinkText: "Sign in again"})
}
