package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// Sleep is one night, dated by its morning. Its hypnogram and heart rate are SampleSeries.
type Sleep struct{ ent.Schema }

// Mixin of the Sleep.
func (Sleep) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Measured{}, Daily{}} }

// Fields of the Sleep.
func (Sleep) Fields() []ent.Field {
	return []ent.Field{
		field.Time("start_time"),
		field.Time("end_time"),
		field.Int("start_offset_seconds").Comment("Offset from UTC at falling asleep."),
		field.Int("end_offset_seconds").Comment("Offset from UTC at waking: another one on the night of a clock change."),
		count("asleep_seconds", "Light + deep + REM + unrecognised."),
		count("light_seconds", ""),
		count("deep_seconds", ""),
		count("rem_seconds", ""),
		count("unrecognized_seconds", ""),
		count("interruptions_seconds", "Awake between falling asleep and waking."),
		count("short_interruptions_seconds", "Interruptions under 90 s."),
		count("long_interruptions_seconds", "Interruptions of 90 s or more."),
		count("score", "1-100."),
		count("rating", "1-5, the person's own."),
		count("charge", "1-5 against the person's usual."),
		number("continuity", "1.0-5.0."),
		count("continuity_class", "1-5."),
		count("cycles", ""),
		count("goal_seconds", ""),
		number("duration_score", "1-100."),
		number("solidity_score", "1-100."),
		number("regeneration_score", "1-100."),
		number("heart_rate_min_bpm", "Lowest 5-minute value of the night: the resting heart rate."),
		number("heart_rate_avg_bpm", "Mean over the night, weighted by time."),
		number("heart_rate_max_bpm", ""),
		word("device_id", ""),
	}
}

// NightlyRecharge is Polar's recovery measurement of one night. Its HRV and breathing are SampleSeries.
type NightlyRecharge struct{ ent.Schema }

// Mixin of the NightlyRecharge.
func (NightlyRecharge) Mixin() []ent.Mixin { return []ent.Mixin{Owned{}, Measured{}, Daily{}} }

// Fields of the NightlyRecharge.
func (NightlyRecharge) Fields() []ent.Field {
	return []ent.Field{
		count("status", "1 very poor to 6 very good."),
		number("ans_charge", "-10.0 to +10.0, 0 is usual."),
		count("ans_charge_status", "1-5."),
		number("hrv_rmssd_ms", "Mean RMSSD over four hours."),
		number("heart_rate_avg_bpm", ""),
		number("beat_to_beat_avg_ms", ""),
		number("breathing_rate_avg", "Breaths per minute."),
	}
}
