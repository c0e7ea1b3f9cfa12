package web

import (
	"net/http"
	"time"

	"polarflow/auth"
	"polarflow/ent/viewer"
)

// sessionTime is how long a browser stays signed in.
const sessionTime = 30 * 24 * time.Hour

// login uses up a sign-in link: the browser gets a session, which is a token of the person's own.
func (s *server) login(w http.ResponseWriter, r *http.Request) {
	userID, ok := s.SignIn.Redeem(r.URL.Query().Get("code"))
	if !ok {
		s.page(w, r, http.StatusForbidden, page{
			Title: "This sign-in link does not work", Text: "A sign-in link works once, for an hour, and only while the server that printed it runs.",
			Hint: "Start the server again for a new one, or use an API token.",
		})
		return
	}
	expires := s.Now().Add(sessionTime)
	secret, _, err := auth.Issue(viewer.Person(r.Context(), userID), s.DB.Ent.ApiToken, auth.Grant{
		UserID: userID, Name: "Browser session", Scopes: auth.PersonalScopes(), ExpiresAt: expires,
	})
	if err != nil {
		s.internalError(w, r, "sign in", err)
		return
	}
	http.SetCookie(w, s.cookie(auth.SessionCookie, secret, "/", sessionTime))
	target := "/"
	if s.GraphiQL {
		target = "/graphiql"
	}
	http.Redirect(w, r, target, http.StatusSeeOther)
}

// logout ends the session of the browser, token and cookie.
func (s *server) logout(w http.ResponseWriter, r *http.Request) {
	if v, ok := s.signedIn(r); ok && v.TokenID != 0 {
		if _, err := s.Credentials.Revoke(viewer.NewContext(r.Context(), v), v.TokenID); err != nil {
			s.internalError(w, r, "sign out", err)
			return
		}
	}
	http.SetCookie(w, s.cookie(auth.SessionCookie, "", "/", -time.Second))
	s.page(w, r, http.StatusOK, page{Title: "Signed out", Text: "This browser is no longer signed in."})
}

// signedIn returns whose session the browser holds.
func (s *server) signedIn(r *http.Request) (viewer.Viewer, bool) {
	cookie, err := r.Cookie(auth.SessionCookie)
	if err != nil {
		return viewer.Viewer{}, false
	}
	v, err := s.Credentials.Identify(r.Context(), cookie.Value)
	return v, err == nil
}

// cookie returns a cookie that scripts cannot read and other sites cannot use, except to lead a person here.
// A negative age deletes it.
func (s *server) cookie(name, value, path string, age time.Duration) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: path, MaxAge: int(age.Seconds()),
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode,
	}
}
