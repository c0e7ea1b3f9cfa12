package jobs

import (
	"context"
	"errors"
	"time"

	"polarflow/polar"
)

// verdict is what is to be done about a failed request.
type verdict int

const (
	again     verdict = iota // something passing: the next sync asks anew
	later                    // Polar's limit: the run goes on after the reset
	reconnect                // Polar does not accept the token: never until the person connects again
	consent                  // consents are missing: never until the person gives them
	refused                  // Polar does not accept the request: a fault of ours
	internal                 // a fault of ours
)

// outcome is the judgement of one failure: what to do, and what to say.
type outcome struct {
	verdict verdict
	code    string
	message string
	wait    time.Duration // for later
}

// ends reports whether the failure ends the whole run: Polar would say the same to whatever else was asked.
func (o outcome) ends() bool { return o.verdict == reconnect || o.verdict == consent }

// assumedReset is how long to wait when Polar names its limit and not when it ends: a short window.
const assumedReset = 15 * time.Minute

// limited is the outcome of work that has to wait for Polar's limits.
func limited(wait time.Duration) outcome {
	return outcome{later, "RATE_LIMITED", "Polar's request limit is used up; the sync goes on by itself.", wait}
}

// judge decides what a failure means. It is the only place that does. The messages are for the person and
// hold nothing of Polar's answer.
func judge(err error, now time.Time) outcome {
	var api *polar.APIError
	var held *polar.HeldBackError
	switch {
	case errors.As(err, &held):
		return limited(max(held.Until.Sub(now), 0))
	case errors.Is(err, polar.ErrUnauthorized):
		return outcome{reconnect, "UNAUTHORIZED", "Polar no longer accepts this connection. Connect the Polar account again.", 0}
	case errors.Is(err, polar.ErrForbidden):
		return outcome{consent, "CONSENT_MISSING", "Polar holds the data back because a mandatory consent is missing. Give all consents at account.polar.com, then sync again.", 0}
	case errors.Is(err, polar.ErrRateLimited):
		if errors.As(err, &api) && api.RetryAfter > 0 {
			return limited(api.RetryAfter)
		}
		return limited(assumedReset)
	case errors.Is(err, polar.ErrServer):
		return outcome{again, "POLAR_FAILED", "Polar answered with an error of its own; the next sync asks again.", 0}
	case errors.Is(err, polar.ErrMalformed):
		return outcome{again, "MALFORMED", "Polar's answer broke off or was not valid JSON; the next sync asks again.", 0}
	case errors.Is(err, polar.ErrTooLarge):
		return outcome{again, "TOO_LARGE", "Polar's answer was larger than the limit for one answer; nothing of it was stored.", 0}
	case errors.As(err, &api):
		return outcome{refused, "REFUSED", "Polar refused the request.", 0}
	case errors.Is(err, polar.ErrUnreachable), errors.Is(err, context.DeadlineExceeded):
		return outcome{again, "UNREACHABLE", "Polar could not be reached; the next sync asks again.", 0}
	}
	return outcome{internal, "INTERNAL", "internal error", 0}
}
