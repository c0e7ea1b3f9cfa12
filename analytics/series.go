package analytics

import (
	"math"
	"slices"
)

// Point is a value of one day.
type Point struct {
	Day   Day
	Value float64
}

// Series is one value a day, with gaps. The zero Series has no values. A Series is not changed once it is made.
type Series struct {
	first  Day
	values []float64 // one for each day from first on, NaN where there is none
}

// missing stands for a value that is not there, inside the package and in an [Estimate] without a value.
var missing = math.NaN()

func isMissing(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }

// NewSeries returns the series of points in any order. Values that are not finite are missing. So is a day with two
// points that differ: two watches that disagree are no measurement.
func NewSeries(points []Point) Series {
	s := spanning(points)
	conflict := make(map[Day]bool)
	for _, p := range points {
		if isMissing(p.Value) || conflict[p.Day] {
			continue
		}
		at := &s.values[p.Day-s.first]
		if !isMissing(*at) && *at != p.Value {
			conflict[p.Day] = true
			*at = missing
			continue
		}
		*at = p.Value
	}
	return s
}

// DailyLoads returns the sum of the sessions of each day. A day in covered without a session is a day of rest, 0. A
// day with a session whose load is not known (not finite, or below 0 as Polar's -1) has no value, nor has a day that
// is not covered and has no session.
func DailyLoads(sessions []Point, covered []Day) Series {
	days := slices.Clone(sessions)
	for _, d := range covered {
		days = append(days, Point{Day: d})
	}
	s := spanning(days)
	slices.SortFunc(days, func(a, b Point) int { return compare(a.Value, b.Value) }) // a sum is the same in any order
	unknown := make(map[Day]bool)
	for _, p := range days {
		at := &s.values[p.Day-s.first]
		switch {
		case unknown[p.Day]:
		case isMissing(p.Value) || p.Value < 0:
			unknown[p.Day] = true
			*at = missing
		case isMissing(*at):
			*at = p.Value
		default:
			*at += p.Value
		}
	}
	return s
}

// compare orders numbers, NaN first.
func compare(a, b float64) int {
	switch {
	case a < b || math.IsNaN(a) && !math.IsNaN(b):
		return -1
	case a > b || math.IsNaN(b) && !math.IsNaN(a):
		return 1
	}
	return 0
}

// spanning returns a series without values that is long enough for the points.
func spanning(points []Point) Series {
	if len(points) == 0 {
		return Series{}
	}
	first, last := points[0].Day, points[0].Day
	for _, p := range points {
		first, last = min(first, p.Day), max(last, p.Day)
	}
	return emptySeries(first, last)
}

func emptySeries(first, last Day) Series {
	values := make([]float64, max(int(last-first)+1, 0))
	for i := range values {
		values[i] = missing
	}
	return Series{first: first, values: values}
}

// At returns the value of a day, NaN if there is none.
func (s Series) At(d Day) float64 {
	if d < s.first || d > s.Last() {
		return missing
	}
	return s.values[d-s.first]
}

// Has says whether the day has a value.
func (s Series) Has(d Day) bool { return !isMissing(s.At(d)) }

// First and Last return the days between which all values lie; Last is before First when there are none.
func (s Series) First() Day { return s.first }

// Last returns the last day that can have a value.
func (s Series) Last() Day { return s.first + Day(len(s.values)) - 1 }

// Between returns the values that are there from one day to another, both included, oldest first.
func (s Series) Between(from, to Day) []float64 { return s.appendBetween(nil, from, to) }

func (s Series) appendBetween(list []float64, from, to Day) []float64 {
	from, to = max(from, s.first), min(to, s.Last())
	for d := from; d <= to; d++ {
		if x := s.values[d-s.first]; !isMissing(x) {
			list = append(list, x)
		}
	}
	return list
}

// count returns how many days have a value from one day to another, both included.
func (s Series) count(from, to Day) int {
	n := 0
	for d := max(from, s.first); d <= min(to, s.Last()); d++ {
		if s.Has(d) {
			n++
		}
	}
	return n
}

// Until returns the series without the days after d.
func (s Series) Until(d Day) Series {
	if d >= s.Last() {
		return s
	}
	return Series{first: s.first, values: s.values[:max(int(d-s.first)+1, 0)]}
}

// Points returns the days that have a value, oldest first.
func (s Series) Points() []Point {
	var list []Point
	for i, x := range s.values {
		if !isMissing(x) {
			list = append(list, Point{s.first + Day(i), x})
		}
	}
	return list
}

// mapped returns the series of f of each value.
func (s Series) mapped(f func(float64) float64) Series {
	values := make([]float64, len(s.values))
	for i, x := range s.values {
		values[i] = missing
		if !isMissing(x) {
			values[i] = f(x)
		}
	}
	return Series{first: s.first, values: values}
}
