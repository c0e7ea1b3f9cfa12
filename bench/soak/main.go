// Command soak runs a polarflow server under the load of phone apps that are left open: many idle subscriptions, and the
// Today screen asked for at a steady rate. Then it changes something of everybody and counts who is told of it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"polarflow/bench/child"
	"polarflow/database/dbtest"
)

// settings are the flags.
type settings struct {
	sockets, rate, credentials, days int
	length                           time.Duration
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/soak:", err)
		os.Exit(1)
	}
}

// run measures on a private PostgreSQL.
func run(ctx context.Context) error {
	s := settings{}
	flag.IntVar(&s.sockets, "sockets", 2000, "sockets that stay open, each with a subscription to recordsChanged")
	flag.IntVar(&s.rate, "rate", 300, "Today operations a second")
	flag.IntVar(&s.credentials, "credentials", 200, "people, each with a token, who share the sockets and the operations")
	flag.IntVar(&s.days, "days", 30, "days of each person that have data")
	flag.DurationVar(&s.length, "time", 10*time.Minute, "for how long operations are sent")
	flag.Parse()
	if s.sockets < 1 || s.rate < 1 || s.credentials < 1 || s.days < 1 || s.length < time.Second {
		return errors.New("want 1 or more of everything, for a second or longer")
	}
	cluster, err := dbtest.StartPostgres(ctx)
	if err != nil {
		return err
	}
	defer cluster.Stop()
	address, err := cluster.CreateEmpty(ctx)
	if err != nil {
		return err
	}
	f, err := soak(ctx, s, address, os.Stdout)
	if err != nil {
		return err
	}
	f.print(os.Stdout)
	return f.failed()
}

// soak fills the database at an address, starts a server on it, and measures that. An error is one of the measurement;
// what the server did wrong is in the figures.
func soak(ctx context.Context, s settings, database string, progress io.Writer) (figures, error) {
	began := time.Now()
	w, err := fill(ctx, database, s.credentials, s.days)
	if err != nil {
		return figures{}, err
	}
	defer w.close()
	fmt.Fprintf(progress, "%d people with %d days in %.0f s\n", s.credentials, s.days, time.Since(began).Seconds())
	server, err := startServer(ctx, s, database)
	if err != nil {
		return figures{}, err
	}
	defer server.stop()
	fmt.Fprintln(progress, server.limits)
	f, err := measure(ctx, s, w, server, progress)
	f.complaints = server.complaints.Load()
	return f, err
}

// measure opens the sockets, sends the operations, and makes the changes.
func measure(ctx context.Context, s settings, w *world, server *server, progress io.Writer) (figures, error) {
	f := figures{settings: s, atRest: child.Memory(server.pid)}
	began := time.Now()
	crowd, err := gather(ctx, s, w, server.address)
	if err != nil {
		return f, err
	}
	defer crowd.leave()
	f.opened, f.idle = time.Since(began), child.Memory(server.pid)
	fmt.Fprintf(progress, "%d sockets in %.1f s; %d operations a second for %s\n", s.sockets, f.opened.Seconds(), s.rate, s.length)
	watched := watch(server.pid)
	f.load = send(ctx, s, w, server.address)
	fmt.Fprintln(progress, "one change for everybody")
	written, err := w.change(ctx)
	if err == nil {
		f.told = crowd.count(ctx, written)
	}
	f.memory = watched()
	return f, errors.Join(err, ctx.Err())
}
