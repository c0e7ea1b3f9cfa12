// Command ingest measures how fast Polar's records become rows, how much room they take, and what the codec
// of the samples costs. The work is the same in every run: synthetic athletes of fixed seeds on a fixed day.
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
	people := flag.Int("people", 1, "how many people are synced at once")
	rounds := flag.Int("rounds", 5, "how many rounds of syncs, each on a fresh database; 0 leaves them out")
	days := flag.Int("days", 365, "how many days the person has of whom storage is measured; 0 leaves that out")
	profile := flag.String("cpuprofile", "", "file for a CPU profile of the whole run")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	o := options{people: *people, rounds: *rounds, days: *days}
	err := profiled(*profile, func() error { return run(ctx, os.Stdout, o) })
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/ingest:", err)
		os.Exit(1)
	}
}

// options are what the flags say.
type options struct{ people, rounds, days int }

// check returns an error for what cannot be measured.
func (o options) check() error {
	if o.people < 1 || o.rounds < 0 || o.days < 0 {
		return errors.New("at least 1 person, and neither rounds nor days below 0")
	}
	return nil
}

// run measures and prints one section after the other. Where there is no PostgreSQL it says so and measures
// SQLite alone.
func run(ctx context.Context, out io.Writer, o options) error {
	if err := o.check(); err != nil {
		return err
	}
	list, stop, err := engines(ctx)
	if err != nil && !errors.Is(err, dbtest.ErrNoPostgres) {
		return err
	}
	defer stop()
	if err != nil {
		fmt.Fprintln(out, "PostgreSQL is left out:", err)
	}
	printHeader(out, list, time.Now())
	if err := reportSyncs(ctx, out, list, o); err != nil {
		return err
	}
	return reportYear(ctx, out, list, o.days)
}

func printHeader(out io.Writer, list []engine, at time.Time) {
	fmt.Fprintf(out, "%s, %s %s/%s, %d CPUs", at.Format(time.DateOnly), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	for _, e := range list {
		fmt.Fprintf(out, ", %s %s", e.name, e.version)
	}
	fmt.Fprintln(out)
}

// reportSyncs measures the rounds, with the engines taking turns so that what else the machine does meets
// them alike.
func reportSyncs(ctx context.Context, out io.Writer, list []engine, o options) error {
	if o.rounds == 0 {
		return nil
	}
	athletes, err := newAthletes(o.people, lookbackDays)
	if err != nil {
		return err
	}
	rounds := map[string][]round{}
	for range o.rounds {
		for _, e := range list {
			r, err := measureRound(ctx, e, athletes)
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			rounds[e.name] = append(rounds[e.name], r)
		}
	}
	fmt.Fprintf(out, "\nSync of the last %d days (people at once: %d, rounds: %d)\n", lookbackDays, o.people, o.rounds)
	return printSyncs(out, list, rounds)
}
