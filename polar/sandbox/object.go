package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// jsonObject is a JSON object that keeps the order of its members and every byte of their values, so
// that an element can lose or gain a field and otherwise stay what was recorded.
type jsonObject []jsonMember

// jsonMember is one name with its raw value.
type jsonMember struct {
	name  string
	value json.RawMessage
}

// errNotObject says that a JSON value is something else than an object.
var errNotObject = errors.New("not a JSON object")

// parseObject splits raw into its members. It fails on anything but one JSON object.
func parseObject(raw []byte) (jsonObject, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return nil, errNotObject
	}
	object := jsonObject{}
	for dec.More() {
		member, err := readMember(dec)
		if err != nil {
			return nil, fmt.Errorf("object member: %w", err)
		}
		object = append(object, member)
	}
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("end of object: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errNotObject
	}
	return object, nil
}

// readMember reads one name and value inside an object.
func readMember(dec *json.Decoder) (jsonMember, error) {
	name, err := dec.Token()
	if err != nil {
		return jsonMember{}, err
	}
	text, ok := name.(string)
	if !ok {
		return jsonMember{}, errNotObject
	}
	var value json.RawMessage
	err = dec.Decode(&value)
	return jsonMember{text, value}, err
}

// named says whether a member has this name in either of Polar's spellings: name is written with
// underscores and also matches hyphens.
func (m jsonMember) named(name string) bool { return underscored(m.name) == name }

// underscored is a key in the spelling with underscores.
func underscored(key string) string { return strings.ReplaceAll(key, "-", "_") }

// get returns a member's raw value, or nil where there is none.
func (o jsonObject) get(name string) json.RawMessage {
	for _, m := range o {
		if m.named(name) {
			return m.value
		}
	}
	return nil
}

// text returns a member's string value, or "" where there is none or it is not a string.
func (o jsonObject) text(name string) string {
	var s string
	if json.Unmarshal(o.get(name), &s) != nil {
		return ""
	}
	return s
}

// with returns a copy in which a member has a value, in its old place or at the end.
func (o jsonObject) with(name string, value json.RawMessage) jsonObject {
	copied := slices.Clone(o)
	for i, m := range copied {
		if m.named(name) {
			copied[i].value = value
			return copied
		}
	}
	return append(copied, jsonMember{name, value})
}

// without returns a copy that lacks some members.
func (o jsonObject) without(names ...string) jsonObject {
	return slices.DeleteFunc(slices.Clone(o), func(m jsonMember) bool {
		return slices.ContainsFunc(names, m.named)
	})
}

// encode writes the object without white space between its members.
func (o jsonObject) encode() json.RawMessage {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			out.WriteByte(',')
		}
		name, _ := json.Marshal(m.name) // a string always marshals
		out.Write(name)
		out.WriteByte(':')
		out.Write(m.value)
	}
	out.WriteByte('}')
	return out.Bytes()
}

// trimmed returns element without some members, and byte for byte as it was when it has none of them.
func trimmed(element json.RawMessage, names ...string) json.RawMessage {
	object, err := parseObject(element)
	if err != nil {
		return element
	}
	kept := object.without(names...)
	if len(kept) == len(object) {
		return element
	}
	return kept.encode()
}
