package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"polarflow/database/dbtest"
	"polarflow/ent/syncrun"
	"polarflow/jobs"
	"polarflow/polar/sandbox"
)

// speed is how many people were synced in a second, of whom everything was new and then nothing, and the seconds of
// processor time that the workers took for both syncs of one person.
type speed struct{ first, second, cost float64 }

// reportThroughput measures with one worker process and with two, taking turns.
func reportThroughput(ctx context.Context, out io.Writer, o options, cluster *dbtest.Cluster) error {
	today := time.Now().UTC()
	records, err := sandbox.Athlete(sandbox.AthleteOptions{
		Seed: 1, Today: today.Format(time.DateOnly), Now: today, Zone: "UTC", Days: lookbackDays, UserID: firstAccount,
	})
	if err != nil {
		return fmt.Errorf("make athlete: %w", err)
	}
	measured := map[int][]speed{}
	for range o.rounds {
		for _, processes := range []int{1, 2} {
			address, err := cluster.CreateEmpty(ctx)
			if err != nil {
				return err
			}
			s, err := measureSpeed(ctx, address, o.people, records, processes)
			if err != nil {
				return fmt.Errorf("%d processes: %w", processes, err)
			}
			measured[processes] = append(measured[processes], s)
		}
	}
	one, two := medianOf(measured[1]), medianOf(measured[2])
	fmt.Fprintf(out, "\nPeople synced in a second on PostgreSQL (%d people, %d days; median of %d rounds)\n", o.people, lookbackDays, o.rounds)
	fmt.Fprintf(out, "| | one process | two processes | two : one |\n|---|---|---|---|\n")
	fmt.Fprintf(out, "| first sync | %.1f | %.1f | %.2f |\n", one.first, two.first, two.first/one.first)
	fmt.Fprintf(out, "| scheduled, nothing new | %.1f | %.1f | %.2f |\n", one.second, two.second, two.second/one.second)
	fmt.Fprintf(out, "| scheduled : first | %.1f | %.1f | |\n", one.second/one.first, two.second/two.first)
	fmt.Fprintf(out, "| processor time of the workers for both, s | %.2f | %.2f | %.2f |\n", one.cost, two.cost, two.cost/one.cost)
	return nil
}

// measureSpeed has so many processes sync everybody twice.
func measureSpeed(ctx context.Context, address string, people int, records []sandbox.Record, processes int) (s speed, err error) {
	scene, err := newScene(ctx, address, people, records, false)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, scene.close(ctx)) }()
	for range processes {
		stop, err := startWorker(ctx, address, scene.polar.URL)
		if err != nil {
			return s, err
		}
		defer func() {
			took, ended := stop()
			s.cost, err = s.cost+took.Seconds()/float64(people), errors.Join(err, ended)
		}()
	}
	if s.first, err = scene.syncAll(ctx, syncrun.TriggerCONNECT); err != nil {
		return s, err
	}
	s.second, err = scene.syncAll(ctx, syncrun.TriggerSCHEDULED)
	return s, err
}

// syncAll queues a sync of everybody and returns how many a second there were until all are over.
func (s *scene) syncAll(ctx context.Context, trigger syncrun.Trigger) (float64, error) {
	began := time.Now()
	for _, id := range s.people {
		if _, err := s.enqueue(ctx, jobs.Request{UserID: id, Trigger: trigger}); err != nil {
			return 0, err
		}
	}
	if err := s.rest(ctx); err != nil {
		return 0, err
	}
	return float64(len(s.people)) / time.Since(began).Seconds(), nil
}

// medianOf returns the middle of several measurements, each figure by itself.
func medianOf(list []speed) speed {
	middle := func(of func(speed) float64) float64 {
		var values []float64
		for _, s := range list {
			values = append(values, of(s))
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return speed{
		middle(func(s speed) float64 { return s.first }), middle(func(s speed) float64 { return s.second }),
		middle(func(s speed) float64 { return s.cost }),
	}
}
