package auth_test

import (
	"context"
	"errors"
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/auditevent"
	"polarflow/ent/viewer"
)

const goodPassword = "correct horse battery"

// cheap makes tests of ten thousand passwords short.
var cheap = auth.Cost{MemoryKiB: 8, Rounds: 1, Threads: 1}

// house is a server with an owner, seen from the gate.
type house struct {
	*auth.Gate
	db    *database.DB
	clock *clock
	owner *ent.User
	home  context.Context // of a request from the owner's home
}

// from returns the context of a request from an address.
func from(t testing.TB, address string) context.Context {
	t.Helper()
	return auth.WithAddress(t.Context(), netip.MustParseAddr(address))
}

func newGate(db *database.DB, c *clock) *auth.Gate {
	return &auth.Gate{
		Ent: db.Ent, InTx: db.InTx, Passwords: auth.NewPasswords(cheap), TimeZone: "Europe/Helsinki", Now: c.Now,
		Credentials: &auth.Credentials{Ent: db.Ent, APIKey: apiKey, Now: c.Now},
	}
}

// newHouse returns a house whose owner is Aino.
func newHouse(t testing.TB, db *database.DB) *house {
	t.Helper()
	h := &house{db: db, clock: newClock(), home: from(t, "198.51.100.7")}
	h.Gate = newGate(db, h.clock)
	code, err := h.OfferSetup(h.home)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.SetUp(h.home, code, "Aino", goodPassword, auth.Browser{}); err != nil {
		t.Fatal(err)
	}
	h.owner = db.Ent.User.Query().OnlyX(viewer.System(t.Context()))
	return h
}

// trail returns the audit trail from the oldest to the newest: action, actor, address and detail.
func (h *house) trail(t testing.TB) [][4]string {
	t.Helper()
	var lines [][4]string
	for _, e := range h.db.Ent.AuditEvent.Query().Order(ent.Asc(auditevent.FieldID)).AllX(viewer.System(t.Context())) {
		lines = append(lines, [4]string{e.Action, e.Actor, e.Address, e.Detail})
	}
	return lines
}

// signIn signs the owner in at home.
func (h *house) signIn(t testing.TB, b auth.Browser) string {
	t.Helper()
	secret, err := h.SignIn(h.home, "aino", goodPassword, b)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// person and operator return the secret of a new session.
func (h *house) person(t testing.TB) string { return h.signIn(t, auth.Browser{}) }

func (h *house) operator(t testing.TB) string {
	t.Helper()
	secret, err := h.SignInWithCredential(h.home, apiKey, auth.Browser{})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func (h *house) identify(t testing.TB, secret string) error {
	t.Helper()
	_, err := h.Credentials.Identify(t.Context(), secret)
	return err
}

func TestSetUp(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := newClock()
		gate, home := newGate(db, c), from(t, "198.51.100.7")
		if _, err := gate.SetUp(home, "", "aino", goodPassword, auth.Browser{}); !errors.Is(err, auth.ErrOwned) {
			t.Errorf("without a code on offer: %v", err)
		}
		earlier, err1 := gate.OfferSetup(home)
		code, err2 := gate.OfferSetup(home)
		if err := errors.Join(err1, err2); err != nil || len(code) < 20 || code == earlier {
			t.Fatalf("codes %q and %q: %v", earlier, code, err)
		}
		for name, test := range map[string]struct {
			code, name, password string
			want                 error
		}{
			"no code":        {"", "aino", goodPassword, auth.ErrSetupCode},
			"earlier code":   {earlier, "aino", goodPassword, auth.ErrSetupCode},
			"short password": {code, "aino", "123456789", auth.ErrPasswordShort},
			"long password":  {code, "aino", string(make([]byte, 257)), auth.ErrPasswordLong},
			"no name":        {code, " ", goodPassword, auth.ErrName},
			"unseen name":    {code, "ai\x00no", goodPassword, auth.ErrName},
		} {
			if _, err := gate.SetUp(home, test.code, test.name, test.password, auth.Browser{}); !errors.Is(err, test.want) {
				t.Errorf("%s: got %v, want %v", name, err, test.want)
			}
		}
		secret, err := gate.SetUp(home, " "+code+"\n", " Aino ", goodPassword, auth.Browser{})
		if err != nil {
			t.Fatal(err)
		}
		owner := db.Ent.User.Query().OnlyX(viewer.System(t.Context()))
		got, err := gate.Credentials.Recognise(t.Context(), secret)
		want := auth.Credential{Viewer: viewer.Viewer{UserID: owner.ID, Scopes: auth.PersonalScopes()}, Actor: "session", Key: got.Key, IsSession: true}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(err, diff)
		}
		if diff := cmp.Diff([]string{"Aino", "Europe/Helsinki"}, []string{*owner.DisplayName, owner.TimeZone}); diff != "" {
			t.Error(diff)
		}
		if _, err := gate.SetUp(home, code, "eero", goodPassword, auth.Browser{}); !errors.Is(err, auth.ErrOwned) {
			t.Errorf("a second time: %v", err)
		}
		if again, err := gate.OfferSetup(home); again != "" || err != nil {
			t.Errorf("offered %q although there is an owner: %v", again, err)
		}
	})
}

// The person who came in by the terminal becomes the owner.
func TestSetUpTakesTheOnlyPerson(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		there := db.Ent.User.Create().SetDisplayName("Here first").SaveX(viewer.System(t.Context()))
		h := newHouse(t, db)
		if h.owner.ID != there.ID || *h.owner.DisplayName != "Here first" {
			t.Errorf("the owner is %v", h.owner)
		}
	})
}

// Of several who have the code at the same moment, through one process or two, one becomes the owner.
func TestSetUpAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		gates := []*auth.Gate{newGate(db, newClock()), newGate(db, newClock())}
		var codes []string
		for _, g := range gates {
			code, err := g.OfferSetup(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			codes = append(codes, code)
		}
		failures := make(chan error, 6)
		for i := range cap(failures) {
			go func() {
				name := string(rune('a' + i))
				_, err := gates[i%2].SetUp(from(t, "198.51.100.7"), codes[i%2], name, goodPassword, auth.Browser{})
				failures <- err
			}()
		}
		in := 0
		for range cap(failures) {
			if err := <-failures; err == nil {
				in++
			} else if !errors.Is(err, auth.ErrOwned) {
				t.Error(err)
			}
		}
		if n := db.Ent.Login.Query().CountX(viewer.System(t.Context())); in != 1 || n != 1 {
			t.Errorf("%d got in and %d logins were stored, want 1", in, n)
		}
	})
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		for name, test := range map[string]struct{ name, password string }{
			"wrong password": {"aino", "correct horse batterz"},
			"no password":    {"aino", ""},
			"unknown name":   {"eero", goodPassword},
			"no name":        {"", goodPassword},
			"NUL in name":    {"ai\x00no", goodPassword},
			"no UTF-8":       {"\xff", goodPassword},
			"endless":        {"aino", string(make([]byte, 10_000))},
		} {
			if _, err := h.SignIn(h.home, test.name, test.password, auth.Browser{}); !errors.Is(err, auth.ErrWrongPassword) {
				t.Errorf("%s: got %v", name, err)
			}
		}
		if _, err := h.SignIn(h.home, " AINO ", goodPassword, auth.Browser{Agent: "Firefox\x00\xff"}); err != nil {
			t.Error(err)
		}
		want := [][4]string{
			{"OWNER_CREATED", "session", "198.51.100.7", ""},
			{"SIGNED_IN", "session", "198.51.100.7", "setup code"},
			{"SIGN_IN_FAILED", "server", "198.51.100.7", "password"},
			{"SIGN_IN_FAILED", "server", "198.51.100.7", "password"}, // the unknown names', about nobody
			{"SIGNED_IN", "session", "198.51.100.7", "password"},
		}
		if diff := cmp.Diff(want, h.trail(t)); diff != "" {
			t.Error(diff)
		}
		if n := db.Ent.AuditEvent.Query().Where(auditevent.Action("SIGN_IN_FAILED")).CountX(viewer.Person(t.Context(), h.owner.ID)); n != 1 {
			t.Errorf("the owner sees %d failures, want the one about the own account", n)
		}
	})
}

// A forgotten password is no end: the terminal gives another, and signs every browser out.
func TestResetPassword(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		before := h.signIn(t, auth.Browser{})
		second := db.Ent.User.Create().SaveX(viewer.System(t.Context()))
		terminal := auth.WithActor(t.Context(), auth.ActorTerminal)
		for name, test := range map[string]struct {
			name string
			want error
		}{"no name yet": {"", auth.ErrName}, "taken": {"Aino", auth.ErrNameTaken}} {
			if _, _, err := h.ResetPassword(terminal, second.ID, test.name); !errors.Is(err, test.want) {
				t.Errorf("%s: got %v, want %v", name, err, test.want)
			}
		}
		for whose, name := range map[int]string{h.owner.ID: "", second.ID: "Eero"} {
			signsInAs, password, err := h.ResetPassword(terminal, whose, name)
			if err != nil {
				t.Fatal(err)
			}
			secret, err := h.SignIn(h.home, signsInAs, password, auth.Browser{})
			if err != nil {
				t.Fatal(err)
			}
			if v, err := h.Credentials.Identify(t.Context(), secret); err != nil || v.UserID != whose {
				t.Errorf("%s is user %d, want %d: %v", signsInAs, v.UserID, whose, err)
			}
		}
		if _, err := h.SignIn(h.home, "aino", goodPassword, auth.Browser{}); !errors.Is(err, auth.ErrWrongPassword) {
			t.Errorf("the old password: %v", err)
		}
		if err := h.identify(t, before); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("a session from before: %v", err)
		}
	})
}

// Nothing of a person is left, in any table of this package.
func TestForgetPerson(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		system := viewer.System(t.Context())
		h.signIn(t, auth.Browser{})
		if _, err := h.SignIn(h.home, "aino", "wrong", auth.Browser{}); !errors.Is(err, auth.ErrWrongPassword) {
			t.Fatal(err)
		}
		issue(system, t, db.Ent, auth.Grant{UserID: h.owner.ID, Name: "p"})
		err := db.InTx(system, func(tx *ent.Tx) error {
			return errors.Join(auth.ForgetPerson(system, tx, h.owner.ID), tx.User.DeleteOneID(h.owner.ID).Exec(system))
		})
		if err != nil {
			t.Fatal(err)
		}
		addresses := 1 // what is known of an address is nobody's
		got := []int{db.Ent.Login.Query().CountX(system), db.Ent.Session.Query().CountX(system), db.Ent.ApiToken.Query().CountX(system),
			db.Ent.AuditEvent.Query().CountX(system), db.Ent.SignInFailure.Query().CountX(system)}
		if diff := cmp.Diff([]int{0, 0, 0, 0, addresses}, got); diff != "" {
			t.Error(diff)
		}
	})
}

// What is written is put down to whoever asked, about whom it is, in the transaction that it belongs to.
func TestAudit(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		system := viewer.System(t.Context())
		db.Ent.AuditEvent.Delete().ExecX(system)
		secret, token := issue(system, t, db.Ent, auth.Grant{UserID: h.owner.ID, Name: "Phone", Scopes: auth.PersonalScopes()})
		shown, err := h.Credentials.Recognise(h.home, secret)
		if err != nil {
			t.Fatal(err)
		}
		boom := errors.New("boom")
		for _, end := range []error{nil, boom} {
			ctx := shown.In(from(t, "::ffff:198.51.100.8"))
			err := db.InTx(ctx, func(tx *ent.Tx) error {
				return errors.Join(auth.Audit(ctx, tx.AuditEvent, auth.TokenEvent(auth.TokenCreated, token, h.clock.Now())), end)
			})
			if !errors.Is(err, end) {
				t.Fatal(err)
			}
		}
		if _, err := h.Credentials.Revoke(viewer.System(auth.WithActor(t.Context(), auth.ActorTerminal)), token.ID); err != nil {
			t.Fatal(err)
		}
		name := token.Prefix + "…"
		want := [][4]string{
			{"TOKEN_CREATED", "token " + name, "198.51.100.8", "token " + name + " Phone"},
			{"TOKEN_REVOKED", "terminal", "", "token " + name + " Phone"},
		}
		if diff := cmp.Diff(want, h.trail(t)); diff != "" {
			t.Error(diff)
		}
		event := db.Ent.AuditEvent.Query().FirstX(viewer.Person(t.Context(), h.owner.ID))
		if !event.CreatedAt.Equal(h.clock.Now()) {
			t.Errorf("written at %v", event.CreatedAt)
		}
	})
}
