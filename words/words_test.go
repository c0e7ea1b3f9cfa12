package words_test

import (
	"regexp"
	"strings"
	"testing"

	"polarflow/analytics"
	"polarflow/words"
)

// banned are words that claim what brought something about, judge a person's health, or give advice.
var banned = regexp.MustCompile(`(?i)\b(caus\w*|because|due to|leads? to|results? in|owing to|therefore|thanks to|diagnos\w*|disease|` +
	`sick\w*|risk\w*|danger\w*|symptom\w*|infection\w*|healthy|unhealthy|patient|treat\w*|should|must|have to|need to|try to|avoid|` +
	`recommend\w*|advice|improves?|worsens?|makes you|harms?|overtrain\w*|NaN|Inf)\b|%!|(?-i:\bN\b)|  `)

// check fails for a sentence that says a number which is not in its record, or a banned word, or is no sentence.
func check(t *testing.T, sentence string, values ...any) {
	t.Helper()
	if unknown := recordOf(values...).unknown(sentence); len(unknown) > 0 {
		t.Errorf("%q has %v, which its record has not", sentence, unknown)
	}
	if word := banned.FindString(sentence); word != "" {
		t.Errorf("%q says %q", sentence, word)
	}
	if sentence == "" || !strings.HasSuffix(sentence, ".") || strings.ToUpper(sentence[:1]) != sentence[:1] {
		t.Errorf("%q is no sentence", sentence)
	}
}

// Every number in a sentence is in its record, on all days of all athletes, and nothing is claimed that the numbers do
// not carry.
func TestSentencesOfDays(t *testing.T) {
	t.Parallel()
	for name, p := range people(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, r := range p.history.Days(day0, day0+analytics.Day(p.days), analytics.Settings{}) {
				check(t, words.Readiness(r.Readiness), r.Readiness)
				check(t, words.UnusualNight(r.Unusual), r.Unusual)
				check(t, words.SleepDebt(r.Debt), r.Debt)
				check(t, words.Night{Asked: r.Day, Known: true, Result: r}.Headline(), r)
				check(t, words.Night{Asked: r.Day + 2, Known: true, Result: r}.Headline(), r, r.Day+2)
			}
			check(t, words.Night{Asked: day0}.Headline())
		})
	}
}

func TestSentencesOfRuns(t *testing.T) {
	t.Parallel()
	for name, p := range people(t) {
		for i, s := range analytics.Spikes(p.runs) {
			check(t, words.RunSpike(s, p.runs[i].Kilometers), s, p.runs[i], name)
		}
	}
}

func TestSentencesOfPeriods(t *testing.T) {
	t.Parallel()
	for name, p := range people(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, period := range []analytics.Period{analytics.ISOWeek, analytics.Month} {
				for i := range p.days {
					d := day0 + analytics.Day(i)
					numbers := words.Numbers{
						{Name: "mean HRV", Unit: "ms", Summary: analytics.Summarise(p.history.Signals[analytics.HRV], period, d, false)},
						{Name: "mean heart rate", Unit: "bpm", Summary: analytics.Summarise(p.history.Signals[analytics.HeartRate], period, d, false)},
						{Name: "load", Unit: "TRIMP", Summary: analytics.Summarise(p.history.Loads, period, d, true)},
					}
					said := numbers.Sentences()
					if len(said) < 1 || len(said) > 3 {
						t.Errorf("%d sentences", len(said))
					}
					for _, sentence := range said {
						check(t, sentence, numbers)
					}
				}
			}
		})
	}
}

// The insights of all athletes say only what is in their own record and that of what they are about, in an order that
// does not depend on chance.
func TestSentencesOfInsights(t *testing.T) {
	t.Parallel()
	kinds := make(map[words.Kind]bool)
	for name, p := range people(t) {
		for i := range p.days + 1 {
			if i%43 > 0 && (name != "wild" || i%28 < 27) { // the days on which the wild one has artefacts, or ends a hard week
				continue
			}
			d := day0 + analytics.Day(i)
			y := analytics.Year{History: p.history, Behaviours: p.behaviours, Away: p.away, Runs: p.runs,
				Results: p.history.Days(d-364, d, analytics.Settings{})}
			o, r := y.Outlook(d, 1), y.Results[364]
			for _, insight := range words.Insights(o, r) {
				kinds[insight.Kind] = true
				check(t, insight.Sentence, insight, o, r, "30")
				if insight.To < insight.From || insight.To > d || len(insight.Evidence) == 0 || len(insight.Evidence) > 31 {
					t.Errorf("%s: %+v", name, insight)
				}
			}
			for _, f := range o.Forecasts {
				check(t, words.Forecast(f), f)
				for _, e := range f.Effects {
					check(t, words.Effect(e), e)
				}
			}
			check(t, words.Correlations(o.Correlations), o.Correlations)
			for _, c := range o.Correlations.List {
				check(t, words.Correlation(c), c)
			}
			for _, g := range analytics.Signals {
				trend := analytics.TrendOf(g, p.history.Signals[g], d, 28)
				check(t, words.Trend(trend), trend)
			}
			for _, c := range o.Changes {
				check(t, words.LevelChange(c), c)
			}
		}
	}
	for _, k := range []words.Kind{
		words.UnusualNights, words.SuspectNight, words.LastingChange, words.LoadJump, words.MonotonousLoad, words.LongRun, words.Debt,
		words.NewLevel, words.Going, words.HabitEffect, words.OtherClock, words.NoPattern,
	} {
		if !kinds[k] {
			t.Errorf("no athlete has an insight %s", k)
		}
	}
}
