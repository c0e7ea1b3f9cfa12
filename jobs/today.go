package jobs

import (
	"context"
	"fmt"
	"time"

	"polarflow/ent"
	"polarflow/ent/exercise"
	"polarflow/ent/sleep"
	"polarflow/polar"
)

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
