package polar

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

// Date is a calendar date without a zone: the day a person would name. Dates are comparable with ==,
// and the zero Date stands for a date that was absent or null.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads a date in the form YYYY-MM-DD. It accepts only days that exist in the calendar.
func ParseDate(s string) (Date, error) {
	d, rest, ok := scanDate(s)
	if !ok || rest != "" {
		return Date{}, fmt.Errorf("parse date %q: not in the form YYYY-MM-DD", s)
	}
	return d, nil
}

// DateOf returns the calendar date that t shows in its own location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{Year: year, Month: month, Day: day}
}

// String returns the date as YYYY-MM-DD, and an empty string for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero reports whether the date is absent.
func (d Date) IsZero() bool { return d == Date{} }

// In returns midnight at the start of the date in loc. Where a clock change removes midnight, it is
// what time.Date makes of it.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// AddDays returns the date n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.In(time.UTC).AddDate(0, 0, n)) }

// Weekday returns the day of the week of the date.
func (d Date) Weekday() time.Weekday { return d.In(time.UTC).Weekday() }

// Compare returns -1, 0 or +1 as d is before, equal to or after other.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// DaysUntil returns the number of days from d to other, negative when other is earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.In(time.UTC).Sub(d.In(time.UTC)) / (24 * time.Hour))
}

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads; an empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	*d = Date{}
	if len(text) == 0 {
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return unreadableText[Date]()
	}
	*d = parsed
	return nil
}

// unreadableText is the error of a JSON string that is not a T. It carries no part of the string, and
// encoding/json completes it with the path of the field.
func unreadableText[T any]() error {
	return &json.UnmarshalTypeError{Value: "string", Type: reflect.TypeFor[T]()}
}

// scanDate reads YYYY-MM-DD at the start of s and returns what follows it.
func scanDate(s string) (d Date, rest string, ok bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, s, false
	}
	year, okYear := digits(s[:4])
	month, okMonth := digits(s[5:7])
	day, okDay := digits(s[8:10])
	d = Date{Year: year, Month: time.Month(month), Day: day}
	exists := year > 0 && DateOf(d.In(time.UTC)) == d
	return d, s[10:], okYear && okMonth && okDay && exists
}

// digits reads s as an unsigned decimal number; anything but digits makes it false.
func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != ""
}
