package sandbox

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"
)

// codeLifetime is how long an authorization code may be exchanged.
const codeLifetime = 10 * time.Minute

// grant is one consent: the code that stands for it and the tokens that came from it.
type grant struct {
	userID int64
	// redirectURI is where the code was sent; explicit says that the client had named it, and so has
	// to name it again when it exchanges the code.
	redirectURI string
	explicit    bool
	issuedAt    time.Time
	used        bool
}

// grantBook holds every consent and every token. Tokens do not expire: Polar's last ten years.
type grantBook struct {
	mu     sync.Mutex
	codes  map[string]*grant
	tokens map[string]*grant
}

func newGrantBook() *grantBook {
	return &grantBook{codes: map[string]*grant{}, tokens: map[string]*grant{}}
}

// consent notes a consent and returns its code, 32 hexadecimal digits.
func (b *grantBook) consent(g grant) string {
	code := make([]byte, 16)
	_, _ = rand.Read(code) // never fails
	b.mu.Lock()
	defer b.mu.Unlock()
	b.codes[hex.EncodeToString(code)] = &g
	return hex.EncodeToString(code)
}

// exchange turns a code into a token, once. A second use is refused and deletes the tokens of the
// first. It is false for a code that is unknown, used, expired or was sent somewhere else.
func (b *grantBook) exchange(code, redirectURI string, now time.Time) (token string, userID int64, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	g := b.codes[code]
	switch {
	case g == nil:
		return "", 0, false
	case g.used:
		maps.DeleteFunc(b.tokens, func(_ string, issued *grant) bool { return issued == g })
		return "", 0, false
	case now.Sub(g.issuedAt) > codeLifetime, !g.sentTo(redirectURI):
		return "", 0, false
	}
	g.used = true
	return b.issue(g), g.userID, true
}

// sentTo says whether redirectURI is what the token request has to name.
func (g *grant) sentTo(redirectURI string) bool {
	return redirectURI == g.redirectURI || redirectURI == "" && !g.explicit
}

// issue makes a token for a grant. The caller holds the lock.
func (b *grantBook) issue(g *grant) string {
	token := rand.Text()
	b.tokens[token] = g
	return token
}

// bearer is the user of a request's token, or 0 for a token that is missing, unknown or revoked.
func (b *grantBook) bearer(r *http.Request) int64 {
	token, isBearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	b.mu.Lock()
	defer b.mu.Unlock()
	if g := b.tokens[token]; isBearer && g != nil {
		return g.userID
	}
	return 0
}

// revoke deletes every token of a user.
func (b *grantBook) revoke(userID int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	maps.DeleteFunc(b.tokens, func(_ string, g *grant) bool { return g.userID == userID })
}

// RevokeTokens deletes every token of a user, as a person does in Polar's own settings. The
// registration stays, and every request with such a token is answered 401.
func (s *Server) RevokeTokens(userID int64) { s.grants.revoke(userID) }

// Connect gives consent and registers the person without a browser, and returns the access token. It
// fails for an account that does not exist or lacks a consent, and for a member id that is taken; a
// person who is registered already just gets another token.
func (s *Server) Connect(userID int64, memberID string) (string, error) {
	if !s.accounts.readable(userID) {
		if status := s.accounts.register(userID, memberID, s.options.Now()); status != http.StatusOK {
			return "", fmt.Errorf("sandbox: register user %d: %s", userID, http.StatusText(status))
		}
	}
	s.grants.mu.Lock()
	defer s.grants.mu.Unlock()
	return s.grants.issue(&grant{userID: userID}), nil
}
