package auth_test

import (
	"context"
	"errors"
	"net/url"
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

const returnURL = "https://app.example/connected?a=1"

func connector(db *database.DB, clock *clock) *auth.Connector {
	return &auth.Connector{
		Ent: db.Ent, BaseURL: "https://polarflow.example", Now: clock.Now,
		AllowedReturnOrigins: []string{"https://app.example", "http://localhost:3000", "myapp://"},
	}
}

func TestReturnURL(t *testing.T) {
	t.Parallel()
	db := dbtest.SQLite(t)
	c := connector(db, newClock())
	user := db.Ent.User.Create().SaveX(viewer.System(t.Context()))
	tests := map[string]bool{
		"https://app.example":                              true,
		"https://app.example/":                             true,
		"https://app.example/a/b?c=d#e":                    true,
		"https://APP.example:443/":                         true,
		"HTTPS://app.example/":                             true,
		"http://localhost:3000/done":                       true,
		"myapp://connected":                                true,
		"MyApp://connected?x=1":                            true,
		"myapp://":                                         true,
		"":                                                 false,
		"/done":                                            false,
		"//app.example/":                                   false,
		"app.example":                                      false,
		"http://app.example/":                              false,
		"https://app.example:8443/":                        false,
		"https://app.example.evil.example/":                false,
		"https://app.example@evil.example/":                false,
		"https://user:pass@app.example/":                   false,
		"https://@app.example/":                            false,
		"https://evil.example/?u=https://app.example":      false,
		"https://evil.example#https://app.example":         false,
		"https://evilapp.example/":                         false,
		"https://sub.app.example/":                         false,
		"https://app.example./":                            false,
		"https://app.examp1e/":                             false,
		"https://app.еxample/":                             false, // a Cyrillic е
		"https://app.example%2eevil.example/":              false,
		"https:\\\\app.example\\":                          false,
		"https://app.example\\@evil.example/":              false,
		"https://evil.example\\.app.example/":              false,
		"https:///app.example/":                            false,
		"https:app.example":                                false,
		"https:/app.example":                               false,
		" https://app.example/":                            false,
		"https://app.example/ x":                           false,
		"https://app.example/\r\nSet-Cookie: x=y":          false,
		"https://app.example/\x00":                         false,
		"java\nscript://app.example/%0aalert(1)":           false,
		"javascript://app.example/%0aalert(1)":             false,
		"javascript:alert(1)":                              false,
		"data:text/html,x":                                 false,
		"myapp:connected":                                  false,
		"myapp:/connected":                                 false,
		"myapp2://connected":                               false,
		"myapp://u@host":                                   false,
		"https://app.example/" + strings.Repeat("a", 2048): false,
	}
	for address, want := range tests {
		_, err := c.Start(t.Context(), user.ID, address)
		if want && err != nil || !want && !errors.Is(err, auth.ErrReturnURLNotAllowed) {
			t.Errorf("%q: got %v, want allowed: %v", address, err, want)
		}
	}
}

// journey starts and begins a journey and returns its ticket and state.
func journey(t *testing.T, c *auth.Connector, userID int, browser string) (ticket, state string) {
	t.Helper()
	address, err := c.Start(t.Context(), userID, returnURL)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(address, "https://polarflow.example/connect/polar?") {
		t.Fatalf("authorize URL %q: %v", address, err)
	}
	ticket = u.Query().Get("ticket")
	state, err = c.Begin(t.Context(), ticket, browser)
	if err != nil {
		t.Fatal(err)
	}
	return ticket, state
}

func TestJourney(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		clock := newClock()
		c := connector(db, clock)
		user := db.Ent.User.Create().SaveX(viewer.System(t.Context()))
		ticket, first := journey(t, c, user.ID, "browser")

		if _, err := c.Begin(t.Context(), ticket, "other browser"); !errors.Is(err, auth.ErrJourney) {
			t.Errorf("begun in another browser: %v", err)
		}
		state, err := c.Begin(t.Context(), ticket, "browser")
		if err != nil {
			t.Fatal("begun again in the same browser:", err)
		}
		for name, try := range map[string][2]string{
			"no state": {"", "browser"}, "no browser": {state, ""}, "foreign state": {"x", "browser"},
			"other browser": {state, "other browser"}, "earlier state": {first, "browser"}, "the ticket": {ticket, "browser"},
		} {
			if _, err := c.Finish(t.Context(), try[0], try[1]); !errors.Is(err, auth.ErrJourney) {
				t.Errorf("%s: got %v, want ErrJourney", name, err)
			}
		}
		got, err := c.Finish(t.Context(), state, "browser")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(auth.Journey{UserID: user.ID, ReturnURL: returnURL}, got); diff != "" {
			t.Error(diff)
		}
		if _, err := c.Finish(t.Context(), state, "browser"); !errors.Is(err, auth.ErrJourney) {
			t.Errorf("finished again: %v", err)
		}
		if _, err := c.Begin(t.Context(), ticket, "browser"); !errors.Is(err, auth.ErrJourney) {
			t.Errorf("begun again after the end: %v", err)
		}
	})
}

func TestJourneyExpires(t *testing.T) {
	t.Parallel()
	db, clock := dbtest.SQLite(t), newClock()
	c, ctx := connector(db, clock), viewer.System(t.Context())
	user := db.Ent.User.Create().SaveX(ctx)
	ticket, state := journey(t, c, user.ID, "browser")
	clock.advance(10 * time.Minute)
	if _, err := c.Finish(t.Context(), state, "browser"); !errors.Is(err, auth.ErrJourney) {
		t.Errorf("finished after ten minutes: %v", err)
	}
	if _, err := c.Begin(t.Context(), ticket, "browser"); !errors.Is(err, auth.ErrJourney) {
		t.Errorf("begun after ten minutes: %v", err)
	}
	clock.advance(time.Second)
	if _, err := c.StartHere(t.Context(), user.ID); err != nil {
		t.Fatal(err)
	}
	if n := db.Ent.ConnectState.Query().CountX(ctx); n != 1 {
		t.Errorf("%d journeys kept, want the new one alone", n)
	}
}

// Of many callbacks with one state, one wins.
func TestJourneyEndsOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		c := connector(db, newClock())
		user := db.Ent.User.Create().SaveX(viewer.System(t.Context()))
		_, state := journey(t, c, user.ID, "browser")
		var won atomic.Int64
		failed := make(chan error, 8)
		for range cap(failed) {
			go func() {
				_, err := c.Finish(context.Background(), state, "browser")
				if err == nil {
					won.Add(1)
				} else if errors.Is(err, auth.ErrJourney) {
					err = nil
				}
				failed <- err
			}()
		}
		for range cap(failed) {
			if err := <-failed; err != nil {
				t.Error(err)
			}
		}
		if won.Load() != 1 {
			t.Errorf("%d callbacks won", won.Load())
		}
	})
}

// What the database holds of a journey opens nothing.
func TestJourneySecretsAreNotStored(t *testing.T) {
	t.Parallel()
	db := dbtest.SQLite(t)
	c := connector(db, newClock())
	user := db.Ent.User.Create().SaveX(viewer.System(t.Context()))
	ticket, state := journey(t, c, user.ID, "browser-cookie-value")
	row := db.Ent.ConnectState.Query().OnlyX(viewer.System(t.Context()))
	text := string(row.TicketHash) + string(*row.StateHash) + string(*row.BrowserHash) + row.ReturnURL
	for _, secret := range []string{ticket, state, "browser-cookie-value"} {
		if strings.Contains(text, secret) {
			t.Error("a secret of the journey is stored in clear")
		}
	}
}
