// Package auth knows who may do what: API tokens and service credentials, passwords and the sessions of
// browsers, the journey through Polar's consent page, the encryption of what Polar hands out, and the audit
// trail of all that. Of every secret that it issues only a SHA-256 is kept, of a password an argon2id hash.
package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
)

// A token is pf_, 32 random characters of base62 (190 bits) and six characters of checksum. The prefix that
// is stored in clear, pf_ and five characters, leaves 160 bits unknown.
const (
	tokenStart     = "pf_"
	tokenRandom    = 32
	tokenChecksum  = 6
	tokenPrefixLen = len(tokenStart) + 5
)

// base62 are the characters of tokens: they need no escaping anywhere and a double click selects them all.
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// ErrMistyped is returned by CheckToken for what has the look of a token and a wrong checksum.
var ErrMistyped = errors.New("the token's checksum is wrong: it was mistyped or cut")

// ErrNotToken is returned by CheckToken for what is no token at all.
var ErrNotToken = errors.New("not a token: one begins with pf_ and has 41 characters")

// NewToken makes an API token. The secret is shown once; the prefix tells tokens apart; the hash is what
// is stored. It returns an error when the machine has no randomness to give.
func NewToken() (secret, prefix string, hash []byte, err error) {
	random, err := randomBase62(tokenRandom)
	if err != nil {
		return "", "", nil, err
	}
	body := tokenStart + random
	secret = body + checksum(body)
	return secret, secret[:tokenPrefixLen], HashSecret(secret), nil
}

// CheckToken says whether a text is a well-formed token, without asking the database: nil, ErrMistyped or
// ErrNotToken.
func CheckToken(secret string) error {
	rest, ok := strings.CutPrefix(secret, tokenStart)
	if !ok || len(rest) != tokenRandom+tokenChecksum || strings.Trim(rest, base62) != "" {
		return ErrNotToken
	}
	body := secret[:len(secret)-tokenChecksum]
	if checksum(body) != secret[len(body):] {
		return ErrMistyped
	}
	return nil
}

// HashSecret returns the SHA-256 under which a token, session, ticket, state or browser cookie is stored. They are
// random and long, so that a slow hash would add nothing.
func HashSecret(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// secretLength is how many characters of base62 hold 256 bits.
const secretLength = 43

// NewSecret returns 256 random bits as 43 characters of base62: a ticket, a state, a session or a browser
// cookie.
func NewSecret() (string, error) { return randomBase62(secretLength) }

// randomBase62 returns n characters, each with the same probability: bytes beyond the last multiple of 62
// are thrown away.
func randomBase62(n int) (string, error) {
	const fair = 256 - 256%len(base62)
	text := make([]byte, 0, n)
	raw := make([]byte, 2*n)
	for len(text) < n {
		if _, err := rand.Read(raw); err != nil {
			return "", fmt.Errorf("read randomness: %w", err)
		}
		for _, b := range raw {
			if int(b) < fair && len(text) < n {
				text = append(text, base62[int(b)%len(base62)])
			}
		}
	}
	return string(text), nil
}

// checksum returns the CRC-32 (IEEE) of body in six characters of base62.
func checksum(body string) string {
	rest := crc32.ChecksumIEEE([]byte(body))
	text := make([]byte, tokenChecksum)
	for i := range text {
		text[len(text)-1-i] = base62[rest%uint32(len(base62))]
		rest /= uint32(len(base62))
	}
	return string(text)
}
