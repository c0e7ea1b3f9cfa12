package sandbox

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"time"
)

// athleteJSON writes one JSON element after the other into the same memory. A year of samples is a
// hundred megabytes of text, which reflection would take too long to write. Keys and texts are the
// generator's own and need no escaping.
type athleteJSON struct{ b []byte }

// element hands out a copy of what was written and starts over.
func (w *athleteJSON) element() json.RawMessage {
	element := bytes.Clone(w.b)
	w.b = w.b[:0]
	return element
}

func (w *athleteJSON) raw(text string) { w.b = append(w.b, text...) }

// next begins an element of an array or a member of an object.
func (w *athleteJSON) next() {
	if n := len(w.b); n > 0 && w.b[n-1] != '{' && w.b[n-1] != '[' {
		w.b = append(w.b, ',')
	}
}

// key begins a member of an object.
func (w *athleteJSON) key(k string) {
	w.next()
	w.b = append(w.b, '"')
	w.b = append(w.b, k...)
	w.b = append(w.b, '"', ':')
}

// open begins an object or array that is the value of a key.
func (w *athleteJSON) open(k, bracket string) {
	w.key(k)
	w.raw(bracket)
}

// item begins an object in an array.
func (w *athleteJSON) item() {
	w.next()
	w.raw("{")
}

func (w *athleteJSON) text(k, value string) {
	w.key(k)
	w.b = append(w.b, '"')
	w.b = append(w.b, value...)
	w.b = append(w.b, '"')
}

func (w *athleteJSON) int(k string, value int) {
	w.key(k)
	w.b = strconv.AppendInt(w.b, int64(value), 10)
}

func (w *athleteJSON) bool(k string, value bool) {
	w.key(k)
	w.b = strconv.AppendBool(w.b, value)
}

// decimal writes a number rounded to that many places, without trailing zeros but with at least one
// place.
func (w *athleteJSON) decimal(k string, value float64, places int) {
	w.key(k)
	w.b = appendDecimal(w.b, int(math.Round(value*math.Pow10(places))), places)
}

// instant writes a time as SleepWise and biosensing do: UTC without saying so, and a fraction of a
// second only where there is one.
func (w *athleteJSON) instant(k string, t time.Time) {
	w.key(k)
	w.b = append(w.b, '"')
	w.b = t.UTC().AppendFormat(w.b, "2006-01-02T15:04:05.999")
	w.b = append(w.b, '"')
}

// minute begins a member whose key is a time of day, HH:MM, from seconds on the face of a clock.
func (w *athleteJSON) minute(seconds int) {
	w.next()
	w.b = append(w.b, '"')
	w.b = appendTwo(w.b, mod(seconds, secondsOfDay)/3600)
	w.b = append(w.b, ':')
	w.b = appendTwo(w.b, mod(seconds, 3600)/60)
	w.b = append(w.b, '"', ':')
}

// appendDecimal writes scaled/10^places without trailing zeros, but with at least one place.
func appendDecimal(b []byte, scaled, places int) []byte {
	if scaled < 0 {
		b, scaled = append(b, '-'), -scaled
	}
	unit := 1
	for range places {
		unit *= 10
	}
	b = strconv.AppendInt(b, int64(scaled/unit), 10)
	b = append(b, '.')
	rest := scaled % unit
	for first := true; first || rest > 0; first = false {
		unit = max(1, unit/10)
		b = append(b, byte('0'+rest/unit))
		rest %= unit
	}
	return b
}

func appendTwo(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// mod is the remainder that is never negative.
func mod(a, b int) int { return (a%b + b) % b }

// isoDuration writes a duration as the live service does: PT1H29M13S, PT23M, PT0S.
func isoDuration(seconds int) string {
	b := []byte("PT")
	for _, part := range []struct {
		n    int
		unit byte
	}{{seconds / 3600, 'H'}, {seconds / 60 % 60, 'M'}, {seconds % 60, 'S'}} {
		if part.n > 0 || part.unit == 'S' && len(b) == 2 {
			b = append(strconv.AppendInt(b, int64(part.n), 10), part.unit)
		}
	}
	return string(b)
}

// localStamp writes a time of a day's activity: YYYY-MM-DDTHH:MM, and the seconds only where there are
// some.
func localStamp(d dayNumber, seconds int) string {
	layout := "2006-01-02T15:04"
	if seconds%60 != 0 {
		layout = "2006-01-02T15:04:05"
	}
	return d.midnight().Add(time.Duration(seconds) * time.Second).Format(layout)
}
