package jobs

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/embedded"
	"polarflow/ent/exercise"
	"polarflow/ent/kind"
	"polarflow/ent/kindstate"
	"polarflow/ent/polaraccount"
	"polarflow/ent/recordstate"
	"polarflow/ent/sleep"
	"polarflow/ent/syncrun"
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
	end      bool                       // Polar refuses to reach back so far
	listing  map[string]embedded.Listed // of exercises, once Polar has listed them
	passed   int                        // exercises that are listed as before and were not downloaded

	noted noted // what the last transaction has written about it
}

// occasionOf returns why a run happens: an account that was never synced begins with everything.
func occasionOf(account *ent.PolarAccount, t syncrun.Trigger, class pacing.Class) pacing.Occasion {
	switch {
	case account.LastSyncedAt == nil || t == syncrun.TriggerCONNECT:
		return pacing.FirstConnect
	case class == pacing.Manual:
		return pacing.Button
	}
	return pacing.Routine
}

// knownOf returns what earlier syncs know of each kind.
func knownOf(ctx context.Context, client *ent.Client, userID int) (map[kind.Kind]pacing.Known, error) {
	states, err := client.KindState.Query().Where(kindstate.UserID(userID)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read states of kinds: %w", err)
	}
	var held []struct {
		Kind   string         `sql:"kind"`
		Newest sql.NullString `sql:"newest"`
	}
	err = client.RecordState.Query().Where(recordstate.UserID(userID), recordstate.Deleted(false)).
		Modify(func(s *sql.Selector) {
			s.Select(s.C("kind"), sql.As(sql.Max(s.C("date")), "newest")).GroupBy(s.C("kind"))
		}).Scan(ctx, &held)
	if err != nil {
		return nil, fmt.Errorf("read newest records: %w", err)
	}
	known := map[kind.Kind]pacing.Known{}
	for _, h := range held {
		known[h.Kind] = pacing.Known{Has: true, Newest: h.Newest.String}
	}
	for _, s := range states {
		k := known[s.Kind]
		k.AnsweredAt, k.ThoroughAt = timeOf(s.AnsweredAt), timeOf(s.ThoroughAt)
		known[s.Kind] = k
	}
	return known, nil
}

func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// next returns what the run is to ask Polar for now: its kinds in their order, and then what webhooks told of.
// It returns nil when nothing is left.
func (r *run) next(ctx context.Context) (*errand, error) {
	asks, err := r.asked(ctx, r.c.cfg.DB.Ent)
	if err != nil {
		return nil, err
	}
	for _, k := range r.row.Kinds {
		if r.results[k] == nil && !r.broken[k] {
			return r.usual(ctx, k, asks[k])
		}
	}
	for _, k := range kind.All() {
		if len(asks[k]) > 0 {
			return r.told(ctx, k, asks[k])
		}
	}
	return nil, nil
}

// usual is the errand of a kind as such. It settles the asks about the days that it looks at.
func (r *run) usual(ctx context.Context, k kind.Kind, asks []*ent.SyncAsk) (*errand, error) {
	today, err := r.today(ctx)
	if err != nil {
		return nil, err
	}
	lookback := r.c.cfg.LookbackDays
	from, to := pacing.Days(k, r.occasion, r.c.now(), today.String(), lookback, r.known[k])
	if r.since != "" { // what came late did not come alone, and changes what is computed from then on
		from = min(from, max(r.since, today.AddDays(1-lookback).String()))
	}
	e := &errand{kind: k, routine: true}
	if e.days, err = windowOf(from, to); err != nil {
		return nil, err
	}
	e.thorough = !e.days.from.After(today.AddDays(1 - lookback))
	if fetch, ok := ranges[k]; ok {
		e.fetch = r.fetching(fetch, e.days)
	} else {
		e.days, e.thorough = window{today.AddDays(1 - longest), today}, true
		e.fetch = r.fetching(lists[k], e.days)
	}
	if k == kind.Exercise {
		e.fetch = r.exercises(e)
	}
	e.asks = coveredBy(asks, e.days)
	return e, nil
}

// fewNights is up to how many nights are asked for one by one; the list of all of them costs one request.
const fewNights = 2

// told is the errand of what webhooks told of. It may settle some of the asks only, but at least one.
func (r *run) told(ctx context.Context, k kind.Kind, asks []*ent.SyncAsk) (*errand, error) {
	days, dated := spanOf(asks)
	_, byNight := nights[k]
	switch _, byRange := ranges[k]; {
	case k == kind.Exercise && len(asks) <= fewDownloads && asks[0].Subject != "":
		return r.toldExercise(asks[0]), nil
	case byRange && dated:
		return r.toldDays(k, asks, days), nil
	case byNight && dated:
		return r.toldNight(ctx, k, asks)
	}
	e, err := r.usual(ctx, k, asks)
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
	return &errand{kind: k, days: days, asks: asks, fetch: r.fetching(ranges[k], days)}
}

// toldNight is the errand of one night, or of all of the last weeks if there are many asks about them.
func (r *run) toldNight(ctx context.Context, k kind.Kind, asks []*ent.SyncAsk) (*errand, error) {
	all, err := r.usual(ctx, k, asks)
	if err != nil {
		return nil, err
	}
	if len(all.asks) > fewNights {
		return all, nil
	}
	days, _ := spanOf(asks[:1])
	days.from = days.to
	return &errand{kind: k, days: days, asks: asks[:1], fetch: r.fetching(nights[k], days)}, nil
}

// fetching binds a step to the person and the days.
func (r *run) fetching(s step, days window) func(context.Context, *ingest.Writer) error {
	return func(ctx context.Context, w *ingest.Writer) error { return s(ctx, r.polar, w, r.person(), days) }
}

// today is the later of what the calendar says at home and where the person was last seen.
func (r *run) today(ctx context.Context) (polar.Date, error) {
	now := r.c.now()
	today := polar.DateOf(now.In(r.home))
	seen, err := r.lastOffset(ctx)
	if err != nil {
		return polar.Date{}, err
	}
	if there := polar.DateOf(now.In(time.FixedZone("", seen))); there.After(today) {
		today = there
	}
	return today, nil
}

// lastOffset returns the offset of the newest night or exercise, or of home when there is none.
func (r *run) lastOffset(ctx context.Context) (int, error) {
	_, offset := r.c.now().In(r.home).Zone()
	night, err := r.c.cfg.DB.Ent.Sleep.Query().Where(sleep.UserID(r.row.UserID)).
		Order(ent.Desc(sleep.FieldDate)).Select(sleep.FieldEndTime, sleep.FieldEndOffsetSeconds).First(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return 0, fmt.Errorf("read newest night: %w", err)
	}
	trained, err := r.c.cfg.DB.Ent.Exercise.Query().Where(exercise.UserID(r.row.UserID), exercise.OffsetInferred(false)).
		Order(ent.Desc(exercise.FieldStartTime)).Select(exercise.FieldStartTime, exercise.FieldUtcOffsetSeconds).First(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return 0, fmt.Errorf("read newest exercise: %w", err)
	}
	switch {
	case night == nil && trained == nil:
		return offset, nil
	case night == nil || (trained != nil && trained.StartTime.After(night.EndTime)):
		return trained.UtcOffsetSeconds, nil
	}
	return night.EndOffsetSeconds, nil
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

// connected reports whether the connection works, as far as is known.
func connected(account *ent.PolarAccount) bool { return account.Status == polaraccount.StatusACTIVE }
