package graph

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"polarflow/graph/model"
)

// bomb returns fragments that each spread the next one twice.
func bomb(fragments int) string {
	var b strings.Builder
	b.WriteString("{ viewer { ...F0 } }")
	for i := range fragments - 1 {
		fmt.Fprintf(&b, " fragment F%d on User { ...F%d ...F%d }", i, i+1, i+1)
	}
	fmt.Fprintf(&b, " fragment F%d on User { id }", fragments-1)
	return b.String()
}

// aliasedBomb returns fragments that each spread the next one twice, under names of their own.
func aliasedBomb(fragments int) string {
	var b strings.Builder
	b.WriteString("{ viewer { ...F0 } }")
	for i := range fragments - 1 {
		fmt.Fprintf(&b, " fragment F%d on User { a%d: polarAccount { ...F%d } b%d: polarAccount { ...F%d } }", i, i, i+1, i, i+1)
	}
	fmt.Fprintf(&b, " fragment F%d on User { id }", fragments-1)
	return b.String()
}

func TestShapeOfQueries(t *testing.T) {
	t.Parallel()
	nested := func(levels int) string { return strings.Repeat("{ a ", levels) + strings.Repeat("}", levels) }
	for name, test := range map[string]struct{ query, code string }{
		"15 levels":                {nested(15), ""},
		"16 levels":                {nested(16), model.QueryTooDeep},
		"16 with a fragment":       {"{ a { ...F } } fragment F on T " + nested(14), ""},
		"17 with a fragment":       {"{ a { b { ...F } } } fragment F on T " + nested(14), model.QueryTooDeep},
		"deep inline":              {"{ ... on T " + nested(16) + "}", model.QueryTooDeep},
		"fragment of itself":       {"{ ...A } fragment A on T { ...A }", model.BadUserInput},
		"fragments of each other":  {"{ ...A } fragment A on T { b { ...B } } fragment B on T { c { ...A } }", model.BadUserInput},
		"unused cycle":             {"{ a } fragment A on T { ...B } fragment B on T { ...A }", model.BadUserInput},
		"nested circular":          {"{ me { ...A } } fragment A on User { id friends { ...A friends { ...A friends { ...A } } } }", model.BadUserInput},
		"fragment bomb":            {bomb(60), model.QueryTooComplex},
		"1000 fields":              {"{" + strings.Repeat(" a", 15) + " b {" + strings.Repeat(" a", 984) + "} }", ""},
		"1001 fields":              {"{" + strings.Repeat(" a", 15) + " b {" + strings.Repeat(" a", 985) + "} }", model.QueryTooComplex},
		"fields in fragments":      {"{ a { ...F ...F ...F } } fragment F on T {" + strings.Repeat(" a", 400) + "}", model.QueryTooComplex},
		"unused large fragment":    {"{ a } fragment F on T {" + strings.Repeat(" a", 1001) + "}", model.QueryTooComplex},
		"aliased bomb":             {aliasedBomb(10), model.QueryTooComplex},
		"50 aliases":               {"{ a {" + strings.Repeat(" b: a", 50) + "} }", ""},
		"51 aliases":               {"{ a {" + strings.Repeat(" b: a", 51) + "} }", model.QueryTooComplex},
		"50 directives":            {"{ a {" + strings.Repeat(" b @x @x @x @x @x", 10) + "}}", ""},
		"51 directives":            {"{ a {" + strings.Repeat(" b @x @x @x @x @x", 10) + " b @x }}", model.QueryTooComplex},
		"5 directives of a field":  {"{ a" + strings.Repeat(" @x", 5) + "}", ""},
		"6 directives of a field":  {"{ a" + strings.Repeat(" @x", 6) + "}", model.QueryTooComplex},
		"directives elsewhere":     {"query" + strings.Repeat(" @x", 20) + " { ..." + strings.Repeat(" @x", 20) + "{ a } ...F @x } fragment F on T" + strings.Repeat(" @x", 10) + " { a }", model.QueryTooComplex},
		"directives of variables":  {"query($a: Int" + strings.Repeat(" @x", 51) + ") { a }", model.QueryTooComplex},
		"30 roots":                 {"{" + strings.Repeat(" a", 30) + "}", ""},
		"31 roots":                 {"{" + strings.Repeat(" a", 31) + "}", model.QueryTooComplex},
		"roots in a fragment":      {"{ ...F ... { ...F } } fragment F on Query {" + strings.Repeat(" a", 16) + "}", model.QueryTooComplex},
		"50 definitions":           {strings.Repeat("{ a } ", 49) + "fragment F on T { a }", ""},
		"51 definitions":           {strings.Repeat("{ a } ", 50) + "fragment F on T { a }", model.QueryTooComplex},
		"unknown fragment":         {"{ ...Nobody }", ""},
		"one fragment many places": {"{ a { ...F } b { c { ...F } } } fragment F on T { d }", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc, err := parser.ParseQuery(&ast.Source{Input: test.query})
			if err != nil {
				t.Fatal(err)
			}
			code := ""
			if e := checkShape(doc); e != nil {
				code = e.Code
			}
			if code != test.code {
				t.Errorf("got %q, want %q", code, test.code)
			}
		})
	}
}

func TestSizeOfVariables(t *testing.T) {
	t.Parallel()
	list := func(n int) []any { return make([]any, n) }
	for name, test := range map[string]struct {
		value any
		code  string
	}{
		"a number":              {json.Number("1"), ""},
		"500 elements":          {list(500), ""},
		"501 elements":          {list(501), model.BadUserInput},
		"a list in an object":   {map[string]any{"a": []any{list(501)}}, model.BadUserInput},
		"a text":                {strings.Repeat("x", 10_000), ""},
		"a long text":           {strings.Repeat("x", 10_001), model.BadUserInput},
		"a long text in a list": {[]any{"a", strings.Repeat("x", 10_001)}, model.BadUserInput},
	} {
		code := ""
		if e := checkValue("v", test.value); e != nil {
			code = e.Code
		}
		if code != test.code {
			t.Errorf("%s: got %q, want %q", name, code, test.code)
		}
	}
}
