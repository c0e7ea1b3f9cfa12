package analytics

// History is everything that the daily results of a person are computed from. It may end after the days that are
// asked for, and hold them in any order: what is said of a day rests on that day and those before it.
type History struct {
	// Signals are the measurements of nights, by the date of waking up, and the steps of days. The time asleep is
	// taken from Nights.
	Signals map[Signal]Series
	Nights  Nights
	Loads   Series // of days, see [DailyLoads]
}

// Settings are what a person can choose. The zero value is good.
type Settings struct {
	// RangeWidth is the half width of the normal range in standard deviations, 0.75 if it is 0.
	RangeWidth float64
	// SleepGoal is the sleep that the person wants, in hours a night; 0 if it is to be estimated.
	SleepGoal float64
	// Age in years picks the default of the sleep need, 0 if it is not known.
	Age int
	// FreeDays are the days without work, AlarmOnFreeDays that the person gets up by an alarm on them too.
	FreeDays        FreeDays
	AlarmOnFreeDays bool
}

func (s Settings) width() float64 {
	if s.RangeWidth > 0 {
		return s.RangeWidth
	}
	return 0.75
}

// DayResult is everything that is said of one day.
type DayResult struct {
	Day        Day
	Baselines  []Baseline // in the order of [Signals]
	Readiness  Readiness
	Unusual    UnusualNight
	Alert      NightAlert // of NightSignal; its Day is 0 where the night has no heart rate
	Artefact   bool       // the night's HRV is probably an artefact: it is shown, and left out of everything else
	Debt       SleepDebt
	Regularity Estimate
	Times      SleepTimes
	Balance    Balance
	Ratio      Ratio
	Week       Week
}

// Baseline returns the baseline of one signal.
func (r DayResult) Baseline(g Signal) Baseline {
	for _, b := range r.Baselines {
		if b.Signal == g {
			return b
		}
	}
	return Baseline{Day: r.Day, Signal: g}
}

// How many days before the first that is asked for are computed as well, because the results of a day rest on results
// of earlier ones: the threshold of unusual nights on a year of deviations, readiness on 60 days of deviations.
const (
	yearBefore   = thresholdDays + 2
	monthsBefore = 2 * usualDays
)

// Days returns the results of each day from one day to another. They are the same whatever else is asked for with
// them, so a day can be computed by itself. A change of one day's data can change the results of that day and all
// after it.
func (h History) Days(from, to Day, s Settings) []DayResult {
	list := make([]DayResult, 0, max(int(to-from)+1, 0))
	for d := from; d <= to; d++ {
		list = append(list, DayResult{Day: d, Baselines: make([]Baseline, len(Signals))})
	}
	if len(list) == 0 {
		return nil
	}
	clean := h.measurements(list)
	h.nightly(list, clean, s)
	h.sleeping(list, clean[Sleep], s)
	for i, b := range Balances(h.Loads, from, to) {
		list[i].Balance = b
	}
	for i, r := range Ratios(h.Loads, from, to) {
		list[i].Ratio = r
	}
	for i, w := range Weeks(h.Loads, from, to) {
		list[i].Week = w
	}
	return list
}

// measurements returns all signals without artefacts, and marks the days that have one.
func (h History) measurements(list []DayResult) map[Signal]Series {
	clean := make(map[Signal]Series, len(Signals))
	for _, g := range Signals {
		clean[g] = h.Signals[g]
	}
	clean[Sleep] = h.Nights.Hours()
	artefacts := Artefacts(clean[HRV], clean[HeartRate])
	for _, d := range artefacts {
		if i := int(d - list[0].Day); i >= 0 && i < len(list) {
			list[i].Artefact = true
		}
	}
	clean[HRV] = clean[HRV].Without(artefacts)
	return clean
}

// nightly fills in what is said of nights as a whole.
func (h History) nightly(list []DayResult, clean map[Signal]Series, s Settings) {
	from, to := list[0].Day, list[len(list)-1].Day
	of := make(map[Signal]Deviations, len(Signals))
	for at, g := range Signals {
		for i, b := range Baselines(g, clean[g], s.width(), from, to) {
			if list[i].Artefact && g == HRV {
				b = artefact(b, h.Signals[HRV].At(b.Day))
			}
			list[i].Baselines[at] = b
		}
	}
	for _, g := range []Signal{HRV, HeartRate, Breathing, Temperature} {
		of[g] = DeviationsOf(g, clean[g], from-yearBefore, to)
	}
	for i, u := range UnusualNights(of, from, to) {
		list[i].Unusual = u
	}
	of[Sleep] = DeviationsOf(Sleep, CappedSleep(clean[Sleep], needs(clean[Sleep], from-monthsBefore, to, s)), from-usualDays, to)
	for i, r := range Readinesses(of, from, to) {
		list[i].Readiness = r
	}
	for _, a := range NightSignal(clean[HeartRate].Until(to)) {
		if i := int(a.Day - from); i >= 0 {
			list[i].Alert = a
		}
	}
}

// artefact returns the baseline of a night whose HRV is an artefact: the value is shown and not compared.
func artefact(b Baseline, rmssd float64) Baseline {
	b.Value = measured(rmssd)
	b.Deviation = none(b.Deviation.Method, Suspect, b.Deviation.N, b.Deviation.Window)
	return b
}

// needs returns the sleep need of each day from one day to another.
func needs(sleep Series, from, to Day, s Settings) Series {
	list := emptySeries(from, to)
	for d := from; d <= to; d++ {
		list.values[d-from] = s.need(sleep, d).Value
	}
	return list
}

func (s Settings) need(sleep Series, d Day) Estimate {
	return SleepNeed(sleep, d, s.FreeDays, s.SleepGoal, DefaultSleepNeed(s.Age))
}

// sleeping fills in what is said of sleep over weeks.
func (h History) sleeping(list []DayResult, sleep Series, s Settings) {
	from, to := list[0].Day, list[len(list)-1].Day
	regularity := h.Nights.Between(from-regularityDays, to).States().Regularity(from, to)
	for i, d := range list {
		list[i].Debt = Debt(sleep, d.Day, s.need(sleep, d.Day))
		list[i].Regularity = regularity[i]
		list[i].Times = h.Nights.Times(d.Day, s.FreeDays, s.AlarmOnFreeDays)
	}
}
