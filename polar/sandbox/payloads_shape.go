package sandbox

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// shape is how the elements of a kind are recognised: by the fields that they have. Names
// are written with underscores and stand for both of Polar's spellings.
type shape struct {
	kind Kind
	// all must be there, and one of some.
	all, some []string
	// date finds the calendar date of an element, "" where it cannot be read. Physical info has none.
	date func(jsonObject) string
	// samplesOnly marks the activity samples that were recorded without their activity.
	samplesOnly bool
}

// shapes are tried in order. Elements of the deprecated transactions carry a transaction id and look
// much like the others.
var shapes = []shape{
	{kind: KindExercise, all: []string{"id", "start_time", "duration"}, date: dateIn("start_time")},
	{kind: KindSleep, all: []string{"sleep_start_time", "date"}, date: dateIn("date")},
	{kind: KindNightlyRecharge, all: []string{"date"},
		some: []string{"nightly_recharge_status", "ans_charge", "hrv_samples", "heart_rate_variability_avg"}, date: dateIn("date")},
	{kind: KindContinuousHeartRate, all: []string{"date", "heart_rate_samples"}, date: dateIn("date")},
	{kind: KindCardioLoad, all: []string{"date", "cardio_load_status"}, date: dateIn("date")},
	{kind: KindAlertness, all: []string{"grade"}, date: localEnd},
	{kind: KindCircadianBedtime, some: []string{"preferred_sleep_period_start_time", "sleep_gate_start_time"}, date: localEnd},
	{kind: KindSpo2, all: []string{"test_time"}, some: []string{"blood_oxygen_percent", "spo2_class", "test_status"}, date: localTest},
	{kind: KindECG, all: []string{"test_time"},
		some: []string{"rri_ms", "quality_measurements", "heart_rate_variability_level"}, date: localTest},
	{kind: KindBodyTemperature, all: []string{"start_time"}, some: []string{"measurement_type", "sensor_location"}, date: dateIn("start_time")},
	{kind: KindSkinTemperature, all: []string{"sleep_date"},
		some: []string{"sleep_time_skin_temperature_celsius", "deviation_from_baseline_celsius"}, date: dateIn("sleep_date")},
	{kind: KindActivity, all: []string{"start_time"},
		some: []string{"daily_activity", "active_duration", "distance_from_steps"}, date: dateIn("start_time")},
	{kind: KindActivity, all: []string{"date"}, some: []string{"steps", "activity_zones", "inactivity_stamps"},
		date: dateIn("date"), samplesOnly: true},
	{kind: KindPhysicalInfo, some: []string{"maximum_heart_rate", "vo2_max", "weight_source", "training_background", "typical_day"}},
}

// recognise makes a recording of an element. One whose shape is none of AccessLink's, or whose date
// cannot be read, is ignored with the reason.
func recognise(file string, element json.RawMessage) *recording {
	r := &recording{file: file, raw: element}
	object, err := parseObject(element)
	at := slices.IndexFunc(shapes, func(s shape) bool { return s.fits(object) })
	if err != nil || at < 0 {
		r.ignored = "not a record that the sandbox serves"
		return r
	}
	found := shapes[at]
	r.kind = found.kind
	if found.kind == KindExercise {
		r.id = object.text("id")
	}
	if found.date != nil {
		r.date = found.date(object)
		if r.date == "" {
			r.ignored = "its date cannot be read"
		}
	}
	if found.samplesOnly {
		r.raw = jsonObject{{"samples", element}}.encode()
	}
	return r
}

// fits says whether an element has the shape.
func (s shape) fits(object jsonObject) bool {
	has := func(name string) bool { return object.get(name) != nil }
	return !has("transaction_id") &&
		!slices.ContainsFunc(s.all, func(name string) bool { return !has(name) }) &&
		(len(s.some) == 0 || slices.ContainsFunc(s.some, has))
}

// dateIn finds the date with which a text field begins.
func dateIn(name string) func(jsonObject) string {
	return func(object jsonObject) string {
		text := object.text(name)
		if !startsWithDate(text) {
			return ""
		}
		return text[:len(calendarDate)]
	}
}

// localEnd is the date of a SleepWise period: the local date on which the sleep ended, or the period
// where it names no sleep. The times are UTC.
func localEnd(object jsonObject) string {
	for _, name := range []string{"sleep_period_end_time", "period_end_time"} {
		if end, err := time.Parse("2006-01-02T15:04:05", object.text(name)); err == nil {
			minutes := object.number("sleep_timezone_offset_minutes")
			return end.Add(time.Duration(minutes) * time.Minute).Format(calendarDate)
		}
	}
	return ""
}

// localTest is the local date of a test, whose time is in Unix seconds, or milliseconds where it is
// too large for those.
func localTest(object jsonObject) string {
	seconds := object.number("test_time") / unixScale(object.number("test_time"))
	if seconds <= 0 {
		return ""
	}
	return time.Unix(seconds+60*object.number("time_zone_offset"), 0).UTC().Format(calendarDate)
}

// unixScale is how many units of a Unix time make a second.
func unixScale(unix int64) int64 {
	if unix > 1e11 {
		return 1000
	}
	return 1
}

// number returns a member's whole number, or 0 where there is none or it is something else.
func (o jsonObject) number(name string) int64 {
	n, err := strconv.ParseInt(string(o.get(name)), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
