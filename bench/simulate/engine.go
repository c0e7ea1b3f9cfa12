package main

import (
	"math/rand/v2"
	"time"

	"polarflow/pacing"
)

// never is later than any simulation lasts.
const never instant = 1 << 60

// engine is the sync engine of the simulation with everything around it: its clock goes from event to event.
type engine struct {
	scenario
	start  time.Time
	now    instant
	random *rand.Rand

	people []*person
	polar  *polar
	ledger ledger
	budget pacing.Budget
	held   int

	events  heap[event] // what happens outside
	dueList heap[entry] // who is due when
	ready   heap[*run]  // runs that wait for a turn
	active  heap[*run]  // runs whose request is on its way

	living     int
	lastEvent  instant
	cost       mean // of a routine sync
	queuedRuns int
	known      map[string]pacing.Known
	tally      tally
}

// event is something that happens to one person.
type event struct {
	at     instant
	person int32
	what   what
	told   kinds
}

// what is the sort of an event.
type what uint8

const (
	uploads what = iota // a new day: the uploads of the day are drawn
	uploaded
	told
	pressed
	looked
	resumed // a run that had to wait
)

// entry says when somebody is due. It counts as long as the person says the same.
type entry struct {
	at     instant
	person int32
}

// newEngine returns an engine whose people were all synced at some time before, so that they are due at random
// times.
func newEngine(s scenario) *engine {
	e := &engine{scenario: s, start: s.start, random: rand.New(rand.NewPCG(s.seed, 1)), known: map[string]pacing.Known{}}
	e.events.before = func(a, b *event) bool { return a.at < b.at }
	e.dueList.before = func(a, b *entry) bool { return a.at < b.at }
	e.ready.before = func(a, b **run) bool {
		return (*a).class < (*b).class || (*a).class == (*b).class && (*a).number < (*b).number
	}
	e.active.before = func(a, b **run) bool { return (*a).answer < (*b).answer }
	e.polar, e.ledger = newPolar(s.users), newLedger(s.days)
	e.living = s.users
	locations := load(zones)
	for id := range s.users + s.dead {
		p := newPerson(s.seed, id, locations[id%len(locations)])
		p.dead = id >= s.users
		e.people = append(e.people, p)
		e.begin(p)
	}
	e.living = len(e.people) // until the tokens are refused
	return e
}

// begin gives somebody a past: a last sync, and a time to be due.
func (e *engine) begin(p *person) {
	interval := instant(e.traffic().Interval() / time.Millisecond)
	p.synced = -instant(e.random.Int64N(int64(interval)))
	for i := range p.answered {
		p.answered[i] = p.synced - instant(e.random.Int64N(int64(6*hour)))
	}
	e.plan(p, p.synced+interval)
	e.remember(p, interval)
	if !p.dead {
		e.events.put(event{at: -day, person: int32(p.id), what: uploads})
	}
}

// remember gives somebody the rhythm that syncs in even intervals have found in the days before.
func (e *engine) remember(p *person, interval instant) {
	for before := e.before; before > 0; before-- {
		for _, u := range p.uploads(e.seed, e.start.AddDate(0, 0, -before), e.start) {
			found := u.at + instant(e.random.Int64N(int64(interval)))
			p.rhythm = p.rhythm.Found(e.at(found).In(p.zone).Hour())
		}
	}
}

// at returns the simulated time as a time.
func (e *engine) at(i instant) time.Time { return e.start.Add(i.duration()) }

// traffic is what a sync's next time is decided by.
func (e *engine) traffic() pacing.Traffic {
	return pacing.Traffic{
		Wish: time.Hour, People: e.living, LongLimit: e.budget.Long.Limit, CostPerSync: e.cost.value(),
		WebhooksAlive: pacing.WebhooksAlive(e.webhooks, e.at(e.lastEvent), e.at(e.now)),
	}
}

// simulate runs until the last day is over.
func (e *engine) simulate() {
	end := instant(e.days) * day
	for tick := instant(0); tick <= end; tick += minute {
		e.until(tick)
		e.now = tick
		e.dispatch()
		e.fill()
	}
}

// until lets everything happen that happens before a time.
func (e *engine) until(limit instant) {
	for {
		outside, inside := e.events.first(), e.active.first()
		switch {
		case inside != nil && (*inside).answer < limit && (outside == nil || (*inside).answer <= outside.at):
			e.now = (*inside).answer
			e.answered(e.active.take())
		case outside != nil && outside.at < limit:
			e.now = outside.at
			e.happen(e.events.take())
		default:
			return
		}
		e.fill()
	}
}

// plan says when somebody is due.
func (e *engine) plan(p *person, at instant) {
	p.due = at
	e.dueList.put(entry{at: at, person: int32(p.id)})
}
