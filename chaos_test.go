package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"polarflow/database/dbtest"
)

// chaosRunsLong is how many runs there are where time does not matter.
const chaosRunsLong = 500

// chaosLanes is how many runs go on at once. Most of a run is waiting.
const chaosLanes = 8

// Whatever goes wrong while people are synced, afterwards everything is stored that Polar has, and once: Polar fails,
// stalls, breaks off, limits and refuses, people reconnect, edit and delete, processes stop and are killed, PostgreSQL
// restarts, and the clock jumps. Each run follows from its seed as far as the timing of processes allows; CHAOS_SEED
// names one to repeat.
func TestChaos(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes")
	}
	t.Parallel()
	seeds := make(chan uint64)
	go func() {
		defer close(seeds)
		for _, seed := range chaosSeeds(t) {
			seeds <- seed
		}
	}()
	own := &ownCluster{t: t}
	defer own.stop()
	var lanes sync.WaitGroup
	for range chaosLanes {
		lanes.Go(func() {
			for seed := range seeds {
				t.Run(fmt.Sprintf("CHAOS_SEED=%d", seed), func(t *testing.T) { playChaos(t, seed, own) })
			}
		})
	}
	lanes.Wait()
}

// chaosSeeds returns the seeds of the runs.
func chaosSeeds(t *testing.T) []uint64 {
	t.Helper()
	if text := os.Getenv("CHAOS_SEED"); text != "" {
		var list []uint64
		for _, one := range strings.Split(text, ",") {
			seed, err := strconv.ParseUint(one, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, seed)
		}
		return list
	}
	runs := chaosRuns
	if os.Getenv("CI_LONG") == "1" {
		runs = chaosRunsLong
	}
	list := make([]uint64, runs)
	for i := range list {
		list[i] = uint64(i + 1)
	}
	return list
}

// playChaos is one run.
func playChaos(t *testing.T, seed uint64, own *ownCluster) {
	c := newChaos(t, seed, own)
	defer c.tell(t)
	c.connectEverybody(t)
	for range 14 + c.random.IntN(10) {
		c.act(t)
		time.Sleep(time.Duration(c.random.IntN(120)) * time.Millisecond)
	}
	c.calm(t)
	c.note("check")
	c.checkLeftovers(t)
	c.checkRequests(t)
	c.checkRows(t)
	c.note("checked: %d requests, %d runs", c.requestsMade(), c.count(t, `SELECT COUNT(*) FROM sync_runs`))
}

// How the processes of a run come to their end.
const (
	stopped = iota // in an orderly way, or in a hurry
	killed         // by kill -9
	severed        // they stay, and lose PostgreSQL
)

// chaosForm is what kind of run belongs to a seed: of ten, five are on each database, two have a process that is killed,
// and one restarts PostgreSQL.
func chaosForm(seed uint64) (kind string, end int) {
	kind = "sqlite"
	if seed%2 == 0 {
		kind = "postgres"
	}
	switch seed % 10 {
	case 4, 7:
		end = killed
	case 8:
		end = severed
	}
	return kind, end
}

// ownCluster is a PostgreSQL server that belongs to this test alone, so that it can be restarted. One run at a time
// has it.
type ownCluster struct {
	t       *testing.T
	mu      sync.Mutex
	cluster *dbtest.Cluster
}

// take returns the server and what gives it back, or skips the test where there is none.
func (o *ownCluster) take(t *testing.T) (cluster *dbtest.Cluster, release func()) {
	t.Helper()
	o.mu.Lock()
	if o.cluster == nil {
		started, err := dbtest.StartPostgres(o.t.Context())
		if err != nil {
			o.mu.Unlock()
			if errors.Is(err, dbtest.ErrNoPostgres) && os.Getenv("CI") == "" {
				t.Skip(err)
			}
			t.Fatal(err)
		}
		o.cluster = started
	}
	return o.cluster, o.mu.Unlock
}

func (o *ownCluster) stop() {
	if o.cluster != nil {
		o.cluster.Stop()
	}
}

// chaosClock is the time in a run: Polar's, which goes on and can be put ahead, and that of our processes, which may
// be wrong.
type chaosClock struct {
	base, started time.Time
	ahead, wrong  atomic.Int64
}

// polar is the time at Polar's.
func (c *chaosClock) polar() time.Time {
	return c.base.Add(time.Since(c.started) + time.Duration(c.ahead.Load()))
}

// ours is what our processes take for the time.
func (c *chaosClock) ours() time.Time { return c.polar().Add(time.Duration(c.wrong.Load())) }

// newChaosClock starts at a fixed time, or at the present one for processes that have no other.
func newChaosClock(runs bool) *chaosClock {
	c := &chaosClock{base: time.Date(2026, 3, 15, 14, 30, 0, 0, time.UTC), started: time.Now()}
	if runs {
		c.base = time.Now().UTC()
	}
	return c
}

func chaosRandom(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2)) }
