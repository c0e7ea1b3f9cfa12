package graph

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"polarflow/graph/generated"
	"polarflow/graph/model"
)

// priceOf returns how an operation is priced, and what it costs.
func priceOf(t testing.TB, query string, variables map[string]any, stored sizes) (*pricing, *ast.OperationDefinition, int) {
	t.Helper()
	schema := generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{}}).Schema()
	doc, errs := gqlparser.LoadQueryWithRules(schema, query, rules.NewDefaultRules())
	if errs != nil {
		t.Fatal(errs)
	}
	values, err := validator.VariableValues(schema, doc.Operations[0], variables)
	if err != nil {
		t.Fatal(err)
	}
	p := newPricing(schema, doc, values, stored)
	return p, doc.Operations[0], p.operation(doc.Operations[0])
}

func TestCostOfOperations(t *testing.T) {
	t.Parallel()
	day := map[string]any{"d": "2026-03-01"}
	for name, test := range map[string]struct {
		query     string
		variables map[string]any
		want      int
	}{
		"one field":                {`{ __typename }`, nil, 1},
		"nested":                   {`{ viewer { id displayName } }`, nil, 3},
		"a page":                   {`{ viewer { sleeps(first: 10) { nodes { date score } } } }`, nil, 1 + 1 + 10*3},
		"a page by default":        {`{ viewer { sleeps { nodes { date } } } }`, nil, 1 + 1 + 30*2},
		"a page from the end":      {`{ viewer { sleeps(last: 5) { nodes { date } } } }`, nil, 1 + 1 + 5*2},
		"a page by a variable":     {`query($n: Int!) { viewer { sleeps(first: $n) { nodes { date } } } }`, map[string]any{"n": 7}, 1 + 1 + 7*2},
		"beside the nodes":         {`{ viewer { sleeps(first: 10) { totalCount pageInfo { endCursor } edges { cursor node { date } } } } }`, nil, 1 + 1 + 1 + 2 + 10*4},
		"an impossible page":       {`{ viewer { sleeps(first: -5) { nodes { date } } } }`, nil, 2},
		"too large a page":         {`{ viewer { sleeps(first: 2147483647) { nodes { date } } } }`, nil, 2 + 366*2},
		"pages within a page":      {`{ users(first: 20) { nodes { exercises(first: 30) { nodes { sport } } } } }`, nil, 1 + 20*(1+1+30*2)},
		"the same in fragments":    {`{ users(first: 20) { ...P } } fragment P on UserConnection { nodes { ...U } } fragment U on User { exercises(first: 30) { nodes { ... { sport } } } }`, nil, 1 + 20*(1+1+30*2)},
		"one date":                 {`query($d: Date!) { viewer { day(date: $d) { exercises { sport } } } }`, day, 1 + 1 + 3*2},
		"many dates":               {`{ viewer { days(range: {from: "2026-03-01", to: "2026-03-31"}) { date } } }`, nil, 1 + 31*2},
		"dates that run backwards": {`{ viewer { days(range: {from: "2026-03-31", to: "2026-03-01"}) { date } } }`, nil, 1},
		"ten thousand years":       {`{ viewer { days(range: {from: "0001-01-01", to: "9999-12-31"}) { date } } }`, nil, 1 + 366*2},
		"nodes":                    {`{ nodes(ids: ["a", "b", "c"]) { id } }`, nil, 3 * 2},
		"nodes without a list":     {`{ nodes(ids: "a") { id } }`, nil, 2},
		"the dearest type alone":   {`{ node(id: "a") { id ... on Sleep { score } ... on Exercise { sport deviceName } ... on Record { date } } }`, nil, 1 + 1 + 2 + 1},
		"changes":                  {`{ viewer { changes(first: 100) { cursor changes { nodeId node { id } } } } }`, nil, 1 + 1 + 1 + 100*4},
		"buckets":                  {`{ viewer { metricSeries(metrics: [STEPS, VO2_MAX], range: {from: "2026-01-01", to: "2026-04-10"}) { metric mean } } }`, nil, 1 + 20 + 2*(1+1) + 21},
		"skipped":                  {`query($no: Boolean!) { viewer { id @skip(if: true) displayName @include(if: $no) sleeps @skip(if: $no) { totalCount } } }`, map[string]any{"no": false}, 1 + 2},
		"reduced":                  {`query($d: Date!) { viewer { sleep(date: $d) { heartRate(maxPoints: 20) { startTime values } } } }`, day, 1 + 1 + 1 + 1 + 1 + 2},
		"raw":                      {`query($d: Date!) { viewer { continuousHeartRate(date: $d) { samples(reduction: RAW) { offsetsSeconds values } } } }`, day, 3 + 15 + 300},
		"one kind of samples":      {`{ viewer { exercise(id: "x") { samples(types: ["SPEED"], reduction: RAW) { type series { values } } } } }`, nil, 2 + 36 + 1 + 1 + 1 + 360},
		"a route":                  {`{ viewer { exercise(id: "x") { route(maxPoints: 100) { latitudes longitudes } } } }`, nil, 2 + 1 + 72 + 20},
		"the schema":               {`{ __schema { types { name } } }`, nil, 10_000},
		"a mutation":               {`mutation { updateUser(input: {displayName: "x"}) { user { id } userErrors { code } } }`, nil, 3 + 20},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, _, got := priceOf(t, test.query, test.variables, typical); got != test.want {
				t.Errorf("it costs %d, want %d", got, test.want)
			}
		})
	}
}

// What costs too much says what to ask for instead.
func TestHints(t *testing.T) {
	t.Parallel()
	large := sizes{"EXERCISE": {"HEART_RATE": 7200, "SPEED": 7200, "ROUTE_LATITUDE": 7200}, "CONTINUOUS_HEART_RATE": {"HEART_RATE": 86400}}
	for name, test := range map[string]struct {
		query string
		hints []string // none for what is welcome
	}{
		"a hundred workouts": {`{ viewer { exercises(first: 100) { nodes { samples(reduction: RAW) { series { offsetsSeconds values } } } } } }`,
			[]string{"viewer.exercises.nodes.samples", "at most 16 at once in exercises instead of 100", "reduction: LTTB", "answered at once"}},
		"one workout":   {`{ node(id: "x") { ... on Exercise { samples(reduction: RAW) { series { offsetsSeconds values } } } } }`, nil},
		"a year of RAW": {`{ viewer { y: continuousHeartRates(last: 365) { nodes { samples(reduction: RAW) { values } } } } }`, []string{"viewer.y.nodes.samples", "at most 5 at once in y"}},
		"days":          {`{ viewer { days(range: {from: "2026-01-01", to: "2026-12-31"}) { continuousHeartRate { samples(reduction: RAW) { values } } } } }`, []string{"a shorter range in days"}},
		"people":        {`{ users(first: 366) { nodes { sleeps(first: 366) { nodes { date } } } } }`, []string{"users.nodes.sleeps", "in users instead of 366", "in sleeps instead of 366"}},
		"ids":           {`{ nodes(ids: [` + strings.Repeat(`"x"`, 100) + `]) { ... on User { sleeps(first: 366) { nodes { date score } } } } }`, []string{"fewer ids"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, op, cost := priceOf(t, test.query, nil, large)
			if cost <= maxCost != (test.hints == nil) {
				t.Fatalf("it costs %d", cost)
			}
			e := tooExpensive(p, op, cost, maxCost)
			if diff := cmp.Diff([]any{model.QueryTooComplex, maxCost}, []any{e.Code, e.Limit}); diff != "" {
				t.Error(diff)
			}
			for _, hint := range test.hints {
				if !strings.Contains(e.Message, hint) {
					t.Errorf("no %q in %q", hint, e.Message)
				}
			}
		})
	}
}

// A document that spreads fragments in many places is priced as fast as it is read.
func TestPricingRemembers(t *testing.T) {
	t.Parallel()
	_, _, cost := priceOf(t, bomb(60), nil, typical)
	if cost < maxCost {
		t.Errorf("it costs %d", cost)
	}
}

// Every field with a list is priced by something that is known of it, and every table names fields that there are.
func TestEveryListHasALength(t *testing.T) {
	t.Parallel()
	schema := generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{}}).Schema()
	used := map[string]bool{}
	for name, d := range schema.Types {
		if d.BuiltIn || d.Kind != ast.Object || name == "UserError" || name == "RecordsChanged" {
			continue
		}
		for _, f := range d.Fields {
			key := name + "." + f.Name
			_, own := lengths[key]
			_, usual := usually[key]
			_, behind := seriesBehind[key]
			used[key] = true
			isCurve := f.Type.Name() == "Series" && name != "ExerciseSamples" || f.Type.Name() == "Route"
			composite := f.Type.Elem != nil && schema.Types[f.Type.Name()].Kind == ast.Object && f.Type.Name() != "UserError"
			switch {
			case composite && !own && !usual && !isPage(name), isCurve && !behind:
				t.Errorf("say in cost_lengths.go how long %s is", key)
			}
		}
	}
	for _, table := range []map[string]bool{keys(lengths), keys(usually), keys(seriesBehind)} {
		for key := range table {
			if !used[key] {
				t.Errorf("there is no field %s", key)
			}
		}
	}
}

func keys[V any](table map[string]V) map[string]bool {
	names := make(map[string]bool, len(table))
	for name := range table {
		names[name] = true
	}
	return names
}
