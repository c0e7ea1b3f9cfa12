package jobs

import (
	"context"
	"fmt"
	"slices"

	"polarflow/ent"
	"polarflow/ent/embedded"
	"polarflow/ent/kind"
	"polarflow/ingest"
	"polarflow/pacing"
	"polarflow/polar"
)

// errand is one thing that a run asks Polar for: some days of one kind.
type errand struct {
	kind kind.Kind
	days window
	// fetch asks Polar and stores the answer with the writer, whose After notes the errand.
	fetch func(context.Context, *ingest.Writer) error

	asks     []*ent.SyncAsk             // that it settles
	routine  bool                       // it looks at the kind as such, and not at what a webhook told of
	thorough bool                       // it looks at all days that a sync looks back
	reach    *pacing.Step               // of a reach-back
	today    string                     // of the person, when a reach-back planned it
	end      bool                       // Polar refuses to reach back so far
	listing  map[string]embedded.Listed // of exercises, once Polar has listed them
	passed   int                        // exercises that are listed as before and were not downloaded
	requests int                        // that it takes at most
	after    int                        // requests that what is planned after it takes at most

	noted noted // what the last transaction has written about it
}

// plan returns what the run has still to ask Polar for: its kinds in their order, and then what webhooks told of.
func (r *run) plan(ctx context.Context) ([]*errand, error) {
	asks, err := r.asked(ctx, r.c.cfg.DB.Ent)
	if err != nil {
		return nil, err
	}
	today, err := r.today(ctx)
	if err != nil {
		return nil, err
	}
	var plan []*errand
	add := func(e *errand, err error) error {
		if err != nil {
			return err
		}
		plan = append(plan, e)
		asks[e.kind] = slices.DeleteFunc(slices.Clone(asks[e.kind]), func(a *ent.SyncAsk) bool { return slices.Contains(e.asks, a) })
		return nil
	}
	for _, k := range r.row.Kinds {
		if r.results[k] == nil && !r.broken[k] {
			if err := add(r.usual(ctx, k, today, asks[k])); err != nil {
				return nil, err
			}
		}
	}
	for _, k := range kind.All() {
		for len(asks[k]) > 0 {
			if err := add(r.told(ctx, k, today, asks[k])); err != nil {
				return nil, err
			}
		}
	}
	return plan, nil
}

// requestsOf returns how many requests errands take at most.
func requestsOf(plan []*errand) (n int) {
	for _, e := range plan {
		n += e.requests
	}
	return n
}

// usual is the errand of a kind as such. It settles the asks about the days that it looks at.
func (r *run) usual(ctx context.Context, k kind.Kind, today polar.Date, asks []*ent.SyncAsk) (*errand, error) {
	lookback := r.c.cfg.LookbackDays
	from, to := pacing.Days(k, r.occasion, r.c.now(), today.String(), lookback, r.known[k])
	if r.since != "" { // what came late did not come alone, and changes what is computed from then on
		from = min(from, max(r.since, today.AddDays(1-lookback).String()))
	}
	e := &errand{kind: k, routine: true, requests: 1}
	var err error
	if e.days, err = windowOf(from, to); err != nil {
		return nil, err
	}
	e.thorough = !e.days.from.After(today.AddDays(1 - lookback))
	if fetch, ok := ranges[k]; ok {
		e.fetch, e.requests = r.fetching(fetch, e.days), len(e.days.parts())
	} else {
		e.days, e.thorough = window{today.AddDays(1 - longest), today}, true
		e.fetch = r.fetching(lists[k], e.days)
	}
	if k == kind.Exercise {
		e.fetch = r.exercises(e)
		e.requests, err = r.exerciseRequests(ctx)
	}
	e.asks = coveredBy(asks, e.days)
	return e, err
}

// fewNights is up to how many nights are asked for one by one; the list of all of them costs one request.
const fewNights = 2

// told is the errand of what webhooks told of. It may settle some of the asks only, but at least one.
func (r *run) told(ctx context.Context, k kind.Kind, today polar.Date, asks []*ent.SyncAsk) (*errand, error) {
	days, dated := spanOf(asks)
	_, byNight := nights[k]
	switch _, byRange := ranges[k]; {
	case k == kind.Exercise && len(asks) <= fewDownloads && asks[0].Subject != "":
		return r.toldExercise(asks[0]), nil
	case byRange && dated:
		return r.toldDays(k, asks, days), nil
	case byNight && dated:
		return r.toldNight(ctx, k, today, asks)
	}
	e, err := r.usual(ctx, k, today, asks)
	if err == nil && len(e.asks) == 0 { // what they name is nothing that Polar could be asked for
		e.asks = asks
	}
	return e, err
}

// toldDays is the errand of days of a kind that Polar hands out by range. A gap before them is closed on the way,
// if it fits into the one request.
func (r *run) toldDays(k kind.Kind, asks []*ent.SyncAsk, days window) *errand {
	if days.from.DaysUntil(days.to) >= longest {
		asks = asks[:1]
		days, _ = spanOf(asks)
	}
	if earliest := days.to.AddDays(1 - longest); earliest.After(days.from) { // nobody tells of so many days
		days.from = earliest
	}
	newest, err := polar.ParseDate(r.known[k].Newest)
	if err == nil && days.from.After(newest) && newest.DaysUntil(days.to) < longest {
		days.from = newest
	}
	return &errand{kind: k, days: days, asks: asks, fetch: r.fetching(ranges[k], days), requests: 1}
}

// toldNight is the errand of one night, or of all of the last weeks if there are many asks about them.
func (r *run) toldNight(ctx context.Context, k kind.Kind, today polar.Date, asks []*ent.SyncAsk) (*errand, error) {
	all, err := r.usual(ctx, k, today, asks)
	if err != nil {
		return nil, err
	}
	if len(all.asks) > fewNights {
		return all, nil
	}
	days, _ := spanOf(asks[:1])
	days.from = days.to
	return &errand{kind: k, days: days, asks: asks[:1], fetch: r.fetching(nights[k], days), requests: 1}, nil
}

// fetching binds a step to the person and the days.
func (r *run) fetching(s step, days window) func(context.Context, *ingest.Writer) error {
	return func(ctx context.Context, w *ingest.Writer) error { return s(ctx, r.polar, w, r.person(), days) }
}

// windowOf returns the days between two dates in their text form.
func windowOf(from, to string) (window, error) {
	first, err := polar.ParseDate(from)
	if err != nil {
		return window{}, fmt.Errorf("first day: %w", err)
	}
	last, err := polar.ParseDate(to)
	if err != nil {
		return window{}, fmt.Errorf("last day: %w", err)
	}
	return window{first, last}, nil
}
