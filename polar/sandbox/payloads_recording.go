package sandbox

import (
	"bytes"
	"encoding/json"
	"time"

	"polarflow/polar"
)

// recording is one recorded element on its way to being served.
type recording struct {
	file string
	kind Kind
	// id is an exercise's; date is the calendar date on which the element was recorded, if it has one.
	id, date string
	raw      json.RawMessage
	// ignored says why it is not served.
	ignored string
	// partOf is the activity to which recorded samples were added.
	partOf *recording
	// day is the date under which it is served.
	day string
}

// served says whether the recording is a record of its own.
func (r *recording) served() bool { return r.ignored == "" && r.partOf == nil }

// sameRecord says whether two recordings are of the same exercise, night, day or measurement.
func (r *recording) sameRecord(other *recording) bool {
	return r.kind == other.kind && r.key() == other.key()
}

// key is the server's key of the record, by its recorded date.
func (r *recording) key() string {
	return recordKey(Record{Kind: r.kind, Date: r.date, ID: r.id, JSON: r.raw})
}

// record is the recording as the server holds it. An exercise counts as uploaded when its moved
// upload time says, and at the latest at the beginning of today.
func (r *recording) record(today time.Time) Record {
	return Record{Kind: r.kind, Date: r.day, ID: r.id, UploadedAt: r.uploadedAt(today), JSON: r.raw}
}

// uploadedAt is an exercise's upload time where that is before latest, and otherwise latest.
func (r *recording) uploadedAt(latest time.Time) time.Time {
	object, err := parseObject(r.raw)
	if err != nil || r.kind != KindExercise {
		return latest
	}
	uploaded, err := polar.ParseUTC(object.text("upload_time"))
	if err != nil || !uploaded.Before(latest) {
		return latest
	}
	return uploaded
}

// placement tells what became of the recording.
func (r *recording) placement() Placement {
	day := r.day
	if r.partOf != nil {
		day = r.partOf.day
	}
	return Placement{
		File: r.file, Kind: r.kind, ID: r.id, Recorded: r.date, Day: day, Ignored: r.ignored, Note: r.note(),
	}
}

// note tells of a night that was moved away from the date on which clocks change.
func (r *recording) note() string {
	if r.kind != KindSleep || !r.served() || r.day == r.date {
		return ""
	}
	from, to, changed := clockChange(r.raw)
	if !changed {
		return ""
	}
	return "moved off the change of clocks from " + from + " to " + to + " in this night; its offsets stay as recorded"
}

// dropRepeats ignores recordings that another one repeats or contains. Two different recordings of
// one exercise, or of the physical info, have no days to be told apart by: the longer one is served.
func dropRepeats(recordings []*recording) {
	seen := map[string][]*recording{}
	for _, later := range recordings {
		if !later.served() {
			continue
		}
		key := string(later.kind) + " " + later.key()
		for _, earlier := range seen[key] {
			if !earlier.served() || !later.served() {
				continue
			}
			if kept, dropped := ranked(earlier, later); dropped != nil {
				dropped.ignored = "recorded as well in " + kept.file
			}
		}
		seen[key] = append(seen[key], later)
	}
}

// ranked decides which of two recordings of the same record is served. Dropped is nil when both are.
func ranked(a, b *recording) (kept, dropped *recording) {
	undated := a.kind == KindExercise || a.kind == KindPhysicalInfo
	switch {
	case contains(a.raw, b.raw):
		return a, b
	case contains(b.raw, a.raw):
		return b, a
	case undated && len(b.raw) > len(a.raw):
		return b, a
	case undated:
		return a, b
	}
	return nil, nil
}

// contains says whether an object has everything that another one has, with the same values. Values
// are compared by their text without white space, objects member by member.
func contains(whole, part json.RawMessage) bool {
	wholeObject, err := parseObject(whole)
	partObject, partErr := parseObject(part)
	if err != nil || partErr != nil {
		return bytes.Equal(compacted(whole), compacted(part))
	}
	for _, m := range partObject {
		value := wholeObject.get(underscored(m.name))
		if value == nil || !contains(value, m.value) {
			return false
		}
	}
	return true
}

// compacted is JSON without white space between its tokens.
func compacted(raw json.RawMessage) []byte {
	var out bytes.Buffer
	if json.Compact(&out, raw) != nil {
		return raw
	}
	return out.Bytes()
}

// attachSamples adds samples that were recorded without their activity to an activity of the same
// date that has none. Samples that find no activity are served on their own.
func attachSamples(recordings []*recording) {
	for _, samples := range recordings {
		if samples.kind != KindActivity || !samples.served() || samples.has("start_time") {
			continue
		}
		for _, activity := range recordings {
			if activity.served() && activity.sameRecord(samples) && activity.has("start_time") && !activity.has("samples") {
				activity.raw = appended(activity.raw, "samples", samples.field("samples"))
				samples.partOf = activity
				break
			}
		}
	}
}

// has says whether the element has a field.
func (r *recording) has(name string) bool { return r.field(name) != nil }

// field is the raw value of a field of the element, or nil.
func (r *recording) field(name string) json.RawMessage {
	object, err := parseObject(r.raw)
	if err != nil {
		return nil
	}
	return object.get(name)
}

// appended adds a member at the end of an object and leaves its other bytes alone.
func appended(object json.RawMessage, name string, value json.RawMessage) json.RawMessage {
	end := bytes.LastIndexByte(object, '}')
	added := jsonObject{{name, value}}.encode()
	return append(append(bytes.Clone(object[:end]), ','), added[1:]...)
}
