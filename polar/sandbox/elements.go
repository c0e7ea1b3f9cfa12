package sandbox

import (
	"bytes"
	"encoding/json"
	"slices"
)

// What splitElements calls an answer without an envelope.
const (
	bareObject = "{}"
	bareArray  = "[]"
)

// envelopes are the members under which Polar puts a list.
var envelopes = []string{"nights", "recharges", "heart_rates", "available"}

// splitElements takes an answer apart into its elements, byte for byte, and says what they were in:
// bareObject, bareArray or the name of an envelope.
func splitElements(body []byte) (elements []json.RawMessage, in string, err error) {
	if bytes.HasPrefix(bytes.TrimSpace(body), []byte("[")) {
		err = json.Unmarshal(body, &elements)
		return elements, bareArray, err
	}
	object, err := parseObject(body)
	if err != nil {
		return nil, "", err
	}
	if len(object) == 1 && slices.Contains(envelopes, object[0].name) {
		err = json.Unmarshal(object[0].value, &elements)
		return elements, object[0].name, err
	}
	return []json.RawMessage{bytes.TrimSpace(body)}, bareObject, nil
}

// mapElements changes the elements of an answer inside whatever they are in. A body that is not JSON
// stays as it is.
func mapElements(body []byte, change func(int, json.RawMessage) json.RawMessage) []byte {
	elements, name, err := splitElements(body)
	if err != nil {
		return body
	}
	for i := range elements {
		elements[i] = change(i, elements[i])
	}
	switch name {
	case bareObject:
		return elements[0]
	case bareArray:
		return jsonArray(elements)
	}
	return enveloped(name, elements)
}
