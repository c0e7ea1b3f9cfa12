package graph

import (
	"fmt"
	"strings"
	"testing"
	"time"

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
		"fragment bomb":            {bomb(60), ""},
		"unknown fragment":         {"{ ...Nobody }", ""},
		"one fragment many places": {"{ a { ...F } b { c { ...F } } } fragment F on T { d }", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc, err := parser.ParseQuery(&ast.Source{Input: test.query})
			if err != nil {
				t.Fatal(err)
			}
			began, code := time.Now(), ""
			if e := checkShape(doc); e != nil {
				code = e.Code
			}
			if code != test.code {
				t.Errorf("got %q, want %q", code, test.code)
			}
			if took := time.Since(began); took > time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
