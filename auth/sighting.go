package auth

import "time"

const (
	// cacheFor is how long a credential that was seen is believed without asking the database. It is also
	// the longest that another process goes on accepting a token that was revoked in this one.
	cacheFor = 3 * time.Second
	// cacheSize bounds the credentials remembered at once.
	cacheSize = 10_000
)

// sighting is a credential that was recognised a moment ago.
type sighting struct {
	credential Credential
	until      time.Time
}

// recall returns the credential that a secret was a moment ago, and the generation of the cache.
func (c *Credentials) recall(hash []byte, now time.Time) (Credential, int, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.seen[string(hash)]
	return s.credential, c.generation, ok && now.Before(s.until)
}

// remember keeps a sighting, unless the cache was emptied since the token was read: it may have been revoked.
func (c *Credentials) remember(hash []byte, s sighting, generation int, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.generation != generation {
		return
	}
	if len(c.seen) >= cacheSize {
		c.dropStale(now)
	}
	if c.seen == nil {
		c.seen = map[string]sighting{}
	}
	c.seen[string(hash)] = s
}

// dropStale makes room in a full cache. The caller holds the lock.
func (c *Credentials) dropStale(now time.Time) {
	for hash, s := range c.seen {
		if !now.Before(s.until) {
			delete(c.seen, hash)
		}
	}
	if len(c.seen) >= cacheSize {
		clear(c.seen)
	}
}

// Forget empties the cache, so that a token or session that ended, or whose person was deleted, stops working
// in this process at once.
func (c *Credentials) Forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.seen)
	c.generation++
}
