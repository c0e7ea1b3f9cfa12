package sandbox

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strconv"
	"time"
)

// secondsPerDay converts a shift of days to Unix time.
const secondsPerDay = 24 * 60 * 60

// testTime is the one time in AccessLink's answers that is a number.
var testTime = regexp.MustCompile(`"test_time"\s*:\s*(\d+)`)

// moveTo gives a recording its day and moves the dates inside it by as much.
func (r *recording) moveTo(day time.Time) {
	recorded, _ := dateOr(r.date, "") // recognise has read it as a date
	days := int(day.Sub(recorded).Hours() / 24)
	r.raw = shiftedDates(r.raw, days)
	r.raw = shiftedTestTime(r.raw, days)
	r.day = day.Format(calendarDate)
}

// shiftedDates moves the date with which a string value of raw begins, wherever there is one, by a
// number of days. Keys and every other byte stay: dates have one length.
func shiftedDates(raw json.RawMessage, days int) json.RawMessage {
	shifted := bytes.Clone(raw)
	for at := 0; at < len(raw); {
		open := bytes.IndexByte(raw[at:], '"')
		if open < 0 {
			break
		}
		start := at + open + 1
		end := start + stringLength(raw[start:])
		at = end + 1
		date := string(raw[start:min(end, start+len(calendarDate))])
		if startsWithDate(date) && !isKey(raw[min(at, len(raw)):]) {
			copy(shifted[start:], dateAfter(date, days))
		}
	}
	return shifted
}

// stringLength is how many bytes of text come before the quote that ends a JSON string.
func stringLength(text []byte) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(text)
}

// isKey says whether what follows a string makes it the name of a member.
func isKey(following []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(following, " \t\r\n"), []byte(":"))
}

// startsWithDate says whether text begins with a calendar date.
func startsWithDate(text string) bool {
	if len(text) < len(calendarDate) {
		return false
	}
	_, ok := dateOr(text[:len(calendarDate)], "")
	return ok
}

// dateAfter is the date a number of days after another.
func dateAfter(date string, days int) string {
	day, _ := dateOr(date, "") // the caller has checked it
	return day.AddDate(0, 0, days).Format(calendarDate)
}

// shiftedTestTime moves a Unix test_time by a number of days.
func shiftedTestTime(raw json.RawMessage, days int) json.RawMessage {
	found := testTime.FindSubmatchIndex(raw)
	if found == nil {
		return raw
	}
	unix, err := strconv.ParseInt(string(raw[found[2]:found[3]]), 10, 64)
	if err != nil {
		return raw
	}
	unix += int64(days) * secondsPerDay * unixScale(unix)
	shifted := strconv.AppendInt(bytes.Clone(raw[:found[2]]), unix, 10)
	return append(shifted, raw[found[3]:]...)
}
