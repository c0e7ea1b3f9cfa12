package analytics

// Behaviour is something that a person does or lives through in a day. It has the date of the day before the night
// that it may show in: what is done on the evening of the 21st belongs to the 21st, and to the night with the date of
// the 22nd.
type Behaviour string

// The behaviours, with the unit of their values.
const (
	Load         Behaviour = "LOAD"         // cardio load of the day, 0 on a day of rest
	HardMinutes  Behaviour = "HARD_MINUTES" // minutes in Polar's zones 4 and 5
	SessionEnd   Behaviour = "SESSION_END"  // hour of day at which the last session ended; only days with one
	DaySteps     Behaviour = "STEPS"        // steps of the day
	Bedtime      Behaviour = "BEDTIME"      // hours after noon at which the person fell asleep
	LastSleep    Behaviour = "LAST_SLEEP"   // hours slept in the night before the day
	Alcohol      Behaviour = "ALCOHOL"      // drinks, or 1 and 0
	LateMeal     Behaviour = "LATE_MEAL"    // 1 or 0
	Stress       Behaviour = "STRESS"       // 1 or 0, or a rating
	Travel       Behaviour = "TRAVEL"       // 1 or 0
	Menstruation Behaviour = "MENSTRUATION" // 1 or 0
	Illness      Behaviour = "ILLNESS"      // 1 or 0
)

// Behaviours lists all of them.
var Behaviours = []Behaviour{
	Load, HardMinutes, SessionEnd, DaySteps, Bedtime, LastSleep, Alcohol, LateMeal, Stress, Travel, Menstruation, Illness,
}

// Bedtimes returns at how many hours after noon the person fell asleep, dated as behaviours are.
func (l Nights) Bedtimes() Series {
	return l.series(func(n Night) float64 {
		return float64(n.Start-(n.Day-1).midnight())/3600 - 12
	}).shifted(-1)
}

// shifted returns the series with each value so many days later.
func (s Series) shifted(days int) Series {
	return Series{first: s.first + Day(days), values: s.values}
}
