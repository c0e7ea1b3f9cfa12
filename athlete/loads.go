package athlete

import (
	"math"

	"polarflow/analytics"
)

// Where the load of a day is from.
const (
	// PolarLoad is Polar's cardio load of the day, 0 on a day of rest.
	PolarLoad analytics.Method = "Polar's cardio load of the day"
	// SessionLoads is the sum of Polar's cardio loads of the day's sessions, where it gave none of the day.
	SessionLoads analytics.Method = "sum of Polar's cardio loads of the sessions"
	// OwnLoads is a sum of sessions with our own for those of which Polar gave none.
	OwnLoads analytics.Method = "sum of the sessions, with Banister TRIMP from samples for those without Polar's cardio load"
	// RestDay is the 0 of a day on which the watch was worn and no session was recorded.
	RestDay analytics.Method = "no session on a day on which the watch was worn"
	// UnknownLoad is the method of a day without a load.
	UnknownLoad analytics.Method = "daily load"
)

func unknownLoad(why analytics.Reason) analytics.Estimate {
	return analytics.Estimate{
		Value: math.NaN(), Low: math.NaN(), High: math.NaN(), Window: 1, Method: UnknownLoad,
		Confidence: analytics.NoConfidence, Reason: why,
	}
}

func knownLoad(value float64, from analytics.Method, n int) analytics.Estimate {
	return analytics.Estimate{
		Value: value, Low: math.NaN(), High: math.NaN(), N: n, Window: n, Method: from, Confidence: analytics.HighConfidence,
	}
}

// dailyLoads returns the loads of days: Polar's where there is one, else the sum of the sessions, else 0 where the watch
// was worn.
func dailyLoads(polar []analytics.Point, sessions []Session, worn []analytics.Day) map[analytics.Day]analytics.Estimate {
	list := make(map[analytics.Day]analytics.Estimate, len(polar))
	for _, p := range polar {
		list[p.Day] = knownLoad(p.Value, PolarLoad, 1)
	}
	of := make(map[analytics.Day][]Session)
	for _, s := range sessions {
		if _, ok := list[s.Day]; !ok {
			of[s.Day] = append(of[s.Day], s)
		}
	}
	for d, same := range of {
		list[d] = sumOf(apart(same))
	}
	for _, d := range worn {
		if _, ok := list[d]; !ok {
			list[d] = knownLoad(0, RestDay, 1)
		}
	}
	return list
}

// sumOf returns the load of the sessions of a day.
func sumOf(sessions []Session) analytics.Estimate {
	points, from := make([]analytics.Point, len(sessions)), SessionLoads
	for i, s := range sessions {
		load, own := s.load()
		points[i] = analytics.Point{Day: s.Day, Value: load}
		if own {
			from = OwnLoads
		}
	}
	sum := analytics.DailyLoads(points, nil).At(sessions[0].Day)
	if math.IsNaN(sum) {
		return unknownLoad(analytics.TooLittleSignal)
	}
	return knownLoad(sum, from, len(sessions))
}

// apart returns the sessions of a day, of those that two watches recorded at once the one with the higher load. The
// sessions have to be in the order of their begin.
func apart(sessions []Session) []Session {
	var list []Session
	for _, s := range sessions {
		n := len(list)
		if n == 0 || !list[n-1].atOnce(s) {
			list = append(list, s)
			continue
		}
		before, _ := list[n-1].load()
		if load, _ := s.load(); load > before || math.IsNaN(before) {
			list[n-1] = s
		}
	}
	return list
}

// atOnce says whether two sessions share more than half of the shorter one.
func (s Session) atOnce(later Session) bool {
	shared := min(s.end().Sub(later.Start), later.end().Sub(later.Start)).Seconds()
	return shared > 0 && shared > min(s.Seconds, later.Seconds)/2
}

// load returns Polar's cardio load of a session, else our own, NaN if neither is known.
func (s Session) load() (value float64, own bool) {
	switch {
	case s.CardioLoad != nil && *s.CardioLoad >= 0:
		return *s.CardioLoad, false
	case s.TRIMP != nil:
		return *s.TRIMP, true
	}
	return math.NaN(), false
}
