package auth_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/viewer"
)

// An account that is guessed from a thousand networks is slowed for networks that it has never been used from. The
// owner gets in as ever from home, and from elsewhere by trying again.
func TestGuessingFromManyNetworks(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"aino", "nobody"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				h := newHouse(t, db)
				tally := map[string]int{}
				for i := range 300 {
					ctx := from(t, fmt.Sprintf("203.0.%d.%d", i/250, i%250))
					for what, n := range h.try(ctx, t, 1, name, "wrong password") {
						tally[what] += n
					}
				}
				if diff := cmp.Diff(map[string]int{"wrong": 101, "locked": 199}, tally); diff != "" {
					t.Errorf("300 guesses in no time: %s", diff)
				}
				if name != "aino" {
					return
				}
				elsewhere := from(t, "192.0.2.1")
				for _, step := range []struct {
					who  string
					ctx  context.Context
					wait time.Duration
					want map[string]int
				}{
					{"at home", h.home, 0, map[string]int{"in": 1}},
					{"elsewhere", elsewhere, 0, map[string]int{"locked": 1}},
					{"elsewhere, a moment later", elsewhere, 5 * time.Second, map[string]int{"in": 1}},
					{"elsewhere, known now", elsewhere, 0, map[string]int{"in": 1}},
				} {
					h.clock.advance(step.wait)
					if diff := cmp.Diff(step.want, h.try(step.ctx, t, 1, name, goodPassword)); diff != "" {
						t.Errorf("the owner %s: %s", step.who, diff)
					}
				}
			})
		})
	}
}

// Somebody with a wide IPv6 network has no more guesses than its limit, however many addresses there are in it.
func TestGuessingFromWideNetwork(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		tally := map[string]int{}
		for i := range 150 {
			for what, n := range h.try(from(t, fmt.Sprintf("2001:db8:7:%x::1", i)), t, 1, fmt.Sprint("name", i), "wrong password") {
				tally[what] += n
			}
		}
		if diff := cmp.Diff(map[string]int{"wrong": 100, "locked": 50}, tally); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(map[string]int{"in": 1}, h.try(from(t, "2001:db8:8::1"), t, 1, "aino", goodPassword)); diff != "" {
			t.Errorf("the neighbour: %s", diff)
		}
	})
}

// When the owner leaves, the server is offered again under a new code, which is announced once.
func TestSetupAfterOwnerLeft(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		var codes []string
		h.Announce = func(_ context.Context, code string) error { codes = append(codes, code); return nil }
		if open, err := h.SetupOpen(h.home); open || err != nil || codes != nil {
			t.Fatalf("while there is an owner: %t, %v", open, err)
		}
		db.Ent.User.DeleteOne(h.owner).ExecX(viewer.System(t.Context()))
		for range 2 {
			if open, err := h.SetupOpen(h.home); !open || err != nil || len(codes) != 1 {
				t.Fatalf("after the owner left: %t, %v, %d codes", open, err, len(codes))
			}
		}
		if _, err := h.SetUp(h.home, codes[0], "Eero", goodPassword, auth.Browser{}); err != nil {
			t.Error(err)
		}
	})
}
