package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"polarflow/polar"
)

// measureFetch asks Polar for everything that a sync asks for, reads it, and keeps nothing: the part of a
// sync that is over before anything is stored. People are asked for one after the other.
func (s *scene) measureFetch(ctx context.Context) (time.Duration, error) {
	runtime.GC()
	begin := time.Now()
	for _, token := range s.tokens {
		if err := fetchAll(ctx, s.polar.client.User(token)); err != nil {
			return 0, fmt.Errorf("fetch alone: %w", err)
		}
	}
	return time.Since(begin), nil
}

// fetchAll performs the requests of one sync.
func fetchAll(ctx context.Context, u *polar.UserClient) error {
	to := polar.DateOf(now)
	from := to.AddDays(1 - lookbackDays)
	for _, fetch := range []func() error{
		func() error { _, err := u.SleepNights(ctx); return err },
		func() error { _, err := u.NightlyRecharges(ctx); return err },
		func() error { _, err := u.Exercises(ctx); return err },
		func() error { _, err := u.Activities(ctx, from, to); return err },
		func() error { _, err := u.CardioLoads(ctx, from, to); return err },
		func() error { _, err := u.ContinuousHeartRates(ctx, from, to); return err },
		func() error { _, err := u.Alertness(ctx, from, to); return err },
		func() error { _, err := u.CircadianBedtimes(ctx, from, to); return err },
		func() error { _, err := u.SkinTemperatures(ctx, from, to); return err },
		func() error { _, err := u.Spo2Tests(ctx, from, to); return err },
		func() error { _, err := u.ECGTests(ctx, from, to); return err },
		func() error { _, err := u.BodyTemperatures(ctx, from, to); return err },
		func() error { _, err := u.PhysicalInfo(ctx); return err },
	} {
		if err := fetch(); err != nil {
			return err
		}
	}
	return nil
}
