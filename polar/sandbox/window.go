package sandbox

import (
	"encoding/json"
	"net/http"
	"time"
)

// Polar's windows, in days.
const (
	recentDays   = 28  // what a list without dates goes back, and the widest range of one request
	reachDays    = 365 // how old an activity may be
	exerciseDays = 30  // how long after its upload an exercise is handed out
)

// calendarDate is how every date of the API is written.
const calendarDate = time.DateOnly

// span is a range of calendar dates, both ends included, as YYYY-MM-DD.
type span struct{ from, to string }

func (w span) holds(r Record) bool { return w.from <= r.Date && r.Date <= w.to }

// daysFromToday is the calendar date that many days after today in UTC.
func (x *exchange) daysFromToday(days int) string {
	return x.now.UTC().AddDate(0, 0, days).Format(calendarDate)
}

// recent is the window of a list without dates: 28 days up to today, and tomorrow for people whose
// day has begun east of Greenwich.
func (x *exchange) recent() span {
	return span{x.daysFromToday(1 - recentDays), x.daysFromToday(1)}
}

// asked is the window that from and to of the query name, with fallback for the ones that are
// missing (an empty fallback makes them required). It is false for text that is no date, for an end
// before its beginning and for ends more than most days apart.
func (x *exchange) asked(fallback span, most int) (span, bool) {
	query := x.request.URL.Query()
	from, fromOK := dateOr(query.Get("from"), fallback.from)
	to, toOK := dateOr(query.Get("to"), fallback.to)
	if !fromOK || !toOK || to.Before(from) || to.After(from.AddDate(0, 0, most)) {
		return span{}, false
	}
	return span{from.Format(calendarDate), to.Format(calendarDate)}, true
}

// dateOr reads a date, or the fallback when text is empty.
func dateOr(text, fallback string) (time.Time, bool) {
	if text == "" {
		text = fallback
	}
	date, err := time.Parse(calendarDate, text)
	return date, err == nil
}

// pathDate is the {date} of the path. It is false for text that is no date.
func (x *exchange) pathDate() (span, bool) {
	date := x.request.PathValue("date")
	_, ok := dateOr(date, "")
	return span{date, date}, ok
}

// elements returns the account's records of a kind within a window.
func (s *Server) elements(x *exchange, kind Kind, window span) []json.RawMessage {
	return elementsOf(s.accounts.records(x.userID, kind, window.holds))
}

// elementsOf takes the JSON out of records.
func elementsOf(records []Record) []json.RawMessage {
	elements := make([]json.RawMessage, len(records))
	for i, r := range records {
		elements[i] = r.JSON
	}
	return elements
}

// byDate answers with the one record of a day, and 404 where there is none.
func (s *Server) byDate(kind Kind) endpoint {
	return func(x *exchange) Response {
		day, ok := x.pathDate()
		if !ok {
			return empty(http.StatusBadRequest)
		}
		return single(s.elements(x, kind, day), http.StatusNotFound)
	}
}

// single answers with the first element, or with a status where there is none.
func single(elements []json.RawMessage, none int) Response {
	if len(elements) == 0 {
		return empty(none)
	}
	return answerJSON(http.StatusOK, elements[0])
}

// arrayOr204 answers with an array, and 204 instead of an empty one.
func arrayOr204(elements []json.RawMessage) Response {
	if len(elements) == 0 {
		return empty(http.StatusNoContent)
	}
	return answerJSON(http.StatusOK, jsonArray(elements))
}
