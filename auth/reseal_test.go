package auth_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/viewer"
)

// vault is a database with sealed texts of an older key.
type vault struct {
	db           *database.DB
	ctx          context.Context // sees everything
	older, newer string
}

// newVault seals the tokens of some people, as many deregistrations, and the key of a webhook.
func newVault(t *testing.T, db *database.DB, people int) vault {
	t.Helper()
	v := vault{db: db, ctx: viewer.System(t.Context()), older: newKey(t), newer: newKey(t)}
	ring := keyring(t, v.older)
	for i := range people {
		user := db.Ent.User.Create().SaveX(v.ctx)
		token := seal(t, ring, user.ID, fmt.Sprint("token ", i))
		db.Ent.PolarAccount.Create().SetUserID(user.ID).SetPolarUserID(fmt.Sprint(i)).SetMemberID("m").SetToken(token).ExecX(v.ctx)
		db.Ent.Deregistration.Create().SetSealed(seal(t, ring, 0, fmt.Sprint("gone ", i))).ExecX(v.ctx)
	}
	db.Ent.PolarWebhook.Create().SetPolarID("w").SetURL("https://polarflow.example").SetSecret(seal(t, ring, 0, "signature")).ExecX(v.ctx)
	return v
}

func seal(t *testing.T, ring *auth.Keyring, userID int, plain string) []byte {
	t.Helper()
	sealed, err := ring.Seal(userID, []byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

// opened counts what a keyring opens and what it does not.
func (v vault) opened(ring *auth.Keyring) (opened, closed int) {
	count := func(userID int, sealed []byte) {
		if _, err := ring.Open(userID, sealed); err != nil {
			closed++
			return
		}
		opened++
	}
	for _, a := range v.db.Ent.PolarAccount.Query().AllX(v.ctx) {
		count(a.UserID, a.Token)
	}
	for _, d := range v.db.Ent.Deregistration.Query().AllX(v.ctx) {
		count(0, d.Sealed)
	}
	for _, h := range v.db.Ent.PolarWebhook.Query().AllX(v.ctx) {
		count(0, h.Secret)
	}
	return opened, closed
}

func silent(auth.Resealed) {}

// Everything that an older key sealed is sealed with the newest, in batches, and once is enough.
func TestReseal(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		v := newVault(t, db, 230)
		var told []auth.Resealed
		both := keyring(t, v.older, v.newer)
		for _, want := range []auth.Resealed{{Done: 461}, {}} {
			got, err := both.Reseal(v.ctx, db.Ent, func(r auth.Resealed) { told = append(told, r) })
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
		if diff := cmp.Diff([]auth.Resealed{{Done: 200}, {Done: 230}, {Done: 430}, {Done: 460}, {Done: 461}}, told); diff != "" {
			t.Errorf("progress: %s", diff)
		}
		if opened, closed := v.opened(keyring(t, v.newer)); opened != 461 || closed != 0 {
			t.Errorf("the newest key alone opens %d and not %d", opened, closed)
		}
	})
}

// What is stopped in the middle is readable with both keys, and gone on with later.
func TestResealIsStopped(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		v := newVault(t, db, 230)
		both := keyring(t, v.older, v.newer)
		ctx, cancel := context.WithCancel(v.ctx)
		defer cancel()
		got, err := both.Reseal(ctx, db.Ent, func(auth.Resealed) { cancel() })
		if !errors.Is(err, context.Canceled) || got.Done != 200 {
			t.Fatalf("stopped after %d: %v", got.Done, err)
		}
		if _, closed := v.opened(both); closed != 0 {
			t.Errorf("%d cannot be read", closed)
		}
		if got, err = both.Reseal(v.ctx, db.Ent, silent); err != nil || got.Done != 261 {
			t.Errorf("gone on with %d: %v", got.Done, err)
		}
	})
}

// What cannot be opened is neither overwritten nor in the way of what follows.
func TestResealLeavesWhatItCannotOpen(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		v := newVault(t, db, 3)
		spoiled := map[string][]byte{"0": []byte("short"), "1": seal(t, keyring(t, newKey(t)), 2, "of a third key")}
		for id, token := range spoiled {
			db.Ent.PolarAccount.Update().Where(polaraccount.PolarUserID(id)).SetToken(token).ExecX(v.ctx)
		}
		got, err := keyring(t, v.older, v.newer).Reseal(v.ctx, db.Ent, silent)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(auth.Resealed{Done: 5, Left: 2}, got); diff != "" {
			t.Error(diff)
		}
		for id, token := range spoiled {
			if diff := cmp.Diff(token, db.Ent.PolarAccount.Query().Where(polaraccount.PolarUserID(id)).OnlyX(v.ctx).Token); diff != "" {
				t.Errorf("%s was overwritten: %s", id, diff)
			}
		}
	})
}

// A person who connects again between the reading and the writing keeps the new token, and somebody who
// disconnects does not come back.
func TestResealWhilePeopleConnect(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(testing.TB, ...database.Option) *database.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var between sync.Once
			var meanwhile func()
			v := newVault(t, open(t, database.WithObserver(func(query string) {
				if meanwhile != nil && strings.HasPrefix(query, "UPDATE") {
					between.Do(meanwhile)
				}
			})), 3)
			older := keyring(t, v.older)
			people := v.db.Ent.PolarAccount.Query().Order(ent.Asc(polaraccount.FieldID)).AllX(v.ctx)
			again := seal(t, older, people[0].UserID, "connected again")
			meanwhile = func() {
				v.db.Ent.PolarAccount.UpdateOne(people[0]).SetToken(again).ExecX(v.ctx)
				v.db.Ent.PolarAccount.DeleteOne(people[1]).ExecX(v.ctx)
			}
			got, err := keyring(t, v.older, v.newer).Reseal(v.ctx, v.db.Ent, silent)
			if err != nil || got.Done != 5 {
				t.Errorf("sealed %d: %v", got.Done, err)
			}
			left := v.db.Ent.PolarAccount.Query().Order(ent.Asc(polaraccount.FieldID)).AllX(v.ctx)
			if len(left) != 2 || string(left[0].Token) != string(again) {
				t.Errorf("%d connections, or the new token was overwritten", len(left))
			}
		})
	}
}

// Two processes at once do each text once between them.
func TestResealAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		v := newVault(t, db, 60)
		done := make(chan int)
		for range 3 {
			go func() {
				got, err := keyring(t, v.older, v.newer).Reseal(v.ctx, db.Ent, silent)
				if err != nil {
					t.Error(err)
				}
				done <- got.Done
			}()
		}
		if sum := <-done + <-done + <-done; sum != 121 {
			t.Errorf("%d texts were sealed anew, want 121", sum)
		}
		if opened, _ := v.opened(keyring(t, v.newer)); opened != 121 {
			t.Errorf("the newest key opens %d", opened)
		}
	})
}
