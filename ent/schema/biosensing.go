package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"polarflow/ent/embedded"
)

// Spo2Test is one blood oxygen test on the wrist.
type Spo2Test struct{ ent.Schema }

// Mixin of the Spo2Test.
func (Spo2Test) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Measured{}, Keyed{}, Offset{}} }

// Fields of the Spo2Test.
func (Spo2Test) Fields() []ent.Field {
	return []ent.Field{
		field.Time("test_time"),
		word("status", ""),
		count("blood_oxygen_percent", "Null unless the test passed."),
		word("blood_oxygen_class", ""),
		word("deviation_from_baseline", ""),
		number("quality_percent", ""),
		number("heart_rate_avg_bpm", ""),
		number("hrv_rmssd_ms", ""),
		word("hrv_deviation_from_baseline", ""),
		number("altitude_meters", ""),
		word("device_id", ""),
	}
}

// Indexes of the Spo2Test.
func (Spo2Test) Indexes() []ent.Index { return []ent.Index{index.Fields("user_id", "test_time")} }

// EcgTest is one electrocardiogram on the wrist; the waveform is a SampleSeries in millivolts.
type EcgTest struct{ ent.Schema }

// Mixin of the EcgTest.
func (EcgTest) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Measured{}, Keyed{}, Offset{}} }

// Fields of the EcgTest.
func (EcgTest) Fields() []ent.Field {
	return []ent.Field{
		field.Time("test_time"),
		number("heart_rate_avg_bpm", ""),
		number("hrv_rmssd_ms", ""),
		word("hrv_level", ""),
		number("rr_interval_ms", ""),
		number("pulse_transit_time_systolic_ms", ""),
		number("pulse_transit_time_diastolic_ms", ""),
		number("pulse_transit_time_quality_index", ""),
		word("device_id", ""),
		field.JSON("quality", []embedded.Quality{}).Optional(),
		number("duration_seconds", "From the first to the last sample."),
	}
}

// Indexes of the EcgTest.
func (EcgTest) Indexes() []ent.Index { return []ent.Index{index.Fields("user_id", "test_time")} }

// BodyTemperature is one period of temperature measurement; the samples are a SampleSeries.
type BodyTemperature struct{ ent.Schema }

// Mixin of the BodyTemperature.
func (BodyTemperature) Mixin() []ent.Mixin {
	return []ent.Mixin{Owned{}, Measured{}, Keyed{}, Offset{}}
}

// Fields of the BodyTemperature.
func (BodyTemperature) Fields() []ent.Field {
	return []ent.Field{
		field.Time("start_time"),
		field.Time("end_time"),
		word("measurement_type", ""),
		word("sensor_location", ""),
		word("device_id", ""),
		number("min_celsius", ""),
		number("avg_celsius", "Weighted by time."),
		number("max_celsius", ""),
	}
}

// Indexes of the BodyTemperature.
func (BodyTemperature) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "start_time")}
}

// SkinTemperature is the skin temperature of one night.
type SkinTemperature struct{ ent.Schema }

// Mixin of the SkinTemperature.
func (SkinTemperature) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Measured{}, Daily{}} }

// Fields of the SkinTemperature.
func (SkinTemperature) Fields() []ent.Field {
	return []ent.Field{
		number("celsius", ""),
		number("deviation_celsius", "From the person's 28-day usual, as Polar computes it."),
	}
}

// PhysicalInfo is one state of the person's physical settings in Polar Flow.
type PhysicalInfo struct{ ent.Schema }

// Mixin of the PhysicalInfo.
func (PhysicalInfo) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Measured{}, Keyed{}} }

// Fields of the PhysicalInfo.
func (PhysicalInfo) Fields() []ent.Field {
	return []ent.Field{
		field.Time("recorded_at").Comment("When the person last changed the settings."),
		field.String("birthday").MaxLen(10).Optional().Nillable(),
		word("gender", ""),
		word("training_background", ""),
		word("typical_day", ""),
		word("weight_source", ""),
		number("weight_kg", ""),
		number("height_cm", ""),
		count("maximum_heart_rate_bpm", ""),
		count("resting_heart_rate_bpm", ""),
		count("aerobic_threshold_bpm", ""),
		count("anaerobic_threshold_bpm", ""),
		number("vo2_max", ""),
		count("sleep_goal_seconds", ""),
	}
}

// Indexes of the PhysicalInfo.
func (PhysicalInfo) Indexes() []ent.Index { return []ent.Index{index.Fields("user_id", "recorded_at")} }
