package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
	"polarflow/polar/sandbox"
)

// A wrong flag or setting is named, with what was expected, and the status is 2.
func TestUsage(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		settings map[string]string
		args     []string
		want     string
	}{
		"unknown flag":          {nil, []string{"serve", "--prot=1"}, "unknown flag --prot"},
		"unknown command":       {nil, []string{"server"}, "server"},
		"unknown half":          {nil, []string{"serve", "--only=jobs"}, `--only must be one of "","api","worker" but got "jobs"`},
		"port is a word":        {nil, []string{"demo", "--port=eighty"}, `"eighty"`},
		"port too high":         {nil, []string{"demo", "--port=65536"}, "--port=65536: want a port from 0 to 65535"},
		"no such date":          {nil, []string{"demo", "--today=2026-02-30"}, `--today="2026-02-30": want a date as YYYY-MM-DD`},
		"no athletes":           {nil, []string{"demo", "--users=0"}, "--users=0: want a number from 1 to 1000"},
		"no days":               {nil, []string{"demo", "--days=0"}, "--days=0: want a number from 1 to 5000"},
		"setting":               {map[string]string{"LOG_LEVEL": "loud"}, []string{"serve"}, `LOG_LEVEL="loud": want debug, info, warn or error`},
		"setting of a command":  {map[string]string{"LOG_LEVEL": "loud"}, []string{"migrate"}, `LOG_LEVEL="loud"`},
		"key":                   {map[string]string{"ENCRYPTION_KEY": "canary"}, []string{"serve"}, "ENCRYPTION_KEY cannot be used: key 1 has 4 bytes, want 32 bytes in base64"},
		"second key":            {map[string]string{"ENCRYPTION_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,canary!"}, []string{"serve"}, "ENCRYPTION_KEY cannot be used: key 2 is not base64, want 32 bytes in base64"},
		"port":                  {map[string]string{"API_PORT": "65536"}, []string{"serve"}, "settings that cannot be used:\n  API_PORT=\"65536\": want a port from 0 to 65535\n"},
		"port below 0":          {map[string]string{"API_PORT": "-1"}, []string{"serve"}, "settings that cannot be used:\n  API_PORT=\"-1\": want a port from 0 to 65535\n"},
		"host is no name":       {map[string]string{"API_HOST": "no such host"}, []string{"serve"}, `API_HOST="no such host": want an address of this machine, such as 0.0.0.0 or 127.0.0.1`},
		"host is elsewhere":     {map[string]string{"API_HOST": "192.0.2.1"}, []string{"serve"}, `API_HOST="192.0.2.1": want an address of this machine`},
		"database":              {map[string]string{"DATABASE_URL": "postgres://u:canary@h/d", "ENCRYPTION_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}, []string{"serve"}, "it does not state sslmode"},
		"no documents":          {map[string]string{"TRUSTED_DOCUMENTS": "/nowhere"}, []string{"serve"}, `TRUSTED_DOCUMENTS="/nowhere": want a file that can be read`},
		"documents of none":     {map[string]string{"TRUSTED_DOCUMENTS": os.DevNull}, []string{"serve"}, "want an Apollo manifest, or an object of texts by their ids"},
		"scopes":                {nil, []string{"token", "create", "--scopes=service"}, `--scopes="service": want read, sync, manage`},
		"kinds":                 {nil, []string{"sync", "--kinds=naps"}, `--kinds="naps": want sleep`},
		"zone":                  {nil, []string{"user", "create", "--zone=Mars/Olympus"}, `--zone="Mars/Olympus"`},
		"nobody yet":            {nil, []string{"token", "create"}, "there is nobody yet: polarflow user create"},
		"nobody connected":      {nil, []string{"sync"}, "nobody is connected to Polar yet"},
		"no such person":        {nil, []string{"sync", "--user=x"}, `--user="x": there is no such person`},
		"no client at Polar":    {nil, []string{"auth"}, "POLAR_CLIENT_ID and POLAR_CLIENT_SECRET are not set"},
		"no name to sign in":    {nil, []string{"user", "password"}, "there is nobody yet"},
		"no passwords in saas":  {map[string]string{"DEPLOYMENT_MODE": "saas", "ENCRYPTION_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}, []string{"user", "password"}, "saas mode"},
		"service and person":    {nil, []string{"token", "create", "--service", "--user=1"}, "--service and --user exclude each other"},
		"no folder of payloads": {nil, []string{"sandbox", "--payloads=/nowhere"}, "/nowhere"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, test.settings, test.args...)
			if code := p.wait(); code != exitUsage {
				t.Errorf("exited with %d", code)
			}
			if got := p.stderr.String(); !strings.Contains(got, test.want) || strings.Contains(got, "canary") {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// Every command has --help.
func TestHelp(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"", "serve", "demo", "migrate", "auth", "sync", "user create", "user list",
		"user password", "token create", "token list", "token revoke", "sandbox", "health", "version"} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			p := start(t, nil, append(strings.Fields(command), "--help")...)
			if code := p.wait(); code != exitOK || !strings.Contains(p.stdout.String(), "Usage: polarflow") {
				t.Errorf("exited with %d: %s", code, p.stdout)
			}
		})
	}
}

// output runs a command to its end, which must be success, and returns what it printed.
func (b bench) output(t *testing.T, args ...string) string {
	t.Helper()
	p := start(t, b.settings, args...)
	if code := p.wait(); code != exitOK {
		t.Fatalf("%v exited with %d: %s", args, code, p.stderr)
	}
	return p.stdout.String()
}

// bench is a set of settings that several commands share.
type bench struct{ settings map[string]string }

func newBench(t *testing.T, kind string) bench {
	t.Helper()
	return bench{map[string]string{
		"DATABASE_URL": dbtest.Address(t, kind), "ENCRYPTION_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "TZ": "Asia/Tokyo",
	}}
}

func TestVersionAndMigrate(t *testing.T) {
	t.Parallel()
	b := newBench(t, "sqlite")
	if got := b.output(t, "version"); !regexp.MustCompile(`^polarflow dev\ncommit +\w+\ngo +go1\.\S+\ndatabase +sqlite \(modernc.org/sqlite\)\n$`).MatchString(got) {
		t.Errorf("version: %q", got)
	}
	b.settings["MIGRATE_ON_START"] = "false"
	if p := start(t, b.settings, "user", "list"); p.wait() != exitFailed {
		t.Error("a command works on an empty database")
	}
	b.output(t, "migrate")
	b.output(t, "user", "list")
}

// People and tokens, without a browser and without the API.
func TestPeopleAndTokens(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, kind)
			b.output(t, "user", "create", "--external-id=uuid-1", "--name=Aino", "--zone=Europe/Helsinki")
			b.output(t, "user", "create")
			want := "ID  EXTERNAL ID  NAME  TIME ZONE        POLAR\n" +
				"1   uuid-1       Aino  Europe/Helsinki  -\n" +
				"2   -            -     Asia/Tokyo       -\n"
			if diff := cmp.Diff(want, b.output(t, "user", "list")); diff != "" {
				t.Error(diff)
			}
			p := start(t, b.settings, "user", "create", "--external-id=uuid-1")
			if code := p.wait(); code != exitUsage || !strings.Contains(p.stderr.String(), "another person has it") {
				t.Errorf("the same external id again: %d, %s", code, p.stderr)
			}
			b.tokens(t)
		})
	}
}

// tokens makes tokens in every way, uses them, and revokes one.
func (b bench) tokens(t *testing.T) {
	t.Helper()
	var secrets []string
	for _, args := range [][]string{{"--user=uuid-1", "--scopes=read"}, {"--user=1", "--days=1"}, {"--user=VXNlcjox"}, {"--service", "--name=App"}} {
		secrets = append(secrets, strings.TrimSpace(b.output(t, append([]string{"token", "create"}, args...)...)))
	}
	list := b.output(t, "token", "list")
	if lines := strings.Count(list, "\n"); lines != 5 || !strings.Contains(list, "(service)") || !strings.Contains(list, "READ,SYNC,MANAGE") {
		t.Errorf("token list: %s", list)
	}
	server := start(t, b.settings, "serve")
	base := server.baseURL()
	for i, want := range []string{`{"viewer":{"displayName":"Aino"}}`, `{"viewer":{"displayName":"Aino"}}`, `{"viewer":{"displayName":"Aino"}}`, `{"viewer":null}`} {
		if got := query(t, base, secrets[i], "{ viewer { displayName } }"); got != want {
			t.Errorf("token %d: got %s, want %s", i+1, got, want)
		}
		if strings.Contains(list, secrets[i]) {
			t.Errorf("the secret of token %d is in the list", i+1)
		}
	}
	if got := b.output(t, "token", "revoke", "1"); !strings.HasPrefix(got, "Revoked "+secrets[0][:8]) {
		t.Errorf("revoke: %s", got)
	}
	for range 100 { // the server believes what it saw for a few seconds
		status, _ := request(t, browser(t), "POST", base+"/graphql", `{"query":"{ viewer { id } }"}`, "Authorization", "Bearer "+secrets[0])
		if status == 401 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("a revoked token still works after ten seconds")
}

// connectable returns a bench whose settings lead to a sandbox with one athlete.
func connectable(t *testing.T) bench {
	t.Helper()
	b, _ := connectableOn(t, "sqlite")
	return b
}

// athleteOfTests returns what the watch of the sandbox's athlete has recorded.
func athleteOfTests(t *testing.T) []sandbox.Record {
	t.Helper()
	records, err := sandbox.Athlete(sandbox.AthleteOptions{Seed: 1, Today: time.Now().UTC().Format(time.DateOnly), Days: 20, UserID: 77, Zone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// connectableOn is connectable on a kind of database; it returns the sandbox as well, which gives consent itself
// unless change has it ask.
func connectableOn(t *testing.T, kind string, change ...func(*sandbox.Options)) (bench, *sandbox.Server) {
	t.Helper()
	b := newBench(t, kind)
	port := freePort(t)
	base := "http://localhost:" + port
	options := sandbox.Options{
		ClientID: "client", ClientSecret: "canary-secret", RedirectURIs: []string{base + "/connect/polar/callback"}, Now: time.Now, AutoApprove: true,
	}
	for _, c := range change {
		c(&options)
	}
	polar := sandbox.New(options)
	polar.AddAccount(77, sandbox.Profile{FirstName: "Aino", RegisteredAt: time.Unix(0, 0)}, athleteOfTests(t))
	there := httptest.NewServer(polar)
	t.Cleanup(there.Close)
	for name, value := range map[string]string{
		"API_PORT": port, "POLAR_CLIENT_ID": "client", "POLAR_CLIENT_SECRET": "canary-secret", "POLAR_API_URL": there.URL,
		"POLAR_AUTHORIZE_URL": there.URL + "/oauth2/authorization", "POLAR_TOKEN_URL": there.URL + "/v2/oauth2/token", "LOG_LEVEL": "debug",
	} {
		b.settings[name] = value
	}
	return b, polar
}

// freePort returns a port that was free a moment ago.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return strconv.Itoa(portOf(listener))
}

// From an empty database to data with two commands in a terminal, and no server.
func TestAuthAndSync(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			b, _ := connectableOn(t, kind)
			b.authAndSync(t)
			b.again(t)
		})
	}
}

func (b bench) authAndSync(t *testing.T) {
	t.Helper()
	p := start(t, b.settings, "auth")
	address := p.await(p.stdout, func(text string) string { return regexp.MustCompile(`http://\S+ticket=\S+`).FindString(text) })
	if status, body := request(t, browser(t), "GET", address, ""); status != 200 || !strings.Contains(body, "Connected to Polar") {
		t.Fatalf("the last page: %d: %s", status, body)
	}
	if code := p.wait(); code != exitOK || !strings.Contains(p.stdout.String(), "Connected user 1 to the Polar account 77.") {
		t.Fatalf("auth exited with %d: %s", code, p.stdout)
	}
	synced := start(t, b.settings, "sync", "--wait")
	if code := synced.wait(); code != exitOK {
		t.Fatalf("sync exited with %d: %s", code, synced.stderr)
	}
	got := synced.stdout.String()
	if lines := strings.Count(got, "\n"); lines != 15 || !strings.Contains(got, "user 1: succeeded after") {
		t.Errorf("want a line for the run, one for each of 13 kinds and one for the end: %s", got)
	}
	if !regexp.MustCompile(`sleep +succeeded +[12]\d new`).MatchString(got) {
		t.Errorf("no nights came: %s", got)
	}
	written := p.stdout.String() + p.stderr.String() + got + synced.stderr.String()
	if strings.Contains(written, "canary") || strings.Contains(written, b.settings["ENCRYPTION_KEY"]) {
		t.Error("a secret was written")
	}
}

// again syncs one kind while a server runs, which works the run, and without waiting.
func (b bench) again(t *testing.T) {
	t.Helper()
	server := start(t, b.settings, "serve")
	server.baseURL()
	var got string
	for range 50 { // the sync at the server's start may still be under way
		if got = b.output(t, "sync", "--user=1", "--kinds=sleep,exercise", "--wait"); strings.HasPrefix(got, "user 1: run 3 is queued") {
			break
		}
	}
	if lines := strings.Count(got, "\n"); lines != 4 {
		t.Errorf("want two kinds between the first line and the last: %s", got)
	}
	if got := b.output(t, "sync"); !strings.HasPrefix(got, "user 1: run ") || strings.Count(got, "\n") != 1 {
		t.Errorf("without waiting: %s", got)
	}
	if got := b.output(t, "health"); !strings.Contains(got, "ready") {
		t.Errorf("health: %s", got)
	}
	server.end()
	if p := start(t, b.settings, "health"); p.wait() != exitFailed {
		t.Error("health succeeds without a server")
	}
}

// While a server has the port, the server receives the callback.
func TestAuthBesideServer(t *testing.T) {
	t.Parallel()
	b := connectable(t)
	server := start(t, b.settings, "serve")
	server.baseURL()
	p := start(t, b.settings, "auth")
	address := p.await(p.stdout, func(text string) string { return regexp.MustCompile(`http://\S+ticket=\S+`).FindString(text) })
	request(t, browser(t), "GET", address, "")
	if code := p.wait(); code != exitOK {
		t.Errorf("exited with %d: %s", code, p.stderr)
	}
}

// A person who refuses at Polar ends the wait with the reason, whoever receives the callback.
func TestAuthIsRefused(t *testing.T) {
	t.Parallel()
	for name, beside := range map[string]bool{"alone": false, "beside the server": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, polar := connectableOn(t, "sqlite")
			if err := polar.SetConsents(77, false); err != nil {
				t.Fatal(err)
			}
			if beside {
				start(t, b.settings, "serve").baseURL()
			}
			p := start(t, b.settings, "auth")
			address := p.await(p.stdout, func(text string) string { return regexp.MustCompile(`http://\S+ticket=\S+`).FindString(text) })
			request(t, browser(t), "GET", address, "")
			if code := p.wait(); code != exitFailed || !strings.Contains(p.stderr.String(), "not connected: Polar says that your account has not given all mandatory consents.") {
				t.Errorf("exited with %d: %s", code, p.stderr)
			}
		})
	}
}

// A port that another program has is no way to receive the callback.
func TestAuthWithoutPort(t *testing.T) {
	t.Parallel()
	b := connectable(t)
	other := httptest.NewUnstartedServer(http.NotFoundHandler())
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:"+b.settings["API_PORT"])
	if err != nil {
		t.Fatal(err)
	}
	other.Listener = listener
	other.Start()
	t.Cleanup(other.Close)
	p := start(t, b.settings, "auth")
	if code := p.wait(); code != exitUsage || !strings.Contains(p.stderr.String(), "another program has this port") {
		t.Errorf("exited with %d: %s", code, p.stderr)
	}
}

func TestAuthIsInterrupted(t *testing.T) {
	t.Parallel()
	p := start(t, connectable(t).settings, "auth")
	p.await(p.stdout, after("Waiting"))
	if code := p.end(); code != exitOK {
		t.Errorf("exited with %d: %s", code, p.stderr)
	}
}

// The sandbox says how to use it, and serves.
func TestSandbox(t *testing.T) {
	t.Parallel()
	p := start(t, nil, "sandbox", "--port=0", "--days=3", "--today=2026-03-30")
	base := p.await(p.stdout, after("POLAR_API_URL="))
	p.await(p.stdout, after("POLAR_TOKEN_URL="))
	if status, _ := request(t, browser(t), "GET", base+"/v3/users/sleep", ""); status != 401 {
		t.Errorf("without a token: %d", status)
	}
	status, body := request(t, browser(t), "GET", base+"/oauth2/authorization?response_type=code&client_id=sandbox", "")
	if status != 200 || !strings.Contains(body, "Approve") {
		t.Errorf("consent page: %d: %s", status, body)
	}
	if code := p.end(); code != exitOK {
		t.Errorf("exited with %d", code)
	}
}

// Recorded answers are served under recent days, and each recording's new day is printed.
func TestSandboxPayloads(t *testing.T) {
	t.Parallel()
	folder := filepath.Join("..", "shared", "polar", "payloads", "real")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("no recorded answers on this machine")
	}
	p := start(t, nil, "sandbox", "--port=0", "--payloads="+folder, "--today=2026-03-30")
	p.await(p.stdout, after("POLAR_TOKEN_URL="))
	if got := p.stdout.String(); strings.Count(got, " is served as 2026-03-") < 10 {
		t.Errorf("few recordings are served: %s", got)
	}
}
