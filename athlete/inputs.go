package athlete

import (
	"cmp"
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

// pack returns inputs as they are stored.
func (in inputs) pack() ([]byte, error) {
	var s series.Series
	for column, points := range in {
		for _, p := range points {
			s.Offsets, s.Values = append(s.Offsets, int64(column)<<columnBits+int64(p.Day)), append(s.Values, p.Value)
		}
	}
	packed, err := series.Encode(s)
	if err != nil {
		return nil, fmt.Errorf("pack inputs: %w", err)
	}
	return packed, nil
}

// unpackInputs returns the inputs of the days before one.
func unpackInputs(packed []byte, before analytics.Day) (in inputs, err error) {
	s, err := series.Decode(packed)
	if err != nil {
		return in, fmt.Errorf("unpack inputs: %w", err)
	}
	for i, at := range s.Offsets {
		column, d := at>>columnBits, analytics.Day(at&(1<<columnBits-1))
		if column < 0 || column >= int64(len(in)) {
			return in, fmt.Errorf("unpack inputs: there is no column %d", column)
		}
		if d < before {
			in[column] = append(in[column], analytics.Point{Day: d, Value: s.Values[i]})
		}
	}
	return in, nil
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
