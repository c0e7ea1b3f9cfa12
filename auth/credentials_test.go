package auth_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/schema"
	"polarflow/ent/viewer"
)

const apiKey = "a-service-credential-of-32-characters"

func issue(ctx context.Context, t *testing.T, client *ent.Client, g auth.Grant) (string, *ent.ApiToken) {
	t.Helper()
	secret, token, err := auth.Issue(ctx, client.ApiToken, g, newClock().Now())
	if err != nil {
		t.Fatal(err)
	}
	return secret, token
}

func TestIdentify(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, clock := viewer.System(t.Context()), newClock()
		credentials := &auth.Credentials{Ent: db.Ent, APIKey: apiKey, Now: clock.Now}
		user := db.Ent.User.Create().SaveX(ctx)
		personal, token := issue(ctx, t, db.Ent, auth.Grant{UserID: user.ID, Name: "p",
			Scopes: []viewer.Scope{viewer.Read, viewer.Service}})
		service, serviceToken := issue(ctx, t, db.Ent, auth.Grant{Name: "s"})
		expired, _ := issue(ctx, t, db.Ent, auth.Grant{UserID: user.ID, Name: "e", ExpiresAt: clock.Now()})
		revoked, gone := issue(ctx, t, db.Ent, auth.Grant{UserID: user.ID, Name: "r"})
		if _, err := credentials.Revoke(ctx, gone.ID); err != nil {
			t.Fatal(err)
		}
		unknown, _, _, err := auth.NewToken()
		if err != nil {
			t.Fatal(err)
		}

		tests := map[string]struct {
			secret string
			want   viewer.Viewer
			err    error
		}{
			"API key":  {secret: apiKey, want: viewer.Viewer{All: true, Scopes: []viewer.Scope{viewer.Service}}},
			"personal": {secret: personal, want: viewer.Viewer{UserID: user.ID, Scopes: []viewer.Scope{viewer.Read}, TokenID: token.ID}},
			"service": {secret: service, want: viewer.Viewer{All: true,
				Scopes: []viewer.Scope{viewer.Service}, TokenID: serviceToken.ID}},
			"expired":    {secret: expired, err: auth.ErrUnauthenticated},
			"revoked":    {secret: revoked, err: auth.ErrUnauthenticated},
			"unknown":    {secret: unknown, err: auth.ErrUnauthenticated},
			"half a key": {secret: apiKey[:20], err: auth.ErrUnauthenticated},
			"empty":      {secret: "", err: auth.ErrUnauthenticated},
		}
		for name, test := range tests {
			got, err := credentials.Identify(t.Context(), test.secret)
			if !errors.Is(err, test.err) {
				t.Errorf("%s: got %v, want %v", name, err, test.err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

func TestIdentifyWithoutAPIKey(t *testing.T) {
	t.Parallel()
	credentials := &auth.Credentials{Ent: dbtest.SQLite(t).Ent, Now: newClock().Now}
	if _, err := credentials.Identify(t.Context(), ""); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("an empty secret fits an unset API_KEY: %v", err)
	}
}

// A credential seen within the last seconds costs no statement, and its last use is written once a minute.
func TestIdentifyRemembers(t *testing.T) {
	t.Parallel()
	var statements, updates atomic.Int64
	db := dbtest.SQLite(t, database.WithObserver(func(query string) {
		statements.Add(1)
		if strings.HasPrefix(query, "UPDATE") {
			updates.Add(1)
		}
	}))
	ctx, clock := viewer.System(t.Context()), newClock()
	credentials := &auth.Credentials{Ent: db.Ent, Now: clock.Now}
	user := db.Ent.User.Create().SaveX(ctx)
	secret, _ := issue(ctx, t, db.Ent, auth.Grant{UserID: user.ID, Name: "p"})

	var got [][2]int64
	for _, wait := range []time.Duration{0, time.Second, time.Second, 10 * time.Second, time.Minute} {
		clock.advance(wait)
		statements.Store(0)
		updates.Store(0)
		if _, err := credentials.Identify(t.Context(), secret); err != nil {
			t.Fatal(err)
		}
		got = append(got, [2]int64{statements.Load(), updates.Load()})
	}
	want := [][2]int64{{2, 1}, {0, 0}, {0, 0}, {1, 0}, {2, 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statements and updates after each wait: %s", diff)
	}
}

// A token that is remembered stops with its expiry, and at once when it is revoked.
func TestIdentifyForgets(t *testing.T) {
	t.Parallel()
	db, clock := dbtest.SQLite(t), newClock()
	ctx := viewer.System(t.Context())
	credentials := &auth.Credentials{Ent: db.Ent, Now: clock.Now}
	user, other := db.Ent.User.Create().SaveX(ctx), db.Ent.User.Create().SaveX(ctx)
	brief, _ := issue(ctx, t, db.Ent, auth.Grant{UserID: user.ID, Name: "b", ExpiresAt: clock.Now().Add(time.Second)})
	lasting, token := issue(ctx, t, db.Ent, auth.Grant{UserID: user.ID, Name: "l"})
	identify := func(secret string) error { _, err := credentials.Identify(t.Context(), secret); return err }
	if err := errors.Join(identify(brief), identify(lasting)); err != nil {
		t.Fatal(err)
	}

	if _, err := credentials.Revoke(viewer.Person(t.Context(), other.ID), token.ID); !errors.Is(err, auth.ErrTokenNotFound) {
		t.Errorf("revoked by another person: %v", err)
	}
	if err := identify(lasting); err != nil {
		t.Errorf("after another person's attempt: %v", err)
	}
	if _, err := credentials.Revoke(viewer.Person(t.Context(), user.ID), token.ID); err != nil {
		t.Errorf("revoked by its person: %v", err)
	}
	if err := identify(lasting); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("revoked: %v", err)
	}
	clock.advance(time.Second)
	if err := identify(brief); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("expired while remembered: %v", err)
	}
}

// A database that does not answer is not the credential's fault.
func TestIdentifyWithoutDatabase(t *testing.T) {
	t.Parallel()
	db := dbtest.SQLite(t)
	secret, _, _, err := auth.NewToken()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = (&auth.Credentials{Ent: db.Ent, Now: newClock().Now}).Identify(ctx, secret)
	if err == nil || errors.Is(err, auth.ErrUnauthenticated) || strings.Contains(err.Error(), secret) {
		t.Errorf("got %v, want an error that is not ErrUnauthenticated and shows no secret", err)
	}
}

// A person cannot make a token for somebody else, nor a service token.
func TestIssueIsConfined(t *testing.T) {
	t.Parallel()
	db := dbtest.SQLite(t)
	for name, userID := range map[string]int{"other person": 2, "service": 0} {
		_, _, err := auth.Issue(viewer.Person(t.Context(), 1), db.Ent.ApiToken, auth.Grant{UserID: userID, Name: "x"}, newClock().Now())
		if !errors.Is(err, schema.ErrNoViewer) {
			t.Errorf("%s: got %v, want ErrNoViewer", name, err)
		}
	}
}

func TestSecretOf(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		header http.Header
		want   string
	}{
		"bearer":               {http.Header{"Authorization": {"Bearer pf_1"}, "X-Api-Key": {"pf_2"}}, "pf_1"},
		"bearer in lower case": {http.Header{"Authorization": {"bearer  pf_1 "}}, "pf_1"},
		"key":                  {http.Header{"X-Api-Key": {"pf_2"}, "Cookie": {"polarflow_session=pf_3"}}, "pf_2"},
		"cookie":               {http.Header{"Cookie": {"polarflow_session=pf_3"}}, ""},
		"basic hides cookie":   {http.Header{"Authorization": {"Basic eDp5"}, "Cookie": {"polarflow_session=pf_3"}}, ""},
		"nothing":              {http.Header{}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := auth.SecretOf(&http.Request{Header: test.header}); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSignInLinks(t *testing.T) {
	t.Parallel()
	clock := newClock()
	links := &auth.SignInLinks{Now: clock.Now}
	once, err1 := links.New(7)
	late, err2 := links.New(8)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if userID, ok := links.Redeem(once); !ok || userID != 7 {
		t.Errorf("first time: %d, %v", userID, ok)
	}
	for name, code := range map[string]string{"again": once, "unknown": "x", "empty": ""} {
		if _, ok := links.Redeem(code); ok {
			t.Errorf("%s: redeemed", name)
		}
	}
	clock.advance(time.Hour)
	if _, ok := links.Redeem(late); ok {
		t.Error("redeemed after an hour")
	}
}
