package polar

import (
	"fmt"
	"strings"
	"time"
)

// LocalTime is a date and a time of day as the device showed them, with the zone unknown. It becomes
// an instant only when somebody who knows the zone says so. The zero LocalTime stands for one that was
// absent or null.
type LocalTime struct {
	Date  Date
	Clock Clock
}

// ParseLocalTime reads a date and a time of day to the minute, second or fraction, without a zone
// ("2025-09-10T00:00"). A zone is refused: the text would then not be local.
func ParseLocalTime(s string) (LocalTime, error) {
	t, rest, ok := scanLocalTime(s)
	if !ok || rest != "" {
		return LocalTime{}, fmt.Errorf("parse local time %q: not in the form YYYY-MM-DDTHH:MM:SS", s)
	}
	return t, nil
}

// IsZero reports whether the time is absent.
func (t LocalTime) IsZero() bool { return t == LocalTime{} }

// In returns the instant at which a clock in loc shows t. For a time that a clock change repeats or
// skips, it is what time.Date makes of it.
func (t LocalTime) In(loc *time.Location) time.Time {
	c := t.Clock.Duration()
	return time.Date(t.Date.Year, t.Date.Month, t.Date.Day,
		int(c/time.Hour), int(c%time.Hour/time.Minute), int(c%time.Minute/time.Second), int(c%time.Second), loc)
}

// AtOffset returns the instant at which a clock that is that many minutes ahead of UTC shows t.
func (t LocalTime) AtOffset(minutes int) time.Time { return t.In(zoneAt(minutes)) }

// Sub returns the time on the clock's face from other to t, as if no clock change lay between.
func (t LocalTime) Sub(other LocalTime) time.Duration {
	return t.In(time.UTC).Sub(other.In(time.UTC))
}

// String returns the time as YYYY-MM-DDTHH:MM:SS with as many decimals as it needs, and an empty
// string for the zero LocalTime.
func (t LocalTime) String() string {
	if t.IsZero() {
		return ""
	}
	return t.Date.String() + "T" + t.Clock.String()
}

// UnmarshalText reads what ParseLocalTime reads; an empty text is the zero LocalTime. Should Polar ever add a
// zone, as its documentation of activities has it, the time on the clock's face is taken: what it sends is
// local whatever it says.
func (t *LocalTime) UnmarshalText(text []byte) error {
	*t = LocalTime{}
	if len(text) == 0 {
		return nil
	}
	parsed, _, ok := scanOffsetTime(string(text))
	if !ok {
		return unreadableText[LocalTime]()
	}
	*t = parsed
	return nil
}

// scanLocalTime reads a date and a time of day at the start of s and returns what follows them.
func scanLocalTime(s string) (t LocalTime, rest string, ok bool) {
	date, rest, ok := scanDate(s)
	if !ok || !strings.HasPrefix(rest, "T") {
		return LocalTime{}, s, false
	}
	clock, rest, ok := scanClock(rest[1:])
	return LocalTime{Date: date, Clock: clock}, rest, ok
}

// zoneAt returns the nameless zone that many minutes ahead of UTC, and UTC itself for none.
func zoneAt(minutes int) *time.Location {
	if minutes == 0 {
		return time.UTC
	}
	return time.FixedZone("", minutes*60)
}
