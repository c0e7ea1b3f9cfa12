package web

import (
	"net/http"
	"net/url"
	"strings"
)

// JobsPath is where the pages about the job queue are.
const JobsPath = "/admin/jobs"

// jobPages serves the pages about the job queue to operators who are signed in. They come from elsewhere and
// write styles into the page as they go; scripts come from this server alone. What changes something is
// believed from those pages only.
func (s *server) jobPages(w http.ResponseWriter, r *http.Request) {
	if v, ok := s.signedIn(r); !ok || !v.All {
		s.notAnOperator(w, r, ok)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead && !s.fromOwnPage(r) {
		http.Error(w, "only a page of this server may send this", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "+
		"img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	w.Header().Set("Cache-Control", "no-store")
	s.JobPages.ServeHTTP(w, r)
}

// notAnOperator leads a browser that nobody is signed in with to the sign-in and back, and refuses everybody
// else.
func (s *server) notAnOperator(w http.ResponseWriter, r *http.Request, signedIn bool) {
	switch {
	case signedIn:
		s.page(w, r, http.StatusForbidden, page{
			Title: "For operators only", Text: "These pages show what the server does for everybody.",
			Hint: "To see them, sign out and sign in as the operator.", Link: "/logout", LinkText: "Sign out",
		})
	case r.Method != http.MethodGet || strings.HasPrefix(r.URL.Path, JobsPath+"/api/"):
		http.Error(w, "sign in as the operator first", http.StatusUnauthorized)
	default:
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, "/login?"+url.Values{nextParam: {r.URL.Path}}.Encode(), http.StatusSeeOther)
	}
}

// nextParam names where a sign-in leads to.
const nextParam = "next"

// nextOf returns where a sign-in leads to: a page of this server that was asked for, else the start.
func nextOf(asked url.Values) string {
	next := asked.Get(nextParam)
	if isForOperators(next) || isDashboard(next) {
		return next
	}
	return "/"
}

// isForOperators reports whether an address of this server is one of the pages about the job queue.
func isForOperators(address string) bool {
	return address == JobsPath || strings.HasPrefix(address, JobsPath+"/")
}
