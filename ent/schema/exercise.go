package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"polarflow/ent/embedded"
)

// Exercise is one training session. Its samples and route are SampleSeries.
type Exercise struct{ ent.Schema }

// Mixin of the Exercise.
func (Exercise) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Measured{}, Keyed{}, Offset{}} }

// Fields of the Exercise.
func (Exercise) Fields() []ent.Field {
	return []ent.Field{
		word("polar_id", "Polar's hashed id."),
		field.Time("start_time"),
		field.Bool("offset_inferred").Default(false),
		instant("uploaded_at", "When the watch handed it to Polar."),
		number("duration_seconds", ""),
		word("sport", "Polar's coarse key."),
		word("detailed_sport", "Polar's detailed key."),
		word("sport_name", "For people."),
		word("device_name", ""),
		word("device_id", ""),
		number("distance_meters", ""),
		count("energy_kcal", ""),
		number("heart_rate_avg_bpm", ""),
		number("heart_rate_max_bpm", ""),
		number("cardio_load", "TRIMP, from training_load_pro, else training_load."),
		word("cardio_load_interpretation", ""),
		number("muscle_load", ""),
		word("muscle_load_interpretation", ""),
		number("perceived_load", ""),
		word("perceived_load_interpretation", ""),
		word("user_rpe", ""),
		count("running_index", ""),
		count("fat_percent", ""),
		count("carbohydrate_percent", ""),
		count("protein_percent", ""),
		field.JSON("heart_rate_zones", []embedded.Zone{}).Optional(),
		field.JSON("sample_types", []string{}).Optional().Comment("The types that were recorded, in Polar's order."),
		field.Bool("has_route").Default(false),
	}
}

// Indexes of the Exercise.
func (Exercise) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "start_time")}
}
