package web

import (
	"net/http"
	"net/url"
	"strings"
)

// redirectedParam marks a request that was sent to BASE_URL once: behind a proxy that rewrites the host it
// would otherwise go round for ever.
const redirectedParam = "redirected"

// atBaseURL sends a request that came by another name of this server to BASE_URL before anything that needs
// a cookie, so that the cookie is found again when Polar sends the person back there.
func (s *server) atBaseURL(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		if s.cameByBaseURL(r) || query.Has(redirectedParam) {
			next(w, r)
			return
		}
		query.Set(redirectedParam, "1")
		http.Redirect(w, r, s.BaseURL+r.URL.Path+"?"+query.Encode(), http.StatusSeeOther)
	}
}

// cameByBaseURL reports whether the browser's address bar shows BASE_URL, as far as that can be told: what
// scheme it used is known from a proxy only.
func (s *server) cameByBaseURL(r *http.Request) bool {
	own, err := url.Parse(s.BaseURL)
	if err != nil {
		return true
	}
	host, scheme := r.Host, ""
	if s.fromTrustedProxy(r) {
		if forwarded := r.Header.Get("X-Forwarded-Host"); forwarded != "" {
			host = forwarded
		}
		scheme = r.Header.Get("X-Forwarded-Proto")
	}
	return strings.EqualFold(host, own.Host) && (scheme == "" || strings.EqualFold(scheme, own.Scheme))
}
