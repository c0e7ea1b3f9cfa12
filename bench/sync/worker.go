package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"time"

	"polarflow/auth"
	"polarflow/bench/connected"
	"polarflow/database"
	"polarflow/jobs"
	"polarflow/polar"
)

// asWorker makes this program be a worker process; its value is the sandbox's address. databaseURL says on what.
const (
	asWorker    = "BENCH_SYNC_POLAR"
	databaseURL = "DATABASE_URL"
)

// lookbackDays is how many days a sync asks for, as in production.
const lookbackDays = 28

// newJobs returns jobs that ask the sandbox at an address.
func newJobs(db *database.DB, polarURL string, work bool) (*jobs.Client, *auth.Keyring, error) {
	keys, err := connected.Keys()
	if err != nil {
		return nil, nil, err
	}
	client, err := jobs.New(jobs.Config{
		DB: db, Keyring: keys, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Polar: polar.New(polar.Config{ClientID: clientID, ClientSecret: clientSecret, APIURL: polarURL}, &http.Client{Timeout: time.Minute}),
		Now:   time.Now, Work: work, Interval: time.Hour, LookbackDays: lookbackDays,
	})
	return client, keys, err
}

// work works jobs until the standard input ends.
func work(ctx context.Context) error {
	db, err := database.Open(ctx, os.Getenv(databaseURL))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	client, _, err := newJobs(db, os.Getenv(asWorker), true)
	if err != nil {
		return err
	}
	if err := client.Start(ctx); err != nil {
		return err
	}
	fmt.Println("working")
	_, _ = io.Copy(io.Discard, os.Stdin)
	return client.Stop(ctx)
}

// startWorker starts a worker process, and returns once it works what ends it.
// stop returns how much processor time the process took.
func startWorker(ctx context.Context, address, polarURL string) (stop func() (time.Duration, error), err error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	child := exec.CommandContext(ctx, program)
	child.Env = append(os.Environ(), asWorker+"="+polarURL, databaseURL+"="+address)
	child.Stderr = os.Stderr
	in, err := child.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("open pipe: %w", err)
	}
	started, err := child.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("open pipe: %w", err)
	}
	if err := child.Start(); err != nil {
		return nil, fmt.Errorf("start worker: %w", err)
	}
	stop = func() (time.Duration, error) {
		_ = in.Close()
		err := child.Wait()
		return child.ProcessState.UserTime() + child.ProcessState.SystemTime(), err
	}
	if _, err := io.ReadFull(started, make([]byte, len("working"))); err != nil {
		_, ended := stop()
		return nil, fmt.Errorf("worker did not start: %w", errors.Join(err, ended))
	}
	return stop, nil
}
