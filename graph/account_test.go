package graph_test

import (
	"context"
	"errors"
	"testing"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/kind"
)

// gate returns what lets browsers in, with hashes that cost next to nothing.
func (w *world) gate() *auth.Gate {
	return &auth.Gate{
		Ent: w.db.Ent, InTx: w.db.InTx, Credentials: w.credentials, Now: w.clock.Now, TimeZone: "UTC",
		Passwords: auth.NewPasswords(auth.Cost{MemoryKiB: 64, Rounds: 1, Threads: 1}),
	}
}

// fromBrowser is a context of requests that a browser makes.
func fromBrowser(t testing.TB) context.Context { return auth.WithAddress(t.Context(), askedFrom) }

// signIn signs a person in and returns the secret of the session.
func (w *world) signIn(t testing.TB, u *ent.User) string {
	t.Helper()
	secret, err := w.gate().SignInAs(fromBrowser(t), u.ID, "sign-in link", auth.Browser{Agent: "Browser of " + *u.ExternalID})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// everywhere makes a person of whom there is something in every table: everything, and a login, a wrong
// password, a journey to Polar, what Polar sent, and a sync that waits.
func (w *world) everywhere(t testing.TB, externalID, sport string) *ent.User {
	t.Helper()
	u, ctx, gate := w.complete(t, externalID, sport), system(t), w.gate()
	name, _, err := gate.ResetPassword(fromBrowser(t), u.ID, externalID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := gate.SignIn(fromBrowser(t), name, "not the password", auth.Browser{}); !errors.Is(err, auth.ErrWrongPassword) {
		t.Fatalf("sign in with a wrong password: %v", err)
	}
	w.signIn(t, u)
	w.db.Ent.RawPayload.Create().SetUserID(u.ID).SetKind(kind.Sleep).SetRecordKey(dateAfter(0)).SetRevisedOn(dateAfter(0)).
		SetHash([]byte("hash")).SetBody([]byte("raw " + externalID)).ExecX(ctx)
	w.db.Ent.QuarantinedElement.Create().SetUserID(u.ID).SetKind(kind.ECG).SetHash([]byte("hash")).
		SetBody([]byte("odd " + externalID)).SetReason("odd for " + externalID).ExecX(ctx)
	w.db.Ent.WebhookEvent.Create().SetPolarUserID("polar-" + externalID).SetEvent("SLEEP").SetSubject("night of " + externalID).ExecX(ctx)
	w.db.Ent.KindState.Create().SetUserID(u.ID).SetKind(kind.Sleep).ExecX(ctx)
	w.db.Ent.SyncAsk.Create().SetUserID(u.ID).SetKind(kind.Sleep).SetSubject("night of " + externalID).ExecX(ctx)
	mine := w.token(t, u)
	w.ask(t, mine, `mutation { connectPolar(input: {returnUrl: "https://app.example/`+externalID+`"}) { authorizeUrl } }`, nil)
	w.ask(t, mine, `mutation { triggerSync(input: {}) { run { id } } }`, nil)
	return u
}
