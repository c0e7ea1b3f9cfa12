package sandbox

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Quirk bends one answer on its way out. The functions of this package that return one can be
// combined, and so can a caller's own.
type Quirk func(*Response)

// Match says which requests a misbehaviour is for. Empty fields match everything.
type Match struct {
	Method string
	// PathPrefix is the beginning of the path: "/v3/users/sleep" is every sleep endpoint.
	PathPrefix string
	// UserID is the owner of the request's token.
	UserID int64
	// Times limits the misbehaviour to the next so many matching requests. 0 means until it is
	// stopped.
	Times int
}

// misbehaviour is a list of quirks for the requests that match.
type misbehaviour struct {
	match  Match
	quirks []Quirk
	used   int
}

// quirkList holds the misbehaviours in force.
type quirkList struct {
	mu   sync.Mutex
	list []*misbehaviour
}

// Misbehave applies quirks, in their order, to the answers of requests that match. Stop ends it
// before its time. Several misbehaviours may match one request; they apply in the order in which
// they were set.
func (s *Server) Misbehave(match Match, quirks ...Quirk) (stop func()) {
	added := &misbehaviour{match: match, quirks: quirks}
	s.quirks.mu.Lock()
	defer s.quirks.mu.Unlock()
	s.quirks.list = append(s.quirks.list, added)
	return func() {
		s.quirks.mu.Lock()
		defer s.quirks.mu.Unlock()
		s.quirks.list = slices.DeleteFunc(s.quirks.list, func(m *misbehaviour) bool { return m == added })
	}
}

// bend applies what matches to an answer.
func (q *quirkList) bend(x *exchange, answer *Response) {
	for _, quirk := range q.matching(x) {
		quirk(answer)
	}
}

// matching collects the quirks for a request and drops what has been used up.
func (q *quirkList) matching(x *exchange) []Quirk {
	q.mu.Lock()
	defer q.mu.Unlock()
	var quirks []Quirk
	for _, m := range q.list {
		if m.match.holds(x) {
			m.used++
			quirks = append(quirks, m.quirks...)
		}
	}
	q.list = slices.DeleteFunc(q.list, func(m *misbehaviour) bool {
		return m.match.Times > 0 && m.used >= m.match.Times
	})
	return quirks
}

// holds says whether a request matches.
func (m Match) holds(x *exchange) bool {
	return cmp.Or(m.Method, x.request.Method) == x.request.Method &&
		strings.HasPrefix(x.request.URL.Path, m.PathPrefix) &&
		(m.UserID == 0 || m.UserID == x.userID)
}

// Status answers with a status and no body: 500, 503, 401 and so on.
func Status(status int) Quirk {
	return func(a *Response) { a.Status, a.Body = status, nil }
}

// RateLimited answers 429 with a short window that is used up and ends after reset.
func RateLimited(reset time.Duration) Quirk {
	return func(a *Response) {
		Status(http.StatusTooManyRequests)(a)
		_, longReset, _ := strings.Cut(a.Header.Get("RateLimit-Reset"), ", ")
		_, longUsage, _ := strings.Cut(a.Header.Get("RateLimit-Usage"), ", ")
		limit, _, _ := strings.Cut(a.Header.Get("RateLimit-Limit"), ",")
		a.Header.Set("RateLimit-Usage", limit+", "+longUsage)
		a.Header.Set("RateLimit-Reset", strconv.Itoa(int(reset.Seconds()))+", "+longReset)
	}
}

// ConnectionReset breaks the connection instead of answering. Go's own client repeats a GET once when
// that happens on a connection that it had used before, which is one more request here.
func ConnectionReset() Quirk { return func(a *Response) { a.Reset = true } }

// SlowBody sends the body at a number of bytes a second.
func SlowBody(bytesPerSecond int) Quirk {
	return func(a *Response) { a.BytesPerSecond = bytesPerSecond }
}

// ShortBody announces the whole body but does not send its last bytes.
func ShortBody(withheld int) Quirk { return func(a *Response) { a.Withhold = withheld } }

// CutJSON ends the body after a number of bytes, in the middle of its JSON, and announces just those.
func CutJSON(kept int) Quirk {
	return func(a *Response) { a.Body = a.Body[:min(kept, len(a.Body))] }
}
