package auth_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"polarflow/auth"
)

func TestNewToken(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		secret, prefix, hash, err := auth.NewToken()
		if err != nil {
			t.Fatal(err)
		}
		if err := auth.CheckToken(secret); err != nil {
			t.Fatalf("a fresh token is refused: %v", err)
		}
		if seen[secret] || !strings.HasPrefix(secret, prefix) || !bytes.Equal(hash, auth.HashSecret(secret)) {
			t.Fatalf("token repeats, or prefix or hash do not belong to it")
		}
		seen[secret] = true
	}
}

func TestCheckToken(t *testing.T) {
	t.Parallel()
	good, _, _, err := auth.NewToken()
	if err != nil {
		t.Fatal(err)
	}
	otherLast := "0"
	if strings.HasSuffix(good, "0") {
		otherLast = "1"
	}
	tests := map[string]struct {
		secret string
		want   error
	}{
		"good":            {good, nil},
		"last mistyped":   {good[:len(good)-1] + otherLast, auth.ErrMistyped},
		"two swapped":     {swapUnequal(good), auth.ErrMistyped},
		"cut":             {good[:len(good)-1], auth.ErrNotToken},
		"too long":        {good + "0", auth.ErrNotToken},
		"other start":     {"pg_" + good[3:], auth.ErrNotToken},
		"foreign letters": {good[:10] + "é" + good[12:], auth.ErrNotToken},
		"empty":           {"", auth.ErrNotToken},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := auth.CheckToken(test.secret); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

// swapUnequal swaps the first two neighbours after pf_ that differ.
func swapUnequal(secret string) string {
	b := []byte(secret)
	for i := 3; i+1 < len(b); i++ {
		if b[i] != b[i+1] {
			b[i], b[i+1] = b[i+1], b[i]
			break
		}
	}
	return string(b)
}
