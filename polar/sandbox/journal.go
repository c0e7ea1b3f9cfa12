package sandbox

import (
	"strings"
	"sync"
	"time"
)

// Request is one request that reached the server, with what it was answered.
type Request struct {
	At             time.Time
	Method         string
	Path, RawQuery string
	// Status is what was sent, quirks included, or 0 when the connection was reset.
	Status int
	// UserID is the owner of the token, or 0 when there was none that the server knows.
	UserID int64
}

// journalSize bounds the journal of a server that runs for a long time.
const journalSize = 100_000

// journal remembers the newest requests.
type journal struct {
	mu       sync.Mutex
	requests []Request
}

// add notes a request with what it is about to be answered.
func (j *journal) add(x *exchange, answer Response) {
	entry := Request{
		At: x.now, Method: x.request.Method, Path: x.request.URL.Path, RawQuery: x.request.URL.RawQuery,
		Status: answer.Status, UserID: x.userID,
	}
	if answer.Reset {
		entry.Status = 0
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.requests) >= journalSize {
		j.requests = append([]Request(nil), j.requests[journalSize/2:]...)
	}
	j.requests = append(j.requests, entry)
}

// Requests returns the requests since the start or the last ResetRequests, oldest first. A server
// that runs for long forgets the oldest beyond 100 000.
func (s *Server) Requests() []Request {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	return append([]Request(nil), s.journal.requests...)
}

// Count returns how many of Requests have a path that starts with prefix: "/v3/" is everything that
// Polar's rate limit counts.
func (s *Server) Count(prefix string) int {
	count := 0
	for _, r := range s.Requests() {
		if strings.HasPrefix(r.Path, prefix) {
			count++
		}
	}
	return count
}

// ResetRequests empties the journal. Rate limits go on counting.
func (s *Server) ResetRequests() {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	s.journal.requests = nil
}
