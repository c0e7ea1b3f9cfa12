package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"syscall"

	"polarflow/bench/child"
)

// requestsByDefault is how many requests a minute a personal credential may send when nothing else is set.
const requestsByDefault = 600

// server is the polarflow process that is measured.
type server struct {
	address    string
	pid        int
	limits     string // what was set of them, for the reader
	complaints atomic.Int64
	command    *exec.Cmd
	folder     string
	drained    chan struct{} // its log has ended
}

// startServer builds polarflow and starts its API on a database, with the settings of a deployment.
func startServer(ctx context.Context, s settings, database string) (*server, error) {
	folder, err := os.MkdirTemp("", "polarflow-soak")
	if err != nil {
		return nil, err
	}
	v := &server{folder: folder, drained: make(chan struct{})}
	program := filepath.Join(folder, "polarflow")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", program, "polarflow").CombinedOutput(); err != nil {
		v.remove()
		return nil, fmt.Errorf("build polarflow: %w: %s", err, bytes.TrimSpace(out))
	}
	v.command = exec.CommandContext(ctx, program, "serve", "--only", "api")
	v.command.Dir = folder // where no .env is
	child.Tie(v.command)
	v.command.Env = append(os.Environ(), "DATABASE_URL="+database, "API_HOST=127.0.0.1", "API_PORT=0", "DEPLOYMENT_MODE=saas",
		"ENCRYPTION_KEY="+base64.StdEncoding.EncodeToString(make([]byte, 32)), "LOG_LEVEL=info", "LOG_FORMAT=json")
	v.limit(s)
	if err := v.start(); err != nil {
		v.remove()
		return nil, err
	}
	return v, nil
}

// limit raises the limits of each credential where the settings need more than what is set by default.
func (v *server) limit(s settings) {
	need := 60*s.rate/s.credentials + 4*s.sockets/s.credentials + 20 // operations; opening, init and subscribe; the rest
	v.limits = fmt.Sprintf("limits as set by default: a credential sends at most %d of %d requests a minute", need, requestsByDefault)
	if need > requestsByDefault {
		const unlimited = "1000000000"
		v.command.Env = append(v.command.Env, "RATE_LIMIT_PER_MINUTE="+unlimited, "COST_LIMIT_PER_MINUTE="+unlimited)
		v.limits = fmt.Sprintf("RATE_LIMIT_PER_MINUTE and COST_LIMIT_PER_MINUTE are raised: a credential sends %d requests a minute", need)
	}
}

// start starts the process and returns when it listens.
func (v *server) start() error {
	log, err := v.command.StderrPipe()
	if err != nil {
		return err
	}
	if err := v.command.Start(); err != nil {
		return fmt.Errorf("start polarflow: %w", err)
	}
	v.pid = v.command.Process.Pid
	address := make(chan string, 1)
	go v.follow(log, address)
	var listening bool
	if v.address, listening = <-address; !listening {
		return errors.Join(errors.New("polarflow does not listen"), v.command.Wait())
	}
	return nil
}

// follow reads the log to its end. It passes on the address, and shows and counts what the server complains of.
func (v *server) follow(log io.Reader, address chan<- string) {
	defer close(v.drained)
	defer close(address)
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		var line struct{ Level, Msg, Address string }
		known := json.Unmarshal(lines.Bytes(), &line) == nil
		switch {
		case known && line.Msg == "listening":
			address <- line.Address
		case !known, line.Level == "WARN", line.Level == "ERROR":
			if v.complaints.Add(1) <= mostShown {
				fmt.Fprintf(os.Stderr, "polarflow: %s\n", lines.Bytes())
			}
		}
	}
	_, _ = io.Copy(io.Discard, log) // after a line that is too long
}

// stop ends the server.
func (v *server) stop() {
	_ = v.command.Process.Signal(syscall.SIGTERM)
	<-v.drained
	_ = v.command.Wait()
	v.remove()
}

func (v *server) remove() { _ = os.RemoveAll(v.folder) }
