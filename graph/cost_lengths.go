package graph

import (
	"math"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"polarflow/analytics"

	"polarflow/ent/kind"
	"polarflow/graph/model"
	"polarflow/graph/rows"
)

const (
	// unknownLength is how many elements a list is taken to have of which nothing better is known.
	unknownLength = 10
	// openDays is how many days a range has whose ends are not both given.
	openDays = 3 * 366
)

// length is how much a field brings: as many objects, with as many elements in the lists that each of them has, and
// what it costs to find them out.
type length struct {
	count, elements, extra float64
	isStored               bool // it is that of a stored series
}

// asked is a field with its arguments, and how long the series are that are stored.
type asked struct {
	field     *ast.Field
	arguments map[string]any
	stored    sizes
}

// lengthOf returns how much a field brings that has its length from its arguments or from the tables below; false
// for any other.
func lengthOf(a asked) (length, bool) {
	name := a.field.ObjectDefinition.Name + "." + a.field.Name
	if own, ok := lengths[name]; ok {
		return own(a), true
	}
	if n, ok := usually[name]; ok {
		return length{count: n}, true
	}
	switch {
	case strings.HasSuffix(a.field.Definition.Type.Name(), "Connection"):
		return length{count: 1, elements: a.page()}, true
	case a.field.Definition.Arguments.ForName("maxPoints") != nil:
		return a.curve(seriesBehind[name]), true
	}
	return length{}, false
}

// lengths are the fields whose arguments say how much they bring.
var lengths = map[string]func(asked) length{
	"Query.nodes":     func(a asked) length { return length{count: a.many("ids", maxNodes)} },
	"Engine.failures": func(a asked) length { return length{count: a.page()} },
	"User.days":       func(a asked) length { return length{count: min(a.days(), maxDays)} },
	"User.changes":    func(a asked) length { return length{count: 1, elements: min(a.number("first"), maxChanges)} },
	"User.metricSeries": func(a asked) length {
		metrics := a.many("metrics", maxMetrics)
		return length{count: metrics, elements: a.buckets(), extra: metrics * a.days() * columnCost}
	},
	"User.today":           func(asked) length { return length{count: 1, extra: resultCost} },
	"User.baselines":       func(a asked) length { return length{count: a.signals(), extra: resultCost} },
	"User.readiness":       func(asked) length { return length{count: 1, extra: resultCost} },
	"User.sleepDebt":       func(asked) length { return length{count: 1, extra: resultCost} },
	"User.sleepRegularity": func(asked) length { return length{count: 1, extra: resultCost} },
	"User.readinessSeries": asked.results,
	"User.trainingLoad":    asked.results,
	"User.unusualNights": func(a asked) length {
		all := a.results()
		return length{count: math.Ceil(all.count / 10), extra: all.extra}
	},
	"User.insights":              func(a asked) length { return length{count: min(a.number("first"), maxInsights), extra: a.outlook()} },
	"User.correlations":          func(a asked) length { return length{count: 1, extra: a.outlook()} },
	"User.forecast":              func(a asked) length { return length{count: 2, extra: a.outlook()} },
	"User.trends":                func(a asked) length { return length{count: a.signals(), extra: inputsCost} },
	"User.levelChanges":          func(a asked) length { return length{count: 3 * a.signals(), extra: 3 * inputsCost} },
	"User.summary":               func(asked) length { return length{count: 1, extra: inputsCost} },
	"User.runSpike":              func(asked) length { return length{count: 1, extra: sessionsCost} },
	"User.bestEfforts":           func(a asked) length { return length{count: 1, extra: sessionsCost + a.effortDays()*effortCost} },
	"User.intensityDistribution": func(asked) length { return length{count: 1, extra: sessionsCost} },
	"Today.insights":             func(a asked) length { return length{count: min(a.number("first"), maxInsights)} },
	"Exercise.samples":           asked.samples,
	"Sleep.hypnogram":            asked.segments,
	"DailyActivity.zones":        asked.segments,
}

// usually are lists that are short, with the length that they usually have.
var usually = map[string]float64{
	"User.apiTokens": 10, "User.sessions": 10, "User.coverage": 13, "PolarAccount.history": 13, "SyncRun.results": 13,
	"Day.exercises": 3, "Day.spo2Tests": 3, "Day.ecgTests": 2, "Day.bodyTemperatures": 2,
	"AlertnessPeriod.hourly": 24, "Exercise.heartRateZones": 5, "EcgTest.quality": 10,
	"Engine.queue": 20, "Engine.workers": 10,
	"Today.lastNight": 5, "Today.freshness": 13, "Readiness.parts": 5, "UnusualNight.parts": 4, "TrainingLoad.flags": 2,
	"Insight.caveats": 1, "Insight.evidenceIds": 10, "Correlations.list": 30, "Forecast.scores": 6, "Forecast.effects": 12,
	"Summary.metrics": 7, "Summary.sentences": 3, "BestEfforts.efforts": 10,
}

// seriesName names the series of a field as they are stored.
type seriesName struct {
	kind  kind.Kind
	names []string
}

// seriesBehind are the stored series that fields are made of.
var seriesBehind = map[string]seriesName{
	"Sleep.hypnogram":             {kind.Sleep, []string{kind.Hypnogram}},
	"Sleep.heartRate":             {kind.Sleep, []string{kind.HeartRate}},
	"NightlyRecharge.hrv":         {kind.NightlyRecharge, []string{kind.HRV}},
	"NightlyRecharge.breathing":   {kind.NightlyRecharge, []string{kind.Breathing}},
	"DailyActivity.zones":         {kind.DailyActivity, []string{kind.Zones}},
	"DailyActivity.stepSamples":   {kind.DailyActivity, []string{kind.Steps}},
	"ContinuousHeartRate.samples": {kind.ContinuousHeartRate, []string{kind.HeartRate}},
	"EcgTest.waveform":            {kind.ECG, []string{kind.Waveform}},
	"BodyTemperature.samples":     {kind.BodyTemperature, []string{kind.Temperature}},
	"Exercise.route":              {kind.Exercise, []string{kind.RouteLatitude, kind.RouteLongitude}},
}

// hasColumns are the types whose lists are columns of equal length, and whose length a field further out decides.
var hasColumns = []string{"Series", "Route", "MetricSeries"}

// isPage reports whether the lists of a type are a page whose length a field further out decides.
func isPage(typeName string) bool {
	return strings.HasSuffix(typeName, "Connection") || typeName == "ChangeFeed"
}

// What it costs, beside the answer, to read what answers are worked out from.
const (
	resultCost   = 40    // the result of a day, some 10 kB of text
	inputsCost   = 1_000 // the measurements of three years, and arithmetic on them
	sessionsCost = 300   // the sessions of a year
	effortCost   = 2     // the results of the sessions of a day
	outlookCost  = 5_000 // resampling, as of a date
	keptCost     = 300   // the outlook that is kept
)

// outlook returns what it costs to have the outlook: the newest one is usually kept.
func (a asked) outlook() float64 {
	if a.arguments["date"] == nil {
		return keptCost
	}
	return outlookCost
}

// effortDays returns how many days best efforts are looked for in.
func (a asked) effortDays() float64 {
	if a.arguments["range"] == nil {
		return effortDays
	}
	return a.days()
}

// results returns the length of a list with the result of each date of the range.
func (a asked) results() length {
	days := min(a.days(), maxDays)
	return length{count: days, extra: days * resultCost}
}

// signals returns how many signals are asked for, all of them when none is named.
func (a asked) signals() float64 {
	if a.arguments["metrics"] == nil {
		return float64(len(analytics.Signals))
	}
	return a.many("metrics", len(analytics.Signals))
}

// number returns a whole number among the arguments, 0 for none and for a negative one.
func (a asked) number(name string) float64 {
	switch n := a.arguments[name].(type) {
	case nil:
		return 0
	default:
		whole, err := model.UnmarshalInt(n)
		if err != nil {
			return 0
		}
		return max(0, float64(whole))
	}
}

// many returns how many elements a list among the arguments has, at most as many as are answered.
func (a asked) many(name string, most int) float64 {
	if list, ok := a.arguments[name].([]any); ok {
		return float64(min(len(list), most))
	}
	return 1 // one value stands for a list of one
}

// page returns how many elements of a list are asked for.
func (a asked) page() float64 {
	first, last := a.number("first"), a.number("last")
	if a.arguments["first"] == nil && a.arguments["last"] == nil {
		return rows.DefaultPage
	}
	return min(max(first, last), rows.MaxPage)
}

// days returns how many days the range among the arguments has.
func (a asked) days() float64 {
	given, _ := a.arguments["range"].(map[string]any)
	from, _ := given["from"].(string)
	to, _ := given["to"].(string)
	if from == "" || to == "" {
		return openDays
	}
	return max(0, float64(daysBetween(parseDate(from), parseDate(to))+1))
}

// buckets returns how many buckets the range among the arguments has.
func (a asked) buckets() float64 {
	period, _ := a.arguments["groupBy"].(string)
	days := map[model.Period]float64{model.PeriodWeek: 7, model.PeriodMonth: 30, model.PeriodYear: 365}[model.Period(period)]
	return min(a.days()/max(1, days)+1, maxBuckets)
}

// curve returns the length of a series that is reduced as the arguments say. The series that belong to it have the
// same points.
func (a asked) curve(of seriesName) length {
	points := 0.0
	for _, name := range of.names {
		points = max(points, a.stored.points(of.kind, name))
	}
	return length{count: 1, elements: a.reduced(points), extra: points * float64(len(of.names)) * storedCost, isStored: true}
}

// reduced returns how many points are left of a series.
func (a asked) reduced(points float64) float64 {
	if a.arguments["reduction"] == string(model.ReductionRaw) {
		return points
	}
	return min(points, a.number("maxPoints"))
}

// samples returns the length of the series of a session that have one of the types, all without types.
func (a asked) samples() length {
	types := a.stored.sessionTypes()
	if given, ok := a.arguments["types"].([]any); ok {
		types = slices.DeleteFunc(types, func(name string) bool { return !slices.Contains(given, any(name)) })
	}
	all := length{isStored: true}
	for _, name := range types {
		points := a.stored.points(kind.Exercise, name)
		all.count++
		all.elements += a.reduced(points)
		all.extra += points * storedCost
	}
	if all.count > 0 {
		all.elements /= all.count
	}
	return all
}

// segments returns the length of a list with an element for each point of a series.
func (a asked) segments() length {
	of := seriesBehind[a.field.ObjectDefinition.Name+"."+a.field.Name]
	points := a.stored.points(of.kind, of.names[0])
	return length{count: points, extra: points * storedCost, isStored: true}
}
