package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database/dbtest"
)

// asProgram makes the test binary be polarflow itself, for the tests that need a process.
const asProgram = "POLARFLOW_TEST_AS_PROGRAM"

// patience is how long these tests wait for a program: the race detector makes it many times slower.
const patience = 5 * time.Minute

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(dbtest.Run(m))
}

// program is polarflow running inside the test.
type program struct {
	t              *testing.T
	stdout, stderr *output
	stop           context.CancelFunc
	exited         chan int
}

// start runs a command line with these settings on a database of its own, unless they name one.
func start(t *testing.T, settings map[string]string, args ...string) *program {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	p := &program{t: t, stdout: &output{}, stderr: &output{}, stop: stop, exited: make(chan int, 1)}
	getenv := environment(t, settings)
	go func() { p.exited <- run(ctx, args, getenv, p.stdout, p.stderr) }()
	t.Cleanup(func() {
		stop()
		if t.Failed() {
			t.Logf("stdout of %v:\n%s\nstderr:\n%s", args, p.stdout, p.stderr)
		}
	})
	return p
}

// environment returns a getenv over settings with a port and a database for tests.
func environment(t *testing.T, settings map[string]string) func(string) string {
	t.Helper()
	defaults := map[string]string{
		"API_HOST": "127.0.0.1", "API_PORT": "0", "DATABASE_URL": "sqlite://" + filepath.Join(t.TempDir(), "test.db"),
	}
	return func(name string) string {
		if value, ok := settings[name]; ok {
			return value
		}
		return defaults[name]
	}
}

// wait returns the exit status.
func (p *program) wait() int {
	p.t.Helper()
	select {
	case code := <-p.exited:
		return code
	case <-time.After(patience):
		p.t.Fatalf("still running:\n%s\n%s", p.stdout, p.stderr)
		return -1
	}
}

// end tells the program to end and returns the exit status.
func (p *program) end() int {
	p.t.Helper()
	p.stop()
	return p.wait()
}

// baseURL returns the address that the server logs when it listens.
func (p *program) baseURL() string { return p.addressWhen("listening") }

// addressWhen returns the address in the log line with a message.
func (p *program) addressWhen(message string) string {
	p.t.Helper()
	return p.await(p.stderr, func(text string) string {
		for line := range strings.Lines(text) {
			var entry struct{ Msg, Address string }
			if json.Unmarshal([]byte(line), &entry) == nil && entry.Msg == message {
				return "http://" + entry.Address
			}
		}
		return ""
	})
}

// await returns what find makes of an output as soon as that is not empty.
func (p *program) await(o *output, find func(text string) string) string {
	p.t.Helper()
	for range int(patience / (50 * time.Millisecond)) {
		if found := find(o.String()); found != "" {
			return found
		}
		select {
		case code := <-p.exited:
			p.exited <- code
			p.t.Fatalf("exited with %d:\n%s\n%s", code, p.stdout, p.stderr)
		case <-time.After(50 * time.Millisecond):
		}
	}
	p.t.Fatalf("nothing came in time:\n%s\n%s", p.stdout, p.stderr)
	return ""
}

// after returns a finder of the rest of the line that begins with start.
func after(start string) func(string) string {
	return func(text string) string {
		_, rest, _ := strings.Cut("\n"+text, "\n"+start)
		line, _, whole := strings.Cut(rest, "\n")
		if !whole {
			return ""
		}
		return strings.TrimSpace(line)
	}
}

// output is what a program writes, for a test to read meanwhile.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds to the text.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// browser returns a client with cookies.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

// request sends a request and returns the status and the body of the last answer.
func request(t *testing.T, client *http.Client, method, address, body string, header ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// query sends a GraphQL query with a token and returns its data.
func query(t *testing.T, base, token, text string) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": text})
	if err != nil {
		t.Fatal(err)
	}
	status, answer := request(t, browser(t), "POST", base+"/graphql", string(body), "Authorization", "Bearer "+token)
	var got struct{ Data, Errors json.RawMessage }
	if err := json.Unmarshal([]byte(answer), &got); err != nil || status != http.StatusOK || got.Errors != nil {
		t.Fatalf("%d: %s", status, answer)
	}
	return string(got.Data)
}

func TestServe(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			p := start(t, map[string]string{
				"DATABASE_URL": dbtest.Address(t, kind), "API_KEY": strings.Repeat("k", 32),
				"ENCRYPTION_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
			}, "serve")
			base := p.baseURL()
			type seen struct {
				Status int
				Body   string
			}
			got := map[string]seen{}
			for _, path := range []string{"/health", "/ready", "/graphql"} {
				status, body := request(t, browser(t), "GET", base+path, "")
				if status != http.StatusOK {
					body = ""
				}
				got[path] = seen{status, strings.TrimSpace(body)}
			}
			want := map[string]seen{
				"/health": {200, `{"status":"ok","version":"dev"}`}, "/ready": {200, `{"status":"ready"}`}, "/graphql": {401, ""},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if got := query(t, base, strings.Repeat("k", 32), "{ users { totalCount } }"); got != `{"users":{"totalCount":0}}` {
				t.Error(got)
			}
			if status, body := request(t, browser(t), "GET", base+"/schema.graphql", ""); status != 200 || !strings.Contains(body, "type Query {") {
				t.Errorf("schema: %d: %.200s", status, body)
			}
			if code := p.end(); code != exitOK {
				t.Errorf("exited with %d", code)
			}
		})
	}
}

func TestServeHalves(t *testing.T) {
	t.Parallel()
	address := "sqlite://" + filepath.Join(t.TempDir(), "test.db")
	api := start(t, map[string]string{"DATABASE_URL": address}, "serve", "--only", "api")
	api.baseURL()
	worker := start(t, map[string]string{"DATABASE_URL": address, "METRICS_ENABLED": "true", "WORKER_PORT": "0"}, "--only=worker")
	silent := start(t, map[string]string{"DATABASE_URL": address, "API_PORT": strings.TrimPrefix(api.baseURL(), "http://127.0.0.1:")}, "--only=worker")
	silent.addressWhen("working")
	probes := worker.addressWhen("working")
	got := map[string]int{}
	for _, path := range []string{"/health", "/ready", "/metrics", "/graphql"} {
		got[path], _ = request(t, browser(t), "GET", probes+path, "")
	}
	if diff := cmp.Diff(map[string]int{"/health": 200, "/ready": 200, "/metrics": 200, "/graphql": 404}, got); diff != "" {
		t.Errorf("the worker's own server: %s", diff)
	}
	if diff := cmp.Diff([]int{exitOK, exitOK, exitOK}, []int{silent.end(), worker.end(), api.end()}); diff != "" {
		t.Error(diff)
	}
}

// A port that is taken and a schema that is not this version's are failures that say so.
func TestServeFails(t *testing.T) {
	t.Parallel()
	first := start(t, nil)
	port := first.baseURL()[len("http://127.0.0.1:"):]
	for name, test := range map[string]struct {
		settings map[string]string
		want     string
	}{
		"port taken":   {map[string]string{"API_PORT": port}, "listen on API_HOST=\"127.0.0.1\" and port " + port + ": listen tcp 127.0.0.1:" + port + ": bind: address already in use"},
		"not migrated": {map[string]string{"MIGRATE_ON_START": "false"}, "run «polarflow migrate»"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, test.settings, "serve")
			if code := p.wait(); code != exitFailed || !strings.Contains(p.stderr.String(), test.want) {
				t.Errorf("exited with %d: %s", code, p.stderr)
			}
		})
	}
}

// A request that is being read when the server is told to end is read to its end and answered.
func TestServeFinishesRequests(t *testing.T) {
	t.Parallel()
	key := strings.Repeat("k", 32)
	p := start(t, map[string]string{"API_KEY": key})
	body, feed := io.Pipe()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.baseURL()+"/graphql", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = http.Header{"Authorization": {"Bearer " + key}, "Content-Type": {"application/json"}, "Expect": {"100-continue"}}
	answered := make(chan string, 1)
	go func() {
		response, err := new(http.Client).Do(r)
		if err != nil {
			answered <- err.Error()
			return
		}
		_ = response.Body.Close()
		answered <- response.Status
	}()
	if _, err := fmt.Fprint(feed, `{"query":`); err != nil { // taken only when the server has begun to read
		t.Fatal(err)
	}
	p.stop()
	if _, err := fmt.Fprint(feed, `"{ viewer { id } }"}`); err != nil {
		t.Fatal(err)
	}
	_ = feed.Close()
	if got := <-answered; got != "200 OK" {
		t.Errorf("the request ended with %s", got)
	}
	if code := p.wait(); code != exitOK {
		t.Errorf("exited with %d", code)
	}
}

// The process ends in an orderly way on both signals.
func TestSignals(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			p := &program{t: t, stdout: &output{}, stderr: &output{}, exited: make(chan int, 1)}
			cmd := exec.CommandContext(t.Context(), os.Args[0], "serve")
			cmd.Dir, cmd.Stdout, cmd.Stderr = t.TempDir(), p.stdout, p.stderr
			cmd.Env = append(os.Environ(), asProgram+"=1", "API_HOST=127.0.0.1", "API_PORT=0", "DATABASE_URL=sqlite://test.db")
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			go func() { _ = cmd.Wait(); p.exited <- cmd.ProcessState.ExitCode() }()
			p.baseURL()
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if code := p.wait(); code != exitOK {
				t.Errorf("exited with %d: %s", code, p.stderr)
			}
			info, err := os.Stat(filepath.Join(cmd.Dir, "test.db.key"))
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the key beside the database: %v, %v", info, err)
			}
		})
	}
}

// The file .env is read below the environment, and what is wrong in it is not quoted.
func TestDotenv(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"read":   {"LOG_LEVEL=canary\n", `LOG_LEVEL="canary"`},
		"broken": {"API_KEY='canary\nsecret", "the file .env cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, ".env"), []byte(test.file), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.CommandContext(t.Context(), os.Args[0], "serve")
			cmd.Dir, cmd.Env = folder, append(os.Environ(), asProgram+"=1")
			out, _ := cmd.CombinedOutput()
			if cmd.ProcessState.ExitCode() != exitUsage || !strings.Contains(string(out), test.want) || strings.Contains(string(out), "secret") {
				t.Errorf("exited with %d: %s", cmd.ProcessState.ExitCode(), out)
			}
		})
	}
}
