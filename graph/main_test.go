package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/engine"
	"polarflow/ent"
	"polarflow/ent/viewer"
	"polarflow/graph"
	"polarflow/graph/model"
	"polarflow/jobs"
)

func TestMain(m *testing.M) { os.Exit(everythingAsked(dbtest.Run(m))) }

// now is the time at which all tests begin.
var now = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// serviceKey is the service credential of all tests.
const serviceKey = "a-service-credential-of-the-tests-0123456789"

// clock begins at now and stands still until a test moves it.
type clock struct{ ahead atomic.Int64 }

// Now returns the time of the tests.
func (c *clock) Now() time.Time { return now.Add(time.Duration(c.ahead.Load())) }

// world is a running API over a database of its own.
type world struct {
	db          *database.DB
	handler     http.Handler
	statements  *statements
	responses   *responses
	log         *lockedBuffer
	keyring     *auth.Keyring
	clock       *clock
	credentials *auth.Credentials
	limits      *auth.Limits
	names       atomic.Int64 // how often unused was called
}

// statements are the ones that were sent to the database.
type statements struct {
	mu   sync.Mutex
	sent []string
}

func (s *statements) saw(query string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = append(s.sent, query)
}

// during returns the statements that were sent while f ran.
func (s *statements) during(f func()) []string {
	s.mu.Lock()
	s.sent = nil
	s.mu.Unlock()
	f()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent
}

// lockedBuffer is a log that many goroutines write to.
type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

// Write appends to the buffer.
func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

// each runs a test against the API over each database, with what the changes make of its options.
func each(t *testing.T, test func(t *testing.T, w *world), changes ...func(*graph.Options)) {
	t.Helper()
	for name, open := range map[string]func(testing.TB, ...database.Option) *database.DB{
		"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seen := &statements{}
			test(t, newWorld(t, open(t, database.WithObserver(seen.saw)), seen, changes...))
		})
	}
}

// newWorld returns an API over a database, with what the changes make of its options.
func newWorld(t testing.TB, db *database.DB, seen *statements, changes ...func(*graph.Options)) *world {
	t.Helper()
	w := &world{db: db, statements: seen, responses: &responses{}, log: &lockedBuffer{}, clock: &clock{}}
	w.credentials = &auth.Credentials{Ent: db.Ent, APIKey: serviceKey, Now: w.clock.Now}
	w.limits = &auth.Limits{Personal: 600, Service: 6000, Now: w.clock.Now}
	log := slog.New(slog.NewTextHandler(w.log, nil))
	key, err := auth.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	if w.keyring, err = auth.NewKeyring(key); err != nil {
		t.Fatal(err)
	}
	queue, err := jobs.New(jobs.Config{DB: db, Keyring: w.keyring, Log: log, Now: w.clock.Now, Interval: wish})
	if err != nil {
		t.Fatal(err)
	}
	options := graph.Options{
		DB: db, Credentials: w.credentials, Limits: w.limits,
		Connector: &auth.Connector{Ent: db.Ent, BaseURL: "http://polarflow.test", Now: w.clock.Now,
			AllowedReturnOrigins: []string{"https://app.example"}},
		Enqueue: queue.Enqueue, Disconnect: queue.Disconnect, Forget: queue.Forget,
		Engine: &engine.Reader{DB: db, Traffic: queue.Traffic, Now: w.clock.Now}, Observe: w.responses.saw,
		Log: log, Now: w.clock.Now, TimeZone: "UTC", Introspection: true,
	}
	for _, change := range changes {
		change(&options)
	}
	w.handler = noting(w.admitted(graph.NewHandler(options)))
	return w
}

// askedFrom is where the requests of all tests come from.
var askedFrom = netip.MustParseAddr("192.0.2.7")

// admitted puts into the context of a request who makes it and from where, as package web does.
func (w *world) admitted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		ctx := auth.WithAddress(r.Context(), askedFrom)
		if credential, err := w.credentials.Recognise(ctx, auth.SecretOf(r)); err == nil {
			ctx = credential.In(ctx)
		}
		next.ServeHTTP(rw, r.WithContext(ctx))
	})
}

// system is a context in which a test writes fixtures.
func system(t testing.TB) context.Context { return viewer.System(t.Context()) }

// token makes a token of a person; without scopes it may do everything that a person's token may.
func (w *world) token(t testing.TB, person *ent.User, scopes ...viewer.Scope) string {
	t.Helper()
	if len(scopes) == 0 {
		scopes = auth.PersonalScopes()
	}
	secret, _, err := auth.Issue(system(t), w.db.Ent.ApiToken, auth.Grant{UserID: person.ID, Name: "test", Scopes: scopes}, now)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// answer is what the API says.
type answer struct {
	Status int            `json:"-"`
	Header http.Header    `json:"-"`
	Data   map[string]any `json:"data"`
	Errors []struct {
		Message    string         `json:"message"`
		Path       []any          `json:"path"`
		Extensions map[string]any `json:"extensions"`
	} `json:"errors"`
	body string
}

// code returns the code of the first error, "" without errors.
func (a answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	code, _ := a.Errors[0].Extensions["code"].(string)
	return code
}

// at returns what is in the data under a path of names and indexes.
func (a answer) at(t testing.TB, path ...any) any {
	t.Helper()
	var v any = a.Data
	for _, step := range path {
		switch step := step.(type) {
		case string:
			object, ok := v.(map[string]any)
			if !ok {
				t.Fatalf("no object at %v in %s", path, a.body)
			}
			v = object[step]
		case int:
			list, ok := v.([]any)
			if !ok || step >= len(list) {
				t.Fatalf("no element %d at %v in %s", step, path, a.body)
			}
			v = list[step]
		}
	}
	return v
}

// vars are the variables of an operation.
type vars map[string]any

// try sends an operation and returns the answer, with its errors.
func (w *world) try(t testing.TB, secret, query string, v vars) answer {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": v})
	if err != nil {
		t.Fatal(err)
	}
	return w.post(t, secret, string(body))
}

// named sends one of the operations of a document.
func (w *world) named(t testing.TB, secret, document, name string, v vars) answer {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "operationName": name, "variables": v})
	if err != nil {
		t.Fatal(err)
	}
	return w.post(t, secret, string(body))
}

// post sends a body.
func (w *world) post(t testing.TB, secret, body string) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set("Authorization", "Bearer "+secret)
	}
	return w.do(t, r)
}

// do sends a request.
func (w *world) do(t testing.TB, r *http.Request) answer {
	t.Helper()
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, r)
	raw, _ := io.ReadAll(recorder.Body)
	a := answer{Status: recorder.Code, Header: recorder.Header(), body: string(raw)}
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	return a
}

// ask sends an operation that must succeed.
func (w *world) ask(t testing.TB, secret, query string, v vars) answer {
	t.Helper()
	a := w.try(t, secret, query, v)
	if len(a.Errors) > 0 {
		t.Fatalf("%s\n%s\n%s", query, a.body, w.log.String())
	}
	return a
}

// globalID returns the id of a row as clients see it.
func globalID(typeName string, number int) string { return model.NewID(typeName, number).String() }
