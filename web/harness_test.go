package web_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/viewer"
	"polarflow/jobs"
	"polarflow/polar"
	"polarflow/polar/sandbox"
	"polarflow/web"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Run(m)) }

const (
	clientSecret = "canary-client-secret"
	apiKey       = "canary-api-key-of-32-characters-or-more"
	returnURL    = "https://app.example/done?tab=2#top"
)

// site is a running server with a Polar to connect to.
type site struct {
	*httptest.Server
	db      *database.DB
	options web.Options
	polar   *sandbox.Server
	user    *ent.User
	log     *log
	// onToken, when set, answers the token endpoint in the sandbox's place.
	onToken http.HandlerFunc
}

// newSite starts a server over db whose Polar has the accounts 11 and 12.
func newSite(t *testing.T, db *database.DB, change ...func(*web.Options)) *site {
	t.Helper()
	s := &site{db: db, log: &log{}}
	var handler http.Handler
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(s.Close)
	s.polar = sandbox.New(sandbox.Options{
		ClientID: "client", ClientSecret: clientSecret, AutoApprove: true, Now: time.Now,
		RedirectURIs: []string{s.URL + "/connect/polar/callback"},
	})
	s.polar.AddAccount(11, sandbox.Profile{FirstName: "Aino"}, nil)
	s.polar.AddAccount(12, sandbox.Profile{FirstName: "Eero"}, nil)
	there := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.onToken != nil && strings.HasSuffix(r.URL.Path, "/token") {
			s.onToken(w, r)
			return
		}
		s.polar.ServeHTTP(w, r)
	}))
	t.Cleanup(there.Close)
	s.options = s.newOptions(t, there.URL)
	for _, c := range change {
		c(&s.options)
	}
	handler = web.New(s.options)
	s.user = db.Ent.User.Create().SaveX(viewer.System(t.Context()))
	return s
}

func (s *site) newOptions(t *testing.T, polarURL string) web.Options {
	t.Helper()
	key, err := auth.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	ring, err := auth.NewKeyring(key)
	if err != nil {
		t.Fatal(err)
	}
	logger := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	client := polar.New(polar.Config{
		ClientID: "client", ClientSecret: clientSecret, APIURL: polarURL, AuthorizeURL: polarURL + "/oauth2/authorization",
		TokenURL: polarURL + "/v2/oauth2/token", RedirectURL: s.URL + "/connect/polar/callback",
	}, nil)
	queue, err := jobs.New(jobs.Config{DB: s.db, Polar: client, Keyring: ring, Log: logger, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	credentials := &auth.Credentials{Ent: s.db.Ent, APIKey: apiKey, Now: time.Now}
	return web.Options{
		DB: s.db, Keyring: ring, Jobs: queue, Polar: client, Log: logger, Now: time.Now, BaseURL: s.URL, Version: "v1.2.3",
		Credentials: credentials,
		SignIn:      &auth.SignInLinks{Now: time.Now},
		Gate: &auth.Gate{
			Ent: s.db.Ent, InTx: s.db.InTx, Credentials: credentials, Now: time.Now, TimeZone: "Europe/Helsinki",
			Passwords: auth.NewPasswords(auth.Cost{MemoryKiB: 8, Rounds: 1, Threads: 1}),
		},
		People: true, Operators: true, Limits: &auth.Limits{Personal: 600, Service: 6000, Now: time.Now},
		Connector: &auth.Connector{
			Ent: s.db.Ent, BaseURL: s.URL, Now: time.Now, AllowedReturnOrigins: []string{"https://app.example", "myapp://"},
		},
		GraphQL: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := io.Copy(w, r.Body); err != nil {
				http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
			}
		}),
		Schema: "type Query { viewer: User }\n", GraphiQL: true,
	}
}

// browser is a client with cookies that does not leave the site and Polar: it stops at any other address.
type browser struct {
	*http.Client
	t *testing.T
}

func (s *site) browser(t *testing.T) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	stop := func(r *http.Request, _ []*http.Request) error {
		if !strings.HasPrefix(r.URL.Host, "127.0.0.1") {
			return http.ErrUseLastResponse
		}
		return nil
	}
	return &browser{&http.Client{Jar: jar, CheckRedirect: stop}, t}
}

// answer is what a browser is shown at the end of a request.
type answer struct {
	Status   int
	Location string
	body     string
	header   http.Header
	address  string
}

// open requests an address and follows it.
func (b *browser) open(address string) answer {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, address, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(request)
}

func (b *browser) do(request *http.Request) answer {
	b.t.Helper()
	response, err := b.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header.Get("Location"), string(body), response.Header, response.Request.URL.String()}
}

// start begins a journey for a person and returns the address to open.
func (s *site) start(t *testing.T, userID int) string {
	t.Helper()
	address, err := s.options.Connector.Start(t.Context(), userID, returnURL)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// log is a log that tests read.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds a line.
func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// account reads a person's connection, nil when there is none.
func (s *site) account(ctx context.Context, t *testing.T, userID int) *ent.PolarAccount {
	t.Helper()
	account, err := s.db.Ent.PolarAccount.Query().Only(viewer.Person(ctx, userID))
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return account
}
