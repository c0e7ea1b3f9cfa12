package rows

import (
	"polarflow/ent/kind"
	"polarflow/graph/model"
)

// place says where a row belongs: all that its relations are looked up by. What a type does not have is zero.
type place struct {
	user int       // the person
	date string    // the calendar date
	kind kind.Kind // the kind of record
	key  string    // the record's natural key within its kind, under which its series are kept
	id   int       // the row itself
}

// siblings are the rows that one statement brought. What is asked of one of them is loaded for all of them
// at once, so that a list costs as many statements as one element, whatever the timing.
type siblings struct{ places []place }

// origin is where a row came from: its place, and the siblings that came with it.
type origin struct {
	place    place
	siblings *siblings
}

// originOf returns where a row or day came from. One that no statement of this request brought (the person
// that a mutation has just made, a run that a subscription saw) is its own only sibling.
func (r *Reader) originOf(parent any) origin {
	if o, ok := r.origins.Load(parent); ok {
		return o.(origin)
	}
	p := r.placeOf(parent)
	o, _ := r.origins.LoadOrStore(parent, origin{place: p, siblings: &siblings{places: []place{p}}})
	return o.(origin)
}

// adopt notes that the rows came together.
func adopt[T any](r *Reader, placeOf func(*T) place, rows []*T) {
	s := &siblings{places: make([]place, len(rows))}
	for i, row := range rows {
		s.places[i] = placeOf(row)
		r.origins.Store(row, origin{place: s.places[i], siblings: s})
	}
}

// Day returns the day of a record. It is a sibling of the days of the record's siblings.
func (r *Reader) Day(record any) *model.Day {
	o := r.originOf(record)
	day := &model.Day{UserID: o.place.user, Date: o.place.date}
	r.origins.Store(day, o)
	return day
}

// Days returns days of a person. They are siblings of the same days of the person's siblings.
func (r *Reader) Days(person any, dates []string) []*model.Day {
	o := r.originOf(person)
	s := r.calendar(o.siblings, dates)
	days := make([]*model.Day, len(dates))
	for i, date := range dates {
		days[i] = &model.Day{UserID: o.place.user, Date: date}
		r.origins.Store(days[i], origin{place: place{user: o.place.user, date: date}, siblings: s})
	}
	return days
}

// span is consecutive dates of some people.
type span struct {
	people   *siblings
	from, to string
}

// calendar returns the consecutive dates for each of the people. Every call with the same people and dates
// returns the same siblings.
func (r *Reader) calendar(people *siblings, dates []string) *siblings {
	if len(dates) == 0 {
		return &siblings{}
	}
	key := span{people, dates[0], dates[len(dates)-1]}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s, ok := r.calendars[key]; ok {
		return s
	}
	s := &siblings{places: make([]place, 0, len(people.places)*len(dates))}
	for _, p := range people.places {
		for _, date := range dates {
			s.places = append(s.places, place{user: p.user, date: date})
		}
	}
	r.calendars[key] = s
	return s
}
