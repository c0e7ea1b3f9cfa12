package sandbox

import "net/http"

// kindSkinContact is served but never filled: no recording of it is known.
const kindSkinContact Kind = "skin-contact"

// recentPeriods answers GET /v3/users/sleepwise/…: the last 28 days, 204 without any.
func (s *Server) recentPeriods(kind Kind) endpoint {
	return func(x *exchange) Response { return arrayOr204(s.elements(x, kind, x.recent())) }
}

// periodRange answers GET /v3/users/sleepwise/…/date: a required range of at most 28 days.
func (s *Server) periodRange(kind Kind) endpoint {
	return func(x *exchange) Response { return s.rangeOr204(x, kind, span{}) }
}

// biosensing answers GET /v3/users/biosensing/…: the last 28 days, or a range of at most 28 days.
func (s *Server) biosensing(kind Kind) endpoint {
	return func(x *exchange) Response { return s.rangeOr204(x, kind, x.recent()) }
}

// rangeOr204 answers with the elements of a range, 400 for a range that is not one and 204 where it
// is empty.
func (s *Server) rangeOr204(x *exchange, kind Kind, fallback span) Response {
	window, ok := x.asked(fallback, recentDays)
	if !ok {
		return empty(http.StatusBadRequest)
	}
	return arrayOr204(s.elements(x, kind, window))
}
