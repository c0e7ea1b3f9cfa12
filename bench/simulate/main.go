// Command simulate lets the real decisions of package pacing run a week of syncs for up to 100,000 people
// against a simulated Polar and a simulated clock, and prints how long uploads wait and what they cost.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"
	_ "time/tzdata" // people live in zones, also where the host knows none
)

func main() {
	var o options
	flag.IntVar(&o.users, "users", 0, "how many people; 0 for the whole table: 100, 1,000, 10,000 and 100,000")
	flag.IntVar(&o.days, "days", 7, "how many days")
	flag.IntVar(&o.before, "before", 28, "for how many days people were connected before: the engine knows their rhythms")
	flag.StringVar(&o.webhooks, "webhooks", "both", "on, off or both")
	flag.Uint64Var(&o.seed, "seed", 1, "what people do is the same for the same seed")
	flag.BoolVar(&o.quick, "quick", false, "the table up to 1,000 people and for 3 days")
	flag.Parse()
	if err := o.run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench/simulate:", err)
		os.Exit(1)
	}
}

// options are what the flags say.
type options struct {
	users, days, before int
	webhooks            string
	seed                uint64
	quick               bool
}

// scenario is one simulation.
type scenario struct {
	users, dead int // dead ones come on top
	days        int
	before      int // days of which the engine knows the people's rhythms
	webhooks    bool
	seed        uint64
	start       time.Time
}

// begins is when every simulation begins: three days before clocks change in Europe.
var begins = time.Date(2026, time.October, 22, 0, 0, 0, 0, time.UTC)

// scenarios returns what the flags ask for, without dead tokens.
func (o options) scenarios() ([]scenario, error) {
	sizes, days := []int{100, 1000, 10000, 100000}, o.days
	switch {
	case o.users < 0 || days < 1 || o.before < 0:
		return nil, errors.New("at least 1 person and 1 day")
	case o.users > 0:
		sizes = []int{o.users}
	case o.quick:
		sizes, days = sizes[:2], 3
	}
	with, ok := map[string][]bool{"both": {false, true}, "on": {true}, "off": {false}}[o.webhooks]
	if !ok {
		return nil, fmt.Errorf("webhooks %q: on, off or both", o.webhooks)
	}
	var list []scenario
	for _, n := range sizes {
		for _, w := range with {
			list = append(list, scenario{users: n, days: days, before: o.before, webhooks: w, seed: o.seed, start: begins})
		}
	}
	return list, nil
}

// run simulates and prints one line of the table after the other.
func (o options) run(out io.Writer) error {
	list, err := o.scenarios()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s %s/%s, %d CPUs, seed %d\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), o.seed)
	fmt.Fprint(out, head)
	for _, s := range list {
		without, with := twice(s)
		printLine(out, without, with)
	}
	fmt.Fprint(out, legend)
	return nil
}
