package polar

import (
	"bytes"
	"encoding/json"
)

// envelopes are the members in which Polar is known to wrap a list. The documentation and the live
// service differ in where they do.
var envelopes = []string{"nights", "recharges", "heart_rates", "heart-rates", "available", "exercises", "activities"}

// splitList returns the elements of a list, each as the exact bytes that were sent. The list may be an
// array, an object around an array, or one bare element; null is an empty list.
func splitList(data []byte) ([]json.RawMessage, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch kindOf(data) {
	case "array":
		var elements []json.RawMessage
		err := json.Unmarshal(data, &elements)
		return elements, err
	case "object":
		return splitObject(data)
	}
	var scalar json.RawMessage
	if err := json.Unmarshal(data, &scalar); err != nil || isNull(scalar) {
		return nil, err
	}
	return []json.RawMessage{scalar}, nil
}

// splitObject returns the elements inside an envelope, or the object itself if it is none.
func splitObject(data []byte) ([]json.RawMessage, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return nil, err
	}
	inner, ok := enveloped(members)
	switch {
	case !ok:
		return []json.RawMessage{bytes.TrimSpace(data)}, nil
	case isNull(inner):
		return nil, nil
	case kindOf(inner) == "array":
		var elements []json.RawMessage
		err := json.Unmarshal(inner, &elements)
		return elements, err
	}
	return []json.RawMessage{inner}, nil
}

// enveloped returns the list inside an object: the member with a known name, or else the only member
// if that is an array, which no record of Polar's is.
func enveloped(members map[string]json.RawMessage) (inner json.RawMessage, ok bool) {
	for _, name := range envelopes {
		if inner, ok := members[name]; ok && (kindOf(inner) == "array" || len(members) == 1) {
			return inner, true
		}
	}
	if len(members) != 1 {
		return nil, false
	}
	for _, only := range members {
		inner = only
	}
	return inner, kindOf(inner) == "array"
}

// List is a nested list that Polar sends as an array in one place and as an object around an array in
// another, such as inactivity_stamps.
type List[T any] []T

// UnmarshalJSON reads the array in either form.
func (l *List[T]) UnmarshalJSON(data []byte) error {
	*l = nil
	if kindOf(data) == "array" {
		return json.Unmarshal(data, (*[]T)(l))
	}
	elements, err := splitList(data)
	if err != nil {
		return err
	}
	for _, raw := range elements {
		var value T
		if err := json.Unmarshal(raw, &value); err != nil {
			return err
		}
		*l = append(*l, value)
	}
	return nil
}
