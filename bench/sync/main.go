// Command sync measures how many people are synced in a second by one worker process and by two, and how soon a sync
// starts that somebody asks for.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"time"

	"polarflow/database/dbtest"
)

func main() {
	people := flag.Int("people", 40, "how many people are synced")
	rounds := flag.Int("rounds", 3, "how many rounds, each on fresh databases")
	triggers := flag.Int("triggers", 200, "how many syncs are asked for one after the other, on each database")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	var err error
	if os.Getenv(asWorker) != "" {
		err = work(ctx)
	} else {
		err = measure(ctx, os.Stdout, options{*people, *rounds, *triggers})
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/sync:", err)
		os.Exit(1)
	}
}

// options are what the flags say.
type options struct{ people, rounds, triggers int }

// measure prints the throughput on PostgreSQL, and the latency on both databases. Without PostgreSQL only SQLite's
// latency is left.
func measure(ctx context.Context, out io.Writer, o options) error {
	if o.people < 1 || o.rounds < 1 || o.triggers < 1 {
		return errors.New("at least 1 person, 1 round and 1 trigger")
	}
	fmt.Fprintf(out, "%s, %s, %d CPUs\n", time.Now().Format(time.DateOnly), runtime.Version(), runtime.NumCPU())
	cluster, err := dbtest.StartPostgres(ctx)
	if err != nil && !errors.Is(err, dbtest.ErrNoPostgres) {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	if err != nil {
		fmt.Fprintln(out, "PostgreSQL is left out:", err)
		return reportLatency(ctx, out, o, nil)
	}
	defer cluster.Stop()
	if err := reportThroughput(ctx, out, o, cluster); err != nil {
		return err
	}
	return reportLatency(ctx, out, o, cluster)
}
