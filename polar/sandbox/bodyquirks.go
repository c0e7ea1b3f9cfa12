package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
)

// UnreadableElement puts a string in place of one element of a list (counted from 0), as no decoder
// expects it.
func UnreadableElement(at int) Quirk {
	return onElements(func(i int, element json.RawMessage) json.RawMessage {
		if i == at {
			return json.RawMessage(`"unreadable"`)
		}
		return element
	})
}

// UnreadableField gives a field of one element (counted from 0) a value of the wrong type.
func UnreadableField(at int, path string) Quirk {
	return onElements(func(i int, element json.RawMessage) json.RawMessage {
		if i == at {
			return edited(element, path, json.RawMessage(`{"x":1}`))
		}
		return element
	})
}

// SetField gives a field of every element a value, which is JSON text: an enum value nobody knows,
// or one of the sentinels -1 and 0. A path into an object has dots: "training_load_pro.muscle-load".
func SetField(path, value string) Quirk {
	return onElements(func(_ int, element json.RawMessage) json.RawMessage {
		return edited(element, path, json.RawMessage(value))
	})
}

// DropField leaves a field out of every element; the path is SetField's.
func DropField(path string) Quirk {
	return onElements(func(_ int, element json.RawMessage) json.RawMessage {
		return edited(element, path, nil)
	})
}

// PaddedBody makes a body at least so many bytes long, with fields that nobody knows in its first
// element. A body without elements stays as it is.
func PaddedBody(size int) Quirk {
	const chunk = 64 << 10
	return func(a *Response) {
		missing := size - len(a.Body)
		onElements(func(i int, element json.RawMessage) json.RawMessage {
			object, err := parseObject(element)
			if err != nil || i > 0 {
				return element
			}
			for n := 0; missing > 0; n, missing = n+1, missing-chunk {
				padding := `"` + strings.Repeat("x", min(chunk, missing)) + `"`
				object = append(object, jsonMember{fmt.Sprintf("padding_%d", n), json.RawMessage(padding)})
			}
			return object.encode()
		})(a)
	}
}

// HeartRateZeros makes the continuous heart rate 0, no contact, from one time of day (HH:MM:SS) until
// before another.
func HeartRateZeros(from, until string) Quirk {
	return onHeartRates(func(sample jsonObject) jsonObject {
		if at := sample.text("sample_time"); from <= at && at < until {
			return sample.with("heart_rate", json.RawMessage("0"))
		}
		return sample
	})
}

// HeartRateGap takes the continuous heart rate samples away from one time of day (HH:MM:SS) until
// before another.
func HeartRateGap(from, until string) Quirk {
	return onHeartRates(func(sample jsonObject) jsonObject {
		if at := sample.text("sample_time"); from <= at && at < until {
			return nil
		}
		return sample
	})
}

// onHeartRates maps every sample of continuous heart rate days; nil drops it.
func onHeartRates(change func(jsonObject) jsonObject) Quirk {
	return onElements(func(_ int, element json.RawMessage) json.RawMessage {
		day, err := parseObject(element)
		var samples []json.RawMessage
		if err != nil || json.Unmarshal(day.get("heart_rate_samples"), &samples) != nil {
			return element
		}
		samples = present(samples, func(raw json.RawMessage) json.RawMessage {
			sample, err := parseObject(raw)
			if err != nil {
				return raw
			}
			if sample = change(sample); sample == nil {
				return nil
			}
			return sample.encode()
		})
		return day.with("heart_rate_samples", jsonArray(samples)).encode()
	})
}

// onElements maps the elements of an answer: those of its array, with or without an envelope, or the
// one object that it is. An answer that is not JSON stays as it is.
func onElements(change func(int, json.RawMessage) json.RawMessage) Quirk {
	return func(a *Response) { a.Body = mapElements(a.Body, change) }
}

// edited returns element with the field at a dotted path set, or left out for a nil value. An element
// without the object that the path goes through stays as it is.
func edited(element json.RawMessage, path string, value json.RawMessage) json.RawMessage {
	object, err := parseObject(element)
	if err != nil {
		return element
	}
	name, rest, nested := strings.Cut(path, ".")
	name = underscored(name)
	switch {
	case nested && object.get(name) != nil:
		return object.with(name, edited(object.get(name), rest, value)).encode()
	case nested:
		return element
	case value == nil:
		return object.without(name).encode()
	}
	return object.with(name, value).encode()
}
