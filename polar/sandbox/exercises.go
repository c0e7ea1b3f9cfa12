package sandbox

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
)

// exerciseParts are the fields of an exercise that a request has to ask for, by query flag.
var exerciseParts = map[string]string{"samples": "samples", "zones": "heart_rate_zones", "route": "route"}

// listExercises answers GET /v3/exercises: what was uploaded in the last 30 days and after
// registration, in the order of upload.
func (s *Server) listExercises(x *exchange) Response {
	visible := s.visibleExercises(x)
	elements := make([]json.RawMessage, len(visible))
	for i, r := range visible {
		elements[i] = trimmed(r.JSON, x.unasked(exerciseParts)...)
	}
	return answerJSON(http.StatusOK, jsonArray(elements))
}

// exercise answers GET /v3/exercises/{exerciseId}, and 404 for what the list does not show either.
func (s *Server) exercise(x *exchange) Response {
	for _, r := range s.visibleExercises(x) {
		if r.ID == x.request.PathValue("id") {
			return answerJSON(http.StatusOK, trimmed(r.JSON, x.unasked(exerciseParts)...))
		}
	}
	return empty(http.StatusNotFound)
}

// visibleExercises are the exercises inside Polar's upload window.
func (s *Server) visibleExercises(x *exchange) []Record {
	earliest := x.now.AddDate(0, 0, -exerciseDays)
	if registered := s.accounts.registeredAt(x.userID); !s.options.ServeEarlierUploads && registered.After(earliest) {
		earliest = registered
	}
	visible := s.accounts.records(x.userID, KindExercise, func(r Record) bool {
		return !r.UploadedAt.Before(earliest)
	})
	slices.SortStableFunc(visible, func(a, b Record) int {
		return cmp.Or(a.UploadedAt.Compare(b.UploadedAt), cmp.Compare(a.ID, b.ID))
	})
	return visible
}

// unasked lists the fields whose query flag is not "true".
func (x *exchange) unasked(flags map[string]string) []string {
	var fields []string
	for flag, field := range flags {
		if x.request.URL.Query().Get(flag) != "true" {
			fields = append(fields, field)
		}
	}
	return fields
}
