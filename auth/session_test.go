package auth_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/viewer"
)

// A session is new at every sign-in, and the one that the browser had before ends, whoever planted it.
func TestSessionRotates(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		first := h.signIn(t, auth.Browser{})
		elsewhere := h.signIn(t, auth.Browser{})
		second := h.signIn(t, auth.Browser{Secret: first})
		planted := "pfs_" + strings.Repeat("a", 43)
		third := h.signIn(t, auth.Browser{Secret: planted})
		got := map[string]bool{}
		for name, secret := range map[string]string{"first": first, "elsewhere": elsewhere, "second": second, "planted": planted, "third": third} {
			got[name] = h.identify(t, secret) == nil
		}
		want := map[string]bool{"first": false, "elsewhere": true, "second": true, "planted": false, "third": true}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for _, s := range db.Ent.Session.Query().AllX(viewer.System(t.Context())) {
			if strings.Contains(string(s.Hash), third) || len(s.Hash) != 32 {
				t.Error("something else than a SHA-256 of the secret is stored")
			}
		}
	})
}

func TestSessionExpires(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		secret := h.signIn(t, auth.Browser{})
		h.clock.advance(auth.SessionTime - time.Second)
		if err := h.identify(t, secret); err != nil {
			t.Errorf("a second before the end: %v", err)
		}
		h.clock.advance(time.Second)
		if err := h.identify(t, secret); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("at the end, while remembered: %v", err)
		}
		h.signIn(t, auth.Browser{})
		if n := db.Ent.Session.Query().CountX(viewer.System(t.Context())); n != 1 {
			t.Errorf("%d sessions are kept, want the one that has not expired", n)
		}
	})
}

// An operator's session ends with the credential that it began with, on every process within 5 s.
func TestOperatorSession(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		system := viewer.System(t.Context())
		service, token := issue(system, t, db.Ent, auth.Grant{Name: "Ops"})
		personal, _ := issue(system, t, db.Ent, auth.Grant{UserID: h.owner.ID, Name: "Phone", Scopes: auth.PersonalScopes()})
		enter := func(credential string) (string, error) {
			return h.SignInWithCredential(h.home, credential, auth.Browser{})
		}
		byKey, err1 := enter(apiKey + "\n")
		byToken, err2 := enter(service)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		for name, refused := range map[string]string{"personal token": personal, "a session": byKey, "nothing": "", "wrong key": apiKey + "x"} {
			if _, err := enter(refused); !errors.Is(err, auth.ErrWrongCredential) {
				t.Errorf("%s: %v", name, err)
			}
		}
		other := &auth.Credentials{Ent: db.Ent, APIKey: apiKey, Now: h.clock.Now}
		changed := &auth.Credentials{Ent: db.Ent, APIKey: strings.Repeat("n", 32), Now: h.clock.Now}
		none := &auth.Credentials{Ent: db.Ent, Now: h.clock.Now}
		state := func() (got []bool) {
			for _, c := range []*auth.Credentials{h.Credentials, other, changed, none} {
				for _, secret := range []string{byKey, byToken} {
					v, err := c.Identify(t.Context(), secret)
					got = append(got, err == nil && v.All && v.UserID == 0)
				}
			}
			return got
		}
		if diff := cmp.Diff([]bool{true, true, true, true, false, true, false, true}, state()); diff != "" {
			t.Errorf("here, in another process, with a new key, without one: %s", diff)
		}
		if _, err := h.Credentials.Revoke(system, token.ID); err != nil {
			t.Fatal(err)
		}
		if err := h.identify(t, byToken); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("revoked in this process: %v", err)
		}
		h.clock.advance(5 * time.Second)
		if diff := cmp.Diff([]bool{true, false, true, false, false, false, false, false}, state()); diff != "" {
			t.Errorf("after the token was revoked: %s", diff)
		}
	})
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		second := db.Ent.User.Create().SaveX(viewer.System(t.Context()))
		theirs, err := h.SignInAs(h.home, second.ID, "sign-in link", auth.Browser{})
		if err != nil {
			t.Fatal(err)
		}
		operator, err := h.SignInWithCredential(h.home, apiKey, auth.Browser{})
		if err != nil {
			t.Fatal(err)
		}
		here, phone, tablet := h.signIn(t, auth.Browser{}), h.signIn(t, auth.Browser{}), h.signIn(t, auth.Browser{})
		other := &auth.Credentials{Ent: db.Ent, APIKey: apiKey, Now: h.clock.Now}
		works := func(c *auth.Credentials) (got []bool) {
			for _, secret := range []string{here, phone, tablet, theirs, operator} {
				_, err := c.Identify(t.Context(), secret)
				got = append(got, err == nil)
			}
			return got
		}
		for _, step := range []struct {
			name, secret string
			everywhere   bool
			want         []bool
		}{
			{"nothing", "", true, []bool{true, true, true, true, true}},
			{"unknown", "pfs_x", true, []bool{true, true, true, true, true}},
			{"one", here, false, []bool{false, true, true, true, true}},
			{"everywhere", phone, true, []bool{false, false, false, true, true}},
			{"the operator everywhere", operator, true, []bool{false, false, false, true, false}},
		} {
			works(other) // so that the other process remembers them
			if err := h.SignOut(h.home, auth.Browser{Secret: step.secret}, step.everywhere); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(step.want, works(h.Credentials)); diff != "" {
				t.Errorf("%s, here: %s", step.name, diff)
			}
			h.clock.advance(5 * time.Second)
			if diff := cmp.Diff(step.want, works(other)); diff != "" {
				t.Errorf("%s, in another process after 5 s: %s", step.name, diff)
			}
		}
		trail := h.trail(t)
		want := [][4]string{{"SIGNED_OUT", "session", "198.51.100.7", ""}, {"SIGNED_OUT", "session", "198.51.100.7", "everywhere"},
			{"SIGNED_OUT", "operator session", "198.51.100.7", "everywhere"}}
		if diff := cmp.Diff(want, trail[len(trail)-3:]); diff != "" {
			t.Error(diff)
		}
	})
}

// Checking a session costs one indexed statement, and none within the next seconds; that it was seen is
// written once a minute.
func TestSessionStatements(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(testing.TB, ...database.Option) *database.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var selects, updates atomic.Int64
			h := newHouse(t, open(t, database.WithObserver(func(query string) {
				if strings.HasPrefix(query, "SELECT") {
					selects.Add(1)
				} else {
					updates.Add(1)
				}
			})))
			for kind, begin := range map[string]func(testing.TB) string{"person": h.person, "operator": h.operator} {
				secret := begin(t)
				var got [][2]int64
				for _, wait := range []time.Duration{0, 2 * time.Second, 10 * time.Second, time.Minute} {
					h.clock.advance(wait)
					selects.Store(0)
					updates.Store(0)
					if err := h.identify(t, secret); err != nil {
						t.Fatal(err)
					}
					got = append(got, [2]int64{selects.Load(), updates.Load()})
				}
				if diff := cmp.Diff([][2]int64{{1, 0}, {0, 0}, {1, 0}, {1, 1}}, got); diff != "" {
					t.Errorf("%s: %s", kind, diff)
				}
			}
		})
	}
}

// A secret of the right form that is unknown is not believed, and neither is a row of nobody's.
func TestSessionOfNobody(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		secret := "pfs_" + strings.Repeat("b", 43)
		db.Ent.Session.Create().SetHash(auth.HashSecret(secret)).SetAddress("").SetAgent("").
			SetExpiresAt(h.clock.Now().Add(time.Hour)).ExecX(viewer.System(context.Background()))
		if err := h.identify(t, secret); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("a session of neither a person nor a credential: %v", err)
		}
	})
}
