package main

import (
	"fmt"
	"io"
	"time"

	"polarflow/pacing"
)

// figures are what one simulation shows.
type figures struct {
	scenario
	p50, p99, testsP99 instant
	allowed            instant // the median of the ideal engine
	uploads, left      int     // left are those that were not stored at the end
	perDay             float64 // requests for each person and day
	kept               time.Duration
	short, long        float64 // the largest share of a limit that was used
	refused            int
	took               time.Duration
}

// twice simulates a scenario without and with one dead token for every ten that work.
func twice(s scenario) (without, with figures) {
	done := make(chan figures)
	go func() { done <- measure(s) }()
	dead := s
	dead.dead = s.users / 10
	with = measure(dead)
	return <-done, with
}

// measure carries out one simulation.
func measure(s scenario) figures {
	begun := time.Now()
	e := newEngine(s)
	e.simulate()
	f := e.figures()
	f.took = time.Since(begun)
	return f
}

// figures returns what was measured.
func (e *engine) figures() figures {
	t, personDays := &e.tally, float64(e.users*e.days)
	f := figures{
		scenario: e.scenario, uploads: t.uploads, left: t.uploads - len(t.waits),
		p50: quantile(t.waits, 0.5), p99: quantile(t.waits, 0.99), testsP99: quantile(t.tests, 0.99),
		perDay:  float64(t.requests) / personDays,
		kept:    instant(t.between / float64(max(t.syncs, 1))).duration(),
		short:   float64(e.ledger.most(15*60)) / float64(e.polar.short.limit),
		long:    float64(e.ledger.most(24*60*60)) / float64(e.polar.long.limit),
		refused: e.polar.refused,
	}
	cost := float64(t.spent[pacing.Scheduled]) / float64(max(t.syncs, 1))
	f.allowed = ideal(e.scenario, float64(t.requests-t.spent[pacing.Manual])/personDays/max(cost, 1))
	return f
}

const head = `
| people | webhooks | p50, min | p99, min | allowed p50 | p99 / 3 allowed | tests p99 | requests | short limit | long limit | refused | interval, min | dead: p50 | p99 | requests | s |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
`

const legend = `
p50, p99: how long an upload waits until all of it is stored, in minutes.
allowed p50: the same median for an ideal engine that knows each person's habits exactly, takes no time, spends as
  many requests by the square-root law and keeps the same wish of one hour. Nobody starves when p99 is at most three times that.
tests p99: SpO2 and ECG tests, which Polar does not tell of and which are asked for every six hours.
requests: to Polar, for each person and day. short, long limit: the most of each that any window saw, counted apart
  from Polar. refused: answers with 429. interval: really kept between two syncs of one person that nobody asked for.
dead: the same with one refused token on top of every ten people, for the people whose tokens work.
`

// printLine prints a scenario without and with dead tokens.
func printLine(out io.Writer, f, dead figures) {
	fmt.Fprintf(out, "| %d | %s | %s | %s | %s | %.2f | %s | %.1f | %.1f %% | %.1f %% | %d | %.0f | %s | %s | %.1f | %.0f |\n",
		f.users, onOff(f.webhooks), minutes(f.p50), minutes(f.p99), minutes(f.allowed), float64(f.p99)/float64(3*f.allowed), minutes(f.testsP99),
		f.perDay, 100*max(f.short, dead.short), 100*max(f.long, dead.long), f.refused+dead.refused, f.kept.Minutes(),
		minutes(dead.p50), minutes(dead.p99), dead.perDay, max(f.took, dead.took).Seconds())
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// minutes writes a time in minutes.
func minutes(i instant) string { return fmt.Sprintf("%.1f", float64(i)/float64(minute)) }

// load returns the zones of those names that the binary knows.
func load(names []string) (list []*time.Location) {
	for _, n := range names {
		if l, err := time.LoadLocation(n); err == nil {
			list = append(list, l)
		}
	}
	return list
}
