package web

import (
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"polarflow/auth"
)

// refusals are the errors of signing in and setting up that the person at the browser may read, with their
// status.
var refusals = []struct {
	err    error
	status int
}{
	{auth.ErrBusy, http.StatusServiceUnavailable},
	{auth.ErrOwned, http.StatusConflict},
	{auth.ErrWrongPassword, http.StatusForbidden},
	{auth.ErrWrongCredential, http.StatusForbidden},
	{auth.ErrSetupCode, http.StatusForbidden},
	{auth.ErrName, http.StatusUnprocessableEntity},
	{auth.ErrPasswordShort, http.StatusUnprocessableEntity},
	{auth.ErrPasswordLong, http.StatusUnprocessableEntity},
}

// busyFor is when to try again while too many passwords are being checked.
const busyFor = 2 * time.Second

// refusal returns the status and the text for an error that the person at the browser may read, and "" for
// every other error. It sets the header that says when to try again.
func refusal(w http.ResponseWriter, err error) (status int, problem string) {
	if locked := (*auth.LockedError)(nil); errors.As(err, &locked) {
		w.Header().Set("Retry-After", seconds(locked.RetryAfter+time.Second))
		return http.StatusTooManyRequests, sentence(locked)
	}
	var sentences []string
	for _, known := range refusals {
		if errors.Is(err, known.err) {
			status, sentences = known.status, append(sentences, sentence(known.err))
		}
	}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", seconds(busyFor))
	}
	return status, strings.Join(sentences, " ")
}

// sentence writes the text of an error for a page: a capital first, a full stop last.
func sentence(err error) string {
	text := err.Error()
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:] + "."
}
