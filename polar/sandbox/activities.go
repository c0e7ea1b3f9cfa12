package sandbox

import (
	"encoding/json"
	"net/http"
)

// activityParts are the samples of an activity that a request has to ask for, by query flag.
var activityParts = map[string]string{
	"steps": "steps", "activity_zones": "activity_zones", "inactivity_stamps": "inactivity_stamps",
}

// listActivities answers GET /v3/users/activities with an array, empty where there is nothing.
func (s *Server) listActivities(x *exchange) Response { return s.activityList(x, x.summary) }

// activity answers GET /v3/users/activities/{date}.
func (s *Server) activity(x *exchange) Response { return s.activityOfDay(x, x.summary) }

// listActivitySamples answers GET /v3/users/activities/samples.
func (s *Server) listActivitySamples(x *exchange) Response { return s.activityList(x, samplesOf) }

// activitySamples answers GET /v3/users/activities/samples/{date}.
func (s *Server) activitySamples(x *exchange) Response { return s.activityOfDay(x, samplesOf) }

// activityList answers with one part of every activity in the window: by default the last 28 days,
// at most 28 days, and nothing that began more than 365 days ago.
func (s *Server) activityList(x *exchange, part func(json.RawMessage) json.RawMessage) Response {
	window, ok := x.asked(span{x.daysFromToday(-recentDays), x.daysFromToday(0)}, recentDays)
	if !ok || window.from < x.daysFromToday(-reachDays) {
		return empty(http.StatusBadRequest)
	}
	if x.request.URL.Query().Get("to") == "" {
		window.to = x.daysFromToday(1) // for people whose day has begun east of Greenwich
	}
	return answerJSON(http.StatusOK, jsonArray(present(s.elements(x, KindActivity, window), part)))
}

// activityOfDay answers with one part of the activity of a date: 204 where there is none, 400 for a
// date more than 365 days ago.
func (s *Server) activityOfDay(x *exchange, part func(json.RawMessage) json.RawMessage) Response {
	day, ok := x.pathDate()
	if !ok || day.from < x.daysFromToday(-reachDays) {
		return empty(http.StatusBadRequest)
	}
	return single(present(s.elements(x, KindActivity, day), part), http.StatusNoContent)
}

// present maps elements to one of their parts and leaves out those that lack it.
func present(elements []json.RawMessage, part func(json.RawMessage) json.RawMessage) []json.RawMessage {
	var parts []json.RawMessage
	for _, element := range elements {
		if p := part(element); p != nil {
			parts = append(parts, p)
		}
	}
	return parts
}

// summary is an activity with the samples that the request asked for. It is nil for an element that
// holds nothing but samples.
func (x *exchange) summary(element json.RawMessage) json.RawMessage {
	activity, err := parseObject(element)
	if err != nil {
		return element
	}
	samples := activity.get("samples")
	unasked := x.unasked(activityParts)
	switch {
	case activity.get("start_time") == nil:
		return nil
	case samples == nil:
		return element
	case len(unasked) == len(activityParts):
		return activity.without("samples").encode()
	}
	return activity.with("samples", trimmed(samples, unasked...)).encode()
}

// samplesOf is the samples object of an activity, or nil.
func samplesOf(element json.RawMessage) json.RawMessage {
	activity, err := parseObject(element)
	if err != nil {
		return nil
	}
	return activity.get("samples")
}
