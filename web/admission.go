package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"polarflow/auth"
	"polarflow/graph"
	"polarflow/graph/model"
)

// admitted recognises the credential of a request to the API, once, takes the request out of the
// credential's budget, and hands both on: next finds the viewer in the context. What is no credential is
// taken off the request, so that next answers for a missing one without looking it up again.
func (s *server) admitted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		secret := s.secretOf(r)
		credential, err := s.Credentials.Recognise(r.Context(), secret)
		var guessing *auth.GuessingError
		switch {
		case errors.As(err, &guessing):
			s.tooMany(w, r, guessing.Error(), guessing.RetryAfter)
		case errors.Is(err, auth.ErrUnauthenticated):
			next.ServeHTTP(w, withoutCredential(r))
		case err != nil:
			s.internalAPIError(w, r, err)
		default:
			r = withCredential(r, secret).WithContext(credential.In(r.Context()))
			if s.hasRoom(w, r) {
				next.ServeHTTP(w, r)
			}
		}
	})
}

// secretOf returns the credential that a request shows. The session cookie counts only for a request that no
// other site can have sent.
func (s *server) secretOf(r *http.Request) string {
	switch byHeader := r.Header.Get("Authorization") != "" || r.Header.Get("X-API-Key") != ""; {
	case byHeader: // hides the cookie even if it holds nothing of use, since its sender meant it
		return auth.SecretOf(r)
	case s.sentFromHere(r):
		return s.sessionOf(r)
	}
	return ""
}

// sentFromHere reports whether a request came from a page of this server or from no page at all. Browsers
// say where a request comes from in Sec-Fetch-Site or, if not there, in the Origin of everything but a plain
// GET, for which nothing is to be believed then.
func (s *server) sentFromHere(r *http.Request) bool {
	if r.Header.Get("Upgrade") == "" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		site := r.Header.Get("Sec-Fetch-Site")
		return site == "same-origin" || site == "none"
	}
	return s.fromOwnPage(r)
}

// fromOwnPage reports whether a request that can change something came from a page of this server or, as far
// as can be told, from no browser. The opening of a WebSocket, which is a GET, is such a request.
func (s *server) fromOwnPage(r *http.Request) bool {
	asPost := r.WithContext(r.Context())
	asPost.Method = http.MethodPost
	return s.crossSite.Check(asPost) == nil
}

// withCredential returns a request that shows its credential in one way, whichever it came in.
func withCredential(r *http.Request, secret string) *http.Request {
	r = withoutCredential(r)
	r.Header.Set("Authorization", "Bearer "+secret)
	return r
}

// withoutCredential returns a request that shows none.
func withoutCredential(r *http.Request) *http.Request {
	r = r.Clone(r.Context())
	for _, name := range []string{"Authorization", "X-Api-Key", "Cookie"} {
		r.Header.Del(name)
	}
	return r
}

// hasRoom takes a request out of the credential's budget and says in the headers what is left of it. When
// that is nothing, it answers.
func (s *server) hasRoom(w http.ResponseWriter, r *http.Request) bool {
	left := s.Limits.Spend(r.Context())
	budgetHeaders(w, left)
	if !left.OK {
		s.tooMany(w, r, "too many requests with this credential: try again later", left.RetryAfter)
	}
	return left.OK
}

// budgetHeaders says what is left of a budget.
func budgetHeaders(w http.ResponseWriter, left auth.Allowance) {
	h := w.Header()
	h.Set("RateLimit-Limit", strconv.Itoa(left.Limit))
	h.Set("RateLimit-Remaining", strconv.Itoa(left.Remaining))
	h.Set("RateLimit-Reset", seconds(left.Reset))
}

// tooMany answers a request that came too soon.
func (s *server) tooMany(w http.ResponseWriter, r *http.Request, message string, retryAfter time.Duration) {
	graph.Refuse(w, r, http.StatusTooManyRequests, &model.Error{
		Code: model.RateLimited, Message: message, RetryAfterSeconds: int(retryAfter.Seconds()),
	})
}

// internalAPIError answers for a failure, which goes to the log unless the sender has left.
func (s *server) internalAPIError(w http.ResponseWriter, r *http.Request, err error) {
	if !errors.Is(err, context.Canceled) {
		s.Log.ErrorContext(r.Context(), "recognise credential", "request_id", r.Header.Get(RequestIDHeader), "error", err)
	}
	graph.Refuse(w, r, http.StatusInternalServerError, &model.Error{Code: model.Internal, Message: "internal error"})
}

// seconds writes a time as a header does, in whole seconds.
func seconds(d time.Duration) string { return strconv.Itoa(int(d.Seconds())) }
