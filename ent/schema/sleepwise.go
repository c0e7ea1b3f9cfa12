package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"polarflow/ent/embedded"
)

// AlertnessPeriod is Polar's SleepWise estimate of how alert a night leaves the person.
type AlertnessPeriod struct{ ent.Schema }

// Mixin of the AlertnessPeriod.
func (AlertnessPeriod) Mixin() []ent.Mixin {
	return []ent.Mixin{Owned{}, Measured{}, Keyed{}, Offset{}}
}

// Fields of the AlertnessPeriod.
func (AlertnessPeriod) Fields() []ent.Field {
	return []ent.Field{
		field.Time("start_time"),
		field.Time("end_time"),
		word("result_type", "Polar's PREDICTION or HISTORY."),
		number("grade", "0-10."),
		word("grade_type", ""),
		word("grade_classification", ""),
		count("grade_validity_seconds", ""),
		instant("sleep_start_time", ""),
		instant("sleep_end_time", ""),
		word("sleep_type", ""),
		word("validity", ""),
		word("sleep_inertia", ""),
		field.JSON("hourly", []embedded.Hour{}).Optional(),
	}
}

// Indexes of the AlertnessPeriod.
func (AlertnessPeriod) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "start_time")}
}

// CircadianBedtime is Polar's SleepWise estimate of when the person sleeps best.
type CircadianBedtime struct{ ent.Schema }

// Mixin of the CircadianBedtime.
func (CircadianBedtime) Mixin() []ent.Mixin {
	return []ent.Mixin{Owned{}, Measured{}, Keyed{}, Offset{}}
}

// Fields of the CircadianBedtime.
func (CircadianBedtime) Fields() []ent.Field {
	return []ent.Field{
		field.Time("start_time"),
		field.Time("end_time"),
		instant("preferred_sleep_start", ""),
		instant("preferred_sleep_end", ""),
		instant("sleep_gate_start", ""),
		instant("sleep_gate_end", ""),
		word("result_type", ""),
		word("quality", ""),
		word("validity", ""),
	}
}

// Indexes of the CircadianBedtime.
func (CircadianBedtime) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "start_time")}
}
