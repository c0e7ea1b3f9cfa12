package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/ent"
	"polarflow/ent/journalentry"
	"polarflow/ent/kind"
)

// everything makes a person with one record of each kind, every column and every series filled.
func (w *world) everything(t testing.TB) *ent.User {
	t.Helper()
	return w.complete(t, "everything", "RUNNING")
}

// complete makes a person with everything, whose sport is the one that is given.
func (w *world) complete(t testing.TB, externalID, sport string) *ent.User {
	t.Helper()
	u, date := w.person(t, externalID), dateAfter(0)
	w.signIn(t, u)
	start := local(date, "00:00:00")
	night, day := w.night(t, u, date), w.day(t, u, date)
	w.tests(t, u, date)
	session := w.session(t, u, date, "10:00:00", sport)
	w.run(t, u, now)
	for name, k := range map[string]kind.Kind{
		kind.Hypnogram: kind.Sleep, kind.HRV: kind.NightlyRecharge, kind.Breathing: kind.NightlyRecharge,
		kind.Steps: kind.DailyActivity, kind.Zones: kind.DailyActivity, kind.Waveform: kind.ECG, kind.Temperature: kind.BodyTemperature,
	} {
		w.curve(t, u, k, date, name, start, every(300, 1, 0, 1))
	}
	w.curve(t, u, kind.Sleep, date, kind.HeartRate, start, every(300, 50, 51, 49))
	w.curve(t, u, kind.ContinuousHeartRate, date, kind.HeartRate, start, every(300, 60, 70, 80))
	for _, name := range []string{"HEART_RATE", "SPEED", "TYPE_99", kind.RouteLatitude, kind.RouteLongitude} {
		w.curve(t, u, kind.Exercise, session.RecordKey, name, session.StartTime, every(1, 60, 61, 62))
	}
	w.state(t, u, kind.Sleep, date, night.ID, date, 1)
	w.state(t, u, kind.DailyActivity, date, day.ID, date, 2)
	w.journal(t, u, date, journalentry.KindALCOHOL)
	w.compute(t, u)
	return u
}

// neverFilled are the fields that are null or empty even for the person who has everything.
var neverFilled = []string{
	// what one day of data does not carry; TestAnalyticsAnswers has a year of it
	"Estimate.low", "Estimate.high", "Estimate.level", "Estimate.reason", "Baseline.band", "Baseline.recentPlace", "Readiness.band",
	"Readiness.parts", "TrainingLoad.flags", "UnusualNight.parts", "User.unusualNights", "User.levelChanges", "Insight.signal",
	"Insight.behaviour", "Insight.step", "Insight.p", "Insight.q", "Insight.tested", "Insight.caveats", "Forecast.model",
	"Forecast.scores", "Forecast.effects", "RunSpike.group", "BestEfforts.efforts", "BestEfforts.rSquared",
	"PolarAccount.history", "ApiToken.expiresAt", "ApiToken.lastUsedAt", "ApiToken.revokedAt", "SyncResult.errorCode", "SyncResult.error",
}

// arguments are the values of the arguments that the fields are asked with.
func arguments(f *ast.FieldDefinition) string {
	values := map[string]string{
		"date": `"` + dateAfter(0) + `"`, "metrics": "[STEPS]", "polarId": `"` + dateAfter(0) + `-10:00:00-1"`,
		"period": "WEEK", "exerciseId": `"` + globalID("Exercise", 1) + `"`,
		"range": fmt.Sprintf(`{from: %q, to: %q}`, dateAfter(0), dateAfter(1)),
	}
	var given []string
	for _, a := range f.Arguments {
		if v, ok := values[a.Name]; ok {
			given = append(given, a.Name+": "+v)
		}
	}
	if len(given) == 0 {
		return ""
	}
	return "(" + strings.Join(given, ", ") + ")"
}

// route is how a type is reached from the root: fields with their arguments.
type route []*ast.FieldDefinition

// routes returns the shortest way from the viewer to each type.
func routes(s *ast.Schema) map[string]route {
	viewer := s.Types["Query"].Fields.ForName("viewer")
	found := map[string]route{"User": {viewer}}
	for queue := []string{"User"}; len(queue) > 0; queue = queue[1:] {
		here := found[queue[0]]
		for _, f := range s.Types[queue[0]].Fields {
			name := f.Type.Name()
			if s.Types[name].Kind == ast.Object && found[name] == nil && !slices.Contains(neverFilled, queue[0]+"."+f.Name) {
				found[name] = append(slices.Clone(here), f)
				queue = append(queue, name)
			}
		}
	}
	return found
}

// along returns the query for a selection of the type at the end of a route, and where its answer is.
func along(way route, selection string) (query string, path []any) {
	for _, f := range way {
		query += "{ " + f.Name + arguments(f)
		path = append(path, f.Name)
		if f.Type.Elem != nil {
			path = append(path, 0)
		}
	}
	return query + " { " + selection + " }" + strings.Repeat(" }", len(way)), path
}

// selection returns all fields of a type.
func selection(s *ast.Schema, d *ast.Definition) string {
	var out []string
	for _, f := range d.Fields {
		text := f.Name + arguments(f)
		if k := s.Types[f.Type.Name()].Kind; k == ast.Object || k == ast.Interface {
			text += "{__typename}"
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

// Every field of every type that a viewer reaches has an answer for a person who has everything: no column
// is unreachable, and no resolver is forgotten.
func TestEveryFieldAnswers(t *testing.T) {
	t.Parallel()
	s := schema()
	each(t, func(t *testing.T, w *world) {
		secret := w.token(t, w.everything(t))
		for name, way := range routes(s) {
			query, steps := along(way, selection(s, s.Types[name]))
			a := w.ask(t, secret, query, nil)
			object, _ := a.at(t, steps...).(map[string]any)
			for _, f := range s.Types[name].Fields {
				list, isList := object[f.Name].([]any)
				empty := object[f.Name] == nil || isList && len(list) == 0
				if empty && !slices.Contains(neverFilled, name+"."+f.Name) {
					t.Errorf("%s.%s has no answer", name, f.Name)
				}
			}
		}
	})
}

// The types that no viewer reaches are answers to mutations and subscriptions and what is for operators, which
// have tests of their own.
func TestTypesOutOfTheViewersReach(t *testing.T) {
	t.Parallel()
	s := schema()
	reached := routes(s)
	for name, d := range s.Types {
		outcome := strings.HasSuffix(name, "Payload") || strings.HasPrefix(name, "Engine") || slices.Contains([]string{
			"Query", "Mutation", "Subscription", "UserError", "RecordsChanged", "UserConnection", "UserEdge", "HistoryReach", "PolarClient",
			"LevelChange", "BehaviourEffect", "ForecastScore", "ReadinessPart", "UnusualPart", "BestEffort",
		}, name)
		if d.Kind == ast.Object && !d.BuiltIn && reached[name] == nil && !outcome {
			t.Errorf("nothing leads to %s", name)
		}
	}
}
