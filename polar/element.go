package polar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Element is one record of a list that Polar sends: a night, a day, an exercise.
type Element interface {
	Activity | ActivityDay | Alertness | AvailableSleep | BodyTemperature | CardioLoad | CircadianBedtime |
		ContinuousHeartRate | ECGTest | Exercise | NightlyRecharge | PhysicalInfo | SkinTemperature | Sleep | Spo2Test

	// missing names the field that identifies the record and was not sent, and is empty when the
	// record can be told from every other.
	missing() string
}

// Batch is the answer to one request for records of one kind. An answer without records is an empty
// Batch.
type Batch[T Element] struct {
	Items      []Item[T]
	Unreadable []Unreadable
}

// Item is a record that could be read, beside the exact bytes in which Polar sent it.
type Item[T Element] struct {
	Value T
	Raw   json.RawMessage
}

// Unreadable is a record that could not be read: its exact bytes, to be kept until a version of this
// program understands them, and the reason, which names fields and never their values.
type Unreadable struct {
	Raw json.RawMessage
	Err error
}

// errNUL is the reason for an element with the character U+0000 in a text, which no database stores.
var errNUL = errors.New("element has the character U+0000")

// errNotObject is the reason for an element that is a bare number, string, array or null.
var errNotObject = errors.New("element is not an object")

// Decode reads one record. Unknown fields and unknown words in enumerations are fine, keys may be
// written with hyphens or underscores, and numbers may be strings. It is an error if raw is not an
// object, if what identifies the record is missing, or if a field has a JSON type that it cannot have:
// dropping the one field would change the record without a trace.
func Decode[T Element](raw json.RawMessage) (T, error) {
	var value, none T
	if kindOf(raw) != "object" {
		return none, errNotObject
	}
	if bytes.Contains(raw, []byte(`\u0000`)) {
		return none, errNUL
	}
	if err := json.Unmarshal(underscoreKeys(raw), &value); err != nil {
		return none, err
	}
	if field := value.missing(); field != "" {
		return none, fmt.Errorf("element has no %s", field)
	}
	return value, nil
}

// DecodeBatch reads an answer of Polar element by element: one that cannot be read never takes the
// others with it. The elements may stand in an array, in an envelope around an array, or be a single
// object. A body that is not JSON from beginning to end is ErrMalformed.
func DecodeBatch[T Element](body []byte) (Batch[T], error) {
	elements, err := splitList(body)
	if err != nil {
		return Batch[T]{}, malformed(err)
	}
	var batch Batch[T]
	for _, raw := range elements {
		value, err := Decode[T](raw)
		if err != nil {
			batch.Unreadable = append(batch.Unreadable, Unreadable{Raw: raw, Err: err})
			continue
		}
		batch.Items = append(batch.Items, Item[T]{Value: value, Raw: raw})
	}
	return batch, nil
}

// missingDate names a field that should hold a date if it does not.
func missingDate(field string, d Date) string {
	if d.IsZero() {
		return field
	}
	return ""
}

// missingTime names a field that should hold a time if it does not.
func missingTime(field string, t interface{ IsZero() bool }) string {
	if t.IsZero() {
		return field
	}
	return ""
}
