package main

import (
	"slices"

	"polarflow/pacing"
)

// tally is what a simulation measures.
type tally struct {
	uploads, requests int
	spent             [4]int  // requests by class
	syncs             int     // of people who were due
	between           float64 // the sum of the intervals before them, in milliseconds
	waits, tests      []int32 // of uploads and of tests until they were stored, in milliseconds
}

// stored notes that everything of an upload is stored.
func (t *tally) stored(u upload, now instant) {
	if u.test {
		t.tests = append(t.tests, int32(now-u.at))
		return
	}
	t.waits = append(t.waits, int32(now-u.at))
}

// ended notes that a run is over, so long after the person was synced before.
func (t *tally) ended(r *run, since instant) {
	t.spent[r.class] += r.spent
	if r.class == pacing.Scheduled {
		t.syncs++
		t.between += float64(since)
	}
}

// mean is a running mean that follows changes slowly.
type mean struct {
	n   int
	now float64
}

// remembered is how many values a mean is over, as where the product measures what a sync costs.
const remembered = 500

func (m *mean) add(value float64) {
	m.n = min(m.n+1, remembered)
	m.now += (value - m.now) / float64(m.n)
}

// value returns the mean, 0 when nothing was added yet.
func (m *mean) value() float64 { return m.now }

// quantile returns the value below which a part of the values lies, and sorts them.
func quantile(values []int32, part float64) instant {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return instant(values[min(int(part*float64(len(values))), len(values)-1)])
}
