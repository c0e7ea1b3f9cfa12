package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// Limits are how many requests the client may make. Polar's own limits, used where a field is zero,
// are 500 + 20·N in 15 minutes and 5000 + 100·N in 24 hours for N registered people.
type Limits struct {
	Short, Long int
	// Off lets every request through. The headers go on counting.
	Off bool
}

// The lengths of Polar's two windows.
const (
	shortWindow = 15 * time.Minute
	longWindow  = 24 * time.Hour
)

// limiter counts the client's requests in two windows that each start at their first request.
type limiter struct {
	limits Limits

	mu          sync.Mutex
	short, long counter
}

// counter is one window: when it began and how many requests it has seen.
type counter struct {
	began time.Time
	used  int
}

// usage is the state of both windows after a request, short before long.
type usage struct {
	used, limit, reset [2]int
	exceeded           bool
}

// count notes a request. One that is over the short limit still counts in the long window.
func (l *limiter) count(now time.Time, registered int) usage {
	l.mu.Lock()
	defer l.mu.Unlock()
	var u usage
	u.limit = [2]int{cmp.Or(l.limits.Short, 500+20*registered), cmp.Or(l.limits.Long, 5000+100*registered)}
	u.used[0], u.reset[0] = l.short.tick(now, shortWindow)
	u.used[1], u.reset[1] = l.long.tick(now, longWindow)
	u.exceeded = !l.limits.Off && (u.used[0] > u.limit[0] || u.used[1] > u.limit[1])
	return u
}

// tick counts one request and returns the count and the seconds until the window ends, rounded up.
func (c *counter) tick(now time.Time, length time.Duration) (used, reset int) {
	if c.began.IsZero() || now.Sub(c.began) >= length {
		*c = counter{began: now}
	}
	c.used++
	left := c.began.Add(length).Sub(now)
	return c.used, int((left + time.Second - 1) / time.Second)
}

// announce sets the headers that Polar puts on every answer: two integers each, short window first.
func (u usage) announce(header http.Header) {
	header.Set("RateLimit-Usage", pair(u.used))
	header.Set("RateLimit-Limit", pair(u.limit))
	header.Set("RateLimit-Reset", pair(u.reset))
}

// pair writes two numbers the way the headers have them.
func pair(values [2]int) string { return fmt.Sprintf("%d, %d", values[0], values[1]) }
