package metrics

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// other stands for every value that is not on the list of a label, so that no sender can make new ones.
const other = "other"

var (
	methods = []string{
		http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions,
	}
	operations = []string{"query", "mutation", "subscription"}
)

// listed returns a value that is on a list, and other for one that is not.
func listed(list []string, value string) string {
	if slices.Contains(list, value) {
		return value
	}
	return other
}

// Request is an HTTP request that was answered.
type Request struct {
	// Method is the sender's word.
	Method string
	// Route is the pattern that the request matched; empty when it matched none.
	Route  string
	Status int
	// Took is the time to the end of the answer.
	Took time.Duration
	// Stream is set for an answer that lasts as long as somebody listens.
	Stream bool
}

// Requested counts an HTTP request.
func (m *Metrics) Requested(r Request) {
	method, route := listed(methods, r.Method), r.Route
	if route == "" {
		route = other
	}
	m.requests.WithLabelValues(method, route, status(r.Status)).Inc()
	if !r.Stream {
		m.requestTime.WithLabelValues(method, route).Observe(r.Took.Seconds())
	}
}

// status returns a status as it labels a request: statuses are what the server itself sends.
func status(code int) string {
	if code < 100 || code > 599 {
		return other
	}
	return strconv.Itoa(code)
}

// Responded counts a GraphQL response: to a query, mutation or subscription, with the code of its first error
// or OK. The operation is empty for a request that could not be read. The time of a subscription's events is
// not kept.
func (m *Metrics) Responded(operation, code string, took time.Duration) {
	operation = listed(operations, operation)
	m.responses.WithLabelValues(operation, code).Inc()
	if operation != "subscription" {
		m.responseTime.WithLabelValues(operation).Observe(took.Seconds())
	}
}

// Worked counts a job of a kind that was worked once.
func (m *Metrics) Worked(kind, outcome string, waited, took time.Duration) {
	m.jobs.WithLabelValues(kind, outcome).Inc()
	m.jobWait.WithLabelValues(kind).Observe(max(waited, 0).Seconds())
	m.jobTime.WithLabelValues(kind).Observe(took.Seconds())
}

// Called counts a request to Polar. The path is the template of the endpoint, the status 0 when no answer came.
func (m *Metrics) Called(path string, status int, took time.Duration) {
	m.calls.WithLabelValues(path, outcome(status)).Inc()
	m.callTime.WithLabelValues(path).Observe(took.Seconds())
}

// outcome says in a word what a status of Polar's means.
func outcome(status int) string {
	switch {
	case status == 0:
		return "unreachable"
	case status == http.StatusNoContent, status == http.StatusNotFound:
		return "nothing"
	case status < 300:
		return "ok"
	case status == http.StatusUnauthorized:
		return "unauthorized"
	case status == http.StatusForbidden:
		return "forbidden"
	case status == http.StatusTooManyRequests:
		return "limited"
	case status < 500:
		return "refused"
	}
	return "failed"
}
