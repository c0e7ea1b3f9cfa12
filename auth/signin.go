package auth

import (
	"sync"
	"time"
)

// signInTime is how long a sign-in link works.
const signInTime = time.Hour

// SignInLinks hands out codes that sign one person in, once. They live in this process only: a link is for
// the terminal that started the server.
type SignInLinks struct {
	// Now is the clock.
	Now func() time.Time

	mu    sync.Mutex
	codes map[string]signIn // by hash of the code
}

type signIn struct {
	userID int
	until  time.Time
}

// New returns a code for a person.
func (l *SignInLinks) New(userID int) (code string, err error) {
	if code, err = NewSecret(); err != nil {
		return "", err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.codes == nil {
		l.codes = map[string]signIn{}
	}
	l.codes[string(HashSecret(code))] = signIn{userID: userID, until: l.Now().Add(signInTime)}
	return code, nil
}

// Redeem uses a code up and returns its person; false when it is unknown, used or too old.
func (l *SignInLinks) Redeem(code string) (userID int, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	hash := string(HashSecret(code))
	found, ok := l.codes[hash]
	delete(l.codes, hash)
	return found.userID, ok && l.Now().Before(found.until)
}
