package graph

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"polarflow/graph/model"
)

// answer writes a response in one piece. A status of 0 leaves it to the response.
func answer(w http.ResponseWriter, mediaType string, status int, response *graphql.Response) {
	text, err := encoded(response)
	if err != nil {
		panic(err) // a bug, which the server answers for and logs
	}
	if status == 0 {
		status = statusOf(w.Header(), mediaType, response)
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text) // an answer that can no longer be written is nobody's to handle
}

// statusOf returns 200 for a response with data, and for one without it what the specification has: 400, or 200
// for clients that expect plain JSON, whose proxies may have answered the 400 themselves. Whoever has used up a
// budget gets 429 with the time to wait.
func statusOf(h http.Header, mediaType string, response *graphql.Response) int {
	if response.Data != nil || len(response.Errors) == 0 {
		return http.StatusOK
	}
	shown := response.Errors[0].Extensions
	switch {
	case shown["code"] == model.RateLimited:
		if seconds, ok := shown["retryAfterSeconds"].(int); ok {
			h.Set("Retry-After", strconv.Itoa(seconds))
		}
		return http.StatusTooManyRequests
	case mediaType == contentGraphQL:
		return http.StatusBadRequest
	}
	return http.StatusOK
}

// encoded returns a response as JSON: without data when nothing was run, and with the data as gqlgen wrote it.
func encoded(response *graphql.Response) ([]byte, error) {
	text := make([]byte, 0, len(response.Data)+64)
	text = append(text, '{')
	member := func(name string, value []byte) {
		if len(text) > 1 {
			text = append(text, ',')
		}
		text = append(append(append(append(text, '"'), name...), `":`...), value...)
	}
	if len(response.Errors) > 0 {
		errs, err := json.Marshal(response.Errors)
		if err != nil {
			return nil, fmt.Errorf("encode errors: %w", err)
		}
		member("errors", errs)
	}
	if response.Data != nil {
		member("data", response.Data)
	}
	if len(response.Extensions) > 0 {
		extensions, err := json.Marshal(response.Extensions)
		if err != nil {
			return nil, fmt.Errorf("encode extensions: %w", err)
		}
		member("extensions", extensions)
	}
	return append(text, '}'), nil
}

// answer refuses a request, in the shape that an operation's answer has.
func (f *refusal) answer(w http.ResponseWriter, r *http.Request) {
	if f.allow != "" {
		w.Header().Set("Allow", f.allow)
	}
	Refuse(w, r, f.status, f.err)
}

// Refuse answers a request with one error, under the id that the header of the answer has for it.
func Refuse(w http.ResponseWriter, r *http.Request, status int, e *model.Error) {
	mediaType := wantedBy(r.Header).mediaType
	if mediaType == "" {
		mediaType = contentJSON
	}
	extensions := map[string]any{"code": e.Code, "requestId": w.Header().Get("X-Request-Id")}
	if e.Limit != 0 {
		extensions["limit"] = e.Limit
	}
	if e.RetryAfterSeconds != 0 {
		extensions["retryAfterSeconds"] = e.RetryAfterSeconds
		w.Header().Set("Retry-After", strconv.Itoa(e.RetryAfterSeconds))
	}
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	// an answer that can no longer be written is nobody's to handle
	_ = json.NewEncoder(w).Encode(map[string]any{
		"errors": []any{map[string]any{"message": e.Message, "extensions": extensions}},
	})
}
