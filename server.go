// Command polarflow keeps everything that a Polar watch knows about a person, for ever, and serves it through
// GraphQL.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"
	_ "time/tzdata" // people's zones, on machines that have none

	"github.com/joho/godotenv"

	"polarflow/config"
)

// version is set by the linker: -ldflags "-X main.version=v1.2.3".
var version = "dev"

// How long an orderly end may take: open requests, then running jobs.
const (
	requestsGrace = 10 * time.Second
	jobsGrace     = 20 * time.Second
)

// heapGrowth is how far the heap may grow beyond what is in use before it is collected, in percent. Requests leave much
// behind: Go's own 100 has the collector run often for the sake of a few megabytes. What open sockets use counts as well,
// so that much more than this would take several times their memory.
const heapGrowth = 150

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	getenv, err := withDotenv(os.Getenv)
	if err != nil {
		fmt.Fprintln(os.Stderr, "polarflow:", err)
		os.Exit(exitUsage)
	}
	code := run(ctx, os.Args[1:], getenv, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// withDotenv returns a getenv that falls back to the file .env of the working directory, if there is one.
func withDotenv(getenv func(string) string) (func(string) string, error) {
	file, err := godotenv.Read()
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, errors.New("the file .env cannot be read: want lines of NAME=value") // the cause may quote a secret
	}
	return func(name string) string {
		if value := getenv(name); value != "" {
			return value
		}
		return file[name]
	}, nil
}

// serveCommand runs the server and its workers.
type serveCommand struct {
	Only string `enum:",api,worker" default:"" help:"Run one half only, api or worker, to split them over processes."`
}

// Run serves until the process is told to end.
func (c *serveCommand) Run(p *process) error {
	cfg, err := config.Load(p.getenv)
	if err != nil {
		return err
	}
	listener, err := c.listen(p.ctx, cfg)
	if err != nil {
		return err
	}
	if listener != nil {
		defer func() { _ = listener.Close() }() // the server has closed it unless the start failed
		cfg = cfg.ListeningOn(portOf(listener))
	}
	in, err := open(p, cfg)
	if err != nil {
		return err
	}
	defer in.close()
	if err := in.prepare(p.ctx); err != nil {
		return err
	}
	queue, err := in.newQueue(c.Only != "api")
	if err != nil {
		return err
	}
	if err := queue.Start(p.ctx); err != nil {
		return err
	}
	defer in.stopQueue(queue)
	defer in.resealBeside(p.ctx)()
	if c.Only == "worker" {
		return in.work(p.ctx, listener)
	}
	if err := in.offerSetup(p.ctx); err != nil {
		return err
	}
	handler, err := in.handler(queue)
	if err != nil {
		return err
	}
	in.log.InfoContext(p.ctx, "listening", "address", listener.Addr().String(), "base_url", cfg.BaseURL)
	return serve(p.ctx, listener, handler, in.log)
}

// listen opens the port of the API, or that of a worker, which may have none.
func (c *serveCommand) listen(ctx context.Context, cfg config.Config) (net.Listener, error) {
	switch {
	case c.Only != "worker":
		return listen(ctx, cfg, cfg.APIPort)
	case cfg.WorkerPort != nil:
		return listen(ctx, cfg, *cfg.WorkerPort)
	}
	return nil, nil
}

// work lets the workers work until ctx ends, and answers how they are where there is a port for that.
func (in *installation) work(ctx context.Context, listener net.Listener) error {
	if listener == nil {
		in.log.InfoContext(ctx, "working")
		<-ctx.Done()
		return nil
	}
	in.log.InfoContext(ctx, "working", "address", listener.Addr().String())
	return serve(ctx, listener, in.probes(), in.log)
}

// listen opens a port at the host of the settings.
func listen(ctx context.Context, cfg config.Config, port int) (net.Listener, error) {
	address := net.JoinHostPort(cfg.APIHost, strconv.Itoa(port))
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	var unknown *net.DNSError
	switch {
	case err == nil:
		return listener, nil
	case errors.As(err, &unknown), errors.Is(err, syscall.EADDRNOTAVAIL):
		return nil, usagef("API_HOST=%q: want an address of this machine, such as 0.0.0.0 or 127.0.0.1", cfg.APIHost)
	}
	return nil, fmt.Errorf("listen on API_HOST=%q and port %d: %w", cfg.APIHost, port, err)
}

func portOf(listener net.Listener) int {
	if tcp, ok := listener.Addr().(*net.TCPAddr); ok {
		return tcp.Port
	}
	return 0
}

// serve answers requests until ctx ends, and then lets open ones finish. What stays open for ever (a
// subscription) is cut off after requestsGrace.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	requests, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	server := &http.Server{
		Handler:           handler,
		BaseContext:       func(net.Listener) context.Context { return requests },
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.DebugContext(requests, "ending: no new requests, open ones finish")
	grace, cancel := context.WithTimeout(requests, requestsGrace)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		cut()
		return server.Close()
	}
	return nil
}
