package main

import (
	"math/bits"
	"time"

	"polarflow/ent/kind"
	"polarflow/pacing"
)

// store takes in the answer to a run's request: the download of an exercise, or the next of its kinds.
func (e *engine) store(r *run) {
	p := r.person
	if r.left == 0 {
		r.extra--
		e.strike(r, 1<<detail)
		return
	}
	place := bits.TrailingZeros16(uint16(r.left))
	r.left &^= 1 << place
	r.asked |= 1 << place
	p.answered[place] = e.now
	got := e.strike(r, 1<<place)
	if got > 0 && r.class != pacing.Prompt {
		e.grow(r, allKinds[place], got)
	}
}

// strike takes a kind off the lists of what is not stored yet, and returns in how many uploads it was. A listed
// exercise has still to be downloaded, unless a webhook named it.
func (e *engine) strike(r *run, one kinds) (got int) {
	p, kept := r.person, r.person.pending[:0]
	for _, u := range p.pending {
		if u.left&one != 0 {
			got++
			u.left &^= one
			if one == setOf(kind.Exercise) && r.class != pacing.Prompt {
				u.left |= 1 << detail
			}
		}
		if u.left == 0 {
			e.tally.stored(u, e.now)
			continue
		}
		kept = append(kept, u)
	}
	p.pending = kept
	r.news = r.news || got > 0
	return got
}

// grow adds to a run what follows from what it has found.
func (e *engine) grow(r *run, found kind.Kind, times int) {
	more := setOf(pacing.After(found, list(r.asked|r.left), e.knownOf(r.person))...)
	r.left |= more
	if found != kind.Exercise {
		times = 0
	}
	r.extra += times
	e.hold(r, times+bits.OnesCount16(uint16(more)))
}

// hold promises more requests to a run under way.
func (e *engine) hold(r *run, n int) {
	r.held += n
	e.held += n
}

// list returns the kinds of a set.
func list(set kinds) (names []string) {
	for i, k := range allKinds {
		if set&(1<<i) != 0 {
			names = append(names, k)
		}
	}
	return names
}

// proceed sends the next request of a run, or ends it.
func (e *engine) proceed(r *run) {
	p := r.person
	if r.left != 0 || r.extra > 0 {
		e.send(r)
		return
	}
	e.release(r, r.held)
	p.running = nil
	e.tally.ended(r, e.now-p.synced)
	if r.class != pacing.Prompt {
		e.replan(r)
	}
	e.prompt(p)
}

// replan decides when somebody is due again.
func (e *engine) replan(r *run) {
	p := r.person
	local := e.at(e.now).In(p.zone)
	if r.news {
		p.rhythm = p.rhythm.Found(local.Hour())
	}
	if r.class == pacing.Scheduled {
		e.cost.add(float64(r.spent))
	}
	p.synced = e.now
	next := p.rhythm.Next(local, e.traffic(), e.random.Float64())
	e.plan(p, instant(next.Sub(e.start)/time.Millisecond)+1)
}
