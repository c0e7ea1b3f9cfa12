package words

import (
	"math"
	"slices"

	"polarflow/analytics"
)

// weights say how much the kinds of insight matter. They are a convention, and all that ranking rests on besides how
// long ago something was.
var weights = map[Kind]float64{
	UnusualNights: 10, LastingChange: 8, LoadJump: 7, LongRun: 6.5, Debt: 6, HabitEffect: 5.5, OtherClock: 5, NewLevel: 4.5,
	MonotonousLoad: 4, SuspectNight: 3.5, Going: 3, NoPattern: 0,
}

// fading is after how many days an event matters a third as much. What is about a whole window up to the day does not
// fade.
const fading = 30

// rank puts insights in the order of how much they matter.
func rank(list []Insight) {
	for i := range list {
		list[i].weight = weights[list[i].Kind] * freshness(list[i])
	}
	slices.SortStableFunc(list, func(a, b Insight) int {
		switch {
		case a.weight != b.weight:
			return int(math.Copysign(1, b.weight-a.weight))
		default:
			return int(b.To - a.To)
		}
	})
}

func freshness(i Insight) float64 {
	age := float64(max(i.Day-i.To, analytics.Day(0)))
	return math.Exp(-age / fading)
}
