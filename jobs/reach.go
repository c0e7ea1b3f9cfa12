package jobs

import (
	"context"
	"fmt"
	"math"
	"time"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/kindstate"
	"polarflow/ent/syncrun"
	"polarflow/ingest"
	"polarflow/pacing"
	"polarflow/polar"
)

// A run that reaches back fetches what is older than the usual lookback, as far as Polar goes. It takes its turns
// when nothing else is to be done, a few requests each, and between two of them it waits in the queue like others.

// reachAgain is how long after a reach-back that did not get everything the next one begins.
const reachAgain = 24 * time.Hour

// queueReachBack queues a reach-back in the transaction that ends another run, unless everything that Polar has
// is there, or one was under way lately.
func (c *Client) queueReachBack(ctx context.Context, tx *ent.Tx, userID int) error {
	states, err := readStates(ctx, tx.Client(), userID)
	if err != nil {
		return err
	}
	now := c.now() // an end after that was written by a clock that was wrong
	kinds := unreached(states, now)
	if len(kinds) == 0 {
		return nil
	}
	lately, err := tx.SyncRun.Query().Where(syncrun.UserID(userID), syncrun.ReachingBack(true), syncrun.Or(
		syncrun.FinishedAtIsNil(),
		syncrun.And(syncrun.FinishedAtGT(now.Add(-reachAgain)), syncrun.FinishedAtLTE(now)))).Exist(ctx)
	if err != nil || lately {
		return err
	}
	err = tx.KindState.Update().Where(kindstate.UserID(userID), kindstate.KindIn(kind.Exercise, kind.PhysicalInfo)).
		SetReachDone(true).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note kinds that are lists: %w", err)
	}
	_, err = c.insert(ctx, tx, tx.SyncRun.Create().SetUserID(userID).SetTrigger(syncrun.TriggerREACH_BACK).
		SetReachingBack(true).SetKinds(kinds))
	return err
}

// unreached returns the kinds of which Polar may have more than was asked for.
func unreached(states []*ent.KindState, now time.Time) []string {
	done := map[kind.Kind]bool{}
	for _, s := range states {
		done[s.Kind] = reachOf(s, now).Done
	}
	kinds := []string{}
	for _, k := range kind.All() {
		if !done[k] && pacing.Reaches(k) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// reachYields is how long a reach-back waits while another run of the person is to be carried out, and stepsATurn how
// many requests it makes in one turn: that takes less than a second, and who waits for a worker waits no longer.
const (
	reachYields = 5 * time.Second
	stepsATurn  = 10
)

// reachBack takes one turn.
func (r *run) reachBack(ctx context.Context) error {
	for range stepsATurn {
		if err := r.yield(ctx); err != nil {
			return err
		}
		e, err := r.nextReach(ctx)
		if err != nil {
			return err
		}
		if e == nil {
			status, o := r.verdict()
			return r.end(ctx, status, o)
		}
		if err := r.start(ctx, 1); err != nil {
			return err
		}
		o, err := r.carry(ctx, e)
		if err != nil {
			return err
		}
		if o.ends() {
			return r.end(ctx, syncrun.StatusFAILED, o)
		}
	}
	if err := r.giveBack(ctx); err != nil {
		return err
	}
	return &waitError{0}
}

// yield ends the turn when another run of the person is to be carried out.
func (r *run) yield(ctx context.Context) error {
	busy, err := r.c.cfg.DB.Ent.SyncRun.Query().Where(syncrun.UserID(r.row.UserID), syncrun.ReachingBack(false),
		syncrun.FinishedAtIsNil(), syncrun.StatusNEQ(syncrun.StatusRATE_LIMITED)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look for another run: %w", err)
	}
	if !busy {
		return nil
	}
	if err := r.giveBack(ctx); err != nil {
		return err
	}
	return &waitError{reachYields}
}

// nextReach returns what this turn asks for, nil when Polar has nothing more. A kind that failed is left to the
// next reach-back.
func (r *run) nextReach(ctx context.Context) (*errand, error) {
	states, err := readStates(ctx, r.c.cfg.DB.Ent, r.row.UserID)
	if err != nil {
		return nil, err
	}
	today, err := r.today(ctx)
	if err != nil {
		return nil, err
	}
	reached := r.reachOfEach(states, today)
	for k, res := range r.results {
		if failed(res) {
			reached = append([]pacing.Reach{{Kind: k, Done: true}}, reached...)
		}
	}
	step, ok := pacing.NextReach(today.String(), r.c.cfg.LookbackDays, reached)
	if !ok {
		return nil, nil
	}
	e := &errand{kind: step.Kind, reach: &step, today: today.String()}
	if e.days, err = windowOf(step.From, step.To); err != nil {
		return nil, err
	}
	fetch, byNight := nights[step.Kind]
	if !byNight {
		fetch = ranges[step.Kind]
	}
	e.fetch = r.fetching(fetch, e.days)
	return e, nil
}

// reachOfEach returns how far each kind has come. One that has not begun does so where the last sync ended that has
// looked at all days, and at today if there was none: what a first sync could not get is fetched too.
func (r *run) reachOfEach(states []*ent.KindState, today polar.Date) []pacing.Reach {
	known := map[kind.Kind]*ent.KindState{}
	for _, s := range states {
		known[s.Kind] = s
	}
	var list []pacing.Reach
	for _, k := range kind.All() {
		s, reach, begin := known[k], pacing.Reach{Kind: k}, today.AddDays(1)
		if s != nil {
			reach = reachOf(s, r.c.now())
		}
		if s != nil && s.ThoroughAt != nil && !s.ThoroughAt.After(r.c.now().Add(clockSlack)) {
			begin = polar.DateOf(s.ThoroughAt.In(r.home)).AddDays(1 - min(r.c.cfg.LookbackDays, mostLookback(k)))
		}
		if reach.Reached == "" {
			reach.Reached = begin.String()
		}
		list = append(list, reach)
	}
	return list
}

// mostLookback is how many days a sync gets at most of a kind.
func mostLookback(k kind.Kind) int {
	if _, byNight := nights[k]; byNight { // of which Polar has a list
		return longest
	}
	return math.MaxInt
}

// reachOf returns how far a kind has come. What was noted in the future does not count: the clock was wrong then, and
// so were the days that were asked for.
func reachOf(s *ent.KindState, now time.Time) pacing.Reach {
	if s.ReachNotedAt != nil && s.ReachNotedAt.After(now.Add(clockSlack)) {
		return pacing.Reach{Kind: s.Kind}
	}
	reach := pacing.Reach{Kind: s.Kind, EmptyDays: s.ReachEmptyDays, Done: s.ReachDone}
	if s.ReachedDate != nil {
		reach.Reached = *s.ReachedDate
	}
	return reach
}

// reached returns how far a kind has come after a turn.
func (r *run) reached(ctx context.Context, tx *ent.Tx, e *errand, t ingest.Tally) (pacing.Reach, error) {
	var before pacing.Reach
	state, err := tx.KindState.Query().Where(kindstate.UserID(r.row.UserID), kindstate.Kind(e.kind)).Only(ctx)
	switch {
	case err == nil:
		before = reachOf(state, r.c.now())
	case !ent.IsNotFound(err):
		return before, fmt.Errorf("read how far back: %w", err)
	}
	if e.end {
		before.Kind, before.Reached, before.Done = e.kind, e.reach.To, true
		return before, nil
	}
	return before.After(*e.reach, t != (ingest.Tally{}), e.today), nil
}

// noteEnd notes that Polar does not hand out what a turn has asked for, and so nothing older.
func (r *run) noteEnd(ctx context.Context, e *errand) error {
	e.end = true
	note := r.noting(e)
	err := r.c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
		return note(ctx, tx, ingest.Written{UserID: r.row.UserID, Kind: e.kind})
	})
	if err != nil {
		return err
	}
	r.done(e)
	return nil
}
