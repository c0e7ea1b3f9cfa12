package auth_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"polarflow/auth"
)

func TestPasswords(t *testing.T) {
	t.Parallel()
	passwords := auth.NewPasswords(cheap)
	hash, err := passwords.Hash(t.Context(), goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	again, err := passwords.Hash(t.Context(), goodPassword)
	if err != nil || again == hash || !strings.HasPrefix(hash, "$argon2id$v=19$m=8,t=1,p=1$") {
		t.Errorf("hashes %q and %q: %v", hash, again, err)
	}
	// from the tests of the reference implementation (phc-winner-argon2, src/test.c)
	const reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	for name, test := range map[string]struct {
		password, hash string
		want           bool
	}{
		"right":             {goodPassword, hash, true},
		"wrong":             {goodPassword + " ", hash, false},
		"none given":        {"", hash, false},
		"none stored":       {goodPassword, "", false},
		"reference":         {"password", reference, true},
		"reference, wrong":  {"passwore", reference, false},
		"longer than it is": {strings.Repeat("x", 257), hash, false},
	} {
		if got, err := passwords.Verify(t.Context(), test.password, test.hash); got != test.want || err != nil {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}
}

func TestStoredHashCannotBeRead(t *testing.T) {
	t.Parallel()
	const salt, key = "c29tZXNhbHQ", "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	for name, hash := range map[string]string{
		"no hash":        "canary",
		"other function": "$argon2i$v=19$m=8,t=1,p=1$" + salt + "$" + key,
		"other version":  "$argon2id$v=16$m=8,t=1,p=1$" + salt + "$" + key,
		"no threads":     "$argon2id$v=19$m=8,t=1,p=0$" + salt + "$" + key,
		"no rounds":      "$argon2id$v=19$m=8,t=0,p=1$" + salt + "$" + key,
		"all the memory": "$argon2id$v=19$m=4294967295,t=1,p=1$" + salt + "$" + key,
		"no base64":      "$argon2id$v=19$m=8,t=1,p=1$" + salt + "$!",
		"short key":      "$argon2id$v=19$m=8,t=1,p=1$" + salt + "$AAAA",
	} {
		ok, err := auth.NewPasswords(cheap).Verify(t.Context(), goodPassword, hash)
		if ok || err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: got %v, %v", name, ok, err)
		}
	}
}

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]error{
		"123456789": auth.ErrPasswordShort, "1234567890": nil, "ääääääääää": nil, "äääää": auth.ErrPasswordShort,
		strings.Repeat("x", 256): nil, strings.Repeat("x", 257): auth.ErrPasswordLong, strings.Repeat("ä", 129): auth.ErrPasswordLong,
	} {
		if err := auth.CheckPassword(password); !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", password, err, want)
		}
	}
}

// Who leaves while waiting leaves the queue.
func TestPasswordsCancelled(t *testing.T) {
	t.Parallel()
	passwords := auth.NewPasswords(cheap)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 100 {
		_, err := passwords.Verify(gone, goodPassword, "")
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	if _, err := passwords.Verify(t.Context(), goodPassword, ""); err != nil {
		t.Error(err)
	}
}
