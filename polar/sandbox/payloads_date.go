package sandbox

import (
	"encoding/json"
	"time"

	"polarflow/polar"
)

// dateIn finds the date with which a text field begins.
func dateIn(name string) func(jsonObject) string {
	return func(object jsonObject) string { return leadingDate(object.text(name)) }
}

// leadingDate is the date with which a text begins, or "".
func leadingDate(text string) string {
	if !startsWithDate(text) {
		return ""
	}
	return text[:len(calendarDate)]
}

// periodTimes are the times of a SleepWise period, the one that tells its date best first: the end of the
// sleep, or of the period where it names no sleep.
var periodTimes = []string{
	"sleep_period_end_time", "period_end_time", "preferred_sleep_period_end_time", "sleep_gate_end_time",
	"period_start_time", "sleep_period_start_time", "preferred_sleep_period_start_time", "sleep_gate_start_time",
}

// localEnd is the local date on which a SleepWise period ended.
func localEnd(object jsonObject) string {
	for _, name := range periodTimes {
		if text := object.text(name); startsWithDate(text) {
			return localDate(text, object.get("sleep_timezone_offset_minutes"))
		}
	}
	return ""
}

// localTest is the local date of a test, whose time is a Unix time or, in some recordings, ISO 8601.
func localTest(object jsonObject) string {
	text := object.text("test_time")
	if text == "" {
		text = string(object.get("test_time"))
	}
	if unixTime.MatchString(text) || startsWithDate(text) {
		return localDate(text, object.get("time_zone_offset"))
	}
	return ""
}

// localDate is the date of an instant, read as the client reads it, at an offset in minutes. Without the
// offset it is the date that the text begins with, or that of UTC.
func localDate(text string, offset json.RawMessage) string {
	at, err := polar.ParseUTC(text)
	if err != nil {
		return ""
	}
	var minutes polar.Null[int]
	if len(offset) > 0 && json.Unmarshal(offset, &minutes) == nil && minutes.Valid {
		at = at.Add(time.Duration(minutes.V) * time.Minute)
	} else if date := leadingDate(text); date != "" {
		return date
	}
	return at.Format(calendarDate)
}

// clockChange returns the offsets of a night's beginning and end where they differ, as ±HH:MM.
func clockChange(night json.RawMessage) (from, to string, changed bool) {
	object, err := parseObject(night)
	if err != nil {
		return "", "", false
	}
	from, to = offsetOf(object.get("sleep_start_time")), offsetOf(object.get("sleep_end_time"))
	return from, to, from != "" && to != "" && from != to
}

// offsetOf is the offset of a time, as ±HH:MM, or "" where it has none.
func offsetOf(value json.RawMessage) string {
	var at polar.OffsetTime
	if len(value) == 0 || json.Unmarshal(value, &at) != nil || at.IsZero() {
		return ""
	}
	return at.Format("-07:00")
}
