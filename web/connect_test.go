package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/auditevent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/web"
)

const (
	connectedAt = "https://app.example/done?tab=2&polarflow=connected#top"
	failedAt    = "https://app.example/done?tab=2&polarflow=error&code="
)

// From connectPolar's address to the return, the whole way, on both databases.
func TestConnect(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		got := s.browser(t).open(s.start(t, s.user.ID))
		if diff := cmp.Diff(answer{Status: http.StatusSeeOther, Location: connectedAt}, answer{Status: got.Status, Location: got.Location},
			cmp.AllowUnexported(answer{})); diff != "" {
			t.Fatal(diff)
		}
		account := s.account(t.Context(), t, s.user.ID)
		if account == nil {
			t.Fatal("no connection was stored")
		}
		token, err := s.options.Keyring.Open(s.user.ID, account.Token)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.options.Polar.User(string(token)).Get(t.Context(), 11); err != nil {
			t.Errorf("the person is not registered, or the token does not work: %v", err)
		}
		run := db.Ent.SyncRun.Query().OnlyX(viewer.Person(t.Context(), s.user.ID))
		if diff := cmp.Diff([]string{"11", "ACTIVE", "CONNECT", "QUEUED"},
			[]string{account.PolarUserID, string(account.Status), string(run.Trigger), string(run.Status)}); diff != "" {
			t.Error(diff)
		}
	})
}

// A person who connects again keeps one connection, which works again.
func TestConnectAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		b := s.browser(t)
		b.open(s.start(t, s.user.ID))
		before := s.account(t.Context(), t, s.user.ID)
		before.Update().SetStatus(polaraccount.StatusREVOKED).SetProblem("Connect again.").
			ExecX(viewer.Person(t.Context(), s.user.ID))

		if got := b.open(s.start(t, s.user.ID)); got.Location != connectedAt {
			t.Fatalf("second time: to %q\n%s", got.Location, s.log)
		}
		after := s.account(t.Context(), t, s.user.ID)
		if after.ID != before.ID || after.Status != polaraccount.StatusACTIVE || after.Problem != nil {
			t.Errorf("got %v, want the same connection, active and without a problem", after)
		}
		if after.MemberID != before.MemberID {
			t.Error("the registered name changed although the person was registered already")
		}
		if string(after.Token) == string(before.Token) {
			t.Error("the token is the old one")
		}
	})
}

// One Polar account serves one person: for a second one nothing is written.
func TestConnectAccountTaken(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		s.browser(t).open(s.start(t, s.user.ID))
		before := s.account(t.Context(), t, s.user.ID)
		other := db.Ent.User.Create().SaveX(viewer.System(t.Context()))

		got := s.browser(t).open(s.start(t, other.ID))
		if diff := cmp.Diff(failedAt+"POLAR_ACCOUNT_TAKEN#top", got.Location); diff != "" {
			t.Error(diff)
		}
		if s.account(t.Context(), t, other.ID) != nil {
			t.Error("the other person has a connection")
		}
		if diff := cmp.Diff(before.Token, s.account(t.Context(), t, s.user.ID).Token); diff != "" {
			t.Error("the first person's token was overwritten")
		}
		if n := db.Ent.SyncRun.Query().Where(syncrun.UserID(other.ID)).CountX(viewer.System(t.Context())); n != 0 {
			t.Errorf("%d syncs were queued", n)
		}
	})
}

// Of people who connect one account at the same moment, one gets it.
func TestConnectAccountTakenAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		var people []int
		for range 4 {
			people = append(people, db.Ent.User.Create().SaveX(viewer.System(t.Context())).ID)
		}
		var mu sync.Mutex
		tally := map[string]int{}
		var all sync.WaitGroup
		for _, id := range people {
			address, b := s.start(t, id), s.browser(t)
			all.Go(func() {
				got := b.open(address)
				mu.Lock()
				defer mu.Unlock()
				tally[got.Location]++
			})
		}
		all.Wait()
		if diff := cmp.Diff(map[string]int{connectedAt: 1, failedAt + "POLAR_ACCOUNT_TAKEN#top": 3}, tally); diff != "" {
			t.Error(diff)
		}
	})
}

func TestConnectFails(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		arrange func(t *testing.T, s *site)
		want    string
	}{
		"consents missing": {func(t *testing.T, s *site) {
			if err := s.polar.SetConsents(11, false); err != nil {
				t.Fatal(err)
			}
		}, "CONSENT_MISSING"},
		"Polar is down":      {func(_ *testing.T, s *site) { s.onToken = status(http.StatusServiceUnavailable) }, "UPSTREAM_UNAVAILABLE"},
		"Polar talks rot":    {func(_ *testing.T, s *site) { s.onToken = status(http.StatusOK) }, "UPSTREAM_UNAVAILABLE"},
		"Polar's limit":      {func(_ *testing.T, s *site) { s.onToken = status(http.StatusTooManyRequests) }, "UPSTREAM_UNAVAILABLE"},
		"the code is stale":  {func(_ *testing.T, s *site) { s.onToken = status(http.StatusBadRequest) }, "POLAR_REFUSED"},
		"the person is gone": {func(t *testing.T, s *site) { s.onToken = s.deleting(t) }, "INTERNAL"},
		"another account": {func(t *testing.T, s *site) {
			token, err := s.options.Keyring.Seal(s.user.ID, []byte("token"))
			if err != nil {
				t.Fatal(err)
			}
			s.db.Ent.PolarAccount.Create().SetUserID(s.user.ID).SetPolarUserID("12").SetMemberID("m").SetToken(token).ExecX(viewer.System(t.Context()))
		}, "OTHER_POLAR_ACCOUNT"},
	}
	orphans := map[string]int{"the person is gone": 1, "another account": 1}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, dbtest.SQLite(t))
			address := s.start(t, s.user.ID)
			test.arrange(t, s)
			got := s.browser(t).open(address)
			if diff := cmp.Diff(failedAt+test.want+"#top", got.Location); diff != "" {
				t.Error(diff)
			}
			if account := s.account(t.Context(), t, s.user.ID); account != nil && account.PolarUserID != "12" {
				t.Error("a connection was stored")
			}
			system := viewer.System(t.Context())
			if n := s.db.Ent.Deregistration.Query().CountX(system); n != orphans[name] {
				t.Errorf("%d registrations wait to be deleted, want %d", n, orphans[name])
			}
			told := s.db.Ent.AuditEvent.Query().Where(auditevent.UserID(s.user.ID), auditevent.Action("CONNECT_FAILED"), auditevent.Detail(test.want)).CountX(system)
			if there := s.db.Ent.User.Query().CountX(system); told != there {
				t.Errorf("told %d times of %d people", told, there)
			}
		})
	}
}

// status answers with a status and a body that must not come through.
func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		_, _ = w.Write([]byte(`<p>canary-body</p>`))
	}
}

// deleting deletes the person while Polar is being asked.
func (s *site) deleting(t *testing.T) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := s.db.Ent.User.DeleteOne(s.user).Exec(viewer.System(context.WithoutCancel(r.Context()))); err != nil {
			t.Error(err)
		}
		s.polar.ServeHTTP(w, r)
	}
}

// What Polar says in the address is translated, never passed on.
func TestConsentDenied(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ query, want string }{
		"denied":        {"error=access_denied", "ACCESS_DENIED"},
		"down":          {"error=temporarily_unavailable", "UPSTREAM_UNAVAILABLE"},
		"made up":       {"error=%3Cscript%3E", "POLAR_REFUSED"},
		"nothing":       {"", "POLAR_REFUSED"},
		"code as well":  {"error=access_denied&code=x", "ACCESS_DENIED"},
		"unknown code":  {"code=unknown", "POLAR_REFUSED"},
		"empty refusal": {"error=", "POLAR_REFUSED"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, dbtest.SQLite(t))
			b := s.browser(t)
			got := b.open(s.URL + "/connect/polar/callback?" + test.query + "&state=" + s.stateFor(t, b))
			if diff := cmp.Diff(failedAt+test.want+"#top", got.Location); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// stateFor begins a journey in a browser and returns its state, without going on to Polar.
func (s *site) stateFor(t *testing.T, b *browser) string {
	t.Helper()
	halted := *b.Client
	halted.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	got := (&browser{&halted, t}).open(s.start(t, s.user.ID))
	u, err := url.Parse(got.Location)
	if err != nil || got.Status != http.StatusSeeOther {
		t.Fatalf("begin: %+v: %v", got, err)
	}
	return u.Query().Get("state")
}

// A callback that belongs to no journey of this browser gets a page that goes nowhere.
func TestCallbackWithoutJourney(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	b := s.browser(t)
	used := s.stateFor(t, b)
	b.open(s.URL + "/connect/polar/callback?error=access_denied&state=" + used)
	tests := map[string]struct {
		from  *browser
		state string
	}{
		"missing":                  {b, ""},
		"used":                     {b, used},
		"foreign":                  {b, strings.Repeat("a", 43)},
		"another browser's":        {s.browser(t), s.stateFor(t, b)},
		"another browser with one": {func() *browser { o := s.browser(t); s.stateFor(t, o); return o }(), s.stateFor(t, b)},
	}
	for name, test := range tests {
		got := test.from.open(s.URL + "/connect/polar/callback?code=x&returnUrl=https://evil.example&state=" + test.state)
		if got.Status != http.StatusBadRequest || got.Location != "" || strings.Contains(got.body, "href=\"http") {
			t.Errorf("%s: got %d to %q, want a page that goes nowhere", name, got.Status, got.Location)
		}
	}
}

func TestConnectRefusesTicket(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	b := s.browser(t)
	address := s.start(t, s.user.ID)
	b.open(address)
	for name, address := range map[string]string{
		"used": address, "unknown": s.URL + "/connect/polar?ticket=x", "none, nobody signed in": s.URL + "/connect/polar",
	} {
		if got := b.open(address); got.Status != http.StatusBadRequest || got.Location != "" {
			t.Errorf("%s: got %d to %q, want 400", name, got.Status, got.Location)
		}
	}
}

func TestConnectWithoutClient(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) { o.Polar = nil })
	if got := s.browser(t).open(s.start(t, s.user.ID)); got.Status != http.StatusServiceUnavailable {
		t.Errorf("got %d, want 503", got.Status)
	}
}

// The browser's cookie is out of reach of scripts and other sites.
func TestBrowserCookie(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	b := s.browser(t)
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	got := b.open(s.start(t, s.user.ID)).header.Get("Set-Cookie")
	for _, part := range []string{"polarflow_browser=", "Path=/connect/polar", "HttpOnly", "SameSite=Lax", "Max-Age=900"} {
		if !strings.Contains(got, part) {
			t.Errorf("%q is missing in %q", part, got)
		}
	}
}

// At home a person who is signed in connects without any app, and lands on a page.
func TestConnectAtHome(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		b := s.browser(t)
		code, err := s.options.SignIn.New(s.user.ID)
		if err != nil {
			t.Fatal(err)
		}
		b.open(s.URL + "/login?code=" + code)
		got := b.open(s.URL + "/connect/polar")
		if got.Status != http.StatusOK || !strings.Contains(got.body, "Connected to Polar") {
			t.Fatalf("got %d: %s", got.Status, got.body)
		}
		if again := b.open(got.address); again.Status != http.StatusOK {
			t.Errorf("loaded again: %d", again.Status)
		}
		if s.account(t.Context(), t, s.user.ID) == nil {
			t.Error("no connection was stored")
		}
		refused := b.open(s.URL + "/connect/polar/callback?error=access_denied&state=" + s.stateHere(t, b))
		if refused.Status != http.StatusForbidden || !strings.Contains(refused.body, "did not give your consent") || !strings.Contains(refused.body, `href="/connect/polar"`) {
			t.Errorf("consent denied: got %d: %s", refused.Status, refused.body)
		}
	})
}

// stateHere begins a journey of the person who is signed in and returns its state.
func (s *site) stateHere(t *testing.T, b *browser) string {
	t.Helper()
	halted := *b.Client
	halted.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	there := (&browser{&halted, t}).open(s.URL + "/connect/polar")
	got := (&browser{&halted, t}).open(there.Location)
	u, err := url.Parse(got.Location)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("state")
}

// Tokens, tickets, states, codes and the client's secret are in no log line and in no answer.
func TestConnectKeepsSecrets(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	s.onToken = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"access_token":"canary-access-token","token_type":"bearer","expires_in":60,"x_user_id":11}`))
	}
	b := s.browser(t)
	state := s.stateFor(t, b)
	got := b.open(s.URL + "/connect/polar/callback?code=canary-code&state=" + state)
	if !strings.Contains(got.Location, "code=POLAR_REFUSED") { // the sandbox does not know that token
		t.Fatalf("got %+v", got)
	}
	written := s.log.String() + got.body + got.Location
	if !strings.Contains(written, "connect to Polar") {
		t.Error("the failure is not in the log")
	}
	for _, secret := range []string{"canary", state, "ticket="} {
		if strings.Contains(written, secret) {
			t.Errorf("%q is in the log or the answer:\n%s", secret, written)
		}
	}
}

// A journey that takes too long has ended.
func TestJourneyTooLate(t *testing.T) {
	t.Parallel()
	var late time.Duration
	s := newSite(t, dbtest.SQLite(t), func(o *web.Options) {
		o.Connector = &auth.Connector{Ent: o.DB.Ent, BaseURL: o.BaseURL, AllowedReturnOrigins: o.Connector.AllowedReturnOrigins,
			Now: func() time.Time { return time.Now().Add(late) }}
	})
	b := s.browser(t)
	state := s.stateFor(t, b)
	late = 10 * time.Minute
	if got := b.open(s.URL + "/connect/polar/callback?code=x&state=" + state); got.Status != http.StatusBadRequest {
		t.Errorf("got %s, want 400", strconv.Itoa(got.Status))
	}
}
