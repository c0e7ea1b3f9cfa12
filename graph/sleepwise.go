package graph

import (
	"strings"

	"polarflow/ent"
)

// primarySleep is Polar's word for the main sleep.
const primarySleep = "SLEEP_TYPE_PRIMARY"

// alertnessOf returns the period of a date's main sleep: its history, else its prediction, nil when there is
// neither.
func alertnessOf(periods []*ent.AlertnessPeriod) *ent.AlertnessPeriod {
	return best(periods, func(p *ent.AlertnessPeriod) (*string, bool) {
		return p.ResultType, p.SleepType == nil || *p.SleepType == primarySleep
	})
}

// bedtimeOf returns the bedtime of a date: its history, else its prediction, nil when there is neither.
func bedtimeOf(bedtimes []*ent.CircadianBedtime) *ent.CircadianBedtime {
	return best(bedtimes, func(b *ent.CircadianBedtime) (*string, bool) { return b.ResultType, true })
}

// best returns the last estimate that is history, else the last one, of those that count.
func best[T any](estimates []*T, judge func(*T) (resultType *string, counts bool)) *T {
	var found *T
	isHistory := false
	for _, e := range estimates {
		resultType, counts := judge(e)
		history := resultType != nil && strings.HasSuffix(*resultType, "HISTORY")
		if counts && (history || !isHistory) {
			found, isHistory = e, history
		}
	}
	return found
}
