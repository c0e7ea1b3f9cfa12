package graph

import (
	"context"
	"math"
	"time"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/graph/model"
)

// unknownStage is Polar's number of the stage that the watch could not tell.
const unknownStage = 5

// stageOf returns the stage of Polar's number.
func stageOf(number int) model.SleepStage {
	switch number {
	case 0:
		return model.SleepStageWake
	case 1:
		return model.SleepStageRem
	case 2, 3:
		return model.SleepStageLight
	case 4:
		return model.SleepStageDeep
	}
	return model.SleepStageUnknown
}

// hypnogram returns the stages of a night, within its beginning and end.
func hypnogram(ctx context.Context, night *ent.Sleep) ([]*model.HypnogramSegment, error) {
	stored, points, err := stored(ctx, night, kind.Hypnogram)
	if err != nil || stored == nil {
		return nil, err
	}
	var segments []*model.HypnogramSegment
	stretches(stored, points, night.StartTime, night.EndTime, func(value float64, at time.Time, lasts int) {
		number := unknownStage
		if !math.IsNaN(value) {
			number = int(value)
		}
		segments = append(segments, &model.HypnogramSegment{
			Stage: stageOf(number), PolarStage: number, StartTime: at, DurationSeconds: lasts,
		})
	})
	return segments, nil
}
