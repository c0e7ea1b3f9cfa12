package analytics

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// SleepTimes is when a person sleeps, over the 28 days that end with a day. Times are hours of the day, 0 to below
// 24.
type SleepTimes struct {
	// Onset and Mid are circular means of falling asleep and of the middle of the night, OnsetSD and MidSD their
	// circular standard deviations in hours. They need 14 nights.
	Onset, Mid, OnsetSD, MidSD Estimate
	// SocialJetlag is how many hours apart the middle of sleep is on free days and on days of work, along the shorter
	// arc; Shift is the same with a sign, above 0 when free days are later (Wittmann and others, 2006). They need 4
	// nights of each.
	SocialJetlag, Shift Estimate
	// Chronotype is the middle of sleep on free days, corrected for sleep that makes up for the days of work
	// (Roenneberg and others, 2004). It is undefined for a person with an alarm on free days.
	Chronotype Estimate
	// Assumed says that free days are Saturday and Sunday because the person never said: call it a weekend shift
	// then.
	Assumed bool
}

// Times returns when the person slept in the 28 days that end with the day.
func (l Nights) Times(d Day, free FreeDays, alarm bool) SleepTimes {
	nights := l.Between(d-regularityDays+1, d)
	t := SleepTimes{Assumed: free.Assumed()}
	t.Onset, t.OnsetSD = clock("onset", nights, func(n Night) float64 { return n.Start.hour() })
	t.Mid, t.MidSD = clock("middle", nights, Night.mid)
	work, rest := divide(nights, free)
	t.Shift = shift(work, rest)
	t.SocialJetlag = t.Shift
	t.SocialJetlag.Method, t.SocialJetlag.Value = "|shift|", math.Abs(t.Shift.Value)
	t.Chronotype = chronotype(work, rest, free.work(), alarm)
	return t
}

func clock(what string, nights Nights, of func(Night) float64) (mean, sd Estimate) {
	m, s := Method("circular mean of "+what), Method("circular SD of "+what)
	n := len(nights)
	if n < 14 {
		return none(m, TooFewDays, n, regularityDays), none(s, TooFewDays, n, regularityDays)
	}
	times := hours(nights, of)
	at, _ := CircularMean(times)
	return estimate(m, at, n, regularityDays), estimate(s, CircularSD(times), n, regularityDays)
}

func hours(nights Nights, of func(Night) float64) []float64 {
	list := make([]float64, len(nights))
	for i, n := range nights {
		list[i] = of(n)
	}
	return list
}

// divide parts nights that end on a day of work from those that end on a free one.
func divide(nights Nights, free FreeDays) (work, rest Nights) {
	for _, n := range nights {
		if free.has(n.Day) {
			rest = append(rest, n)
		} else {
			work = append(work, n)
		}
	}
	return work, rest
}

func shift(work, rest Nights) Estimate {
	const method = "middle of sleep on free days less on days of work"
	n := len(work) + len(rest)
	if len(work) < 4 || len(rest) < 4 {
		return none(method, TooFewDays, n, regularityDays)
	}
	a, _ := CircularMean(hours(work, Night.mid))
	b, _ := CircularMean(hours(rest, Night.mid))
	return estimate(method, HoursApart(a, b), n, regularityDays)
}

func chronotype(work, rest Nights, workDays int, alarm bool) Estimate {
	const method = "MSFsc"
	n := len(work) + len(rest)
	switch {
	case alarm:
		return none(method, Undefined, n, regularityDays)
	case len(work) < 4 || len(rest) < 4:
		return none(method, TooFewDays, n, regularityDays)
	}
	length := func(n Night) float64 { return float64(n.End-n.Start) / 3600 }
	mid, _ := CircularMean(hours(rest, Night.mid))
	onWork, onFree := stat.Mean(hours(work, length), nil), stat.Mean(hours(rest, length), nil)
	return estimate(method, correctedMid(mid, onWork, onFree, workDays), n, regularityDays)
}

// correctedMid returns MSFsc: the middle of sleep on free days less half of what is slept there above the mean of the
// week.
func correctedMid(mid, onWork, onFree float64, workDays int) float64 {
	if onFree <= onWork {
		return mid
	}
	w := float64(workDays)
	week := (onWork*w + onFree*(7-w)) / 7
	return math.Mod(mid-(onFree-week)/2+24, 24)
}
