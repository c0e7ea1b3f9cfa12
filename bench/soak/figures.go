package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"polarflow/bench/latency"
)

// figures are what was measured.
type figures struct {
	settings
	atRest, idle float64 // MB of the server before the sockets were opened, and after
	opened       time.Duration
	load         sent
	told         told
	memory       memory
	complaints   int64 // of the server in its log
}

// failed returns what the server did wrong, or nil.
func (f figures) failed() error {
	var failed error
	if f.load.failed > 0 {
		failed = errors.Join(fmt.Errorf("%d operations failed", f.load.failed), errors.Join(f.load.mistakes...))
	}
	return errors.Join(failed, f.told.failed())
}

// print shows the figures as tables.
func (f figures) print(out io.Writer) {
	fmt.Fprintf(out, "\n| Today, %d a second over %d credentials for %s | operations | p50 ms | p99 ms | most ms | failed |\n|---|---|---|---|---|---|\n",
		f.rate, f.credentials, f.length)
	row := func(name string, l latency.Sorted, failed string) {
		fmt.Fprintf(out, "| %s | %d | %s | %s | %s | %s |\n", name, len(l), latency.MS(l.Quantile(0.5)), latency.MS(l.Quantile(0.99)), latency.MS(l.Quantile(1)), failed)
	}
	row("asked again", f.load.again(), "")
	row("asked once", f.load.once(), "")
	row("all", f.load.all(), fmt.Sprint(f.load.failed))
	fmt.Fprintf(out, "\n| one event to %d sockets | got one | none | more | strange | lost | p50 ms | p99 ms | most ms | all after ms |\n|---|---|---|---|---|---|---|---|---|---|\n", f.sockets)
	t := f.told
	fmt.Fprintf(out, "| | %d | %d | %d | %d | %d | %s | %s | %s | %s |\n", t.once, t.never, t.more, t.strange, len(t.lost),
		latency.MS(t.delays.Quantile(0.5)), latency.MS(t.delays.Quantile(0.99)), latency.MS(t.delays.Quantile(1)), latency.MS(t.all))
	fmt.Fprint(out, "\n| the server's memory, MB | at rest | sockets open | least | most | MB a minute | in the second half |\n|---|---|---|---|---|---|---|\n")
	fmt.Fprintf(out, "| | %.0f | %.0f | %.0f | %.0f | %+.2f | %+.2f |\n", f.atRest, f.idle, f.memory.least(), f.memory.most(),
		f.memory.slope(), f.memory.later().slope())
	fmt.Fprintf(out, "\n%d lines of the server's log are warnings or errors\n", f.complaints)
}
