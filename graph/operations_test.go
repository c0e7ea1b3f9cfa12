package graph_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"polarflow/ent/kind"
)

// contract returns a file of the contract that lies beside the repository, and skips the test where it does not.
func contract(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../shared/contract/" + name)
	if err != nil {
		t.Skip("the contract is not here")
	}
	return string(text)
}

// populate makes people with a week of everything.
func (w *world) populate(t testing.TB, people int) {
	t.Helper()
	for i := range people {
		u := w.person(t, fmt.Sprintf("user-%02d", i))
		for day := range 3 {
			date := dateAfter(day + i%3)
			w.night(t, u, date)
			w.curve(t, u, kind.Sleep, date, kind.Hypnogram, local(date, "00:00:00"), every(1800, 3, 4, 1))
			w.day(t, u, date)
			w.tests(t, u, date)
			w.session(t, u, date, "10:00:00", "RUNNING")
			w.session(t, u, date, "18:00:00", "CYCLING")
		}
		w.run(t, u, now)
	}
}

// The number of statements of an operation depends on its text alone.
func TestStatementsDoNotGrowWithRows(t *testing.T) {
	t.Parallel()
	operations := map[string]string{}
	doc, err := parser.ParseQuery(&ast.Source{Input: contract(t, "operations.graphql")})
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range doc.Operations {
		operations[op.Name] = contract(t, "operations.graphql")
	}
	v := map[string]vars{
		"Today":        {"date": dateAfter(1)},
		"Night":        {"date": dateAfter(1)},
		"Workouts":     {"first": 10},
		"Team":         {"range": vars{"from": dateAfter(0), "to": dateAfter(6)}},
		"LaravelSleep": {"externalId": "user-00", "range": vars{"from": dateAfter(0), "to": dateAfter(6)}},
		"Trends":       {"range": vars{"from": dateAfter(0), "to": dateAfter(6)}},
		"Calendar":     {"range": vars{"from": dateAfter(0), "to": dateAfter(6)}},
		"Archive":      {},
		"Changes":      {},
		"Biosensing":   {"range": vars{"from": dateAfter(0), "to": dateAfter(6)}},
	}
	each(t, func(t *testing.T, w *world) {
		w.populate(t, 5)
		u := w.db.Ent.User.Query().FirstX(system(t))
		few := w.countAll(t, w.token(t, u), operations, v)
		for i := range 45 {
			extra := w.person(t, fmt.Sprintf("more-%02d", i))
			for day := range 7 {
				w.night(t, extra, dateAfter(day))
				w.day(t, extra, dateAfter(day))
				w.session(t, extra, dateAfter(day), "10:00:00", "RUNNING")
			}
		}
		many := w.countAll(t, w.token(t, u), operations, v)
		for name := range v {
			t.Logf("%s: %d statements", name, few[name])
			if few[name] != many[name] || few[name] > 12 {
				t.Errorf("%s: %d statements for 5 people, %d for 50", name, few[name], many[name])
			}
		}
	})
}

// countAll returns how many statements each operation takes.
func (w *world) countAll(t testing.TB, personal string, operations map[string]string, v map[string]vars) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for name, variables := range v {
		secret := personal
		if slices.Contains([]string{"Team", "LaravelSleep"}, name) {
			secret = serviceKey
		}
		w.ask(t, secret, "query Warm { viewer { id } }", nil) // the credential is known from here on
		sent := w.statements.during(func() {
			a := w.named(t, secret, operations[name], name, variables)
			if len(a.Errors) > 0 {
				t.Fatalf("%s: %s\n%s", name, a.body, w.log.String())
			}
		})
		counts[name] = len(sent)
	}
	return counts
}
