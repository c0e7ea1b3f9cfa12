package sandbox

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// sign is something in an object by which its kind is known. Names are written with underscores and
// stand for both of Polar's spellings.
type sign func(jsonObject) bool

// anyOf is the sign that an object has at least one of some members.
func anyOf(names ...string) sign {
	return func(o jsonObject) bool { return slices.ContainsFunc(names, o.has) }
}

// allOf is the sign that an object has all of some members.
func allOf(names ...string) sign {
	return func(o jsonObject) bool {
		return !slices.ContainsFunc(names, func(name string) bool { return !o.has(name) })
	}
}

// inner is the sign that a member is an object, where other kinds have something else under its name.
func inner(name string) sign {
	return func(o jsonObject) bool { return bytes.HasPrefix(o.get(name), []byte("{")) }
}

// word is the sign that a member is a text with a beginning.
func word(name, prefix string) sign {
	return func(o jsonObject) bool { return strings.HasPrefix(o.text(name), prefix) }
}

// samplesWith is the sign that the first of an object's samples has a member.
func samplesWith(name string) sign {
	return func(o jsonObject) bool {
		var samples []json.RawMessage
		if json.Unmarshal(o.get("samples"), &samples) != nil || len(samples) == 0 {
			return false
		}
		sample, err := parseObject(samples[0])
		return err == nil && sample.has(name)
	}
}

// has says whether there is a member with a name, whatever its value.
func (o jsonObject) has(name string) bool { return o.get(name) != nil }
