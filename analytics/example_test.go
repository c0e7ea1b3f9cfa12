package analytics_test

import (
	"fmt"
	"time"

	"polarflow/analytics"
)

func ExampleHistory_Days() {
	first := analytics.NewDay(2026, time.March, 1)
	var rates []analytics.Point
	for i := range 30 {
		rates = append(rates, analytics.Point{Day: first + analytics.Day(i), Value: 50 + float64(i%3)})
	}
	rates[29].Value = 58
	h := analytics.History{Signals: map[analytics.Signal]analytics.Series{analytics.HeartRate: analytics.NewSeries(rates)}}
	for _, r := range h.Days(first+28, first+30, analytics.Settings{}) {
		score := r.Readiness.Score
		fmt.Printf("%v %v %v %s %q\n", r.Day, r.Baseline(analytics.HeartRate).Median7.Value, score.Value, score.Confidence, score.Reason)
	}
	// Output:
	// 2026-03-29 51 50 MEDIUM ""
	// 2026-03-30 51 0 MEDIUM ""
	// 2026-03-31 51 NaN NONE "NOT_MEASURED"
}
