package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// DailyActivity is the activity of one calendar day. Its steps and zones are SampleSeries.
type DailyActivity struct{ ent.Schema }

// Mixin of the DailyActivity.
func (DailyActivity) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Measured{}, Daily{}, Offset{}} }

// Fields of the DailyActivity.
func (DailyActivity) Fields() []ent.Field {
	return []ent.Field{
		count("steps", ""),
		number("steps_distance_meters", ""),
		count("energy_kcal", "Including the resting metabolism."),
		count("active_energy_kcal", ""),
		count("active_seconds", ""),
		count("inactive_seconds", ""),
		number("daily_goal_percent", ""),
		count("inactivity_alert_count", ""),
		instant("start_time", "When the recorded day begins."),
		instant("end_time", "How far the day is recorded."),
		field.Int("end_offset_seconds").Default(0).Comment("Offset from UTC at the end: another one on the day of a clock change."),
		field.Bool("offset_inferred").Default(true),
		field.Bool("complete").Default(false).Comment("The day is recorded to its end."),
		field.JSON("zone_names", []string{}).Optional().Comment("Polar's zone words; the ZONES series holds indexes into them."),
	}
}

// CardioLoad is Polar's training load status of one calendar day.
type CardioLoad struct{ ent.Schema }

// Mixin of the CardioLoad.
func (CardioLoad) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Measured{}, Daily{}} }

// Fields of the CardioLoad.
func (CardioLoad) Fields() []ent.Field {
	return []ent.Field{
		number("load", "TRIMP of the day; 0 is a rest day."),
		number("strain", "Mean daily load over 7 days."),
		number("tolerance", "Mean daily load over 28 days."),
		number("ratio", "Strain over tolerance."),
		word("status", "Polar's word."),
		number("level_very_low", "Upper load of a very light session for this person."),
		number("level_low", ""),
		number("level_medium", ""),
		number("level_high", ""),
		number("level_very_high", ""),
	}
}

// ContinuousHeartRate is the heart rate of one calendar day; the samples are a SampleSeries.
type ContinuousHeartRate struct{ ent.Schema }

// Mixin of the ContinuousHeartRate.
func (ContinuousHeartRate) Mixin() []ent.Mixin {
	return []ent.Mixin{Owned{}, Measured{}, Daily{}, Offset{}}
}

// Fields of the ContinuousHeartRate.
func (ContinuousHeartRate) Fields() []ent.Field {
	return []ent.Field{
		number("min_bpm", ""),
		number("avg_bpm", "Weighted by time."),
		number("max_bpm", ""),
		field.Bool("offset_inferred").Default(true),
	}
}
