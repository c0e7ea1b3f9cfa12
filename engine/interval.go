package engine

import (
	"context"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent/predicate"
	"polarflow/ent/syncrun"
)

// Interval compares the time between two syncs of one person that was wished for, that is planned, and that
// is kept.
type Interval struct {
	// Wished is SYNC_INTERVAL_HOURS.
	Wished time.Duration
	// Planned is what Polar's limit leaves of that on average, with as many people as there are now.
	Planned time.Duration
	// Kept is the median over the people who were synced last; 0 while nobody was synced twice.
	Kept time.Duration
	// RequestsPerSync is what a scheduled sync of theirs took on average; 0 while there was none.
	RequestsPerSync float64
}

// The kept interval is measured over so many people, the last ones to be synced, and so many of the wished
// intervals, at least a day.
const (
	sampledPeople    = 200
	sampledIntervals = 3
	sampledAtLeast   = 24 * time.Hour
	sampledRuns      = 20_000
)

// Interval reads how often people are really synced. It takes one statement beside those of Traffic.
func (r *Reader) Interval(ctx context.Context) (Interval, error) {
	traffic, err := r.Traffic(ctx)
	if err != nil {
		return Interval{}, err
	}
	runs, err := r.sample(system(ctx), traffic.Wish)
	if err != nil {
		return Interval{}, err
	}
	return Interval{
		Wished: traffic.Wish, Planned: traffic.Interval(), Kept: medianGap(runs), RequestsPerSync: meanCost(runs),
	}, nil
}

// ended is a sync that has ended.
type ended struct {
	UserID        int       `sql:"user_id"`
	FinishedAt    time.Time `sql:"finished_at"`
	PolarRequests int       `sql:"polar_requests"`
}

// sample reads the scheduled syncs of the people who were synced last, by person and time.
func (r *Reader) sample(ctx context.Context, wish time.Duration) ([]ended, error) {
	since := r.Now().UTC().Add(-max(sampledAtLeast, sampledIntervals*wish))
	scheduled := sql.FieldEQ(syncrun.FieldTrigger, syncrun.TriggerSCHEDULED)
	last := func(s *sql.Selector) {
		runs := sql.Dialect(s.Dialect()).Select().From(sql.Table(syncrun.Table))
		scheduled(runs)
		sql.FieldNotNull(syncrun.FieldFinishedAt)(runs)
		runs.Select(runs.C(syncrun.FieldUserID)).OrderBy(sql.Desc(runs.C(syncrun.FieldID))).Limit(sampledPeople)
		s.Where(sql.In(s.C(syncrun.FieldUserID), runs))
	}
	var found []ended
	err := r.DB.Ent.SyncRun.Query().
		Where(predicate.SyncRun(last), predicate.SyncRun(scheduled), syncrun.FinishedAtGT(since)).
		Order(syncrun.ByUserID(), syncrun.ByFinishedAt()).Limit(sampledRuns).
		Select(syncrun.FieldUserID, syncrun.FieldFinishedAt, syncrun.FieldPolarRequests).Scan(ctx, &found)
	return found, wrap("read scheduled syncs", err)
}

// medianGap returns the median of the times between one end of a sync and the next of the same person; 0 when
// there is none. The runs are ordered by person and end.
func medianGap(runs []ended) time.Duration {
	var gaps []time.Duration
	for i := 1; i < len(runs); i++ {
		if runs[i].UserID == runs[i-1].UserID {
			gaps = append(gaps, runs[i].FinishedAt.Sub(runs[i-1].FinishedAt))
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// meanCost returns how many requests the runs took on average; 0 without runs.
func meanCost(runs []ended) float64 {
	total := 0
	for _, run := range runs {
		total += run.PolarRequests
	}
	if len(runs) == 0 {
		return 0
	}
	return float64(total) / float64(len(runs))
}
