package athlete

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"polarflow/analytics"
	"polarflow/ent"
)

// Athlete is what is stored of a person, as the arithmetic takes it.
type Athlete struct {
	// History holds the signals, nights and loads. HRV, heart rate and breathing are Nightly Recharge's, means over
	// four hours of the night, so that each night is measured by the same rule.
	History analytics.History
	// Loads are the loads of History with where each is from, see [PolarLoad]. One without a value is that of a day
	// with a session of unknown load; a day that is not in it was not recorded.
	Loads map[analytics.Day]analytics.Estimate
	// Worn are the days on which a watch was worn, in no order.
	Worn []analytics.Day
	// Sessions are the exercises, oldest first.
	Sessions []Session
	// First and Last are the first and the last day with a signal or a load; Last is before First when there is none.
	First, Last analytics.Day

	profile profile
}

// Load reads a person's records from a date on, in a constant number of statements; day 0 reads all of them. Results of
// days are only right with all of them: read those with [Results].
func Load(ctx context.Context, client *ent.Client, userID int, since analytics.Day) (*Athlete, error) {
	states, err := Standings(ctx, client, userID)
	if err != nil {
		return nil, err
	}
	r := reader{client: client, userID: userID, since: since, version: states[userID].Version}
	return r.read(ctx)
}

// read reads everything.
func (r *reader) read(ctx context.Context) (*Athlete, error) {
	for _, step := range []func(context.Context) error{
		r.readProfile, r.readNights, r.readRecharges, r.readTemperatures, r.readActivities, r.readPulses, r.readLoads, r.readSessions,
	} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("read athlete: %w", err)
		}
	}
	a := &Athlete{Worn: r.worn, Sessions: r.sessions, profile: r.profile}
	a.Loads = dailyLoads(r.loads, r.sessions, r.worn)
	a.History = r.history(a.Loads)
	a.span()
	return a, nil
}

// history returns what was read as the arithmetic takes it.
func (r *reader) history(loads map[analytics.Day]analytics.Estimate) analytics.History {
	points := make([]analytics.Point, 0, len(loads))
	for d, e := range loads {
		points = append(points, analytics.Point{Day: d, Value: e.Value})
	}
	h := analytics.History{
		Signals: make(map[analytics.Signal]analytics.Series, len(analytics.Signals)),
		Nights:  analytics.NewNights(r.allNights()), Loads: analytics.NewSeries(r.before.with(loadInput, points)),
	}
	for i, g := range analytics.Signals {
		h.Signals[g] = analytics.NewSeries(r.before.with(i, r.signals[g]))
	}
	return h
}

// allNights returns the nights, of those that are too long ago for more to count only the time asleep.
func (r *reader) allNights() []analytics.Night {
	list := r.nights
	for _, p := range r.before[sleepInput] {
		if p.Day < r.since-nightDays {
			list = append(list, analytics.Night{Day: p.Day, Hours: p.Value})
		}
	}
	return list
}

// span settles the first and the last day.
func (a *Athlete) span() {
	a.First, a.Last = 1, 0
	for _, g := range append([]analytics.Series{a.History.Loads}, slices.Collect(maps.Values(a.History.Signals))...) {
		points := g.Points()
		if len(points) == 0 {
			continue
		}
		first, last := points[0].Day, points[len(points)-1].Day
		if a.Last < a.First {
			a.First, a.Last = first, last
		}
		a.First, a.Last = min(a.First, first), max(a.Last, last)
	}
}

// days returns the results of each day from one day to another. Each is computed with what the person's settings were on
// it.
func (a *Athlete) days(from, to analytics.Day) []Result {
	list := make([]Result, 0, max(int(to-from)+1, 0))
	for from <= to {
		settings, until := a.profile.settings(from)
		until = min(until, to)
		for _, r := range a.History.Days(from, until, settings) {
			list = append(list, Result{DayResult: r, Load: a.load(r.Day)})
		}
		from = until + 1
	}
	return list
}

// load returns the load of a day.
func (a *Athlete) load(d analytics.Day) analytics.Estimate {
	if e, ok := a.Loads[d]; ok {
		return e
	}
	return unknownLoad(analytics.NotMeasured)
}
