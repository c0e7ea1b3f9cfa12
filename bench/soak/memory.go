package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/gonum/stat"
)

// memory is how much of the server was in memory, in MB, second by second from the first operation on.
type memory []float64

// memoryOf returns how much of a process is in memory (VmRSS), in MB; 0 where there is no /proc.
func memoryOf(pid int) float64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, _ := strconv.ParseFloat(kb, 64)
	return n / 1024
}

// watch looks at the memory of a process each second until the returned function is called.
func watch(pid int) func() memory {
	seen, stop := make(chan memory), make(chan struct{})
	go func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		m := memory{memoryOf(pid)}
		for {
			select {
			case <-tick.C:
				m = append(m, memoryOf(pid))
			case <-stop:
				seen <- append(m, memoryOf(pid))
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
