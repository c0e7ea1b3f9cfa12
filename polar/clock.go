package polar

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Clock is a time of day as the device showed it, counted from midnight on the clock's face. It names
// no instant: it repeats or is skipped on days when clocks change.
type Clock time.Duration

// ParseClock reads HH:MM, HH:MM:SS or HH:MM:SS with a fraction.
func ParseClock(s string) (Clock, error) {
	c, rest, ok := scanClock(s)
	if !ok || rest != "" {
		return 0, fmt.Errorf("parse time of day %q: not in the form HH:MM:SS", s)
	}
	return c, nil
}

// Duration returns the distance from midnight on the clock's face.
func (c Clock) Duration() time.Duration { return time.Duration(c) }

// String returns the time of day as HH:MM:SS, with as many decimals as it needs.
func (c Clock) String() string {
	return time.Time{}.Add(time.Duration(c)).Format("15:04:05.999999999")
}

// ClockValue is one entry of a JSON object that is keyed by the time of day.
type ClockValue[T Scalar] struct {
	Clock Clock
	Value T
}

// ClockMap is a JSON object keyed by HH:MM, kept as the list that it really is: the entries stand in
// the order in which they were sent, which is the order of time and may pass midnight, and a key that
// was sent twice is there twice. Entries that are null measured nothing and are left out.
type ClockMap[T Scalar] []ClockValue[T]

// UnmarshalJSON reads the object token by token, because a Go map would lose order and duplicates.
func (m *ClockMap[T]) UnmarshalJSON(data []byte) error {
	*m = nil
	if isNull(data) {
		return nil
	}
	if bytes.Equal(bytes.Join(bytes.Fields(data), nil), []byte("[]")) { // an empty map, as some languages write it
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return wrongType[ClockMap[T]](data)
	}
	for dec.More() {
		if err := m.decodeEntry(dec); err != nil {
			return err
		}
	}
	return nil
}

// decodeEntry reads one key and its value from dec and appends them.
func (m *ClockMap[T]) decodeEntry(dec *json.Decoder) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	key, _ := token.(string)
	clock, err := ParseClock(key)
	if err != nil {
		return unreadableText[Clock]()
	}
	var value Null[T]
	if err := dec.Decode(&value); err != nil {
		return err
	}
	if value.Valid {
		*m = append(*m, ClockValue[T]{Clock: clock, Value: value.V})
	}
	return nil
}

// scanClock reads a time of day at the start of s and returns what follows it. Seconds may be missing
// and may have a single digit, which Polar's own examples show ("10:40:0.000Z").
func scanClock(s string) (c Clock, rest string, ok bool) {
	if len(s) < 5 || s[2] != ':' {
		return 0, s, false
	}
	hour, okHour := digits(s[:2])
	minute, okMinute := digits(s[3:5])
	second, rest, okSecond := scanSeconds(s[5:])
	whole := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	if !okHour || !okMinute || !okSecond || minute > 59 || whole+second > 24*time.Hour { // 24:00 ends a day
		return 0, s, false
	}
	return Clock(whole + second), rest, true
}

// scanSeconds reads ":SS" with an optional fraction at the start of s, if it is there.
func scanSeconds(s string) (seconds time.Duration, rest string, ok bool) {
	s, found := strings.CutPrefix(s, ":")
	if !found {
		return 0, s, true
	}
	seconds, rest, ok = scanDecimal(s, time.Second)
	return seconds, rest, ok && seconds < time.Minute
}
