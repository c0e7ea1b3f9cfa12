package jobs

import (
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"time"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/syncrun"
	"polarflow/pacing"
)

// dueAgain is when a person is synced again: not before it was planned anyway when at is zero. The rhythm is set
// when it has changed.
type dueAgain struct {
	at     time.Time
	rhythm []float64
}

// due decides when the person is due again after a run that has reached its end.
func (r *run) due(ctx context.Context, status syncrun.Status) (dueAgain, error) {
	traffic, err := r.c.traffic(ctx)
	if err != nil {
		return dueAgain{}, err
	}
	var d dueAgain
	var rhythm pacing.Rhythm
	copy(rhythm[:], r.account.NewsHours)
	if r.news() {
		rhythm = rhythm.Found(r.c.now().In(r.home).Hour())
		d.rhythm = rhythm[:]
	}
	switch {
	case status != syncrun.StatusSUCCEEDED:
		wait, err := r.retryWait(ctx)
		if err != nil {
			return dueAgain{}, err
		}
		d.at = r.c.now().Add(wait)
		if planned := r.account.NextSyncAt; planned.After(r.c.now()) && planned.Before(d.at) {
			d.at = planned
		}
	case r.complete():
		d.at = rhythm.Next(r.c.now().In(r.home), traffic, r.jitter()).UTC()
	}
	return d, nil
}

// complete reports whether the run has asked for everything that a routine sync would have asked for when the run was
// queued; it may have waited since.
func (r *run) complete() bool {
	for _, k := range pacing.Kinds(pacing.Routine, r.row.QueuedAt, r.known) {
		if r.results[k] == nil {
			return false
		}
	}
	return true
}

// news reports whether the run found something that the watch has uploaded. Cardio load is there without an
// upload, and what a first sync finds says nothing about when.
func (r *run) news() bool {
	for k, res := range r.results {
		if k != kind.CardioLoad && res.Created+res.Updated > 0 {
			return r.occasion != pacing.FirstConnect
		}
	}
	return false
}

// After a failure a person is due again in retryAfter, and in twice as long after each further one, up to mostRetry.
const (
	retryAfter = 10 * time.Minute
	mostRetry  = 6 * time.Hour
)

// retryWait returns how long to wait after this failure, by how many there were in a row.
func (r *run) retryWait(ctx context.Context) (time.Duration, error) {
	const enough = 6
	before, err := r.c.cfg.DB.Ent.SyncRun.Query().
		Where(syncrun.UserID(r.row.UserID), syncrun.ReachingBack(false), syncrun.FinishedAtNotNil()).
		Order(ent.Desc(syncrun.FieldQueuedAt)).Limit(enough).Select(syncrun.FieldStatus).All(ctx)
	if err != nil {
		return 0, fmt.Errorf("count failures: %w", err)
	}
	wait := retryAfter
	for _, e := range before {
		if e.Status == syncrun.StatusSUCCEEDED {
			break
		}
		wait *= 2
	}
	wait = min(wait, mostRetry)
	return wait + time.Duration(r.jitter()*float64(wait)/4), nil
}

// jitter returns a number from 0 to 1 that differs from run to run and from time to time.
func (r *run) jitter() float64 {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, r.row.ID, r.c.now().UnixNano())
	return float64(h.Sum64()) / math.MaxUint64
}
