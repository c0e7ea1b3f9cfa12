package polar

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// RateLimit is where this client stands against Polar's two limits, of about 15 minutes and 24 hours.
// They are shared by all users of the client and grow with their number. The zero RateLimit is an
// answer that did not say.
type RateLimit struct {
	Short Window
	Long  Window
}

// Window is one limit: the requests used, the requests allowed, and the time until the count begins
// anew. Windows begin with the first request, not at fixed hours.
type Window struct {
	Usage int
	Limit int
	Reset time.Duration
}

// Known reports whether the answer said anything about rate limits.
func (r RateLimit) Known() bool { return r != RateLimit{} }

// Exhausted reports whether no request is left in the window.
func (w Window) Exhausted() bool { return w.Limit > 0 && w.Usage >= w.Limit }

// wait returns how long to wait after a refusal: until every exhausted window has begun anew. If none
// says that it is exhausted it is the short one.
func (r RateLimit) wait() time.Duration {
	if r.Long.Exhausted() {
		return max(r.Long.Reset, r.Short.Reset)
	}
	return r.Short.Reset
}

// parseRateLimit reads the headers RateLimit-Usage, RateLimit-Limit and RateLimit-Reset, which each
// hold two numbers, "short, long". What is missing or no number is zero.
func parseRateLimit(header http.Header) RateLimit {
	usage := numberPair(header.Get("RateLimit-Usage"))
	limit := numberPair(header.Get("RateLimit-Limit"))
	reset := numberPair(header.Get("RateLimit-Reset"))
	window := func(i int) Window {
		return Window{Usage: usage[i], Limit: limit[i], Reset: time.Duration(reset[i]) * time.Second}
	}
	return RateLimit{Short: window(0), Long: window(1)}
}

// numberPair reads two numbers separated by a comma and perhaps spaces.
func numberPair(s string) (pair [2]int) {
	first, second, _ := strings.Cut(s, ",")
	for i, field := range []string{first, second} {
		if n, err := strconv.ParseUint(strings.TrimSpace(field), 10, 31); err == nil {
			pair[i] = int(n)
		}
	}
	return pair
}
