package graph

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"

	"polarflow/analytics"
	"polarflow/athlete"
	"polarflow/ent"
	"polarflow/ent/viewer"
)

// outlooks are worked out on asking: for days before the newest, and when something was noted in the journal since the
// one that is kept. It takes a good part of a second, so one at a time is worked out, the same one for all who ask for it,
// and the last ones stay.
type outlooks struct {
	client *ent.Client
	within time.Duration
	flight singleflight.Group
	turn   chan struct{}
	last   *lru.Cache[outlookKey, analytics.Outlook]
}

// outlookKey is one outlook of what was stored of a person at a moment.
type outlookKey struct {
	person             int
	day                analytics.Day
	resultsSeq, change int64
}

// lastOutlooks is how many outlooks stay, of some 20 kB each.
const lastOutlooks = 200

func newOutlooks(client *ent.Client, within time.Duration) *outlooks {
	last, _ := lru.New[outlookKey, analytics.Outlook](lastOutlooks) // which only fails for a size below 1
	return &outlooks{client: client, within: within, turn: make(chan struct{}, 1), last: last}
}

// of returns the outlook of a person as of a day that has results.
func (o *outlooks) of(ctx context.Context, person *ent.User, d analytics.Day) (analytics.Outlook, error) {
	key := outlookKey{person.ID, d, person.ResultsSeq, person.ChangeSeq}
	if known, ok := o.last.Get(key); ok {
		return known, nil
	}
	found := o.flight.DoChan(fmt.Sprint(key), func() (any, error) { return o.workOut(context.WithoutCancel(ctx), person, key) })
	select {
	case f := <-found:
		if f.Err != nil {
			return analytics.Outlook{}, f.Err
		}
		return f.Val.(analytics.Outlook), nil //nolint:forcetypeassert // it is what workOut returns
	case <-ctx.Done():
		return analytics.Outlook{}, ctx.Err()
	}
}

// workOut works out an outlook when it is its turn, which has to come within the time of an operation.
func (o *outlooks) workOut(ctx context.Context, person *ent.User, key outlookKey) (found analytics.Outlook, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errOutlook, p)
		}
	}()
	ctx, cancel := context.WithTimeout(viewer.Person(ctx, person.ID), o.within)
	defer cancel()
	select {
	case o.turn <- struct{}{}:
	case <-ctx.Done():
		return found, timeout(o.within)
	}
	defer func() { <-o.turn }()
	if found, err = athlete.WorkOut(ctx, o.client, person, key.day); err == nil {
		o.last.Add(key, found)
	}
	return found, err
}

// errOutlook is in the error of an outlook that panicked.
var errOutlook = errors.New("panic while working out an outlook")

// outlook returns the outlook as of the newest day with results up to a date, all dates without one, and what is said of
// that day; false without any.
func (r *Resolver) outlook(ctx context.Context, person *ent.User, date *string) (analytics.Outlook, said, bool, error) {
	until := analytics.NewDay(9999, time.December, 31)
	if date != nil {
		until = dayOf(*date)
	}
	s, known, err := newest(ctx, person, until)
	if err != nil || !known {
		return analytics.Outlook{}, s, false, err
	}
	kept, err := read(ctx).OutlookOf(ctx, person)
	if err != nil {
		return analytics.Outlook{}, s, false, err
	}
	if kept != nil && kept.Day == s.Day && kept.Seq == person.ResultsSeq {
		return kept.Outlook, s, true, nil
	}
	found, err := r.outlooks.of(ctx, person, s.Day)
	return found, s, err == nil, err
}
