package sandbox

import "net/http"

// heartRateRange answers GET /v3/users/continuous-heart-rate: the days of a required range of at most
// 28 days, in an envelope that the documentation does not have.
func (s *Server) heartRateRange(x *exchange) Response {
	window, ok := x.asked(span{}, recentDays)
	if !ok {
		return empty(http.StatusBadRequest)
	}
	days := s.elements(x, KindContinuousHeartRate, window)
	if x.style == DocsStyle && len(days) == 1 {
		return answerJSON(http.StatusOK, days[0])
	}
	return answerJSON(http.StatusOK, enveloped("heart_rates", days))
}
