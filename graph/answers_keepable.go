package graph

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/graph/model"
)

// keptTypes are the types whose fields say only what follows from a person's own row, their connection's row, and
// their records, all of which a standing covers. Fields that lead to any other type (tokens, sessions, syncs, the
// changes, the audit trail, other people, the engine) are never answered from what is kept.
var keptTypes = setOf(
	"Query", "Node", "Record", "PageInfo", "User", "PolarAccount", "Day", "Coverage", "MetricSeries", "Series",
	"Sleep", "SleepConnection", "SleepEdge", "HypnogramSegment",
	"NightlyRecharge", "NightlyRechargeConnection", "NightlyRechargeEdge",
	"SkinTemperature", "SkinTemperatureConnection", "SkinTemperatureEdge",
	"DailyActivity", "DailyActivityConnection", "DailyActivityEdge", "ActivityZoneSegment",
	"CardioLoad", "CardioLoadConnection", "CardioLoadEdge", "CardioLoadLevels",
	"ContinuousHeartRate", "ContinuousHeartRateConnection", "ContinuousHeartRateEdge",
	"Exercise", "ExerciseConnection", "ExerciseEdge", "HeartRateZone", "ExerciseSamples", "Route",
	"AlertnessPeriod", "AlertnessPeriodConnection", "AlertnessPeriodEdge", "AlertnessHour",
	"CircadianBedtime", "CircadianBedtimeConnection", "CircadianBedtimeEdge",
	"Spo2Test", "Spo2TestConnection", "Spo2TestEdge", "EcgTest", "EcgTestConnection", "EcgTestEdge", "EcgQuality",
	"BodyTemperature", "BodyTemperatureConnection", "BodyTemperatureEdge",
	"PhysicalInfo", "PhysicalInfoConnection", "PhysicalInfoEdge",
	"JournalEntry", "JournalEntryConnection", "JournalEntryEdge",
	"Today", "Freshness", "Estimate", "Baseline", "Readiness", "ReadinessPart", "SleepDebt", "SleepRegularity", "TrainingLoad",
	"UnusualNight", "UnusualPart", "Insight", "Correlations", "Correlation", "Forecast", "ForecastScore", "BehaviourEffect", "Trend",
	"LevelChange", "Summary", "MetricSummary", "DayValue", "RunSpike", "BestEfforts", "BestEffort", "IntensityDistribution",
)

func setOf(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[name] = true
	}
	return set
}

// keepable reports whether the answer to an operation depends on nothing but what a standing covers.
func keepable(op *graphql.OperationContext) bool {
	return op.Operation != nil && op.Operation.Operation == ast.Query && keepsAll(op, op.Operation.SelectionSet)
}

func keepsAll(op *graphql.OperationContext, set ast.SelectionSet) bool {
	for _, selected := range set {
		var ok bool
		switch s := selected.(type) {
		case *ast.Field:
			ok = keepsField(op, s) && keepsAll(op, s.SelectionSet)
		case *ast.InlineFragment:
			ok = keepsAll(op, s.SelectionSet)
		case *ast.FragmentSpread:
			ok = s.Definition != nil && keepsAll(op, s.Definition.SelectionSet)
		}
		if !ok {
			return false
		}
	}
	return true
}

// keepsField reports whether a field itself may be kept: it is one of a kept type, and what it leads to is.
func keepsField(op *graphql.OperationContext, f *ast.Field) bool {
	if f.Definition == nil || f.ObjectDefinition == nil || !keptTypes[f.ObjectDefinition.Name] {
		return false
	}
	if f.SelectionSet != nil && !keptTypes[f.Definition.Type.Name()] {
		return false
	}
	if asksOfPresent(f, op.Variables) {
		return false
	}
	if f.Definition.Type.Name() == "Node" {
		return keepsNodes(f.ArgumentMap(op.Variables))
	}
	return true
}

// ofPresent are the fields that are about the present date unless an argument says of which, and that argument.
var ofPresent = map[string]string{
	"today": "date", "baselines": "date", "readiness": "date", "sleepDebt": "date", "sleepRegularity": "date", "trends": "date",
	"summary": "date", "bestEfforts": "range",
}

// asksOfPresent reports whether a field's answer changes at midnight.
func asksOfPresent(f *ast.Field, variables map[string]any) bool {
	argument, ok := ofPresent[f.Name]
	if !ok || f.ObjectDefinition.Name != "User" {
		return false
	}
	switch given := f.ArgumentMap(variables)[argument].(type) {
	case nil:
		return true
	case map[string]any:
		return given["to"] == nil
	}
	return false
}

// keepsNodes reports whether the ids that are asked for are all of kept types: whether something else exists does not
// follow from a standing.
func keepsNodes(arguments map[string]any) bool {
	ids, _ := arguments["ids"].([]any)
	if id, ok := arguments["id"]; ok {
		ids = append(ids[:len(ids):len(ids)], id)
	}
	for _, id := range ids {
		text, _ := id.(string)
		if parsed, ok := model.ParseID(text); !ok || !keptTypes[parsed.Type] {
			return false
		}
	}
	return true
}
