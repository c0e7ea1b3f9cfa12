// Command compare asks polarflow and what people would use instead the same questions about the same data in the same
// PostgreSQL, checks that they answer the same, and prints what the answers cost.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"polarflow/bench/child"
	"polarflow/database/dbtest"
)

// settings are the flags.
type settings struct {
	people, days, rounds, connections int
	measure                           time.Duration
	servers, questions                []string
	profile                           string
}

// asks reports whether a question is to be asked.
func (s settings) asks(q question) bool {
	return s.questions == nil || slices.Contains(s.questions, q.name)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

// run measures, or is the server «raw» when it is told so.
func run(ctx context.Context, args []string) error {
	if len(args) > 0 && args[0] == raw {
		return serveRaw(ctx)
	}
	s := settings{}
	flag.IntVar(&s.people, "people", 200, "people in the database")
	flag.IntVar(&s.days, "days", 730, "days of each person")
	flag.IntVar(&s.rounds, "rounds", 3, "how many times each server is started and measured")
	flag.IntVar(&s.connections, "connections", 16, "requests under way at saturation")
	flag.DurationVar(&s.measure, "time", 4*time.Second, "how long each question is asked at saturation, and at a fixed rate")
	flag.StringVar(&s.profile, "cpuprofile", "", "instead, answer in this process and write a CPU profile of each question into this folder")
	servers := flag.String("servers", "", "only these, separated by commas: "+strings.Join(names(), ","))
	questions := flag.String("questions", "", "only these, separated by commas: team,nested,today,workout")
	flag.Parse()
	s.servers, s.questions = list(*servers), list(*questions)
	return compare(ctx, s)
}

func list(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

// compare fills a database and measures the servers in turns.
func compare(ctx context.Context, s settings) error {
	cluster, err := dbtest.StartPostgres(ctx)
	if err != nil {
		return err
	}
	defer cluster.Stop()
	began := time.Now()
	world, err := fill(ctx, cluster, s.people, s.days)
	if err != nil {
		return err
	}
	fmt.Printf("%d rows of %d people in %.0f s\n", world.rows, s.people, time.Since(began).Seconds())
	if s.profile != "" {
		return profile(ctx, s, world)
	}
	built, err := build(ctx, s)
	if err != nil {
		return err
	}
	defer built.remove()
	all := newReport()
	for round := range s.rounds {
		for _, k := range built.kinds {
			if err := measure(ctx, s, k, world, all); err != nil {
				return fmt.Errorf("round %d, %s: %w", round+1, k.name, err)
			}
		}
	}
	all.print()
	return nil
}

// measure starts a server, asks it all questions that it can answer, and stops it.
func measure(ctx context.Context, s settings, k kind, w world, all *report) error {
	server, err := k.start(ctx, w)
	if err != nil {
		return err
	}
	defer server.stop()
	for _, q := range questions() {
		ask, can := q.asks[k.dialect]
		if !can || !s.asks(q) {
			continue
		}
		if err := all.check(ctx, q, k, server, ask, w); err != nil {
			return err
		}
		f := figures{}
		requests := ask.requests(server, w)
		if _, err := saturate(ctx, server.address, requests, s.connections, s.measure/4); err != nil { // to warm up
			return err
		}
		before := usageOf(server.pid)
		f.saturated, err = saturate(ctx, server.address, requests, s.connections, s.measure)
		if err != nil {
			return err
		}
		f.cpu = usageOf(server.pid).since(before)
		if f.steady, err = atRate(ctx, server.address, requests, q.rate, s.measure); err != nil {
			return err
		}
		f.memory = child.Memory(server.pid)
		all.add(q.name, k.name, f)
		fmt.Printf("%-8s %-16s %s\n", q.name, k.name, f)
	}
	return nil
}
