package graph

import (
	"context"
	"time"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/graph/model"
)

// activityZones returns the zones of a day's activity.
func activityZones(ctx context.Context, day *ent.DailyActivity) ([]*model.ActivityZoneSegment, error) {
	stored, points, err := stored(ctx, day, kind.Zones)
	if err != nil || stored == nil {
		return nil, err
	}
	start, end := stored.StartTime, stored.StartTime.Add(24*time.Hour)
	if day.EndTime != nil {
		end = *day.EndTime
	}
	var zones []*model.ActivityZoneSegment
	stretches(stored, points, start, end, func(value float64, at time.Time, lasts int) {
		if i := int(value); i >= 0 && i < len(day.ZoneNames) {
			zones = append(zones, &model.ActivityZoneSegment{Zone: day.ZoneNames[i], StartTime: at, DurationSeconds: lasts})
		}
	})
	return zones, nil
}
