package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/ent/viewer"
	"polarflow/polar/sandbox"
)

// life is a server whose secrets are planted, with everything that it ever showed.
type life struct {
	*testing.T
	bench
	polar   *sandbox.Server
	base    string
	shown   bytes.Buffer      // the bodies of all answers
	logs    []*output         // of every server that ran
	secrets map[string]string // by name
	passing map[string]string // what has to be in addresses for a moment, and nowhere else, by name
}

// The secrets of a whole life of a server appear in none of the places where they have no business: set up by
// the code in the log, signed in and out, connected, synced, asked with tokens, and attacked, at debug level.
func TestSecretsStayInside(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			b, polar := connectableOn(t, kind)
			b.settings["API_KEY"] = "canary-key-of-32-characters-or-more"
			l := &life{T: t, bench: b, polar: polar, base: "http://localhost:" + b.settings["API_PORT"], passing: map[string]string{}, secrets: map[string]string{
				"API key": b.settings["API_KEY"], "client secret": b.settings["POLAR_CLIENT_SECRET"],
				"encryption key": b.settings["ENCRYPTION_KEY"], "password": "canary correct horse", "wrong password": "canary wrong horse",
			}}
			l.live()
			l.search()
		})
	}
}

// live goes through everything that has to do with a secret.
func (l *life) live() {
	p := l.serve()
	l.secrets["setup code"] = p.await(p.stderr, setupCode)
	owner := browser(l.T)
	l.post(owner, "/setup", url.Values{"code": {"wrong"}, "name": {"aino"}, "password": {l.secrets["wrong password"]}}, 403)
	l.post(owner, "/setup", url.Values{"code": {l.secrets["setup code"]}, "name": {"aino"}, "password": {l.secrets["password"]}}, 200)
	l.remember("first session", owner)
	l.connect(owner)
	l.post(owner, "/login", url.Values{"name": {"aino"}, "password": {l.secrets["wrong password"]}}, 403)
	l.post(owner, "/login", url.Values{"name": {"aino"}, "password": {l.secrets["password"]}}, 200)
	l.remember("session", owner)
	l.get(owner, "/login?code="+url.QueryEscape(l.secrets["password"]), 403)
	l.get(owner, "/connect/polar/callback?state="+l.secrets["session"]+"&code=x", 400)
	l.awaitSync(owner)
	l.makeToken(owner)
	operator := browser(l.T)
	l.post(operator, "/login", url.Values{"credential": {l.secrets["wrong password"]}}, 403)
	l.post(operator, "/login", url.Values{"credential": {l.secrets["API key"]}}, 200)
	l.remember("operator's session", operator)
	if got := l.ask(operator, `{ users { totalCount } }`); !strings.HasPrefix(got, `{"data":{"users":{"totalCount":1}},`) {
		l.Errorf("the operator sees %s", got)
	}
	_, l.secrets["new password"], _ = strings.Cut(strings.TrimSpace(l.output(l.T, "user", "password")), "Password: ")
	l.ends(p, owner, operator)
}

// connect goes through Polar's consent page and notes what is in the addresses on the way, and the cookie that
// binds the way to the browser.
func (l *life) connect(b *http.Client) {
	b.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		for _, name := range []string{"ticket", "state", "code"} {
			if value := r.URL.Query().Get(name); value != "" {
				l.passing[name] = value
			}
		}
		return nil
	}
	l.get(b, "/connect/polar", 200)
	b.CheckRedirect = nil
	u, err := url.Parse(l.base + "/connect/polar")
	if err != nil {
		l.Fatal(err)
	}
	for _, cookie := range b.Jar.Cookies(u) {
		if cookie.Name == "polarflow_browser" {
			l.secrets["browser's cookie"] = cookie.Value
		}
	}
}

// ends restarts the server with another key, which ends the operator's session, and signs out everywhere.
func (l *life) ends(p *program, owner, operator *http.Client) {
	p.end()
	l.settings["API_KEY"] = "canary-another-key-of-32-characters"
	l.secrets["another API key"] = l.settings["API_KEY"]
	l.serve()
	if got := l.ask(operator, `{ users { totalCount } }`); !strings.Contains(got, "UNAUTHENTICATED") {
		l.Errorf("the operator's session outlives the key: %s", got)
	}
	l.post(owner, "/login", url.Values{"name": {"aino"}, "password": {l.secrets["new password"]}}, 200)
	l.remember("last session", owner)
	l.post(owner, "/logout", url.Values{"everywhere": {"1"}}, 200)
}

// serve starts the server.
func (l *life) serve() *program {
	p := start(l.T, l.settings, "serve")
	l.logs = append(l.logs, p.stderr)
	p.baseURL()
	return p
}

// setupCode finds the code that the server logs.
func setupCode(text string) string {
	for line := range strings.Lines(text) {
		var entry struct{ Code string }
		if json.Unmarshal([]byte(line), &entry) == nil && entry.Code != "" {
			return entry.Code
		}
	}
	return ""
}

func (l *life) get(b *http.Client, path string, want int) {
	status, body := request(l.T, b, "GET", l.base+path, "")
	l.note(path, status, want, body)
}

func (l *life) post(b *http.Client, path string, form url.Values, want int) {
	status, body := request(l.T, b, "POST", l.base+path, form.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Origin", l.base)
	l.note(path, status, want, body)
}

func (l *life) note(path string, status, want int, body string) {
	if status != want {
		l.Fatalf("%s: %d, want %d: %s", path, status, want, body)
	}
	l.shown.WriteString(body)
}

// ask sends a query with the browser's session.
func (l *life) ask(b *http.Client, query string, header ...string) string {
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		l.Fatal(err)
	}
	_, answer := request(l.T, b, "POST", l.base+"/graphql", string(body), header...)
	return strings.TrimSpace(answer)
}

// remember plants the secret that the browser's session cookie holds now.
func (l *life) remember(name string, b *http.Client) {
	u, err := url.Parse(l.base)
	if err != nil {
		l.Fatal(err)
	}
	for _, cookie := range b.Jar.Cookies(u) {
		if cookie.Name == auth.SessionCookie {
			l.secrets[name] = cookie.Value
		}
	}
	if l.secrets[name] == "" {
		l.Fatalf("%s: there is no cookie", name)
	}
}

func (l *life) awaitSync(b *http.Client) {
	for range 600 {
		if strings.Contains(l.ask(b, `{ viewer { syncRuns { nodes { status } } } }`), "SUCCEEDED") {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	l.Fatal("the first sync did not succeed within a minute")
}

// makeToken makes an API token with the browser's session, and shows it in every way, also where it is wrong.
func (l *life) makeToken(b *http.Client) {
	answer := l.ask(b, `mutation { createApiToken(input: {name: "Phone", scopes: [READ]}) { token userErrors { message } } }`)
	token := regexp.MustCompile(`pf_\w{38}`).FindString(answer)
	if token == "" {
		l.Fatalf("no token: %s", answer)
	}
	l.secrets["API token"] = token
	for _, header := range [][]string{{"Authorization", "Bearer " + token}, {"X-API-Key", token}, {"Authorization", "Bearer " + token + "x"}, {"Authorization", "Basic " + token}} {
		l.shown.WriteString(l.ask(browser(l.T), `{ viewer { id nonsense } }`, header...))
		l.shown.WriteString(l.ask(browser(l.T), `{ viewer { id } }`, header...))
	}
}

// search looks for every secret in every place.
func (l *life) search() {
	db, err := database.Open(l.Context(), l.settings["DATABASE_URL"])
	if err != nil {
		l.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	l.polarToken(db)
	places := map[string]string{"the database": everything(l.T, db), "the answers": l.shown.String()}
	for i, log := range l.logs {
		places[fmt.Sprint("log ", i+1)] = log.String()
	}
	for _, r := range l.polar.Requests() {
		places["addresses at Polar"] += r.Path + "?" + r.RawQuery + "\n"
	}
	if len(l.secrets) != 15 || len(l.passing) != 3 || len(places) != 5 || !strings.Contains(places["the database"], "Phone") {
		l.Errorf("%d secrets and %d places; is the token's name in the database?", len(l.secrets), len(places))
	}
	code := l.secrets["setup code"]
	if n := strings.Count(places["log 1"], code); n != 1 {
		l.Errorf("the setup code is in the log %d times, want once", n)
	}
	places["log 1"] = strings.Replace(places["log 1"], code, "", 1)
	for place, text := range places {
		if len(text) < 100 {
			l.Errorf("%s: only %q", place, text)
		}
		for name, secret := range l.secrets {
			if strings.Contains(text, secret) || strings.Contains(text, url.QueryEscape(secret)) {
				l.Errorf("%s is in %s", name, place)
			}
		}
		for name, value := range l.passing {
			if place != "addresses at Polar" && strings.Contains(text, value) {
				l.Errorf("the %s of a journey is in %s", name, place)
			}
		}
	}
}

// polarToken opens what is stored of the token that Polar gave.
func (l *life) polarToken(db *database.DB) {
	ring, err := auth.NewKeyring(l.settings["ENCRYPTION_KEY"])
	if err != nil {
		l.Fatal(err)
	}
	account := db.Ent.PolarAccount.Query().OnlyX(viewer.System(l.Context()))
	token, err := ring.Open(account.UserID, account.Token)
	if err != nil {
		l.Fatal(err)
	}
	l.secrets["Polar token"] = string(token)
	l.trail(db)
}

// trail demands that the audit trail tells of all that.
func (l *life) trail(db *database.DB) {
	got := map[string]int{}
	for _, e := range db.Ent.AuditEvent.Query().AllX(viewer.System(l.Context())) {
		got[e.Action+" by "+e.Actor]++
	}
	want := map[string]int{
		"OWNER_CREATED by session": 1, "SIGNED_IN by session": 3, "SIGNED_IN by operator session": 1, "SIGNED_OUT by session": 1,
		"SIGN_IN_FAILED by server": 3, "CONNECTED by consent at Polar": 1, "PASSWORD_SET by terminal": 1,
	}
	ofGraph := cmpopts.IgnoreMapEntries(func(line string, _ int) bool { return strings.HasPrefix(line, "TOKEN_CREATED") })
	if diff := cmp.Diff(want, got, ofGraph); diff != "" {
		l.Error(diff)
	}
}

// everything returns all rows of all tables as text.
func everything(t *testing.T, db *database.DB) string {
	t.Helper()
	list := "SELECT name FROM sqlite_master WHERE type = 'table'"
	if db.IsPostgres() {
		list = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
	}
	var text strings.Builder
	for _, name := range rowsOf(t, db.SQL, list) {
		for _, row := range rowsOf(t, db.SQL, `SELECT * FROM "`+name+`"`) {
			text.WriteString(name + ": " + row + "\n")
		}
	}
	return text.String()
}

// rowsOf returns each row that a statement finds as one text, its bytes as they are.
func rowsOf(t *testing.T, db *sql.DB, statement string) (found []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), statement)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		var row []string
		for _, value := range values {
			if raw, ok := value.([]byte); ok {
				value = string(raw)
			}
			row = append(row, fmt.Sprint(value))
		}
		found = append(found, strings.Join(row, " "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}
