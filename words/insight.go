package words

import (
	"math"

	"polarflow/analytics"
)

// Kind is what an insight is about.
type Kind string

// The kinds of insight.
const (
	UnusualNights  Kind = "UNUSUAL_NIGHT"
	SuspectNight   Kind = "SUSPECT_MEASUREMENT"
	LastingChange  Kind = "LASTING_CHANGE"
	LoadJump       Kind = "LOAD_JUMP"
	MonotonousLoad Kind = "MONOTONOUS_LOAD"
	LongRun        Kind = "RUN_SPIKE"
	Debt           Kind = "SLEEP_DEBT"
	NewLevel       Kind = "LEVEL_CHANGE"
	Going          Kind = "TREND"
	HabitEffect    Kind = "HABIT_EFFECT"
	OtherClock     Kind = "TIME_ZONE"
	NoPattern      Kind = "NO_PATTERN"
)

// Insight is something that stands out, with what it rests on.
type Insight struct {
	Kind      Kind
	Day       analytics.Day       // as of which it is said
	Signal    analytics.Signal    // empty when it is about none or several
	Behaviour analytics.Behaviour // empty when it is about none
	Effect    analytics.Estimate
	Unit      string  // of the effect
	Step      float64 // how much of the behaviour the effect is for; 0 without one
	P, Q      float64 // probability by chance and false discovery rate; NaN where none was computed
	Tested    int     // how many questions were asked together; 0 when it was none of several
	From, To  analytics.Day
	Evidence  []analytics.Day // days that show it
	Caveats   []string
	Sentence  string

	weight float64
}

// The caveats.
const (
	notMedical   = "A comparison with yourself, not a medical finding."
	notTheCause  = "It shows what goes together, not what brings it about."
	aboutTheDate = "The date is about right."
	studyOfMany  = "The rates are those of a study of many runners: " + analytics.SpikeSource + "."
	napsUnseen   = "Naps are not recorded."
	coachesRule  = "A rule of coaches, not of a study."
)

// Insights returns what stands out as of a day, with the results of that day, the most important first.
func Insights(o analytics.Outlook, r analytics.DayResult) []Insight {
	var found []Insight
	found = append(found, ofNight(r)...)
	found = append(found, ofDay(r)...)
	found = append(found, ofYear(o)...)
	found = append(found, ofPatterns(o)...)
	for i := range found {
		found[i].Day = o.Day
	}
	rank(found)
	return found
}

// newInsight returns an insight about some days that has no p-value.
func newInsight(k Kind, from, to analytics.Day, effect analytics.Estimate, unit, sentence string, caveats ...string) Insight {
	return Insight{
		Kind: k, Effect: effect, Unit: unit, P: math.NaN(), Q: math.NaN(), From: from, To: to,
		Evidence: days(from, to), Caveats: caveats, Sentence: sentence,
	}
}

// mostEvidence is how many days are named at most.
const mostEvidence = 31

// days returns the days from one to another, the newest if they are too many.
func days(from, to analytics.Day) []analytics.Day {
	var list []analytics.Day
	for d := max(from, to-mostEvidence+1); d <= to; d++ {
		list = append(list, d)
	}
	return list
}
