package web

import (
	"net/http"

	"polarflow/auth"
)

// measured takes a request for a page out of the budget of the browser's session, which is that of the API. A browser
// without a session has none: what it can do costs a limit of its own.
func (s *server) measured(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		secret := s.sessionOf(r)
		if secret == "" {
			next(w, r)
			return
		}
		credential, err := s.Credentials.Recognise(r.Context(), secret)
		if err != nil { // next finds out for itself, and has a page for it
			next(w, r)
			return
		}
		left := s.Limits.Spend(credential.In(r.Context()))
		budgetHeaders(w, left)
		if !left.OK {
			s.tooManyPages(w, r, left)
			return
		}
		next(w, r)
	}
}

// tooManyPages answers a browser whose session has used up its minute.
func (s *server) tooManyPages(w http.ResponseWriter, r *http.Request, left auth.Allowance) {
	w.Header().Set("Retry-After", seconds(left.RetryAfter))
	s.page(w, r, http.StatusTooManyRequests, page{
		Title: "Too many requests", Text: "This browser has asked too often in the last minute.", Hint: "Wait a little, and reload the page.",
	})
}
