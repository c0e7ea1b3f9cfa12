package sandbox

import (
	"bytes"
	"encoding/json"
	"slices"
)

// recordedElements takes a recorded answer apart into its elements, byte for byte: those of an array, of
// an envelope around one, or the one object that it is. null is an empty list, as for the client.
func recordedElements(body []byte) ([]json.RawMessage, error) {
	if !bytes.HasPrefix(body, []byte("{")) {
		var elements []json.RawMessage
		err := json.Unmarshal(body, &elements)
		return elements, err
	}
	object, err := parseObject(body)
	if err != nil {
		return nil, err
	}
	if shapeOf(object) != nil || !slices.ContainsFunc(object, object.isEnvelopeIn) {
		return []json.RawMessage{body}, nil
	}
	var elements []json.RawMessage
	for _, m := range object {
		elements = append(elements, m.list()...)
	}
	return elements, nil
}

// isEnvelopeIn says whether a member of the object holds a list of elements: it has one of Polar's names
// for that, or is an array that is all there is or in which an element is recognised.
func (o jsonObject) isEnvelopeIn(m jsonMember) bool {
	isArray := bytes.HasPrefix(m.value, []byte("["))
	return slices.Contains(envelopes, m.name) || isArray && (len(o) == 1 || slices.ContainsFunc(m.list(), recognised))
}

// list is what a member holds of elements: those of an array, or the one object under a name that Polar
// gives to lists.
func (m jsonMember) list() []json.RawMessage {
	var elements []json.RawMessage
	switch {
	case bytes.HasPrefix(m.value, []byte("[")):
		_ = json.Unmarshal(m.value, &elements) // it has been read as JSON, and an array is a list
	case slices.Contains(envelopes, m.name) && bytes.HasPrefix(m.value, []byte("{")):
		elements = []json.RawMessage{m.value}
	}
	return elements
}

// recognised says whether an element has a shape.
func recognised(element json.RawMessage) bool {
	object, err := parseObject(element)
	return err == nil && shapeOf(object) != nil
}
