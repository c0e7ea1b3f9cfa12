package analytics

import (
	"cmp"
	"slices"
	"time"
)

// Wall is a reading of the clock where the person was, in seconds since 1 January 1970, 00:00 on that clock.
// Regularity is compared by it, so that a change to summer time shifts nothing.
type Wall int64

// WallOf returns what a clock in the time's location shows.
func WallOf(t time.Time) Wall {
	_, offset := t.Zone()
	return Wall(t.Unix() + int64(offset))
}

// midnight returns the reading with which a date begins.
func (d Day) midnight() Wall { return Wall(d) * secondsPerDay }

// hour returns the time of day in hours, 0 to below 24.
func (w Wall) hour() float64 {
	return float64(((w%secondsPerDay)+secondsPerDay)%secondsPerDay) / 3600
}

// Span is a time from one reading to another, the end excluded.
type Span struct{ Start, End Wall }

// Night is one sleep.
type Night struct {
	Day        Day     // the date of waking up
	Start, End Wall    // falling asleep and waking up
	Hours      float64 // time asleep
	Asleep     []Span  // when, without interruptions; nil if only start and end are known
}

// mid returns the hour of day half-way through the night.
func (n Night) mid() float64 { return (n.Start + (n.End-n.Start)/2).hour() }

// spans returns when the person slept.
func (n Night) spans() []Span {
	if n.Asleep == nil {
		return []Span{{n.Start, n.End}}
	}
	return n.Asleep
}

// Nights are the sleeps of a person, at most one a day, oldest first.
type Nights []Night

// NewNights returns nights of any order. Of a day with two nights that differ none is kept: two watches that disagree
// are no measurement.
func NewNights(nights []Night) Nights {
	of := make(map[Day][]Night)
	for _, n := range nights {
		if !slices.ContainsFunc(of[n.Day], n.equal) {
			of[n.Day] = append(of[n.Day], n)
		}
	}
	var list Nights
	for _, same := range of {
		if len(same) == 1 {
			list = append(list, same[0])
		}
	}
	slices.SortFunc(list, func(a, b Night) int { return cmp.Compare(a.Day, b.Day) })
	return list
}

func (n Night) equal(m Night) bool {
	return n.Start == m.Start && n.End == m.End && n.Hours == m.Hours && slices.Equal(n.Asleep, m.Asleep)
}

// Hours returns the time asleep of each night.
func (l Nights) Hours() Series { return l.series(func(n Night) float64 { return n.Hours }) }

func (l Nights) series(of func(Night) float64) Series {
	points := make([]Point, len(l))
	for i, n := range l {
		points[i] = Point{n.Day, of(n)}
	}
	return NewSeries(points)
}

// Between returns the nights of the days from one to another, both included.
func (l Nights) Between(from, to Day) Nights {
	before := func(n Night, d Day) int { return cmp.Compare(n.Day, d) }
	i, _ := slices.BinarySearchFunc(l, from, before)
	j, _ := slices.BinarySearchFunc(l, to+1, before)
	return l[i:max(i, j)]
}
