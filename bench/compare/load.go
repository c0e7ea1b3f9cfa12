package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"polarflow/bench/latency"
)

// connection is a kept-alive HTTP connection. It is lighter than an http.Client, since what asks takes processor time
// from what answers.
type connection struct {
	conn net.Conn
	in   *bufio.Reader
}

func dial(ctx context.Context, address string) (*connection, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return &connection{conn, bufio.NewReaderSize(conn, 64<<10)}, nil
}

// patience is how long an answer may take.
const patience = 30 * time.Second

// ask sends a request and reads the answer into body. An answer other than 200 is an error.
func (c *connection) ask(request []byte, body io.Writer) error {
	if err := c.conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := c.conn.Write(request); err != nil {
		return err
	}
	res, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(body, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("status %s", res.Status)
	}
	return nil
}

// latencies are how long the answers took, the quickest first, and for how long in all they were asked for.
type latencies struct {
	each latency.Sorted
	took time.Duration
}

// perSecond returns the rate at which the answers came.
func (l latencies) perSecond() float64 { return float64(len(l.each)) / l.took.Seconds() }

// saturate keeps some requests under way all the time, each connection beginning somewhere else in the list.
func saturate(ctx context.Context, address string, requests [][]byte, connections int, length time.Duration) (latencies, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*length)
	defer cancel()
	var (
		all   sync.WaitGroup
		parts = make([]latencies, connections)
		errs  = make([]error, connections)
		began = time.Now()
	)
	for i := range connections {
		all.Go(func() {
			c, err := dial(ctx, address)
			if err != nil {
				errs[i] = err
				return
			}
			defer c.conn.Close()
			for n := i * len(requests) / connections; time.Since(began) < length && errs[i] == nil; n++ {
				start := time.Now()
				errs[i] = c.ask(requests[n%len(requests)], io.Discard)
				parts[i].each = append(parts[i].each, time.Since(start))
			}
		})
	}
	all.Wait()
	return merged(parts, time.Since(began)), firstOf(errs)
}

// merged returns the latencies of all connections.
func merged(parts []latencies, took time.Duration) latencies {
	whole := latencies{took: took}
	for _, p := range parts {
		whole.each = append(whole.each, p.each...)
	}
	slices.Sort(whole.each)
	return whole
}

func firstOf(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// mostOpen bounds the connections of an open model; a server that is this far behind does not keep up.
const mostOpen = 256

// atRate sends requests when they are due, whether or not earlier ones have been answered (an open model). The latency
// counts from when a request was due.
func atRate(ctx context.Context, address string, requests [][]byte, perSecond int, length time.Duration) (latencies, error) {
	var (
		all   sync.WaitGroup
		next  atomic.Int64
		parts = make([]latencies, mostOpen)
		errs  = make([]error, mostOpen)
		began = time.Now()
		step  = time.Second / time.Duration(perSecond)
		n     = int64(length / step)
	)
	for i := range mostOpen {
		all.Go(func() {
			var c *connection
			for k := next.Add(1) - 1; k < n && errs[i] == nil; k = next.Add(1) - 1 {
				due := began.Add(time.Duration(k) * step)
				time.Sleep(time.Until(due))
				if c == nil {
					if c, errs[i] = dial(ctx, address); errs[i] != nil {
						return
					}
					defer c.conn.Close()
				}
				errs[i] = c.ask(requests[k%int64(len(requests))], io.Discard)
				parts[i].each = append(parts[i].each, time.Since(due))
			}
		})
	}
	all.Wait()
	return merged(parts, time.Since(began)), firstOf(errs)
}
