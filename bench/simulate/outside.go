package main

import (
	"time"

	"polarflow/pacing"
)

// What people do besides uploading, and how well webhooks work.
const (
	pressEach = 0.01  // of the people press the button once a day
	lookEach  = 0.05  // of the people look at their data once a day
	lostEach  = 0.001 // of the webhooks never come
)

// testToo stands among the kinds of an upload for a test that was made by hand.
const testToo kinds = 1 << 15

// happen lets an event happen.
func (e *engine) happen(v event) {
	p := e.people[v.person]
	switch v.what {
	case uploads:
		e.newDay(p)
	case uploaded:
		e.upload(p, v)
	case told:
		e.lastEvent = e.now
		p.asks |= v.told
		e.prompt(p)
	case pressed:
		e.press(p)
	case looked:
		if at := max(e.now, p.synced+e.fresh()); at < p.due {
			e.plan(p, at)
		}
	case resumed:
		e.resume(p.running)
	}
}

// newDay draws what somebody uploads on the day after the one that begins, by the calendar, and does on this one. The day after has
// begun nowhere yet.
func (e *engine) newDay(p *person) {
	date := e.at(e.now + day).UTC()
	for _, u := range p.uploads(e.seed, date, e.start) {
		if u.at >= 0 {
			v := event{at: u.at, person: int32(p.id), what: uploaded, told: u.left}
			if u.test {
				v.told |= testToo
			}
			e.events.put(v)
		}
	}
	e.maybe(p, pressEach, pressed)
	e.maybe(p, lookEach, looked)
	e.events.put(event{at: e.now + day, person: int32(p.id), what: uploads})
}

// maybe lets something happen at a random time of the day, for some of the people.
func (e *engine) maybe(p *person, share float64, w what) {
	if e.now >= 0 && e.random.Float64() < share {
		e.events.put(event{at: e.now + instant(e.random.Int64N(int64(day))), person: int32(p.id), what: w})
	}
}

// upload puts an upload on the list and lets Polar tell of it, kind by kind, within a minute.
func (e *engine) upload(p *person, v event) {
	u := upload{at: e.now, left: v.told &^ testToo}
	p.pending = append(p.pending, u)
	if v.told&testToo != 0 {
		p.pending = append(p.pending, upload{at: e.now, left: tests, test: true})
	}
	e.tally.uploads++
	if !e.webhooks {
		return
	}
	for _, bundle := range events {
		if bundle.on&u.left != 0 && e.random.Float64() >= lostEach {
			delay := 2*second + instant(e.random.Int64N(int64(58*second)))
			e.events.put(event{at: e.now + delay, person: int32(p.id), what: told, told: bundle.asks & p.has})
		}
	}
}

// fresh is how old data may be that somebody looks at: 15 minutes, or a quarter of the interval.
func (e *engine) fresh() instant {
	return max(15*minute, instant(e.traffic().Interval()/4/time.Millisecond))
}

// press is a person who wants everything now.
func (e *engine) press(p *person) {
	if p.running == nil {
		e.queue(p, pacing.Manual, setOf(pacing.Kinds(pacing.Button, e.at(e.now), nil)...))
	}
}

// prompt asks for what webhooks told of, at once or when the run under way is at its end.
func (e *engine) prompt(p *person) {
	if p.asks == 0 || p.running != nil {
		return
	}
	asks := p.asks
	p.asks = 0
	e.queue(p, pacing.Prompt, asks)
}
