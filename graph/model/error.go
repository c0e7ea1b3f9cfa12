package model

import "fmt"

// Error is a failure that the caller may read. Every other error is shown as "internal error".
type Error struct {
	// Code is one of the codes below.
	Code string
	// Message says in plain words what is wrong.
	Message string
	// Limit is the bound that was exceeded, 0 when there is none to name.
	Limit int
	// RetryAfterSeconds is when to try again, counted from now; 0 when that would not help.
	RetryAfterSeconds int
}

// The codes of errors, as clients see them in extensions.code.
const (
	Unauthenticated  = "UNAUTHENTICATED"
	Forbidden        = "FORBIDDEN"
	NotFound         = "NOT_FOUND"
	BadUserInput     = "BAD_USER_INPUT"
	RangeTooLarge    = "RANGE_TOO_LARGE"
	QueryTooComplex  = "QUERY_TOO_COMPLEX"
	QueryTooDeep     = "QUERY_TOO_DEEP"
	RateLimited      = "RATE_LIMITED"
	PersistedUnknown = "PERSISTED_QUERY_NOT_FOUND"
	Timeout          = "TIMEOUT"
	Internal         = "INTERNAL"
)

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// BadInput returns an error about an argument that makes no sense.
func BadInput(format string, args ...any) *Error {
	return &Error{Code: BadUserInput, Message: fmt.Sprintf(format, args...)}
}

// Exceeds returns an error about something that is larger than limit.
func Exceeds(code string, limit int, format string, args ...any) *Error {
	return &Error{Code: code, Limit: limit, Message: fmt.Sprintf(format, args...)}
}
