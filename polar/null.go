package polar

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strconv"
	"time"
)

// Scalar is what a Null can hold.
type Scalar interface {
	int | int64 | float64 | bool | time.Duration | Clock
}

// Null is a value that may be missing: Valid is false when the field was absent, null, or held a word
// for "no value" in place of a number. It never invents a zero, and it keeps Polar's sentinels (-1, 0)
// as the numbers that they are.
type Null[T Scalar] struct {
	V     T
	Valid bool
}

// Ptr returns a pointer to a copy of the value, or nil when it is missing.
func (n Null[T]) Ptr() *T {
	if !n.Valid {
		return nil
	}
	return &n.V
}

// UnmarshalJSON accepts what Polar has been seen to send for one and the same field: a number with or
// without decimals, the number as a string, null, and the words in missingWords. A fraction in an
// integer is rounded to the nearest. Durations are ISO 8601 strings and times of
// day HH:MM or HH:MM:SS. Any other type is an error.
func (n *Null[T]) UnmarshalJSON(data []byte) error {
	*n = Null[T]{}
	text, isScalar := scalarText(data)
	if !isScalar {
		return wrongType[Null[T]](data)
	}
	if isMissingWord(text) {
		return nil
	}
	if err := parseScalar(text, &n.V); err != nil {
		return wrongType[Null[T]](data)
	}
	n.Valid = true
	return nil
}

// isMissingWord reports whether text stands in place of a value that Polar does not have. Live
// training_load_pro sends such words where the documentation promises numbers.
func isMissingWord(text string) bool {
	switch text {
	case "", "null", "NaN", "UNKNOWN", "NOT_AVAILABLE":
		return true
	}
	return false
}

// parseScalar reads text into the scalar that into points to.
func parseScalar(text string, into any) (err error) {
	switch v := into.(type) {
	case *int:
		*v, err = parseInteger[int](text)
	case *int64:
		*v, err = parseInteger[int64](text)
	case *float64:
		*v, err = parseNumber(text)
	case *bool:
		*v, err = strconv.ParseBool(text)
	case *time.Duration:
		*v, err = ParseDuration(text)
	case *Clock:
		*v, err = ParseClock(text)
	}
	return err
}

// errNotFinite is the error of a number that is infinite, not a number or too large for its type.
var errNotFinite = errors.New("number out of range")

// parseNumber reads a finite decimal number.
func parseNumber(text string) (float64, error) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, err
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0, errNotFinite
	}
	return f, nil
}

// parseInteger reads an integer exactly, or the nearest integer to a decimal number.
func parseInteger[T int | int64](text string) (T, error) {
	size := reflect.TypeFor[T]().Bits()
	if i, err := strconv.ParseInt(text, 10, size); err == nil {
		return T(i), nil
	}
	f, err := parseNumber(text)
	if err != nil {
		return 0, err
	}
	if math.Abs(f) >= math.Ldexp(1, size-1) {
		return 0, errNotFinite
	}
	return T(math.Round(f)), nil
}

// scalarText returns a JSON string unquoted, a number or boolean as it is written and null as an empty
// text. It is false for objects and arrays.
func scalarText(data []byte) (text string, ok bool) {
	if len(data) == 0 || isNull(data) {
		return "", true
	}
	switch data[0] {
	case '{', '[':
		return "", false
	case '"':
		err := json.Unmarshal(data, &text)
		return text, err == nil
	}
	return string(data), true
}

// isNull reports whether data is the JSON literal null.
func isNull(data []byte) bool { return bytes.Equal(bytes.TrimSpace(data), []byte("null")) }

// wrongType is the error of a JSON value that cannot be read as a T. It carries the kind of the value
// and no part of it, and encoding/json completes it with the path of the field.
func wrongType[T any](data []byte) error {
	return &json.UnmarshalTypeError{Value: kindOf(data), Type: reflect.TypeFor[T]()}
}

// kindOf names the kind of a JSON value by its first byte.
func kindOf(data []byte) string {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return "nothing"
	}
	switch data[0] {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case 't', 'f':
		return "bool"
	case 'n':
		return "null"
	}
	return "number"
}
