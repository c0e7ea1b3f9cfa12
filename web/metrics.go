package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"polarflow/auth"
)

// metrics serves the counts to a service credential, and to this machine itself.
func (s *server) metrics(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if s.isLocal(r) {
		s.Metrics.ServeHTTP(w, r)
		return
	}
	v, err := s.Credentials.Identify(r.Context(), s.secretOf(r))
	switch {
	case errors.Is(err, auth.ErrUnauthenticated):
		w.Header().Set("WWW-Authenticate", "Bearer")
		http.Error(w, "this needs a service credential, as «Authorization: Bearer …»", http.StatusUnauthorized)
	case err != nil:
		s.internalAPIError(w, r, err)
	case !v.All:
		http.Error(w, "this needs a service credential", http.StatusForbidden)
	default:
		s.Metrics.ServeHTTP(w, r)
	}
}

// forwarding are the headers that proxies add. None of them makes a request local, any of them shows that it
// is not.
var forwarding = []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via"}

// isLocal reports whether a request was made on this machine. A proxy on the same machine makes everybody's
// requests look so, and some proxies add no header that tells. So the peer must be this machine, no header may
// speak of a proxy, and there must be no reason to expect one that adds none: either the proxies are known
// (TRUSTED_PROXIES), or the server's address is this machine's own.
func (s *server) isLocal(r *http.Request) bool {
	passedOn := slices.ContainsFunc(forwarding, func(name string) bool { return r.Header.Get(name) != "" })
	expected := len(s.TrustedProxies) > 0 || isOwnAddress(s.BaseURL)
	return hopAddress(r.RemoteAddr).IsLoopback() && !passedOn && expected
}

// isOwnAddress reports whether an address leads to the machine that one sits at.
func isOwnAddress(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	return u.Hostname() == "localhost" || hopAddress(u.Hostname()).IsLoopback()
}
