package analytics

// Week sets the load of the 7 days that end with a day against the weeks before.
type Week struct {
	Day Day
	// Load is the load of the week in its own unit: 7 times the mean of the days known, which have to be 5.
	Load Estimate
	// Change is this week over the week before, Jump this week over the median of the four weeks before. They have no
	// unit.
	Change, Jump Estimate
	// Monotony and Strain are Foster's, see [Monotony] and [Strain].
	Monotony, Strain Estimate
	Flags            []LoadFlag
}

// LoadFlag is something to notice in a week's load. It is no probability of anything.
type LoadFlag string

const (
	// LoadJump says that the week's load is above 1.5 times the median of the four weeks before.
	LoadJump LoadFlag = "LOAD_JUMP"
	// Monotonous says that monotony is above 2, which coaches call high, in a week whose load is above the person's
	// own 80th percentile of the year before.
	Monotonous LoadFlag = "MONOTONOUS"
)

// Weeks returns the week of each day from one day to another.
func Weeks(loads Series, from, to Day) []Week {
	list := make([]Week, 0, max(int(to-from)+1, 0))
	for d := from; d <= to; d++ {
		w := Week{
			Day: d, Load: weekLoad(loads, d), Monotony: Monotony(loads, d), Strain: Strain(loads, d),
			Change: weekChange("week / week before", loads, d, 1), Jump: weekChange("week / median of 4 weeks before", loads, d, 4),
		}
		w.Flags = w.flags(loads)
		list = append(list, w)
	}
	return list
}

func weekLoad(loads Series, d Day) Estimate {
	e := meanLoad("7 x mean of the days known", loads, d-6, d)
	e.Value *= 7
	return e
}

func weekChange(m Method, loads Series, d Day, weeks int) Estimate {
	window := 7 * (weeks + 1)
	n := loads.count(d-Day(window)+1, d)
	this := weekLoad(loads, d)
	var before []float64
	for i := range weeks {
		if week := weekLoad(loads, d-Day(7*(i+1))); week.OK() {
			before = append(before, week.Value)
		}
	}
	if !this.OK() || len(before) < weeks {
		return none(m, TooFewDays, n, window)
	}
	usual := Median(before)
	if usual < 7 {
		return none(m, TooLittleLoad, n, window)
	}
	return estimate(m, this.Value/usual, n, window)
}

func (w Week) flags(loads Series) []LoadFlag {
	var list []LoadFlag
	if w.Jump.OK() && w.Jump.Value > 1.5 {
		list = append(list, LoadJump)
	}
	if w.Monotony.OK() && w.Monotony.Value > 2 && w.heavy(loads) {
		list = append(list, Monotonous)
	}
	return list
}

// heavy says whether the week's load is above the 80th percentile of the weeks that end on the 365 days before, of
// which 28 have to be known.
func (w Week) heavy(loads Series) bool {
	var weeks []float64
	for d := w.Day - 365; d < w.Day; d++ {
		if week := weekLoad(loads, d); week.OK() {
			weeks = append(weeks, week.Value)
		}
	}
	return len(weeks) >= 28 && w.Load.OK() && w.Load.Value > Quantile(weeks, 0.8)
}
