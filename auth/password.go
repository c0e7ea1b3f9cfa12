package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// What a password must be like.
const (
	shortestPassword = 10  // characters
	longestPassword  = 256 // bytes
)

// What a salt and the key derived from it have, in bytes.
const (
	saltLength = 16
	hashLength = 32
)

// Errors about a password that somebody chooses; their texts are for that person.
var (
	ErrPasswordShort = errors.New("a password needs 10 characters or more")
	ErrPasswordLong  = errors.New("a password may have 256 bytes at most")
)

// ErrBusy is returned when too many passwords wait to be checked already.
var ErrBusy = errors.New("too many people are signing in: try again in a moment")

// Cost is how expensive it is to check a password with argon2id.
type Cost struct {
	MemoryKiB, Rounds uint32
	Threads           uint8
}

// RecommendedCost is what OWASP's password storage cheat sheet recommends for argon2id where memory is
// scarce: 19 MiB, two rounds, one thread. A small board needs a few tenths of a second for it.
func RecommendedCost() Cost { return Cost{MemoryKiB: 19 * 1024, Rounds: 2, Threads: 1} }

// Passwords hashes and checks passwords, a few at once, so that guessing neither fills the memory nor
// starves everything else.
type Passwords struct {
	cost Cost
	line line
}

// NewPasswords returns Passwords of a cost.
func NewPasswords(cost Cost) *Passwords { return &Passwords{cost: cost} }

// CheckPassword returns what is wrong with a password that somebody chooses, nil when nothing is.
func CheckPassword(password string) error {
	if utf8.RuneCountInString(password) < shortestPassword {
		return ErrPasswordShort
	}
	if len(password) > longestPassword {
		return ErrPasswordLong
	}
	return nil
}

// Hash returns a password's hash in the encoded form with its parameters and salt, $argon2id$v=19$m=…. It
// returns ErrPasswordShort, ErrPasswordLong or ErrBusy.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	if err := CheckPassword(password); err != nil {
		return "", err
	}
	salt := make([]byte, saltLength)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("read randomness: %w", err)
	}
	leave, err := p.line.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return encodeHash(p.cost, salt, p.cost.derive(password, salt, hashLength)), nil
}

// Verify reports whether a password is the one with this hash. Without a hash it takes the time that one
// would take, and is false. A hash that cannot be read is an error.
func (p *Passwords) Verify(ctx context.Context, password, encoded string) (bool, error) {
	if len(password) > longestPassword {
		return false, nil
	}
	if encoded == "" {
		encoded = encodeHash(p.cost, make([]byte, saltLength), make([]byte, hashLength))
	}
	cost, salt, want, err := decodeHash(encoded)
	if err != nil {
		return false, err
	}
	leave, err := p.line.enter(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	got := cost.derive(password, salt, uint32(len(want))) //nolint:gosec // decodeHash bounds it
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

func (c Cost) derive(password string, salt []byte, length uint32) []byte {
	return argon2.IDKey([]byte(password), salt, c.Rounds, c.MemoryKiB, c.Threads, length)
}

// encodeHash writes a hash in the form of the argon2 reference implementation.
func encodeHash(c Cost, salt, hash []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.MemoryKiB, c.Rounds, c.Threads,
		b64.EncodeToString(salt), b64.EncodeToString(hash))
}

// errHash is about what is stored, so it never shows it.
var errHash = errors.New("the stored password hash cannot be read")

// decodeHash reads what encodeHash writes.
func decodeHash(encoded string) (c Cost, salt, hash []byte, err error) {
	parts := strings.Split(encoded, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, errHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.MemoryKiB, &c.Rounds, &c.Threads); err != nil {
		return c, nil, nil, errHash
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	hash, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	const mostMemoryKiB, mostRounds = 1 << 20, 100
	if err1 != nil || err2 != nil || len(hash) != hashLength || c.Threads == 0 || c.Rounds == 0 ||
		c.Rounds > mostRounds || c.MemoryKiB > mostMemoryKiB {
		return c, nil, nil, errHash
	}
	return c, salt, hash, nil
}
