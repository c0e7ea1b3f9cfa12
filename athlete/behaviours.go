package athlete

import (
	"math"

	"polarflow/analytics"
	"polarflow/ent"
)

// journaled are the behaviours that people note.
var journaled = map[string]analytics.Behaviour{
	"ALCOHOL": analytics.Alcohol, "LATE_MEAL": analytics.LateMeal, "STRESS": analytics.Stress, "TRAVEL": analytics.Travel,
	"MENSTRUATION": analytics.Menstruation, "ILLNESS": analytics.Illness,
}

// Behaviours returns what a person did on each day, as correlations and forecasts take it. Of what is noted in the
// journal, a day without an entry counts 0 from the first entry of the kind to the last day of the records: before,
// nothing was noted. Drinks of a day add up, of anything else a day is 1.
func (a *Athlete) Behaviours(journal []*ent.JournalEntry) map[analytics.Behaviour]analytics.Series {
	hard, ends := a.training()
	list := map[analytics.Behaviour]analytics.Series{
		analytics.Load: a.History.Loads, analytics.HardMinutes: hard, analytics.SessionEnd: ends,
		analytics.DaySteps: a.History.Signals[analytics.Steps], analytics.Bedtime: a.History.Nights.Bedtimes(),
		analytics.LastSleep: a.History.Nights.Hours(),
	}
	noted := make(map[analytics.Behaviour][]*ent.JournalEntry)
	for _, e := range journal {
		if b, ok := journaled[string(e.Kind)]; ok {
			noted[b] = append(noted[b], e)
		}
	}
	for b, entries := range noted {
		list[b] = notedDays(b, entries, a.Last)
	}
	return list
}

// notedDays returns what was noted of one behaviour.
func notedDays(b analytics.Behaviour, entries []*ent.JournalEntry, last analytics.Day) analytics.Series {
	of := make(map[analytics.Day]float64)
	first := dayOf(entries[0].Date)
	for _, e := range entries {
		d := dayOf(e.Date)
		first, last = min(first, d), max(last, d)
		if b == analytics.Alcohol {
			of[d] += amount(e)
		} else if amount(e) > 0 {
			of[d] = 1
		}
	}
	points := make([]analytics.Point, 0, int(last-first)+1)
	for d := first; d <= last; d++ {
		points = append(points, analytics.Point{Day: d, Value: of[d]})
	}
	return analytics.NewSeries(points)
}

// training returns the minutes in Polar's zones 4 and 5 of each day, 0 of a day of rest, and the hour at which the last
// session ended, of days with one.
func (a *Athlete) training() (hard, ends analytics.Series) {
	var minutes []analytics.Point
	last := make(map[analytics.Day]float64)
	for _, s := range a.Sessions {
		p := analytics.Point{Day: s.Day, Value: math.NaN()}
		if s.Zones != nil {
			p.Value = (s.Zones[3] + s.Zones[4]) / 60
		}
		minutes = append(minutes, p)
		midnight := s.Day.Time().Unix()
		ended := float64(int64(analytics.WallOf(s.end()))-midnight) / 3600
		last[s.Day] = max(last[s.Day], ended)
	}
	var points []analytics.Point
	for d, hour := range last {
		points = append(points, analytics.Point{Day: d, Value: hour})
	}
	var rest []analytics.Day
	for d, e := range a.Loads {
		if e.OK() && e.Value == 0 {
			rest = append(rest, d)
		}
	}
	return analytics.DailyLoads(minutes, append(rest, a.Worn...)), analytics.NewSeries(points)
}

// Runs returns the runs with a distance, and their sessions in the same order.
func (a *Athlete) Runs() ([]analytics.Run, []Session) {
	var runs []analytics.Run
	var of []Session
	for _, s := range a.Sessions {
		if s.Running() && s.Meters != nil && *s.Meters > 0 {
			runs, of = append(runs, analytics.Run{Day: s.Day, Kilometers: *s.Meters / 1000}), append(of, s)
		}
	}
	return runs, of
}

// ZoneTimes returns how long the sessions were in each zone, of those of which Polar says.
func (a *Athlete) ZoneTimes() []analytics.ZoneTime {
	var list []analytics.ZoneTime
	for _, s := range a.Sessions {
		if s.Zones != nil {
			list = append(list, analytics.ZoneTime{Day: s.Day, Seconds: *s.Zones})
		}
	}
	return list
}

// Efforts returns the best efforts of runs.
func (a *Athlete) Efforts(of map[int]Performance) []analytics.Effort {
	var list []analytics.Effort
	for _, s := range a.Sessions {
		p, ok := of[s.ID]
		if !ok || !s.Running() {
			continue
		}
		for _, f := range p.Distances {
			list = append(list, analytics.Effort{Day: s.Day, Meters: f.Meters, Seconds: f.Seconds, HeartRate: p.Peak})
		}
	}
	return list
}
