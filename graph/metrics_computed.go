package graph

import (
	"context"
	"strings"

	"polarflow/analytics"
	"polarflow/ent"
	"polarflow/graph/model"
	"polarflow/words"
)

// sourceOf returns where a metric comes from: records, or the results of days.
func sourceOf(m model.Metric) metric {
	if source, ok := metricSources[m]; ok {
		return source
	}
	return metric{unit: computedUnit(string(m)), computed: analytics.Metric(m)}
}

// computedUnits are the units of the metrics of results that belong to no signal; of any other there is none.
var computedUnits = map[string]string{
	"UNUSUAL_TOTAL": deviations, "UNUSUAL_THRESHOLD": deviations, "SLEEP_NEED": hours, "SLEEP_DEBT": hours, "SLEEP_DEBT_TREND": hours,
	"SLEEP_ONSET": hourOfDay, "SLEEP_ONSET_SD": hours, "SLEEP_MIDDLE": hourOfDay, "SLEEP_MIDDLE_SD": hours, "SOCIAL_JETLAG": hours,
	"SOCIAL_JETLAG_SHIFT": hours, "CHRONOTYPE": hourOfDay, "LOAD_LONG_TERM": trimp, "LOAD_SHORT_TERM": trimp, "LOAD_BALANCE": trimp,
	"LOAD_MEAN_7": trimp, "LOAD_MEAN_28": trimp, "LOAD_WEEK": trimp,
}

// computedUnit returns the unit of a metric of results.
func computedUnit(name string) string {
	for _, g := range analytics.Signals {
		part, ok := strings.CutPrefix(name, string(g)+"_")
		switch {
		case !ok:
		case part == "DEVIATION":
			return deviations
		case part == "VARIATION":
			return percent
		case strings.HasPrefix(part, "MEDIAN_") || part == "USUAL" || part == "RECENT":
			return words.Unit(g)
		}
	}
	return computedUnits[name]
}

// computedDaily returns the daily values of a metric of results between two dates, of which empty ones are open.
func computedDaily(ctx context.Context, person *ent.User, m analytics.Metric, from, to string) (daily, error) {
	if from == "" {
		from = "0001-01-01"
	}
	if to == "" {
		to = "9999-12-31"
	}
	points, err := read(ctx).MetricOf(ctx, person, m, dayOf(from), dayOf(to))
	values := make(daily, len(points))
	for _, p := range points {
		values[p.Day.String()] = p.Value
	}
	return values, err
}
