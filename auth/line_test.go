package auth_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"polarflow/auth"
)

// dear is a cost at which passwords have to wait for each other.
var dear = auth.Cost{MemoryKiB: 4 * 1024, Rounds: 2, Threads: 1}

// One network that sends passwords all the time keeps nobody else from having one checked, not even from the same
// provider's neighbouring networks.
func TestPasswordsShareTheLine(t *testing.T) {
	t.Parallel()
	for name, flood := range map[string]func(i int) string{
		"one address":                   func(int) string { return "203.0.113.1" },
		"many addresses of one network": func(i int) string { return fmt.Sprintf("2001:db8:7:%x::1", i) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			passwords := auth.NewPasswords(dear)
			hash, err := passwords.Hash(t.Context(), goodPassword)
			if err != nil {
				t.Fatal(err)
			}
			over := make(chan struct{})
			var all sync.WaitGroup
			for i := range 150 {
				ctx := from(t, flood(i))
				all.Go(func() {
					for {
						select {
						case <-over:
							return
						default:
							_, _ = passwords.Verify(ctx, "wrong password", hash)
						}
					}
				})
			}
			for i := range 20 {
				if ok, err := passwords.Verify(from(t, "198.51.100.7"), goodPassword, hash); err != nil || !ok {
					t.Errorf("the owner's attempt %d: %t, %v", i, ok, err)
				}
			}
			close(over)
			all.Wait()
		})
	}
}

// Whoever finds no place to wait is told so, at once.
func TestPasswordsBusy(t *testing.T) {
	t.Parallel()
	passwords := auth.NewPasswords(dear)
	busy := make(chan bool, 200)
	var all sync.WaitGroup
	for range 200 {
		all.Go(func() {
			_, err := passwords.Verify(from(t, "203.0.113.1"), "wrong password", "")
			busy <- errors.Is(err, auth.ErrBusy)
		})
	}
	all.Wait()
	close(busy)
	n := 0
	for b := range busy {
		if b {
			n++
		}
	}
	if n == 0 || n > 200-18 {
		t.Errorf("%d of 200 at once found no place, of which 18 have one", n)
	}
}
