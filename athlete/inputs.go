package athlete

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"polarflow/analytics"
	"polarflow/series"
)

// inputs are the values that results rest on over years: those of [analytics.Signals], and the loads. They are kept
// beside the results, so that a new day is computed without reading all records.
type inputs [loadInput + 1][]analytics.Point

// The places of the time asleep and of the loads among the inputs.
const (
	sleepInput = 4
	loadInput  = 6
)

// columnBits is how far apart two inputs are in a stored series, in which a point is at its day.
const columnBits = 32

// eraDays is how many days are packed together: a new day does not have all others packed again.
const eraDays = 512

// eraOf returns the number of the era a day is in.
func eraOf(d analytics.Day) int32 { return int32(d >> 9) } //nolint:gosec // days of our calendar

// eraHeader is what stands before each era: its number, and how many bytes it takes.
const eraHeader = 8

// pack returns inputs as they are stored: era by era, in ascending order. Those that end before a day are taken from what
// was stored before.
func (in inputs) pack(before []byte, from analytics.Day) ([]byte, error) {
	var packed []byte
	err := eachEra(before, func(era int32, content []byte) error {
		if era < eraOf(from) {
			packed = appendEra(packed, era, content)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	first, last, ok := in.span()
	if !ok {
		return packed, nil
	}
	if len(packed) > 0 {
		first = from
	}
	for era := eraOf(first); era <= eraOf(last); era++ {
		content, err := in.era(era)
		if err != nil {
			return nil, fmt.Errorf("pack inputs: %w", err)
		}
		packed = appendEra(packed, era, content)
	}
	return packed, nil
}

// era returns the inputs of one era as they are stored.
func (in inputs) era(era int32) ([]byte, error) {
	var s series.Series
	begin := analytics.Day(era) * eraDays
	for column, points := range in {
		for _, p := range points[since(points, begin):since(points, begin+eraDays)] {
			s.Offsets, s.Values = append(s.Offsets, int64(column)<<columnBits+int64(p.Day)), append(s.Values, p.Value)
		}
	}
	return series.Encode(s)
}

func appendEra(packed []byte, era int32, content []byte) []byte {
	packed = binary.LittleEndian.AppendUint32(packed, uint32(era))          //nolint:gosec // and back
	packed = binary.LittleEndian.AppendUint32(packed, uint32(len(content))) //nolint:gosec // of a few kB
	return append(packed, content...)
}

// eachEra calls do with what is stored of each era.
func eachEra(packed []byte, do func(era int32, content []byte) error) error {
	for len(packed) > 0 {
		if len(packed) < eraHeader {
			return errPacked
		}
		era, length := int32(binary.LittleEndian.Uint32(packed)), int(binary.LittleEndian.Uint32(packed[4:])) //nolint:gosec // see appendEra
		packed = packed[eraHeader:]
		if length > len(packed) {
			return errPacked
		}
		if err := do(era, packed[:length]); err != nil {
			return err
		}
		packed = packed[length:]
	}
	return nil
}

// unpackInputs returns the inputs of the days before one.
func unpackInputs(packed []byte, before analytics.Day) (in inputs, err error) {
	err = eachEra(packed, func(_ int32, content []byte) error { return in.addEra(content, before) })
	if err != nil {
		return in, fmt.Errorf("unpack inputs: %w", err)
	}
	return in, nil
}

// addEra adds the inputs of an era that are before a day.
func (in *inputs) addEra(content []byte, before analytics.Day) error {
	s, err := series.Decode(content)
	if err != nil {
		return err
	}
	for i, at := range s.Offsets {
		column, d := at>>columnBits, analytics.Day(at&(1<<columnBits-1))
		if column < 0 || column >= int64(len(in)) {
			return fmt.Errorf("there is no column %d", column)
		}
		if d < before {
			in[column] = append(in[column], analytics.Point{Day: d, Value: s.Values[i]})
		}
	}
	return nil
}

// span returns the first and the last day of the inputs, false if there are none. They are in ascending order.
func (in inputs) span() (first, last analytics.Day, ok bool) {
	for _, points := range in {
		if len(points) == 0 {
			continue
		}
		from, to := points[0].Day, points[len(points)-1].Day
		if !ok {
			first, last, ok = from, to, true
		}
		first, last = min(first, from), max(last, to)
	}
	return first, last, ok
}

// since returns at which of the points, in ascending order, a day begins.
func since(points []analytics.Point, d analytics.Day) int {
	at, _ := slices.BinarySearchFunc(points, d, func(p analytics.Point, d analytics.Day) int { return cmp.Compare(p.Day, d) })
	return at
}

// recentDays is how many days back the signals count of which nothing is said that rests on all days: unusual nights rest
// on a year of deviations, each from the 60 days before.
const recentDays = 500

// recent returns the inputs without what is too long ago to count for the days from one on.
func (in inputs) recent(from analytics.Day) inputs {
	for i, g := range analytics.Signals {
		if g == analytics.HRV || g == analytics.HeartRate {
			continue // artefacts and NightSignal rest on all nights, and so do loads on all days
		}
		in[i] = in[i][since(in[i], from-recentDays):]
	}
	return in
}

// followed returns the inputs of the days before one, followed by those of an athlete up to another.
func (in inputs) followed(a *Athlete, from, until analytics.Day) (all inputs) {
	for i := range in {
		values := a.History.Loads
		if i != loadInput {
			values = a.History.Signals[analytics.Signals[i]]
		}
		points := values.Until(until).Points()
		all[i] = slices.Concat(in[i][:since(in[i], from)], points[since(points, from):])
	}
	return all
}

// with returns the points of an input with others; the slices are left as they are.
func (in inputs) with(column int, points []analytics.Point) []analytics.Point {
	return slices.Concat(in[column], points)
}
