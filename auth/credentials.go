package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/ent/viewer"
)

const (
	// cacheFor is how long a credential that was seen is believed without asking the database. It is also
	// the longest that another process goes on accepting a token that was revoked in this one.
	cacheFor = 3 * time.Second
	// cacheSize bounds the credentials remembered at once.
	cacheSize = 10_000
	// useInterval is how often at most the last use of a token is written.
	useInterval = time.Minute
	// useTimeout is how long a request waits at most for that: a busy database makes the note late, not
	// the answer.
	useTimeout = 100 * time.Millisecond
)

// ErrUnauthenticated is returned for a credential that is unknown, expired or revoked, or missing.
var ErrUnauthenticated = errors.New("missing or invalid credential")

// Credentials recognises API tokens and the deployment's own API key. Its fields are set before the first
// use; it is safe for concurrent use.
type Credentials struct {
	// Ent is where tokens are kept.
	Ent *ent.Client
	// APIKey is the service credential fixed by the deployment; empty for none.
	APIKey string
	// Now is the clock.
	Now func() time.Time

	mu         sync.Mutex
	seen       map[string]sighting // by hash of the secret
	generation int                 // of the cache; Forget begins a new one
}

// sighting is a credential that was recognised a moment ago.
type sighting struct {
	viewer viewer.Viewer
	until  time.Time
}

// Identify returns on whose behalf the holder of a secret asks. It returns ErrUnauthenticated for a secret
// that is not, or no longer, a credential; any other error means that the database did not answer.
func (c *Credentials) Identify(ctx context.Context, secret string) (viewer.Viewer, error) {
	if c.isAPIKey(secret) {
		return viewer.Viewer{All: true, Scopes: []viewer.Scope{viewer.Service}}, nil
	}
	if CheckToken(secret) != nil {
		return viewer.Viewer{}, ErrUnauthenticated
	}
	hash, now := HashSecret(secret), c.Now()
	v, generation, found := c.recall(hash, now)
	if found {
		return v, nil
	}
	token, err := c.find(ctx, hash, now)
	if err != nil {
		return viewer.Viewer{}, err
	}
	v = viewerOf(token)
	c.remember(hash, sighting{viewer: v, until: believedUntil(token, now)}, generation, now)
	c.noteUse(ctx, token, now)
	return v, nil
}

// isAPIKey compares digests, so that the time taken tells nothing about the key or its length.
func (c *Credentials) isAPIKey(secret string) bool {
	return c.APIKey != "" && subtle.ConstantTimeCompare(HashSecret(secret), HashSecret(c.APIKey)) == 1
}

// find returns the token with this hash that is valid now.
func (c *Credentials) find(ctx context.Context, hash []byte, now time.Time) (*ent.ApiToken, error) {
	token, err := c.Ent.ApiToken.Query().Where(
		apitoken.Hash(hash),
		apitoken.RevokedAtIsNil(),
		apitoken.Or(apitoken.ExpiresAtIsNil(), apitoken.ExpiresAtGT(now)),
	).Only(viewer.System(ctx))
	if ent.IsNotFound(err) {
		return nil, ErrUnauthenticated
	}
	if err != nil {
		return nil, fmt.Errorf("find credential: %w", err)
	}
	return token, nil
}

// viewerOf is whom a token speaks for. Without a person it is a service token; SERVICE among the scopes of
// a person's token would be a mistake and is not honoured.
func viewerOf(token *ent.ApiToken) viewer.Viewer {
	v := viewer.Viewer{TokenID: token.ID, All: token.UserID == nil}
	if v.All {
		v.Scopes = []viewer.Scope{viewer.Service}
		return v
	}
	v.UserID = *token.UserID
	for _, scope := range token.Scopes {
		if s := viewer.Scope(scope); slices.Contains(PersonalScopes(), s) {
			v.Scopes = append(v.Scopes, s)
		}
	}
	return v
}

// PersonalScopes returns what a person's token can be allowed to do.
func PersonalScopes() []viewer.Scope {
	return []viewer.Scope{viewer.Read, viewer.Sync, viewer.Manage}
}

// believedUntil is when a token that was just found must be looked up again.
func believedUntil(token *ent.ApiToken, now time.Time) time.Time {
	until := now.Add(cacheFor)
	if token.ExpiresAt != nil && token.ExpiresAt.Before(until) {
		return *token.ExpiresAt
	}
	return until
}

// noteUse writes that a token was used, at most once a minute. That it fails is nobody's trouble: the next
// request tries again.
func (c *Credentials) noteUse(ctx context.Context, token *ent.ApiToken, now time.Time) {
	if token.LastUsedAt != nil && now.Sub(*token.LastUsedAt) < useInterval {
		return
	}
	ctx, cancel := context.WithTimeout(viewer.System(ctx), useTimeout)
	defer cancel()
	_ = c.Ent.ApiToken.Update().Where(apitoken.ID(token.ID)).SetLastUsedAt(now).Exec(ctx)
}

// recall returns whom a secret spoke for a moment ago, and the generation of the cache.
func (c *Credentials) recall(hash []byte, now time.Time) (viewer.Viewer, int, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.seen[string(hash)]
	return s.viewer, c.generation, ok && now.Before(s.until)
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

// Forget empties the cache, so that a token that was revoked, or whose person was deleted, stops working in
// this process at once.
func (c *Credentials) Forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.seen)
	c.generation++
}
