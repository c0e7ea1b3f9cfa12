package model

import (
	"encoding/json"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
)

// MarshalDate writes a calendar date.
func MarshalDate(date string) graphql.Marshaler { return graphql.MarshalString(date) }

// UnmarshalDate reads a calendar date; one that is not in the calendar is an Error.
func UnmarshalDate(v any) (string, error) {
	text, ok := v.(string)
	if !ok {
		return "", BadInput("a Date is text such as \"2026-01-31\"")
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return "", BadInput("%.40q is not a date of the calendar (YYYY-MM-DD)", text)
	}
	return text, nil
}

// MarshalDateTime writes an instant in RFC 3339 in the offset that it has, with milliseconds if it has any.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, t.Truncate(time.Millisecond).Format(`"`+time.RFC3339Nano+`"`))
	})
}

// UnmarshalDateTime reads an instant in RFC 3339; anything else is an Error.
func UnmarshalDateTime(v any) (time.Time, error) {
	text, _ := v.(string)
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}, BadInput("%.40q is not an instant with an offset (2026-01-31T07:00:00Z)", text)
	}
	return t, nil
}

// MarshalFloat writes a number, and null for what is not a number: the gaps of a series.
func MarshalFloat(f float64) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		if math.IsNaN(f) || math.IsInf(f, 0) {
			_, _ = io.WriteString(w, "null")
			return
		}
		_, _ = w.Write(strconv.AppendFloat(make([]byte, 0, 24), f, 'f', -1, 64))
	})
}

// UnmarshalFloat reads a number; anything else is an Error.
func UnmarshalFloat(v any) (float64, error) {
	f, err := strconv.ParseFloat(numeral(v), 64)
	if err != nil {
		return 0, BadInput("%.40q is not a number", numeral(v))
	}
	return f, nil
}

// MarshalInt writes a whole number.
func MarshalInt(i int) graphql.Marshaler { return graphql.MarshalInt(i) }

// UnmarshalInt reads a whole number of 32 bits, as the GraphQL specification has it; anything else is an Error.
func UnmarshalInt(v any) (int, error) {
	i, err := strconv.ParseInt(numeral(v), 10, 32)
	if err != nil {
		return 0, BadInput("%.40q is not a whole number of 32 bits", numeral(v))
	}
	return int(i), nil
}

// numeral returns the digits of a number in any of the forms in which JSON and literals arrive.
func numeral(v any) string {
	switch n := v.(type) {
	case json.Number:
		return n.String()
	case int64:
		return strconv.FormatInt(n, 10)
	case int:
		return strconv.Itoa(n)
	case float64:
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ""
}
