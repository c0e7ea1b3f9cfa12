package sandbox

import (
	"encoding/json"
	"slices"
)

// shape is how the elements of a kind are recognised: by members that only this kind has.
type shape struct {
	kind Kind
	// notServed says what an element is that is no record of a kind.
	notServed string
	// needs must all be there, lacks must not.
	needs, lacks []string
	// signs, where there are some, are alternatives.
	signs []sign
	// date finds the calendar date of an element, "" where it cannot be read. Physical info has none.
	date func(jsonObject) string
	// samplesOnly marks the activity samples that were recorded without their activity.
	samplesOnly bool
}

// shapes are tried in order, the ones that say most first. What Polar sends beside records comes before
// the kinds for which it could be taken.
var shapes = slices.Concat(otherShapes, dayShapes, momentShapes, []shape{
	{kind: KindPhysicalInfo, lacks: []string{"date", "id", "start_time", "test_time", "polar_user_id"}, signs: []sign{
		anyOf("maximum_heart_rate", "resting_heart_rate", "aerobic_threshold", "anaerobic_threshold", "vo2_max",
			"weight_source", "training_background", "typical_day"), allOf("weight", "height")}},
})

// otherShapes are answers of AccessLink that hold no records.
var otherShapes = []shape{
	{notServed: "part of a transaction", needs: []string{"transaction_id"}},
	{notServed: "a person's profile", signs: []sign{anyOf("registration_date", "first_name", "last_name", "member_id", "extra_info")}},
	{notServed: "a notification", needs: []string{"event", "timestamp"}},
	{notServed: "skin contacts", needs: []string{"skin_contact_changes"}},
	{notServed: "the training load of an exercise", needs: []string{"date"}, signs: []sign{anyOf("muscle_load", "perceived_load")}},
}

// dayShapes are the kinds that carry a calendar date.
var dayShapes = []shape{
	{kind: KindSkinTemperature, needs: []string{"sleep_date"}, date: dateIn("sleep_date")},
	{kind: KindSleep, needs: []string{"date"}, date: dateIn("date"), signs: []sign{
		anyOf("sleep_start_time", "sleep_end_time", "hypnogram", "light_sleep", "deep_sleep", "rem_sleep",
			"unrecognized_sleep_stage", "total_interruption_duration", "sleep_score", "sleep_charge", "sleep_rating",
			"sleep_cycles", "continuity", "continuity_class"), inner("heart_rate_samples")}},
	{kind: KindNightlyRecharge, needs: []string{"date"}, date: dateIn("date"), signs: []sign{
		anyOf("nightly_recharge_status", "ans_charge", "ans_charge_status", "hrv_samples", "breathing_samples",
			"heart_rate_avg", "beat_to_beat_avg", "heart_rate_variability_avg", "breathing_rate_avg")}},
	{kind: KindContinuousHeartRate, needs: []string{"date", "heart_rate_samples"}, date: dateIn("date")},
	{kind: KindCardioLoad, needs: []string{"date"}, date: dateIn("date"), signs: []sign{
		anyOf("cardio_load", "cardio_load_status", "cardio_load_level", "cardio_load_ratio", "strain", "tolerance")}},
	{kind: KindActivity, needs: []string{"date"}, lacks: []string{"start_time"}, date: dateIn("date"), samplesOnly: true,
		signs: []sign{anyOf("activity_zones", "inactivity_stamps"), inner("steps")}},
	{notServed: "the bounds of a night, which its sleep gives", needs: []string{"date", "start_time", "end_time"}},
}

// momentShapes are the kinds that carry a time.
var momentShapes = []shape{
	{kind: KindExercise, needs: []string{"id", "start_time"}, date: dateIn("start_time")},
	{kind: KindCircadianBedtime, date: localEnd, signs: []sign{
		anyOf("preferred_sleep_period_start_time", "preferred_sleep_period_end_time", "sleep_gate_start_time",
			"sleep_gate_end_time", "circadian_bedtime_quality"),
		word("result_type", "CIRCADIAN_BEDTIME_"), allOf("period_start_time", "quality")}},
	{kind: KindAlertness, date: localEnd, signs: []sign{
		anyOf("grade", "grade_validity_seconds", "grade_type", "grade_classification", "sleep_inertia", "sleep_type",
			"hourly_data", "sleep_period_start_time", "sleep_period_end_time"),
		word("result_type", "ALERTNESS_")}},
	{kind: KindSpo2, needs: []string{"test_time"}, date: localTest, signs: []sign{
		anyOf("blood_oxygen_percent", "spo2_class", "test_status", "spo2_value_deviation_from_baseline",
			"spo2_quality_average_percent", "spo2_hrv_deviation_from_baseline", "altitude_meters")}},
	{kind: KindECG, needs: []string{"test_time"}, date: localTest, signs: []sign{
		anyOf("samples", "rri_ms", "quality_measurements", "heart_rate_variability_level", "pulse_transit_time_systolic_ms",
			"pulse_transit_time_diastolic_ms", "pulse_transit_time_quality_index")}},
	{kind: KindBodyTemperature, needs: []string{"start_time"}, date: dateIn("start_time"), signs: []sign{
		anyOf("measurement_type", "sensor_location"), samplesWith("temperature_celsius"),
		allOf("source_device_id", "samples"), allOf("modified_time", "samples")}},
	{notServed: "an exercise without an id", needs: []string{"start_time"}, signs: []sign{
		anyOf("sport", "detailed_sport_info", "duration", "start_time_utc_offset", "heart_rate", "training_load", "training_load_pro")}},
	{kind: KindActivity, needs: []string{"start_time"}, date: dateIn("start_time"), signs: []sign{
		anyOf("steps", "calories", "active_calories", "daily_activity", "active_duration", "inactive_duration",
			"distance_from_steps", "inactivity_alert_count"), inner("samples")}},
}

// shapeOf returns the first shape that an element has, or nil.
func shapeOf(object jsonObject) *shape {
	at := slices.IndexFunc(shapes, func(s shape) bool { return s.fits(object) })
	if at < 0 {
		return nil
	}
	return &shapes[at]
}

// fits says whether an element has the shape.
func (s shape) fits(object jsonObject) bool {
	return allOf(s.needs...)(object) && !anyOf(s.lacks...)(object) &&
		(len(s.signs) == 0 || slices.ContainsFunc(s.signs, func(found sign) bool { return found(object) }))
}

// recognise makes a recording of an element. One whose shape is no record's, or whose date or id cannot
// be read, is ignored with the reason.
func recognise(file string, element json.RawMessage) *recording {
	r := &recording{file: file, raw: element}
	object, err := parseObject(element)
	if err != nil {
		r.ignored = "not a record that the sandbox serves"
		return r
	}
	found := shapeOf(object)
	if found == nil {
		r.ignored = "its keys do not tell what kind of record it is"
		return r
	}
	r.take(object, *found)
	return r
}

// take fills a recording with what its shape says.
func (r *recording) take(object jsonObject, s shape) {
	r.kind, r.ignored = s.kind, s.notServed
	if s.date != nil {
		if r.date = s.date(object); r.date == "" {
			r.ignored = "its date cannot be read"
		}
	}
	if s.kind == KindExercise {
		if r.id = object.text("id"); r.id == "" {
			r.ignored = "its id is not a text"
		}
	}
	if s.samplesOnly {
		r.raw = jsonObject{{"samples", r.raw}}.encode()
	}
}
