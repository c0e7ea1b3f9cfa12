package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/bench/latency"
)

// figures are what was measured of one question to one server.
type figures struct {
	saturated, steady latencies
	cpu               usage
	memory            float64
}

// perRequest returns processor time for each request, in ms.
func (f figures) perRequest(d time.Duration) float64 {
	return d.Seconds() * 1000 / float64(max(1, len(f.saturated.each)))
}

// String returns the figures on one line.
func (f figures) String() string {
	return fmt.Sprintf("%7.0f/s  cpu %.2f + %.2f ms  p50/p99 %s/%s  %3.0f MB", f.saturated.perSecond(),
		f.perRequest(f.cpu.server), f.perRequest(f.cpu.postgres), latency.MS(f.steady.each.Quantile(0.5)), latency.MS(f.steady.each.Quantile(0.99)), f.memory)
}

// report is everything that was measured, and what the first server answered to each question.
type report struct {
	measured map[string]map[string][]figures // by question and server
	answers  map[string]any
}

func newReport() *report {
	return &report{map[string]map[string][]figures{}, map[string]any{}}
}

func (r *report) add(question, server string, f figures) {
	if r.measured[question] == nil {
		r.measured[question] = map[string][]figures{}
	}
	r.measured[question][server] = append(r.measured[question][server], f)
}

// check compares what a server answers with what the first one did.
func (r *report) check(ctx context.Context, q question, k kind, s *running, a ask, w world) error {
	c, err := dial(ctx, s.address)
	if err != nil {
		return err
	}
	defer c.conn.Close()
	var body bytes.Buffer
	if err := c.ask(a.requests(s, w)[0], &body); err != nil {
		return fmt.Errorf("%s: %w: %s", q.name, err, body.Bytes())
	}
	var answer struct{ Data, Errors any }
	if err := json.Unmarshal(body.Bytes(), &answer); err != nil || answer.Errors != nil || answer.Data == nil {
		return fmt.Errorf("%s: %w: %.500s", q.name, err, body.Bytes())
	}
	got := plain(answer.Data)
	want, asked := r.answers[q.name]
	if !asked {
		r.answers[q.name] = got
		fmt.Printf("%s: %d bytes from %s\n", q.name, body.Len(), k.name)
		return nil
	}
	if diff := cmp.Diff(want, got); diff != "" {
		return fmt.Errorf("%s: another answer than the first server's:\n%s", q.name, diff)
	}
	return nil
}

// print shows the medians of the rounds, and the rates beside that of each other server.
func (r *report) print() {
	for _, q := range questions() {
		of := r.measured[q.name]
		if len(of) == 0 {
			continue
		}
		fmt.Printf("\n%s, steady at %d/s\n| server | req/s | server + PostgreSQL CPU ms | p50 / p99 ms | MB | req/s : GraphJin | req/s : PostGraphile | GraphJin CPU : own | PostGraphile CPU : own |\n|---|---|---|---|---|---|---|---|---|\n", q.name, q.rate)
		for _, name := range names() {
			if len(of[name]) == 0 {
				continue
			}
			m := func(get func(figures) float64) float64 { return median(of[name], get) }
			fmt.Printf("| %s | %.0f | %.2f + %.2f | %.1f / %.1f | %.0f | %s | %s | %s | %s |\n", name, m(rate),
				m(func(f figures) float64 { return f.perRequest(f.cpu.server) }), m(func(f figures) float64 { return f.perRequest(f.cpu.postgres) }),
				m(func(f figures) float64 { return f.steady.each.Quantile(0.5).Seconds() * 1000 }),
				m(func(f figures) float64 { return f.steady.each.Quantile(0.99).Seconds() * 1000 }),
				m(func(f figures) float64 { return f.memory }), times(of[name], of[graphjin], rate), times(of[name], of[postgraphile], rate),
				times(of[name], of[graphjin], perProcessor), times(of[name], of[postgraphile], perProcessor))
		}
	}
}

func rate(f figures) float64 { return f.saturated.perSecond() }

// perProcessor returns how many requests a second of processor time is enough for, PostgreSQL's share included.
func perProcessor(f figures) float64 { return 1000 / f.perRequest(f.cpu.server+f.cpu.postgres) }

// times returns the ratio of a figure round by round, and of these the median, which a busy machine changes less than
// the figures themselves.
func times(ours, theirs []figures, figure func(figures) float64) string {
	var ratios []float64
	for i := range min(len(ours), len(theirs)) {
		ratios = append(ratios, figure(ours[i])/figure(theirs[i]))
	}
	if len(ratios) == 0 {
		return "–"
	}
	slices.Sort(ratios)
	return fmt.Sprintf("%.2f", ratios[len(ratios)/2])
}

func median(all []figures, get func(figures) float64) float64 {
	values := make([]float64, len(all))
	for i, f := range all {
		values[i] = get(f)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
