package polar

import (
	"fmt"
	"strconv"
	"time"
)

// OffsetTime is an instant that Polar sent together with its offset from UTC; the offset is kept as
// the location of the time. The zero OffsetTime stands for one that was absent or null.
type OffsetTime struct{ time.Time }

// UnmarshalJSON reads an ISO 8601 date and time that carries Z or an offset. One without is an error,
// because a guessed zone would move the record.
func (t *OffsetTime) UnmarshalJSON(data []byte) error {
	*t = OffsetTime{}
	text, isScalar := scalarText(data)
	if !isScalar {
		return wrongType[OffsetTime](data)
	}
	if text == "" {
		return nil
	}
	local, offset, ok := scanOffsetTime(text)
	if !ok || !offset.Valid {
		return wrongType[OffsetTime](data)
	}
	t.Time = local.AtOffset(offset.V)
	return nil
}

// UTCTime is an instant that is in UTC unless it says otherwise: with Z, with an offset, without any
// zone as SleepWise and biosensing send it, or as a Unix time. The zero UTCTime stands for one that
// was absent or null.
type UTCTime struct{ time.Time }

// UnmarshalJSON reads an ISO 8601 date and time, or a Unix time as a number or numeric string.
func (t *UTCTime) UnmarshalJSON(data []byte) error {
	*t = UTCTime{}
	text, isScalar := scalarText(data)
	if !isScalar {
		return wrongType[UTCTime](data)
	}
	if text == "" {
		return nil
	}
	parsed, err := ParseUTC(text)
	if err != nil {
		return wrongType[UTCTime](data)
	}
	t.Time = parsed
	return nil
}

// ParseUTC reads a date and time that is in UTC unless it carries an offset, or a Unix time. The
// documentation does not say whether Unix times are seconds or milliseconds: its example is seconds,
// and a value above 1e11 (the year 5138 in seconds) can only be milliseconds.
func ParseUTC(s string) (time.Time, error) {
	if unix, err := strconv.ParseFloat(s, 64); err == nil {
		return unixTime(unix, s)
	}
	local, offset, ok := scanOffsetTime(s)
	if !ok {
		return time.Time{}, fmt.Errorf("parse time %q: neither ISO 8601 nor a Unix time", s)
	}
	return local.AtOffset(offset.V).UTC(), nil
}

// unixTime returns the instant of a Unix time in seconds or milliseconds by its size; s is its text.
func unixTime(unix float64, s string) (time.Time, error) {
	const millisecondsFrom, limit = 1e11, 1e14
	if !(unix >= 0 && unix < limit) {
		return time.Time{}, fmt.Errorf("parse time %q: outside the range of Unix times", s)
	}
	if unix <= millisecondsFrom {
		unix *= 1000
	}
	return time.UnixMilli(int64(unix)).UTC(), nil
}

// scanOffsetTime reads a whole text as a local time and the offset behind it in minutes: absent, Z,
// +HH, +HHMM or +HH:MM.
func scanOffsetTime(s string) (local LocalTime, offset Null[int], ok bool) {
	local, zone, ok := scanLocalTime(s)
	switch {
	case !ok:
		return LocalTime{}, offset, false
	case zone == "":
		return local, offset, true
	case zone == "Z":
		return local, Null[int]{Valid: true}, true
	}
	minutes, ok := offsetMinutes(zone)
	return local, Null[int]{V: minutes, Valid: true}, ok
}

// offsetMinutes reads +HH, +HHMM or +HH:MM, and the same with a minus sign.
func offsetMinutes(s string) (minutes int, ok bool) {
	if len(s) == 6 && s[3] == ':' {
		s = s[:3] + s[4:]
	}
	if len(s) == 3 {
		s += "00"
	}
	if len(s) != 5 || (s[0] != '+' && s[0] != '-') {
		return 0, false
	}
	n, ok := digits(s[1:])
	minutes = n/100*60 + n%100
	if s[0] == '-' {
		minutes = -minutes
	}
	return minutes, ok && n/100 < 24 && n%100 < 60
}
