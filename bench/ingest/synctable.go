package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// metric is one line of the table of syncs.
type metric struct {
	name   string
	format string
	of     func(round) float64
}

// syncMetrics are the lines of the table. A metric without a function is a heading.
var syncMetrics = []metric{
	{name: "FIRST SYNC"},
	{"wall time, ms", "%.0f", func(r round) float64 { return ms(r.first.wall) }},
	{"  of it until Polar is asked, ms", "%.0f", func(r round) float64 { return ms(r.first.queued) }},
	{"  of it in the sandbox, ms", "%.0f", func(r round) float64 { return ms(r.first.polar) }},
	{"requests to Polar", "%.0f", func(r round) float64 { return float64(r.first.requests) }},
	{"JSON received, MB", "%.2f", func(r round) float64 { return float64(r.first.received) / 1e6 }},
	{"rows written", "%.0f", func(r round) float64 { return float64(r.first.wrote.rows) }},
	{"rows a second", "%.0f", func(r round) float64 { return rate(r.first.wrote.rows, r.first.wall) }},
	{"samples written", "%.0f", func(r round) float64 { return float64(r.first.wrote.points) }},
	{"samples a second", "%.0f", func(r round) float64 { return rate(r.first.wrote.points, r.first.wall) }},
	{name: "ASKING POLAR AND READING THE ANSWERS, NOTHING ELSE"},
	{"wall time, ms", "%.0f", func(r round) float64 { return ms(r.fetch) }},
	{name: "THE SAME ROWS BY PLAIN INSERTS"},
	{"wall time, ms", "%.1f", func(r round) float64 { return ms(r.plain.wall) }},
	{"rows a second", "%.0f", func(r round) float64 { return rate(r.plain.rows, r.plain.wall) }},
	{"first sync / plain INSERTs", "%.1f", func(r round) float64 { return ms(r.first.wall) / ms(r.plain.wall) }},
	{name: "SECOND SYNC, NOTHING NEW"},
	{"wall time, ms", "%.0f", func(r round) float64 { return ms(r.second.wall) }},
	{"  of it until Polar is asked, ms", "%.0f", func(r round) float64 { return ms(r.second.queued) }},
	{"  of it in the sandbox, ms", "%.0f", func(r round) float64 { return ms(r.second.polar) }},
	{"requests to Polar", "%.0f", func(r round) float64 { return float64(r.second.requests) }},
	{"rows written (run and results)", "%.0f", func(r round) float64 { return float64(r.second.wrote.rows) }},
	{"samples written", "%.0f", func(r round) float64 { return float64(r.second.wrote.points) }},
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// rate returns how many there were in a second.
func rate(n int, d time.Duration) float64 { return float64(n) / d.Seconds() }

// printSyncs prints smallest, median and largest of every metric over the rounds of each engine.
func printSyncs(out io.Writer, engines []engine, rounds map[string][]round) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "\t")
	for _, e := range engines {
		fmt.Fprintf(w, "%s min\tmedian\tmax\t", e.name)
	}
	fmt.Fprintln(w)
	for _, m := range syncMetrics {
		fmt.Fprintf(w, "%-50s\t", m.name)
		for _, e := range engines {
			printSpread(w, m, rounds[e.name])
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

func printSpread(w io.Writer, m metric, rounds []round) {
	if m.of == nil {
		fmt.Fprint(w, "\t\t\t")
		return
	}
	values := make([]float64, len(rounds))
	for i, r := range rounds {
		values[i] = m.of(r)
	}
	s := spreadOf(values)
	fmt.Fprintf(w, m.format+"\t"+m.format+"\t"+m.format+"\t", s.low, s.median, s.high)
}
