package graph_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/database/dbtest"
	"polarflow/graph"
)

// A text that no database can be asked for is never an internal error, whichever argument of the schema it is put
// into, and whichever the database.
func TestUnfitTextEverywhere(t *testing.T) {
	t.Parallel()
	s := schema()
	each(t, func(t *testing.T, w *world) {
		mine := w.token(t, w.complete(t, "me", "RUNNING"))
		for _, p := range probes(t, s) {
			for _, secret := range []string{mine, serviceKey} {
				if body := w.answered(t, secret, p, "a\x00b"); strings.Contains(body, "INTERNAL") {
					t.Errorf("%s: %s", p.name, body)
				}
			}
		}
		if diff := cmp.Diff("", w.log.String()); diff != "" {
			t.Errorf("the log: %s", diff)
		}
	})
}

// Where the schema is not shown, no error tells a name that the client did not write.
func TestNoSuggestions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.SQLite(t), &statements{}, func(o *graph.Options) { o.Introspection = false })
	for name, test := range map[string]struct {
		query  string
		hidden string
		vars   vars
	}{
		"field":                        {`{ viewer { sleps { totalCount } } }`, "sleeps", nil},
		"root field":                   {`{ vewer { id } }`, "viewer", nil},
		"field of a fragment's type":   {`{ node(id: "x") { scor } }`, "score", nil},
		"missing selection":            {`{ viewer }`, "{ ... }", nil},
		"selection of a scalar":        {`{ viewer { displayName { id } } }`, "{ ... }", nil},
		"argument":                     {`{ viewer { sleeps(frst: 1) { totalCount } } }`, "first", nil},
		"argument of a directive":      {`{ viewer @skip(fi: true) { id } }`, `"if"`, nil},
		"directive":                    {`{ viewer @skp(if: true) { id } }`, `"@skip"`, nil},
		"enum value":                   {`{ viewer { sleeps(order: ASK) { totalCount } } }`, `ASC`, nil},
		"enum value as text":           {`{ viewer { sleeps(order: "ASK") { totalCount } } }`, `ASC`, nil},
		"enum value in a list":         {`{ viewer { changes(kinds: [SLEP]) { cursor } } }`, `SLEEP`, nil},
		"enum value in a variable":     {`query($o: SortOrder!) { viewer { sleeps(order: $o) { totalCount } } }`, `ASC`, vars{"o": "ASK"}},
		"input field":                  {`{ viewer { sleeps(range: {frm: "2026-01-01"}) { totalCount } } }`, `"from"`, nil},
		"input field in a variable":    {`query($r: DateRange) { viewer { sleeps(range: $r) { totalCount } } }`, `"from"`, vars{"r": vars{"frm": "2026-01-01"}}},
		"type of a fragment":           {`{ viewer { ... on Usr { id } } }`, `"User"`, nil},
		"type of a variable":           {`query($r: DateRnge) { viewer { sleeps(range: $r) { totalCount } } }`, `"DateRange"`, nil},
		"subscription":                 {`subscription { recordsChangd { cursor } }`, "recordsChanged", nil},
		"mutation":                     {`mutation { createUsr(input: {externalId: "x"}) { user { id } } }`, "createUser", nil},
		"input field of a mutation":    {`mutation { createUser(input: {externlId: "x"}) { user { id } } }`, "did you mean", nil},
		"object for an id":             {`{ user(id: {}) { id } }`, `"ID"`, nil},
		"missing argument":             {`{ viewer { metricSeries { unit } } }`, `metrics`, nil},
		"missing input field":          {`mutation { createUser(input: {}) { user { id } } }`, "externalId", nil},
		"type of a variable's place":   {`query($n: Int) { user(id: $n) { id } }`, `ID`, nil},
		"fragment of another type":     {`{ viewer { ... on Sleep { score } } }`, `User`, nil},
		"fragment of a value":          {`{ viewer { ... on Date { id } } }`, `User`, nil},
		"two fields of one name":       {`{ viewer { a: id a: timeZone } }`, `User`, nil},
		"fragment":                     {`{ viewer { ...Persn } } fragment Person on User { id }`, `did you mean`, nil},
		"operation":                    {`query A { viewer { id } } query B { viewer { id } }`, `"A"`, nil},
		"introspection":                {`{ __schema { types { name } } }`, "Exercise", nil},
		"introspection of a type":      {`{ __type(name: "User") { name } }`, "OBJECT", nil},
		"introspection in a fragment":  {`{ ...I } fragment I on Query { __type(name: "User") { fields { name } } }`, "displayName", nil},
		"introspection of a mutation":  {`mutation { __schema { types { name } } }`, "Exercise", nil},
		"introspection of a subscript": {`subscription { __schema { types { name } } }`, "Exercise", nil},
	} {
		a := w.try(t, serviceKey, test.query, test.vars)
		if len(a.Errors) == 0 || strings.Contains(strings.ToLower(a.body), "did you mean") || strings.Contains(a.body, test.hidden) {
			t.Errorf("%s: %s", name, a.body)
		}
		for _, said := range regexp.MustCompile(`\\"[^"\\]*\\"`).FindAllString(a.body, -1) {
			if word := strings.Trim(said, `$@\"`); !strings.Contains(test.query, word) {
				t.Errorf("%s: the client did not write %s: %s", name, word, a.body)
			}
		}
		if code := a.code(); code != "BAD_USER_INPUT" && code != "FORBIDDEN" {
			t.Errorf("%s: %s", name, code)
		}
	}
}

// An object in the place of a value is refused as any other misfit is.
func TestObjectsForValues(t *testing.T) {
	t.Parallel()
	for _, introspection := range []bool{true, false} {
		w := newWorld(t, dbtest.SQLite(t), &statements{}, func(o *graph.Options) { o.Introspection = introspection })
		for _, query := range []string{
			`{ user(id: {}) { id } }`, `{ user(externalId: {a: 1}) { id } }`, `{ users(first: {}) { totalCount } }`,
			`{ viewer { sleeps(order: {}) { totalCount } } }`, `{ viewer { sleeps(range: {from: {}}) { totalCount } } }`,
			`{ viewer { metricSeries(metrics: [{}], range: {}) { unit } } }`, `mutation { createUser(input: {externalId: {}}) { user { id } } }`,
			`{ viewer @skip(if: {}) { id } }`,
		} {
			if a := w.try(t, serviceKey, query, nil); a.code() != "BAD_USER_INPUT" || strings.Contains(a.body, `"data"`) {
				t.Errorf("%s: %s", query, a.body)
			}
		}
		if a := w.try(t, serviceKey, `query($id: ID) { user(id: $id) { id } }`, vars{"id": vars{}}); a.code() != "BAD_USER_INPUT" {
			t.Error(a.body)
		}
	}
}

// Whatever literal is written in the place of any argument of the schema, nothing breaks.
func TestOddLiteralsEverywhere(t *testing.T) {
	t.Parallel()
	literals := []string{
		"99999999999999999999", "2147483647", "-2147483648", "1.5", "1e400", "-0", "true", "null", "FOO", "[]", "[[1]]", "[null]", "{}", "{a: {b: [1]}}",
		`""`, `"""block"""`, `"\ud800"`, `"%"`, `"0"`, `"-1"`, "$unknown",
	}
	s := schema()
	each(t, func(t *testing.T, w *world) {
		mine := w.token(t, w.complete(t, "me", "RUNNING"))
		for _, p := range probes(t, s) {
			p.raw = true
			if p.kind == ast.Subscription {
				continue
			}
			secret := mine
			if len(p.way) == 0 {
				secret = serviceKey
			}
			for _, literal := range literals {
				if body := w.answered(t, secret, p, literal); strings.Contains(body, "INTERNAL") {
					t.Errorf("%s: %s: %s", p.name, literal, body)
				}
			}
		}
		if diff := cmp.Diff("", w.log.String()); diff != "" {
			t.Errorf("the log: %s", diff)
		}
	})
}
