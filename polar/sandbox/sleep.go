package sandbox

import (
	"encoding/json"
	"net/http"
)

// recentNights answers GET /v3/users/sleep and /v3/users/nightly-recharge: the last 28 nights under
// one key. from and to are ignored, as Polar ignores them.
func (s *Server) recentNights(kind Kind, name string) endpoint {
	return func(x *exchange) Response {
		return answerJSON(http.StatusOK, enveloped(name, s.elements(x, kind, x.recent())))
	}
}

// availableSleep answers GET /v3/users/sleep/available: date, start and end of the last 28 nights.
func (s *Server) availableSleep(x *exchange) Response {
	nights := present(s.elements(x, KindSleep, x.recent()), sleepTimes)
	return answerJSON(http.StatusOK, enveloped("available", nights))
}

// sleepTimes is the entry of a night in the list of available sleep, or nil where the night cannot
// be read.
func sleepTimes(night json.RawMessage) json.RawMessage {
	sleep, err := parseObject(night)
	if err != nil {
		return nil
	}
	times := jsonObject{}
	for _, field := range [][2]string{{"date", "date"}, {"start_time", "sleep_start_time"}, {"end_time", "sleep_end_time"}} {
		if value := sleep.get(field[1]); value != nil {
			times = append(times, jsonMember{field[0], value})
		}
	}
	return times.encode()
}
