package main

import (
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"

	"polarflow/bench/child"
)

// memory is how much of the server was in memory, in MB, second by second from the first operation on.
type memory []float64

// watch looks at the memory of a process each second until the returned function is called.
func watch(pid int) func() memory {
	seen, stop := make(chan memory), make(chan struct{})
	go func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		m := memory{child.Memory(pid)}
		for {
			select {
			case <-tick.C:
				m = append(m, child.Memory(pid))
			case <-stop:
				seen <- append(m, child.Memory(pid))
				return
			}
		}
	}()
	return func() memory { close(stop); return <-seen }
}

// slope returns by how many MB a minute the memory grows, by least squares.
func (m memory) slope() float64 {
	minutes := make([]float64, len(m))
	for second := range m {
		minutes[second] = float64(second) / 60
	}
	_, slope := stat.LinearRegression(minutes, m, nil, false)
	return slope
}

// later returns the second half, in which caches are as full as they will be.
func (m memory) later() memory { return m[len(m)/2:] }

func (m memory) least() float64 { return slices.Min(m) }
func (m memory) most() float64  { return slices.Max(m) }
