package main

import (
	"time"

	"polarflow/pacing"
)

// instant is a time of the simulation, in milliseconds since its start.
type instant int64

const (
	second instant = 1000
	minute         = 60 * second
	hour           = 60 * minute
	day            = 24 * hour
)

func (i instant) duration() time.Duration { return time.Duration(i) * time.Millisecond }

// polar is the service that is asked: it counts in two windows, each of which begins with the first request
// after the last one ended, and refuses what is over a limit. What it refuses counts as well.
type polar struct {
	short, long counter
	refused     int
}

// counter is one window of Polar's.
type counter struct {
	length, begun instant
	limit, used   int
}

// newPolar returns a Polar with so many registered people.
func newPolar(people int) *polar {
	return &polar{
		short: counter{length: 15 * minute, begun: -day, limit: 500 + 20*people},
		long:  counter{length: day, begun: -day, limit: 5000 + 100*people},
	}
}

// ask counts one request and reports whether it is answered.
func (p *polar) ask(now instant) bool {
	short, long := p.short.count(now), p.long.count(now)
	if short && long {
		return true
	}
	p.refused++
	return false
}

func (c *counter) count(now instant) bool {
	if now >= c.begun+c.length {
		c.begun, c.used = now, 0
	}
	c.used++
	return c.used <= c.limit
}

// reading is what Polar's headers say, with the reset in whole seconds.
func (c *counter) reading(now instant) pacing.Reading {
	left := (c.begun + c.length - now) / second
	return pacing.Reading{Usage: c.used, Limit: c.limit, Reset: time.Duration(left) * time.Second}
}
