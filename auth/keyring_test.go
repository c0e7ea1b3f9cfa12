package auth_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
)

func keyring(t *testing.T, keys ...string) *auth.Keyring {
	t.Helper()
	ring, err := auth.NewKeyring(strings.Join(keys, ","))
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

func newKey(t *testing.T) string {
	t.Helper()
	key, err := auth.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestSealAndOpen(t *testing.T) {
	t.Parallel()
	older, newer := newKey(t), newKey(t)
	sealed, err := keyring(t, older).Seal(7, []byte("token"))
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	headless := bytes.Clone(sealed)
	headless[0] = 9
	tests := map[string]struct {
		ring   *auth.Keyring
		userID int
		sealed []byte
		want   error
	}{
		"same key":       {keyring(t, older), 7, sealed, nil},
		"rotated":        {keyring(t, older, newer), 7, sealed, nil},
		"key taken away": {keyring(t, newer), 7, sealed, auth.ErrUnknownKey},
		"other person":   {keyring(t, older), 8, sealed, auth.ErrTampered},
		"changed":        {keyring(t, older), 7, changed, auth.ErrTampered},
		"other version":  {keyring(t, older), 7, headless, auth.ErrTampered},
		"cut":            {keyring(t, older), 7, sealed[:12], auth.ErrTampered},
		"header only":    {keyring(t, older), 7, sealed[:9], auth.ErrTampered},
		"empty":          {keyring(t, older), 7, nil, auth.ErrTampered},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plain, err := test.ring.Open(test.userID, test.sealed)
			if !errors.Is(err, test.want) {
				t.Fatalf("got %v, want %v", err, test.want)
			}
			if test.want == nil && string(plain) != "token" {
				t.Errorf("got %q", plain)
			}
		})
	}
}

func TestSealHidesAndDiffers(t *testing.T) {
	t.Parallel()
	ring := keyring(t, newKey(t))
	first, err1 := ring.Seal(7, []byte("token"))
	second, err2 := ring.Seal(7, []byte("token"))
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(first, []byte("token")) || bytes.Equal(first, second) {
		t.Error("the sealed text shows its content, or two are equal")
	}
}

func TestNewKeyringRefuses(t *testing.T) {
	t.Parallel()
	short := base64.StdEncoding.EncodeToString([]byte("canary-canary"))
	for name, keys := range map[string]string{
		"empty":          "",
		"not base64":     "canary!",
		"short":          short,
		"second is bad":  newKey(t) + "," + short,
		"trailing comma": newKey(t) + ",",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := auth.NewKeyring(keys)
			if !errors.Is(err, auth.ErrKey) {
				t.Fatalf("got %v, want ErrKey", err)
			}
			if strings.Contains(err.Error(), "canary") || strings.Contains(err.Error(), short) {
				t.Errorf("the key is in the error: %v", err)
			}
		})
	}
}

func TestKeyFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new", "polarflow.key")
	keys := make(chan string, 8)
	for range cap(keys) {
		go func() {
			key, err := auth.KeyFile(path)
			if err != nil {
				key = err.Error()
			}
			keys <- key
		}()
	}
	first := <-keys
	for range cap(keys) - 1 {
		if diff := cmp.Diff(first, <-keys); diff != "" {
			t.Error("two processes have two keys:", diff)
		}
	}
	keyring(t, first)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode is %v, want 0600", info.Mode().Perm())
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("%d files in the folder, want the key alone", len(entries))
	}
}
