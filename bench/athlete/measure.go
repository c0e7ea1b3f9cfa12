package main

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"slices"
	"sync"
	"time"

	"polarflow/analytics"
	"polarflow/athlete"
	"polarflow/ent/dayresult"
)

// measure prints what everything takes.
func (p *person) measure(rounds int) error {
	full, err := p.full()
	if err != nil {
		return err
	}
	for _, run := range []bool{false, true} {
		took, err := p.median(rounds, func() error { return p.next(run) }, p.recompute)
		if err != nil {
			return err
		}
		say(map[bool]string{false: "one new night and day", true: "one new day with a run of an hour"}[run], took, full)
	}
	reads := []struct {
		name string
		read func() error
	}{
		{"the result of one day", func() error { return p.results(1) }},
		{"the results of 90 days", func() error { return p.results(90) }},
		{"one metric of all days", p.metric},
		{"all records, as insights take them", func() error { return p.load(0) }},
		{"the records of two years", func() error { return p.load(p.last - 730) }},
		{"the insights of today, with all resampling", func() error { return athlete.KeepOutlook(p.ctx, p.db, p.id) }},
		{"the API's answer: how is the person today?", p.asks()},
	}
	for _, r := range reads {
		took, err := p.median(rounds, func() error { return nil }, r.read)
		if err != nil {
			return err
		}
		say(r.name, took, full)
	}
	return p.sizes()
}

// full computes everything twice, with and without the samples of the exercises, and returns what the second took.
func (p *person) full() (time.Duration, error) {
	took, peak, err := watched(p.recompute)
	if err != nil {
		return 0, err
	}
	fmt.Printf("  %-52s %9.1f ms, %5.1f MB of heap\n", "all days and the samples of all exercises", ms(took), peak)
	if _, err := p.db.Ent.DayResult.Delete().Exec(p.ctx); err != nil {
		return 0, err
	}
	if _, err := p.db.Ent.ResultState.Update().SetVersion(0).SetChangedFrom("1970-01-01").Save(p.ctx); err != nil {
		return 0, err
	}
	took, peak, err = watched(p.recompute)
	fmt.Printf("  %-52s %9.1f ms, %5.1f MB of heap\n", "all days", ms(took), peak)
	return took, err
}

// next writes the next day with or without a run.
func (p *person) next(run bool) error {
	for p.last++; trains(p.last) != run; {
		p.last++
	}
	return p.live(p.last, p.last)
}

func (p *person) recompute() error {
	_, err := athlete.Recompute(p.ctx, p.db, p.id, p.last.Time())
	return err
}

func (p *person) results(days int) error {
	found, err := athlete.Results(p.ctx, p.db.Ent, p.last-analytics.Day(days)+1, p.last, p.id)
	if err == nil && len(found[p.id]) != days {
		err = fmt.Errorf("%d results instead of %d", len(found[p.id]), days)
	}
	return err
}

func (p *person) metric() error {
	found, err := athlete.Metric(p.ctx, p.db.Ent, "HRV_MEDIAN_7", p.first, p.last, p.id)
	if n := int(p.last - p.first); err == nil && len(found[p.id]) < n-100 {
		err = fmt.Errorf("%d values of %d days", len(found[p.id]), n)
	}
	return err
}

func (p *person) load(since analytics.Day) error {
	_, err := athlete.Load(p.ctx, p.db.Ent, p.id, since)
	return err
}

// sizes prints how much room the results take.
func (p *person) sizes() error {
	rows, err := p.db.Ent.DayResult.Query().Where(dayresult.UserID(p.id)).All(p.ctx)
	if err != nil {
		return err
	}
	metrics, bodies := 0, 0
	for _, r := range rows {
		metrics, bodies = metrics+len(r.Metrics), bodies+len(r.Body)
	}
	fmt.Printf("  %-52s %d bytes of metrics and %d of the rest\n", "a stored day", metrics/len(rows), bodies/len(rows))
	return nil
}

// median returns the median time of what is done, each after some preparation.
func (p *person) median(rounds int, prepare, do func() error) (time.Duration, error) {
	took := make([]time.Duration, rounds)
	for i := range took {
		if err := prepare(); err != nil {
			return 0, err
		}
		began := time.Now()
		if err := do(); err != nil {
			return 0, err
		}
		took[i] = time.Since(began)
	}
	slices.Sort(took)
	return took[rounds/2], nil
}

// say prints a time and what part of a full recomputation in the same run it is.
func say(what string, took, full time.Duration) {
	fmt.Printf("  %-52s %9.1f ms, 1/%.0f of all days\n", what, ms(took), float64(full)/float64(took))
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// watched does something and returns how long it took, and by how much the heap grew at most, in MB.
func watched(do func() error) (took time.Duration, peak float64, err error) {
	runtime.GC()
	start := heap()
	most, stop := start, make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				most = max(most, heap())
			}
		}
	})
	began := time.Now()
	err = do()
	took = time.Since(began)
	close(stop)
	watch.Wait()
	return took, (most - start) / 1e6, err
}

// heap returns the bytes of objects, those that are not collected yet too.
func heap() float64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return float64(sample[0].Value.Uint64())
}
