package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"sync"
	"time"

	"polarflow/ent"
	"polarflow/ent/viewer"
)

const (
	// useInterval is how often at most the last use of a credential is written.
	useInterval = time.Minute
	// useTimeout is how long a request waits at most for that: a busy database makes the note late, not
	// the answer.
	useTimeout = 100 * time.Millisecond
	// guessesPerMinute is how many wrong credentials an address may show.
	guessesPerMinute = 60
)

// ErrUnauthenticated is returned for a credential that is unknown, expired or revoked, or missing.
var ErrUnauthenticated = errors.New("missing or invalid credential")

// GuessingError is returned for a wrong credential from an address that has shown too many of them. It wraps
// ErrUnauthenticated. Credentials that are right go on working from there.
type GuessingError struct{ RetryAfter time.Duration }

// Error says what to do.
func (e *GuessingError) Error() string { return "too many wrong credentials: try again later" }

// Unwrap returns ErrUnauthenticated.
func (e *GuessingError) Unwrap() error { return ErrUnauthenticated }

// Credentials recognises API tokens, the sessions of browsers, and the deployment's own API key. Its fields
// are set before the first use; it is safe for concurrent use.
type Credentials struct {
	// Ent is where tokens and sessions are kept.
	Ent *ent.Client
	// APIKey is the service credential fixed by the deployment; empty for none.
	APIKey string
	// Now is the clock.
	Now func() time.Time

	guesses    Budget
	mu         sync.Mutex
	seen       map[string]sighting // by hash of the secret
	generation int                 // of the cache; Forget begins a new one
}

// Credential is what a secret stands for.
type Credential struct {
	// Viewer is on whose behalf its holder asks.
	Viewer viewer.Viewer
	// Actor is what the audit trail calls it: session, token pf_abc…, service key.
	Actor string
	// Key tells credentials apart, for limits; it is no secret.
	Key string
	// IsSession is set for the session of a browser.
	IsSession bool
}

// In returns a context in which the credential's holder asks.
func (c Credential) In(ctx context.Context) context.Context {
	return viewer.NewContext(withKey(WithActor(ctx, c.Actor), c.Key), c.Viewer)
}

// Identify returns on whose behalf the holder of a secret asks; it is Recognise for who needs nothing else.
func (c *Credentials) Identify(ctx context.Context, secret string) (viewer.Viewer, error) {
	credential, err := c.Recognise(ctx, secret)
	return credential.Viewer, err
}

// Recognise returns the credential that a secret is. It returns ErrUnauthenticated for a secret that is not,
// or no longer, a credential, as a *GuessingError when there are too many of them from the address of ctx;
// any other error means that the database did not answer.
func (c *Credentials) Recognise(ctx context.Context, secret string) (Credential, error) {
	if c.isAPIKey(secret) {
		return apiKeyCredential(), nil
	}
	find := c.finder(secret)
	if find == nil {
		return Credential{}, c.wrong(ctx, secret)
	}
	hash, now := HashSecret(secret), c.Now()
	credential, generation, found := c.recall(hash, now)
	if found {
		return credential, nil
	}
	held, err := find(ctx, hash, now)
	if errors.Is(err, ErrUnauthenticated) {
		return Credential{}, c.wrong(ctx, secret)
	}
	if err != nil {
		return Credential{}, err
	}
	c.remember(hash, sighting{held.credential, held.believedUntil(now)}, generation, now)
	held.noteUse(ctx, now)
	return held.credential, nil
}

// finder returns how to look a secret up, by its form; nil for what has the form of none.
func (c *Credentials) finder(secret string) func(ctx context.Context, hash []byte, now time.Time) (holding, error) {
	switch {
	case IsSessionSecret(secret):
		return c.findSession
	case CheckToken(secret) == nil:
		return c.findToken
	}
	return nil
}

// wrong counts a wrong secret against the address of ctx and returns the error for it. That there is none at
// all is no guess.
func (c *Credentials) wrong(ctx context.Context, secret string) error {
	from := network(ctx)
	if secret == "" || from == "" {
		return ErrUnauthenticated
	}
	if left := c.guesses.Spend(from, guessesPerMinute, c.Now()); !left.OK {
		return &GuessingError{left.RetryAfter}
	}
	return ErrUnauthenticated
}

// isAPIKey compares digests, so that the time taken tells nothing about the key or its length.
func (c *Credentials) isAPIKey(secret string) bool {
	return c.APIKey != "" && subtle.ConstantTimeCompare(HashSecret(secret), HashSecret(c.APIKey)) == 1
}

func apiKeyCredential() Credential {
	const name = "service key"
	return Credential{Viewer: viewer.Viewer{All: true, Scopes: []viewer.Scope{viewer.Service}}, Actor: name, Key: name}
}

// holding is a credential as it is stored.
type holding struct {
	credential Credential
	ends       *time.Time // nil for never
	lastUse    *time.Time // nil for never
	note       func(ctx context.Context, now time.Time) error
}

// believedUntil is when a credential that was just found must be looked up again.
func (h holding) believedUntil(now time.Time) time.Time {
	until := now.Add(cacheFor)
	if h.ends != nil && h.ends.Before(until) {
		return *h.ends
	}
	return until
}

// noteUse writes that a credential was used, at most once a minute. That it fails is nobody's trouble: the
// next request tries again.
func (h holding) noteUse(ctx context.Context, now time.Time) {
	if h.lastUse != nil && now.Sub(*h.lastUse) < useInterval {
		return
	}
	ctx, cancel := context.WithTimeout(viewer.System(ctx), useTimeout)
	defer cancel()
	_ = h.note(ctx, now)
}
