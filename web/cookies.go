package web

import (
	"net/http"
	"time"

	"polarflow/auth"
)

// cookie returns a cookie that scripts cannot read and other sites cannot use, except to lead a person here.
// A negative age deletes it.
func (s *server) cookie(name, value, path string, age time.Duration) *http.Cookie {
	return &http.Cookie{
		Name: s.cookieName(name), Value: value, Path: path, MaxAge: int(age.Seconds()),
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode,
	}
}

// cookieName returns what a cookie is called in the browser. Over https the prefix has browsers refuse one that
// a page of a neighbouring host, or somebody on the way of an http request, has planted.
func (s *server) cookieName(name string) string {
	switch {
	case !s.secure:
		return name
	case name == auth.SessionCookie:
		return "__Host-" + name
	}
	return "__Secure-" + name // it has a path of its own
}

// cookieOf returns the value of a cookie of this server, "" when there is none.
func (s *server) cookieOf(r *http.Request, name string) string {
	cookie, err := r.Cookie(s.cookieName(name))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// sessionOf returns the secret of the browser's session, "" when there is none. Nothing else counts in a cookie: an
// API token there would make every link to this server an order.
func (s *server) sessionOf(r *http.Request) string {
	if secret := s.cookieOf(r, auth.SessionCookie); auth.IsSessionSecret(secret) {
		return secret
	}
	return ""
}
