package polar

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// The ways in which a call can fail, for errors.Is. An error that is none of them came from the
// network or the context.
var (
	// ErrBadRequest is a refused parameter (400), such as a date or range beyond what Polar hands out.
	ErrBadRequest = errors.New("polar refused the request")
	// ErrUnauthorized is an access token that Polar does not know or that was revoked (401). It does
	// not come back to life.
	ErrUnauthorized = errors.New("polar does not accept the access token")
	// ErrForbidden is a user who is not registered with this client or has taken back a mandatory
	// consent (403).
	ErrForbidden = errors.New("user is not registered or has not given all consents")
	// ErrNotFound is an object that does not exist (404, or 204 where an object was expected).
	ErrNotFound = errors.New("polar has no such object")
	// ErrConflict is an object that exists already (409).
	ErrConflict = errors.New("polar has the object already")
	// ErrRateLimited is an exhausted rate limit (429); APIError.RetryAfter says until when.
	ErrRateLimited = errors.New("polar rate limit is exhausted")
	// ErrServer is a failure on Polar's side (5xx).
	ErrServer = errors.New("polar failed")
	// ErrMalformed is an answer that is not JSON, or not to its end.
	ErrMalformed = errors.New("answer is not valid JSON")
	// ErrUnreachable is a request that got no answer: the connection failed, timed out or spoke no HTTP.
	ErrUnreachable = errors.New("polar could not be reached")
	// ErrTooLarge is an answer beyond Client.MaxBody.
	ErrTooLarge = errors.New("answer is too large")
	// ErrAlreadyRegistered is a registration of a user who is registered (409), which is as good as
	// success. It also stands for a member id that was used for another user.
	ErrAlreadyRegistered = errors.New("user is already registered")
)

// APIError is an answer of Polar that is not success. Its text names the call by its template and the
// status, and nothing that the answer said.
type APIError struct {
	Method string
	Path   string
	Status int
	// RateLimit is what the answer said about rate limits, if it did.
	RateLimit RateLimit
	// RetryAfter is how long to wait, set for 429 only; 0 if the answer did not say.
	RetryAfter time.Duration
	// Message is Polar's own explanation, cut to a line, where there is one. It is for the
	// administrator and no part of Error.
	Message string
}

// Error names the call and the status.
func (e *APIError) Error() string {
	return fmt.Sprintf("polar: %s %s: status %d", e.Method, e.Path, e.Status)
}

// Is reports whether target is the kind of failure that the status stands for.
func (e *APIError) Is(target error) bool { return target == statusError(e.Status) }

// HeldBackError is a request that was not sent, because Polar's limit leaves no room for it until then. For
// errors.Is it is ErrRateLimited.
type HeldBackError struct{ Until time.Time }

// Error says until when.
func (e *HeldBackError) Error() string {
	return "held back for polar's limit until " + e.Until.UTC().Format(time.RFC3339)
}

// Is reports whether target is ErrRateLimited.
func (e *HeldBackError) Is(target error) bool { return target == ErrRateLimited }

// statusError returns the sentinel of a status, or nil if there is none.
func statusError(status int) error {
	switch status {
	case http.StatusBadRequest:
		return ErrBadRequest
	case http.StatusUnauthorized:
		return ErrUnauthorized
	case http.StatusForbidden:
		return ErrForbidden
	case http.StatusNotFound, http.StatusNoContent:
		return ErrNotFound
	case http.StatusConflict:
		return ErrConflict
	case http.StatusTooManyRequests:
		return ErrRateLimited
	}
	if status >= 500 {
		return ErrServer
	}
	return nil
}

// newAPIError describes an answer that is not success. What cannot be read of its body is ignored:
// most of these answers have none.
func newAPIError(r request, res *http.Response) *APIError {
	err := &APIError{Method: r.method, Path: r.template, Status: res.StatusCode, RateLimit: parseRateLimit(res.Header)}
	err.RetryAfter = retryAfter(res, err.RateLimit)
	const explanationLimit = 64 << 10
	body, _ := io.ReadAll(io.LimitReader(res.Body, explanationLimit))
	var explanation struct {
		Message string `json:"message"`
	}
	if json.Unmarshal(body, &explanation) == nil {
		err.Message = oneLine(explanation.Message)
	}
	return err
}

// retryAfter returns how long Polar wants to be left alone after a 429, and 0 after anything else.
func retryAfter(res *http.Response, limit RateLimit) time.Duration {
	if res.StatusCode != http.StatusTooManyRequests {
		return 0
	}
	if seconds, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil && seconds > 0 {
		return time.Duration(seconds) * time.Second
	}
	return limit.wait()
}

// oneLine makes a foreign text fit for a log line: printable, on one line and at most 200 characters.
func oneLine(s string) string {
	const limit = 200
	line := make([]rune, 0, limit)
	for _, r := range s {
		if len(line) == limit {
			break
		}
		if !strconv.IsPrint(r) {
			r = ' '
		}
		line = append(line, r)
	}
	return string(line)
}

// malformed is ErrMalformed with the place of the fault and none of the text around it.
func malformed(err error) error {
	if fault := (*json.SyntaxError)(nil); errors.As(err, &fault) {
		return fmt.Errorf("%w: at byte %d", ErrMalformed, fault.Offset)
	}
	return ErrMalformed
}
