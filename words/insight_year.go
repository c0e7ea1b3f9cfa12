package words

import (
	"fmt"

	"polarflow/analytics"
)

// ofYear returns what stood out in the year of an outlook.
func ofYear(o analytics.Outlook) []Insight {
	var list []Insight
	for _, e := range o.Episodes {
		list = append(list, newInsight(UnusualNights, e.From, e.To, e.Peak.Total, "SD", Episode(e), notMedical))
	}
	for _, s := range o.Stays {
		list = append(list, newInsight(OtherClock, s.From, s.To, s.Ahead, "h", Stay(s)))
	}
	for _, s := range o.Spikes {
		list = append(list, newInsight(LongRun, s.Day, s.Day, s.Ratio, "", RunSpike(s, s.Ratio.Value*s.Longest.Value), studyOfMany))
	}
	for _, c := range o.Changes {
		i := newInsight(NewLevel, c.Early, c.Late, c.After, Unit(c.Signal), LevelChange(c), aboutTheDate)
		i.Signal, i.Evidence = c.Signal, []analytics.Day{c.Day}
		list = append(list, i)
	}
	for _, t := range o.Trends {
		i := newInsight(Going, t.Day-analytics.Day(t.Change.Window)+1, t.Day, t.Change, ChangeUnit(t.Signal), Trend(t))
		i.Signal, i.P = t.Signal, t.P
		list = append(list, i)
	}
	return list
}

// Episode returns what there is to say of unusual nights in a row.
func Episode(e analytics.Episode) string {
	if e.Nights == 1 {
		return UnusualNight(e.Peak)
	}
	return fmt.Sprintf("From %s to %s %d nights were unusual, most of all that of %s: %s, together %s against your own limit of %s. %s",
		e.From, e.To, e.Nights, e.Peak.Day, list(deviants(e.Peak.Parts)),
		amount(e.Peak.Total.Value, "SD"), amount(e.Peak.Threshold.Value, "SD"), compares)
}

// Stay returns what there is to say of nights by another clock.
func Stay(s analytics.Stay) string {
	clocks := ""
	if s.Ahead.Low < s.Ahead.High {
		clocks = interval(s.Ahead, "h")
	}
	return fmt.Sprintf("From %s to %s %d nights were by a clock %s%s from that of home.",
		s.From, s.To, s.Ahead.N, signed(s.Ahead.Value, "h"), clocks)
}

// ofPatterns returns what the days of an outlook teach of the nights: effects of behaviours where they help to forecast
// nights that were not learnt from, else that there is no reliable pattern yet.
func ofPatterns(o analytics.Outlook) []Insight {
	var list []Insight
	for _, f := range o.Forecasts {
		for _, e := range f.Effects {
			if f.Open && e.Shown {
				list = append(list, ofEffect(e, f, o.Day))
			}
		}
	}
	if len(list) > 0 || len(o.Forecasts) == 0 {
		return list
	}
	skill := o.Forecasts[0].Skill
	for _, c := range o.Correlations.List {
		if !skill.OK() { // then say how many nights there are, of which too few could be scored
			skill.N = max(skill.N, c.Rho.N)
		}
	}
	return []Insight{newInsight(NoPattern, o.Day, o.Day, skill, "", noPattern(skill.N))}
}

func ofEffect(e analytics.Effect, f analytics.Forecast, d analytics.Day) Insight {
	i := newInsight(HabitEffect, d-analytics.Day(e.Change.Window)+1, d, e.Change, ChangeUnit(e.Signal), Effect(e), notTheCause)
	i.Signal, i.Behaviour, i.Step, i.P, i.Q, i.Tested = e.Signal, e.Behaviour, e.Step, e.P, e.Q, len(f.Effects)
	return i
}
