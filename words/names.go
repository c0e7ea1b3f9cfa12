package words

import "polarflow/analytics"

// signals are what signals are called, and the units of their values.
var signals = map[analytics.Signal]struct{ name, unit string }{
	analytics.HRV:         {"HRV", "ms"},
	analytics.HeartRate:   {"heart rate", "bpm"},
	analytics.Breathing:   {"breathing rate", "breaths/min"},
	analytics.Temperature: {"skin temperature", "Celsius"},
	analytics.Sleep:       {"sleep", "h"},
	analytics.Steps:       {"steps", "steps"},
}

// Unit returns the unit of a signal's values.
func Unit(g analytics.Signal) string { return signals[g].unit }

// ChangeUnit returns the unit of a signal's trends and effects, which of HRV are in percent.
func ChangeUnit(g analytics.Signal) string {
	if g == analytics.HRV {
		return "%"
	}
	return Unit(g)
}

// behaviours are what behaviours are called, and so much of each as its effects are for: N stands for the number.
var behaviours = map[analytics.Behaviour]struct{ name, step string }{
	analytics.Load:         {"cardio load", "N of cardio load"},
	analytics.HardMinutes:  {"hard training", "N minutes of hard training"},
	analytics.SessionEnd:   {"the hour at which training ended", "training that ends N h later"},
	analytics.DaySteps:     {"steps", "N steps"},
	analytics.Bedtime:      {"the hour of falling asleep", "falling asleep N h later"},
	analytics.LastSleep:    {"sleep in the night before", "N h of sleep in the night before"},
	analytics.Alcohol:      {"alcohol", "alcohol of N in the journal"},
	analytics.LateMeal:     {"a late meal", "a late meal (N in the journal)"},
	analytics.Stress:       {"stress", "stress of N in the journal"},
	analytics.Travel:       {"travel", "travel (N in the journal)"},
	analytics.Menstruation: {"menstruation", "menstruation (N in the journal)"},
	analytics.Illness:      {"illness", "illness (N in the journal)"},
}

// bands are readiness bands in words.
var bands = map[analytics.ReadinessBand]string{
	analytics.ReadinessLow:        "far below your usual",
	analytics.ReadinessBelowUsual: "below your usual",
	analytics.ReadinessUsual:      "your usual",
	analytics.ReadinessAboveUsual: "above your usual",
	analytics.ReadinessHigh:       "far above your usual",
}
