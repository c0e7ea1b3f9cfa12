package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// cardioRangeDays bounds a range of cardio loads. Polar documents no limit; the answer has an element
// for every day, so there has to be one.
const cardioRangeDays = 366

// recentCardioLoad answers GET /v3/users/cardio-load with the last 28 days.
func (s *Server) recentCardioLoad(x *exchange) Response { return s.lastCardioDays(x, recentDays) }

// cardioLoadOfDay answers GET /v3/users/cardio-load/{date}, with an array even here.
func (s *Server) cardioLoadOfDay(x *exchange) Response {
	day, ok := x.pathDate()
	if !ok {
		return empty(http.StatusBadRequest)
	}
	return s.cardioLoads(x, day)
}

// cardioLoadRange answers GET /v3/users/cardio-load/date with the days from and to.
func (s *Server) cardioLoadRange(x *exchange) Response {
	window, ok := x.asked(span{}, cardioRangeDays)
	if !ok {
		return empty(http.StatusBadRequest)
	}
	return s.cardioLoads(x, window)
}

// cardioLoadDays answers GET /v3/users/cardio-load/period/days/{days}, 1 to 180.
func (s *Server) cardioLoadDays(x *exchange) Response {
	days, ok := x.pathCount(180)
	if !ok {
		return empty(http.StatusBadRequest)
	}
	return s.lastCardioDays(x, days)
}

// cardioLoadMonths answers GET /v3/users/cardio-load/period/months/{months}, 1 to 6.
func (s *Server) cardioLoadMonths(x *exchange) Response {
	months, ok := x.pathCount(6)
	if !ok {
		return empty(http.StatusBadRequest)
	}
	from := x.now.UTC().AddDate(0, -months, 1).Format(calendarDate)
	return s.cardioLoads(x, span{from, x.daysFromToday(0)})
}

// pathCount is the {count} of the path. It is false outside 1 to most.
func (x *exchange) pathCount(most int) (int, bool) {
	count, err := strconv.Atoi(x.request.PathValue("count"))
	return count, err == nil && 1 <= count && count <= most
}

// lastCardioDays answers with a number of days up to today.
func (s *Server) lastCardioDays(x *exchange, days int) Response {
	return s.cardioLoads(x, span{x.daysFromToday(1 - days), x.daysFromToday(0)})
}

// cardioLoads answers with one element for each day of the window; a day without a record gets the
// element by which Polar says that there is no value.
func (s *Server) cardioLoads(x *exchange, window span) Response {
	recorded := map[string]json.RawMessage{}
	for _, r := range s.accounts.records(x.userID, KindCardioLoad, window.holds) {
		recorded[r.Date] = r.JSON
	}
	var days []json.RawMessage
	first, _ := dateOr(window.from, "") // a span is made of dates
	for day := first; day.Format(calendarDate) <= window.to; day = day.AddDate(0, 0, 1) {
		element := recorded[day.Format(calendarDate)]
		if element == nil {
			element = unavailableCardioLoad(day)
		}
		days = append(days, element)
	}
	return answerJSON(http.StatusOK, jsonArray(days))
}

// unavailableCardioLoad is the element of a day without cardio load, in the order and with the
// sentinels of the live service.
func unavailableCardioLoad(day time.Time) json.RawMessage {
	return fmt.Appendf(nil, `{"cardio_load_level":{"very_low":0.0,"low":0.0,"medium":0.0,"high":0.0,"very_high":0.0},`+
		`"date":%q,"cardio_load_status":"LOAD_STATUS_NOT_AVAILABLE","cardio_load_ratio":-1.0,`+
		`"cardio_load":-1.0,"strain":0.0,"tolerance":-1.0}`, day.Format(calendarDate))
}
