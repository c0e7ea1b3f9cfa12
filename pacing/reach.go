package pacing

import "polarflow/ent/kind"

// Reach is how far the reach-back of one person has come with one kind.
type Reach struct {
	Kind      kind.Kind
	Reached   string // the earliest date that was asked for, as YYYY-MM-DD; empty before the first step
	EmptyDays int    // for how many days in a row, going back, Polar has had nothing
	Done      bool   // there is nothing before
}

// Step is what a reach-back asks Polar for next: one kind from one day to another, both included. It is one request.
type Step struct {
	Kind     kind.Kind
	From, To string
}

const (
	// window is how many days Polar hands out for one request.
	window = 28
	// nothingFor is for how many days Polar has nothing before a reach-back stops: a watch left in a drawer for a
	// month looks the same as a time before the watch.
	nothingFor = 30
	// atAll is how far a reach-back goes in any case: ten years.
	atAll = 3653
)

// far is how a kind reaches back: so many days for each request, as many days as Polar keeps.
type far struct{ step, days int }

// reaches are the kinds that Polar hands out by date. Of exercises and physical information it hands out one
// list, which a first sync has asked for.
var reaches = map[kind.Kind]far{
	kind.Sleep:               {1, atAll},
	kind.NightlyRecharge:     {1, atAll},
	kind.DailyActivity:       {window, 365},
	kind.CardioLoad:          {window, 180},
	kind.ContinuousHeartRate: {window, atAll},
	kind.Alertness:           {window, atAll},
	kind.CircadianBedtime:    {window, atAll},
	kind.SkinTemperature:     {window, atAll},
	kind.Spo2:                {window, atAll},
	kind.ECG:                 {window, atAll},
	kind.BodyTemperature:     {window, atAll},
}

// Reaches reports whether Polar has more of a kind than a first sync asks for.
func Reaches(k kind.Kind) bool { return reaches[k].days > 0 }

// NextReach returns what a reach-back asks for next, and false when it is at its end. A kind that is not in the
// list has not begun: it begins where a sync's lookback, a number of days up to today, ends. The kinds take turns, so
// that the newest days come first: next is the step that goes least far back. So all nights of a period come before the
// days of it, which are read in the zones that the nights tell of.
func NextReach(today string, lookback int, reached []Reach) (Step, bool) {
	var next Step
	for _, k := range kind.All() {
		r := of(k, reached)
		if r.Done || !Reaches(k) {
			continue
		}
		if s, ok := r.step(today, lookback); ok && s.From > next.From {
			next = s
		}
	}
	return next, next.From != ""
}

// of returns how far a kind has come.
func of(k kind.Kind, reached []Reach) Reach {
	for _, r := range reached {
		if r.Kind == k {
			return r
		}
	}
	return Reach{Kind: k}
}

// step returns the next step of one kind, and false if Polar keeps nothing before.
func (r Reach) step(today string, lookback int) (Step, bool) {
	kept := reaches[r.Kind]
	if kept.step == 1 { // of which a sync asks for a list of 28 days
		lookback = min(lookback, window)
	}
	to := addDays(today, -max(lookback, 1))
	if r.Reached != "" {
		to = addDays(r.Reached, -1)
	}
	from := max(addDays(to, 1-kept.step), addDays(today, 1-kept.days))
	return Step{r.Kind, from, to}, from <= to
}

// After returns how far a kind has come after a step of it, for which Polar had something or nothing.
func (r Reach) After(s Step, found bool, today string) Reach {
	r.Kind, r.Reached = s.Kind, s.From
	r.EmptyDays += daysBetween(s.From, s.To)
	if found {
		r.EmptyDays = 0
	}
	_, more := r.step(today, window)
	stops := reaches[r.Kind].days == atAll && r.EmptyDays >= nothingFor
	r.Done = stops || !more
	return r
}
