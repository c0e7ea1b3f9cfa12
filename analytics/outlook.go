package analytics

import "math"

// Outlook is what is worked out as of a day, and not of every day: what stood out in the year before, and what the
// person's days teach of the nights.
type Outlook struct {
	Day     Day
	Version int // of the methods
	// Episodes are the unusual nights of the year: every two and more in a row, and the single ones of the last
	// fortnight. Oldest first, as are the others.
	Episodes []Episode
	// Stays are the nights in a row of the year that were slept by another clock than that of home.
	Stays []Stay
	// Spikes are the runs of the last fortnight that were more than 10 % longer than any of the 30 days before.
	Spikes []RunSpike
	// Changes are those of the last year, Trends those over 28 and 90 days that are shown.
	Changes      []Change
	Trends       []Trend
	Correlations Correlations
	Forecasts    []Forecast // of HRV and of sleep
}

// Episode is a number of unusual nights, of which at most one in a row was not measured or not unusual.
type Episode struct {
	From, To Day
	Nights   int          // that were unusual
	Peak     UnusualNight // the one that is furthest from the usual
}

// Stay is a number of nights in a row by one clock that is not that of home.
type Stay struct {
	From, To Day
	// Ahead is by how many hours the clock of the last night was ahead of that of home, with the least and the most of the
	// stay where summer time began or ended in it. N counts the nights that were recorded.
	Ahead Estimate
}

// Year is what an Outlook is worked out from. Of each part, days after the one that is asked for do not count.
type Year struct {
	History    History
	Results    []DayResult // oldest first; those of the year before count
	Behaviours map[Behaviour]Series
	// Away is by how many hours the clock of a night was ahead of that of home.
	Away Series
	Runs []Run
}

const (
	outlookDays   = 365
	fortnight     = 14
	outlookDraws  = 2000
	shortestTrend = 28
	longestTrend  = 90
)

// Outlook returns what there is to say as of a day. The seed makes resampling repeat. It takes seconds.
func (y Year) Outlook(d Day, seed uint64) Outlook {
	signals := y.signals()
	o := Outlook{
		Day: d, Version: Version,
		Episodes: episodes(y.Results, d), Stays: stays(y.Away.window(d-outlookDays+1, d)), Spikes: recentSpikes(y.Runs, d),
		Correlations: Correlate(y.Behaviours, signals, d, seed, outlookDraws),
	}
	for _, g := range Signals {
		found, _ := Changes(g, signals[g], d)
		for _, c := range found {
			if c.Day > d-outlookDays {
				o.Changes = append(o.Changes, c)
			}
		}
		for _, window := range []int{shortestTrend, longestTrend} {
			if t := TrendOf(g, signals[g], d, window); t.Shown {
				o.Trends = append(o.Trends, t)
			}
		}
	}
	for _, g := range []Signal{HRV, Sleep} {
		o.Forecasts = append(o.Forecasts, ForecastNight(g, signals[g], y.Behaviours, d, seed, outlookDraws))
	}
	return o
}

// signals returns all signals, HRV without artefacts.
func (y Year) signals() map[Signal]Series {
	clean := make(map[Signal]Series, len(Signals))
	for _, g := range Signals {
		clean[g] = y.History.Signals[g]
	}
	clean[Sleep] = y.History.Nights.Hours()
	clean[HRV] = clean[HRV].Without(Artefacts(clean[HRV], clean[HeartRate]))
	return clean
}

// episodes returns the episodes of the year that ends with a day.
func episodes(results []DayResult, d Day) []Episode {
	var list []Episode
	for _, r := range results {
		u := r.Unusual
		if !u.Unusual || r.Day <= d-outlookDays || r.Day > d {
			continue
		}
		if n := len(list); n > 0 && r.Day <= list[n-1].To+2 {
			e := &list[n-1]
			e.To, e.Nights = r.Day, e.Nights+1
			if u.Total.Value > e.Peak.Total.Value {
				e.Peak = u
			}
			continue
		}
		list = append(list, Episode{From: r.Day, To: r.Day, Nights: 1, Peak: u})
	}
	kept := list[:0]
	for _, e := range list {
		if e.Nights > 1 || e.To > d-fortnight {
			kept = append(kept, e)
		}
	}
	return kept
}

// stays returns the runs of values that are not 0 and at most an hour apart. A night that was not recorded does not end
// one.
func stays(away Series) []Stay {
	const method = "difference of the recorded clocks"
	var list []Stay
	home := true
	for _, p := range away.Points() {
		if p.Value == 0 {
			home = true
			continue
		}
		if n := len(list); home || math.Abs(list[n-1].Ahead.Value-p.Value) > 1 {
			list = append(list, Stay{From: p.Day, Ahead: estimate(method, p.Value, 0, 0).within(p.Value, p.Value, 0)})
		}
		home = false
		s := &list[len(list)-1]
		s.To = p.Day
		s.Ahead = estimate(method, p.Value, s.Ahead.N+1, int(s.To-s.From)+1).
			within(min(s.Ahead.Low, p.Value), max(s.Ahead.High, p.Value), 0)
	}
	return list
}

// recentSpikes returns the runs of the last fortnight that are in a group.
func recentSpikes(runs []Run, d Day) []RunSpike {
	var list []RunSpike
	for _, s := range Spikes(runs) {
		if s.Day > d-fortnight && s.Day <= d && s.Group != "" && s.Group != NoSpike {
			list = append(list, s)
		}
	}
	return list
}
