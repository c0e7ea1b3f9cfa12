package auth_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database/dbtest"
	"polarflow/ent/viewer"
)

func TestBudget(t *testing.T) {
	t.Parallel()
	var budget auth.Budget
	now := newClock()
	steps := []struct {
		wait time.Duration
		key  string
		want auth.Allowance
	}{
		{0, "a", auth.Allowance{OK: true, Limit: 3, Remaining: 2, Reset: 20 * time.Second}},
		{0, "a", auth.Allowance{OK: true, Limit: 3, Remaining: 1, Reset: 40 * time.Second}},
		{0, "b", auth.Allowance{OK: true, Limit: 3, Remaining: 2, Reset: 20 * time.Second}},
		{0, "a", auth.Allowance{OK: true, Limit: 3, Remaining: 0, Reset: 60 * time.Second, RetryAfter: 20 * time.Second}},
		{5 * time.Second, "a", auth.Allowance{OK: false, Limit: 3, Remaining: 0, Reset: 55 * time.Second, RetryAfter: 15 * time.Second}},
		{15 * time.Second, "a", auth.Allowance{OK: true, Limit: 3, Remaining: 0, Reset: 60 * time.Second, RetryAfter: 20 * time.Second}},
		{time.Hour, "a", auth.Allowance{OK: true, Limit: 3, Remaining: 2, Reset: 20 * time.Second}},
	}
	for i, step := range steps {
		now.advance(step.wait)
		if diff := cmp.Diff(step.want, budget.Spend(step.key, 3, now.Now())); diff != "" {
			t.Errorf("request %d: %s", i+1, diff)
		}
	}
}

// What costs more than is left takes nothing, and says when there is room for it.
func TestBudgetOfCosts(t *testing.T) {
	t.Parallel()
	var budget auth.Budget
	now := newClock().Now()
	var got []auth.Allowance
	for _, n := range []int{0, 40, 30, 20, 0, 61} {
		got = append(got, budget.SpendN("a", n, 60, now))
	}
	want := []auth.Allowance{
		{OK: true, Limit: 60, Remaining: 60},
		{OK: true, Limit: 60, Remaining: 20, Reset: 40 * time.Second, RetryAfter: 20 * time.Second},
		{OK: false, Limit: 60, Remaining: 20, Reset: 40 * time.Second, RetryAfter: 10 * time.Second},
		{OK: true, Limit: 60, Remaining: 0, Reset: 60 * time.Second, RetryAfter: 20 * time.Second},
		{OK: true, Limit: 60, Remaining: 0, Reset: 60 * time.Second},
		{OK: false, Limit: 60, Remaining: 0, Reset: 60 * time.Second, RetryAfter: 61 * time.Second},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// However many keys there are, those in use keep what they have spent as long as there is room for them.
func TestBudgetIsBounded(t *testing.T) {
	t.Parallel()
	var budget auth.Budget
	now := newClock()
	for i := range 50_000 {
		now.advance(10 * time.Millisecond)
		budget.Spend(fmt.Sprint(i), 60, now.Now())
		if left := budget.Spend("steady", 6000, now.Now()); left.Remaining > 5999 {
			t.Fatalf("after %d keys the steady one begins anew: %+v", i, left)
		}
	}
}

// Too many wrong credentials from one address get another answer, and the right ones go on working.
func TestGuessing(t *testing.T) {
	t.Parallel()
	db, clock := dbtest.SQLite(t), newClock()
	credentials := &auth.Credentials{Ent: db.Ent, APIKey: apiKey, Now: clock.Now}
	user := db.Ent.User.Create().SaveX(viewer.System(t.Context()))
	right, _ := issue(viewer.System(t.Context()), t, db.Ent, auth.Grant{UserID: user.ID, Name: "p"})
	attacker, tally := from(t, "203.0.113.66"), map[bool]int{}
	for range 100 {
		secret, _, _, err := auth.NewToken()
		if err != nil {
			t.Fatal(err)
		}
		_, err = credentials.Identify(attacker, secret)
		var guessing *auth.GuessingError
		isGuessing := errors.As(err, &guessing) && guessing.RetryAfter == time.Second
		if !errors.Is(err, auth.ErrUnauthenticated) {
			t.Fatal(err)
		}
		tally[isGuessing]++
	}
	if diff := cmp.Diff(map[bool]int{false: 60, true: 40}, tally); diff != "" {
		t.Error(diff)
	}
	for name, err := range map[string]error{
		"a token from there":   second(credentials.Identify(attacker, right)),
		"the key from there":   second(credentials.Identify(attacker, apiKey)),
		"a token from outside": second(credentials.Identify(from(t, "198.51.100.7"), right)),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := second(credentials.Identify(attacker, "")); !errors.Is(err, auth.ErrUnauthenticated) || errors.As(err, new(*auth.GuessingError)) {
		t.Errorf("nothing shown: %v", err)
	}
}

func second(_ viewer.Viewer, err error) error { return err }
