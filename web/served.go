package web

import (
	"net/http"
	"strings"
	"time"
)

// Served is one request that was answered, as it may be counted: nothing in it names anybody.
type Served struct {
	// Method is the sender's word, whatever that is.
	Method string
	// Route is the pattern of the route that answered, empty when none did.
	Route  string
	Status int
	// Took is the time to the end of the answer.
	Took time.Duration
	// Stream is set for an answer that lasts as long as somebody listens.
	Stream bool
}

// servedOf describes a request that the routes have answered; the router has noted in it which one it was.
func servedOf(r *http.Request, rec *recorder, took time.Duration) Served {
	_, route, hasMethod := strings.Cut(r.Pattern, " ")
	if !hasMethod {
		route = r.Pattern
	}
	stream := rec.status == http.StatusSwitchingProtocols ||
		strings.HasPrefix(rec.Header().Get("Content-Type"), "text/event-stream")
	return Served{Method: r.Method, Route: route, Status: rec.code(), Took: took, Stream: stream}
}
