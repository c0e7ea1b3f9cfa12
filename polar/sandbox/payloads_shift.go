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

// unixTime is a Unix time as a test_time has it, as a number or a text: seconds, or milliseconds where
// it is too large for those. A leading zero would be none, or 1970.
var unixTime = regexp.MustCompile(`^([1-9]\d{0,13})(\.\d+)?$`)

// moveTo gives a recording its day and moves the times inside it by as much.
func (r *recording) moveTo(day time.Time) {
	recorded, _ := dateOr(r.date, "") // recognise has read it as a date
	r.raw = shifted(r.raw, int(day.Sub(recorded).Hours()/24))
	r.day = day.Format(calendarDate)
}

// shift moves the times of one element by a number of days.
type shift struct {
	days int
	// key is the name of the member whose value comes next, with underscores.
	key string
	out []byte
}

// shifted moves every date with which a string value begins, and every Unix test_time, by a number of
// days. Keys and every other byte stay.
func shifted(raw json.RawMessage, days int) json.RawMessage {
	s := shift{days: days, out: make([]byte, 0, len(raw)+1)}
	for len(raw) > 0 {
		n := tokenLength(raw)
		s.token(raw[:n], raw[n:])
		raw = raw[n:]
	}
	return s.out
}

// token writes one token, moved if it is a time.
func (s *shift) token(token, following []byte) {
	switch first := token[0]; {
	case first == '"' && isKey(following):
		s.key = underscored(string(bytes.Trim(token, `"`)))
	case first == '"':
		token = s.text(token)
	case first == '{' || first == '[':
		s.key = ""
	case isNumber(first) && s.key == "test_time":
		token = s.unix(token)
	}
	s.out = append(s.out, token...)
}

// text moves a string with its quotes.
func (s *shift) text(token []byte) []byte {
	if len(token) > len(calendarDate) && startsWithDate(string(token[1:1+len(calendarDate)])) {
		moved := append([]byte(`"`), dateAfter(string(token[1:1+len(calendarDate)]), s.days)...)
		return append(moved, token[1+len(calendarDate):]...)
	}
	if s.key == "test_time" && len(token) > 2 {
		return append(append([]byte(`"`), s.unix(token[1:len(token)-1])...), '"')
	}
	return token
}

// unix moves a Unix time, and leaves everything else as it is.
func (s *shift) unix(text []byte) []byte {
	parts := unixTime.FindSubmatch(text)
	if parts == nil {
		return text
	}
	at, err := strconv.ParseInt(string(parts[1]), 10, 64)
	if err != nil {
		return text
	}
	at += int64(s.days) * secondsPerDay * unixScale(at)
	return append(strconv.AppendInt(nil, at, 10), parts[2]...)
}

// unixScale is how many units of a Unix time make a second.
func unixScale(unix int64) int64 {
	if unix > 1e11 {
		return 1000
	}
	return 1
}

// tokenLength is how many bytes of JSON the string, the number or the single byte takes with which it
// begins.
func tokenLength(raw []byte) int {
	n := 1
	switch {
	case raw[0] == '"':
		n = min(len(raw), stringLength(raw[1:])+2)
	case isNumber(raw[0]):
		for n < len(raw) && isNumber(raw[n]) {
			n++
		}
	}
	return n
}

// isNumber says whether a byte may be part of a JSON number.
func isNumber(b byte) bool {
	return '0' <= b && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E'
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

// dateAfter is the date a number of days after another, or the same date where the one after it would
// not have a year of four digits.
func dateAfter(date string, days int) string {
	day, _ := dateOr(date, "") // the caller has checked it
	day = day.AddDate(0, 0, days)
	if day.Year() < 0 || day.Year() > 9999 {
		return date
	}
	return day.Format(calendarDate)
}
