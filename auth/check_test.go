package auth_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/polaraccount"
)

// A keyring that opens nothing of what is stored is refused, whatever it is that is stored; what single people
// cannot have opened is told and refuses nobody. Nothing is written.
func TestCheck(t *testing.T) {
	t.Parallel()
	older := func(v vault) []string { return []string{v.older} }
	newer := func(v vault) []string { return []string{v.newer} }
	spoil := func(token []byte) func(*testing.T, vault) {
		return func(_ *testing.T, v vault) {
			v.db.Ent.PolarAccount.Update().Where(polaraccount.PolarUserID("1")).SetToken(token).ExecX(v.ctx)
		}
	}
	for name, test := range map[string]struct {
		keys   func(v vault) []string
		change func(*testing.T, vault)
		want   auth.Sealed
		err    string
	}{
		"the right key": {older, nil, auth.Sealed{Opened: 5}, ""},
		"both keys":     {func(v vault) []string { return []string{v.older, v.newer} }, nil, auth.Sealed{Opened: 5}, ""},
		"another key":   {newer, nil, auth.Sealed{Unopened: 5, People: []int{1, 2}}, "ENCRYPTION_KEY cannot be used: 5 of 5 "},
		"another, disconnected": {newer, func(_ *testing.T, v vault) { v.db.Ent.PolarAccount.Delete().ExecX(v.ctx) },
			auth.Sealed{Unopened: 3}, "3 of 3 "},
		"another, one of them damaged": {newer, spoil([]byte("x")), auth.Sealed{Unopened: 5, People: []int{1, 2}}, "4 of 5 "},
		"another, nothing kept": {newer, func(_ *testing.T, v vault) {
			v.db.Ent.PolarAccount.Delete().ExecX(v.ctx)
			v.db.Ent.Deregistration.Delete().ExecX(v.ctx)
			v.db.Ent.PolarWebhook.Delete().ExecX(v.ctx)
		}, auth.Sealed{}, ""},
		"damaged": {older, spoil([]byte("x")), auth.Sealed{Opened: 4, Unopened: 1, People: []int{2}}, ""},
		"one of an unknown key": {older, func(t *testing.T, v vault) { spoil(seal(t, keyring(t, newKey(t)), 2, "of a third key"))(t, v) },
			auth.Sealed{Opened: 4, Unopened: 1, People: []int{2}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				v := newVault(t, db, 2)
				if test.change != nil {
					test.change(t, v)
				}
				before, _ := v.opened(keyring(t, v.older))
				got, err := keyring(t, test.keys(v)...).Check(v.ctx, db.Ent)
				if test.err == "" && err != nil || test.err != "" && (!errors.Is(err, auth.ErrUnknownKey) || !errors.Is(err, auth.ErrKey) || !strings.Contains(err.Error(), test.err)) {
					t.Errorf("got %v, want %q", err, test.err)
				}
				if diff := cmp.Diff(test.want, got, cmpopts.IgnoreUnexported(auth.Sealed{})); diff != "" {
					t.Error(diff)
				}
				if after, _ := v.opened(keyring(t, v.older)); after != before {
					t.Errorf("the older key opened %d and now %d", before, after)
				}
			})
		})
	}
}
