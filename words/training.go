package words

import (
	"fmt"

	"polarflow/analytics"
)

// RunSpike returns what there is to say of a run of so many kilometres.
func RunSpike(s analytics.RunSpike, kilometers float64) string {
	if !s.Ratio.OK() {
		return fmt.Sprintf("The run of %s cannot be compared: %s.", s.Day, missing(s.Ratio))
	}
	said := fmt.Sprintf("The run of %s, %s, was %s times as long as the longest of the 30 days before (%s).",
		s.Day, amount(kilometers, "km"), number(s.Ratio.Value, ""), amount(s.Longest.Value, "km"))
	if s.Return {
		said += " It was the first in a fortnight."
	}
	if s.Group == analytics.NoSpike {
		return said
	}
	return said + fmt.Sprintf(" In a study of %d runners such runs went with %s times%s the injuries of usual ones: about %s in a thousand runs. It is no forecast for you.",
		s.HazardRatio.N, number(s.HazardRatio.Value, ""), interval(s.HazardRatio, ""), number(s.PerThousand.Value, "per 1000"))
}

// loadJump and monotonous say what a week's flags rest on.
func loadJump(w analytics.Week) string {
	return fmt.Sprintf("The load of the week to %s, %s, was %s times the median of the weeks before.",
		w.Day, amount(w.Load.Value, "TRIMP"), number(w.Jump.Value, ""))
}

func monotonous(w analytics.Week) string {
	return fmt.Sprintf("The week to %s had a load of %s and days that were alike: a monotony of %s.",
		w.Day, amount(w.Load.Value, "TRIMP"), number(w.Monotony.Value, ""))
}
