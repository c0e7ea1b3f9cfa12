package auth_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/auditevent"
	"polarflow/ent/viewer"
)

// outcome names what an attempt came to.
func outcome(t testing.TB, err error) string {
	t.Helper()
	var locked *auth.LockedError
	switch {
	case err == nil:
		return "in"
	case errors.As(err, &locked):
		return "locked"
	case errors.Is(err, auth.ErrWrongPassword), errors.Is(err, auth.ErrWrongCredential), errors.Is(err, auth.ErrSetupCode):
		return "wrong"
	case errors.Is(err, auth.ErrBusy):
		return "busy"
	}
	t.Error(err)
	return "failed"
}

// try signs in several times and tallies what it came to.
func (h *house) try(ctx context.Context, t testing.TB, times int, name, password string) map[string]int {
	t.Helper()
	tally := map[string]int{}
	for range times {
		_, err := h.SignIn(ctx, name, password, auth.Browser{})
		tally[outcome(t, err)]++
	}
	return tally
}

func TestLockout(t *testing.T) {
	t.Parallel()
	const right, wrong = goodPassword, "wrong password"
	type step struct {
		wait           time.Duration
		from, name, pw string
		times          int
		want           map[string]int
	}
	for name, steps := range map[string][]step{
		"a pair": {
			{0, "203.0.113.1", "aino", wrong, 12, map[string]int{"wrong": 10, "locked": 2}},
			{0, "203.0.113.1", "aino", right, 1, map[string]int{"locked": 1}},
			{0, "203.0.113.1", "eero", wrong, 1, map[string]int{"wrong": 1}},
			{0, "198.51.100.7", "aino", right, 1, map[string]int{"in": 1}},
			{15*time.Minute - time.Second, "203.0.113.1", "aino", right, 1, map[string]int{"locked": 1}},
			{time.Second, "203.0.113.1", "aino", right, 1, map[string]int{"in": 1}},
		},
		"an unknown name locks like a known one": {
			{0, "203.0.113.1", "nobody", wrong, 12, map[string]int{"wrong": 10, "locked": 2}},
		},
		"signing in forgives": {
			{0, "203.0.113.1", "aino", wrong, 9, map[string]int{"wrong": 9}},
			{0, "203.0.113.1", "aino", right, 1, map[string]int{"in": 1}},
			{0, "203.0.113.1", "aino", wrong, 9, map[string]int{"wrong": 9}},
			{0, "203.0.113.1", "aino", right, 1, map[string]int{"in": 1}},
		},
		"a pause forgives": {
			{0, "203.0.113.1", "aino", wrong, 9, map[string]int{"wrong": 9}},
			{15*time.Minute + time.Second, "203.0.113.1", "aino", wrong, 9, map[string]int{"wrong": 9}},
		},
		"one account is no way to guess others for ever": {
			{0, "203.0.113.1", "a", wrong, 9, map[string]int{"wrong": 9}},
			{0, "203.0.113.1", "b", wrong, 9, map[string]int{"wrong": 9}},
			{0, "203.0.113.1", "aino", right, 1, map[string]int{"in": 1}},
			{0, "203.0.113.1", "c", wrong, 9, map[string]int{"wrong": 9}},
			{0, "203.0.113.1", "d", wrong, 9, map[string]int{"wrong": 3, "locked": 6}},
			{0, "203.0.113.1", "aino", right, 1, map[string]int{"locked": 1}},
			{0, "203.0.113.2", "aino", right, 1, map[string]int{"in": 1}},
		},
		"a whole IPv6 network is one address": {
			{0, "2001:db8::1", "aino", wrong, 5, map[string]int{"wrong": 5}},
			{0, "2001:db8::2", "aino", wrong, 6, map[string]int{"wrong": 5, "locked": 1}},
			{0, "2001:db8:0:1::1", "aino", right, 1, map[string]int{"in": 1}},
		},
		"IPv4 inside IPv6 is IPv4": {
			{0, "::ffff:203.0.113.1", "aino", wrong, 10, map[string]int{"wrong": 10}},
			{0, "203.0.113.1", "aino", right, 1, map[string]int{"locked": 1}},
			{0, "::ffff:203.0.113.2", "aino", right, 1, map[string]int{"in": 1}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				h := newHouse(t, db)
				for i, s := range steps {
					h.clock.advance(s.wait)
					if diff := cmp.Diff(s.want, h.try(from(t, s.from), t, s.times, s.name, s.pw)); diff != "" {
						t.Errorf("step %d: %s", i+1, diff)
					}
				}
			})
		})
	}
}

// Ten thousand wrong passwords from one address lock that address, cost the database little, and keep the
// owner out nowhere else, not even while they come.
func TestTenThousandWrongPasswords(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(testing.TB, ...database.Option) *database.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var writes atomic.Int64
			h := newHouse(t, open(t, database.WithObserver(func(query string) {
				if !strings.HasPrefix(query, "SELECT") {
					writes.Add(1)
				}
			})))
			attacker := from(t, "203.0.113.66")
			h.try(attacker, t, 5, "aino", "hunter2 hunter2")
			counts := make(chan map[string]int)
			for i := range 10 {
				go func() { counts <- h.try(attacker, t, 1000, "aino", fmt.Sprint("guess number ", i)) }()
			}
			got := map[string]int{}
			for range 10 {
				for outcome, n := range <-counts {
					got[outcome] += n
				}
			}
			if got["in"] != 0 || got["failed"] != 0 || got["wrong"] > 5+18 || got["locked"] < 9000 {
				t.Errorf("ten thousand attempts: %v", got)
			}
			if got := h.try(attacker, t, 1, "aino", goodPassword); got["locked"] != 1 {
				t.Errorf("the right password from there: %v", got)
			}
			if got := h.try(h.home, t, 1, "aino", goodPassword); got["in"] != 1 {
				t.Errorf("the owner at home: %v", got)
			}
			rows := h.db.Ent.AuditEvent.Query().Where(auditevent.Action("SIGN_IN_FAILED")).CountX(viewer.System(t.Context()))
			if rows != 1 || h.db.Ent.SignInFailure.Query().CountX(t.Context()) != 3 {
				t.Errorf("%d lines in the audit trail, and failures are counted for more than the pair, the address and the account", rows)
			}
		})
	}
}

// Wrong service credentials and setup codes count as well.
func TestLockoutOfOtherDoors(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		gate := newGate(db, newClock())
		code, err := gate.OfferSetup(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		attacker, tally := from(t, "203.0.113.66"), map[string]int{}
		for range 20 {
			_, err1 := gate.SetUp(attacker, "GUESS", "mallory", goodPassword, auth.Browser{})
			_, err2 := gate.SignInWithCredential(attacker, "guess", auth.Browser{})
			tally[outcome(t, err1)]++
			tally[outcome(t, err2)]++
		}
		if diff := cmp.Diff(map[string]int{"wrong": 30, "locked": 10}, tally); diff != "" {
			t.Error(diff)
		}
		if _, err := gate.SetUp(attacker, code, "mallory", goodPassword, auth.Browser{}); outcome(t, err) != "locked" {
			t.Errorf("the right code from there: %v", err)
		}
		if _, err := gate.SetUp(from(t, "198.51.100.7"), code, "aino", goodPassword, auth.Browser{}); err != nil {
			t.Errorf("the owner from elsewhere: %v", err)
		}
	})
}

// Of many passwords at once a few are checked, some wait, and the rest are told to come again.
func TestPasswordsAtOnce(t *testing.T) {
	t.Parallel()
	passwords := auth.NewPasswords(auth.Cost{MemoryKiB: 1024, Rounds: 8, Threads: 1})
	var group sync.WaitGroup
	var busy, checked atomic.Int64
	for range 200 {
		group.Go(func() {
			if _, err := passwords.Verify(t.Context(), goodPassword, ""); errors.Is(err, auth.ErrBusy) {
				busy.Add(1)
			} else if err == nil {
				checked.Add(1)
			}
		})
	}
	group.Wait()
	if checked.Load() < 18 || busy.Load() == 0 || checked.Load()+busy.Load() != 200 {
		t.Errorf("%d checked and %d refused, want at least the 18 places and some refused", checked.Load(), busy.Load())
	}
	if ok, err := passwords.Verify(t.Context(), goodPassword, ""); ok || err != nil {
		t.Errorf("afterwards: %v, %v", ok, err)
	}
}

// Failures about one account, or about nobody, are told a bounded number of times, and not for ever: who comes
// from many addresses cannot fill the audit trail.
func TestFailuresDoNotFillTheTrail(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h, system := newHouse(t, db), viewer.System(t.Context())
		failures := func() int {
			return db.Ent.AuditEvent.Query().Where(auditevent.Action("SIGN_IN_FAILED")).CountX(system)
		}
		attack := func() {
			for i := range 60 {
				ctx := from(t, fmt.Sprintf("203.0.113.%d", i+1))
				h.try(ctx, t, 1, "aino", "wrong password")
				h.try(ctx, t, 1, "nobody", "wrong password")
			}
		}
		attack()
		if n := failures(); n != 40 {
			t.Errorf("120 failures from 60 addresses within a minute left %d lines, want 20 about Aino and 20 about nobody", n)
		}
		h.clock.advance(time.Minute)
		attack()
		if n := failures(); n != 80 {
			t.Errorf("a minute later: %d lines, want 80", n)
		}
		others := db.Ent.AuditEvent.Query().CountX(system) - failures()
		h.clock.advance(90 * 24 * time.Hour)
		attack()
		if n := failures(); n != 80 { // what was noted exactly 90 days ago is still kept
			t.Errorf("90 days later: %d lines, want those of the last two attacks", n)
		}
		if n := db.Ent.AuditEvent.Query().CountX(system) - failures(); n != others {
			t.Errorf("%d lines about other things, want %d", n, others)
		}
		h.clock.advance(time.Hour)
		h.try(from(t, "203.0.113.200"), t, 1, "nobody", "wrong password")
		if n := db.Ent.SignInFailure.Query().CountX(system); n != 3 {
			t.Errorf("%d counters are kept of attempts that no longer count", n)
		}
	})
}
