package main

import (
	"math/bits"
	"time"

	"polarflow/ent/kind"
	"polarflow/pacing"
)

// run is one sync of one person.
type run struct {
	person *person
	class  pacing.Class
	number int     // in the order in which runs were queued
	left   kinds   // to ask for
	asked  kinds   // so far
	extra  int     // exercises to download
	held   int     // requests that are promised
	spent  int     // requests so far
	answer instant // when the request that is on its way is answered
	news   bool
}

// bundle is an event of Polar's and what it makes a run ask for.
type bundle struct{ on, asks kinds }

// events are Polar's, each for one kind, with the kinds that follow from it.
var events = []bundle{
	{setOf(kind.Sleep), setOf(kind.Sleep, kind.NightlyRecharge, kind.SkinTemperature)},
	{setOf(kind.Exercise), setOf(kind.Exercise, kind.CardioLoad)},
	{setOf(kind.DailyActivity), setOf(kind.DailyActivity)},
	{setOf(kind.ContinuousHeartRate), setOf(kind.ContinuousHeartRate)},
	{setOf(kind.Alertness), setOf(kind.Alertness)},
	{setOf(kind.CircadianBedtime), setOf(kind.CircadianBedtime)},
}

// dispatch begins syncs of people who are due, the most stale first, as many as the budget lets begin.
func (e *engine) dispatch() {
	for {
		next := e.dueList.first()
		if next == nil || next.at > e.now {
			return
		}
		p := e.people[next.person]
		if p.due != next.at || p.running != nil {
			e.dueList.take()
			continue
		}
		list := setOf(pacing.Kinds(pacing.Routine, e.at(e.now), e.knownOf(p))...)
		if e.wait(pacing.Scheduled, bits.OnesCount16(uint16(list))) > 0 {
			return
		}
		e.dueList.take()
		e.queue(p, pacing.Scheduled, list)
	}
}

// knownOf returns what is known of somebody. The map is used again for the next person.
func (e *engine) knownOf(p *person) map[kind.Kind]pacing.Known {
	for i, k := range allKinds {
		e.known[k] = pacing.Known{Has: p.has&(1<<i) != 0, AnsweredAt: e.at(p.answered[i])}
	}
	return e.known
}

// wait is how long work has to wait for the budget.
func (e *engine) wait(c pacing.Class, want int) time.Duration {
	return e.budget.Wait(e.at(e.now), c, want, e.held)
}

// queue puts a run into the queue, or lets it wait for the budget.
func (e *engine) queue(p *person, c pacing.Class, list kinds) {
	e.queuedRuns++
	p.running = &run{person: p, class: c, number: e.queuedRuns, left: list}
	e.resume(p.running)
}

// resume promises a run what it still needs and puts it into the queue, or lets it wait.
func (e *engine) resume(r *run) {
	need := bits.OnesCount16(uint16(r.left)) + r.extra - r.held
	if wait := e.wait(r.class, need); wait > 0 {
		jitter := e.random.Int64N(int64(minute))
		e.events.put(event{at: e.now + instant(wait/time.Millisecond) + 1 + instant(jitter), person: int32(r.person.id), what: resumed})
		return
	}
	r.held += need
	e.held += need
	e.ready.put(r)
}

// fill sends requests as long as one more may be on its way.
func (e *engine) fill() {
	most := pacing.InFlight(e.budget.Long.Limit)
	for len(e.active.items) < most && e.ready.first() != nil {
		e.send(e.ready.take())
	}
}

// send sends a run's next request. Polar takes 0.2 to 0.6 s.
func (e *engine) send(r *run) {
	r.answer = e.now + 200 + instant(e.random.Int64N(400))
	e.active.put(r)
}

// answered notes an answer and goes on with the run.
func (e *engine) answered(r *run) {
	e.ledger.note(e.now)
	fine := e.polar.ask(e.now)
	e.budget = e.budget.Seen(e.at(e.now), e.polar.short.reading(e.now), e.polar.long.reading(e.now))
	r.spent++
	e.release(r, 1)
	e.tally.requests++
	switch {
	case !fine:
		e.budget = e.budget.Stopped(e.at(e.now), e.polar.short.reading(e.now).Reset)
		e.release(r, r.held)
		e.resume(r)
	case r.person.dead:
		e.bury(r)
	default:
		e.store(r)
		e.proceed(r)
	}
}

// release gives promised requests back.
func (e *engine) release(r *run, n int) {
	n = min(n, r.held)
	r.held -= n
	e.held -= n
}

// bury ends a run whose token was refused: the person costs nothing any more.
func (e *engine) bury(r *run) {
	e.release(r, r.held)
	e.living--
	r.person.due, r.person.running = never, nil
}
