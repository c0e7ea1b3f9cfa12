package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/graph/generated"
)

// described returns the description of everything in a schema, by its name.
func described(s *ast.Schema) map[string]string {
	all := map[string]string{}
	for name, d := range s.Types {
		if d.BuiltIn {
			continue
		}
		all[name] = d.Description
		for _, f := range d.Fields {
			all[name+"."+f.Name+": "+f.Type.String()] = f.Description
			for _, a := range f.Arguments {
				all[name+"."+f.Name+"("+a.Name+": "+a.Type.String()+" = "+a.DefaultValue.String()+")"] = a.Description
			}
		}
		for _, v := range d.EnumValues {
			all[name+"."+v.Name] = v.Description
		}
	}
	return all
}

// The schema that is served to code generators is the one that answers, with every description.
func TestServedSchema(t *testing.T) {
	t.Parallel()
	served, err := gqlparser.LoadSchema(&ast.Source{Input: schemaText()})
	if err != nil {
		t.Fatal(err)
	}
	want := described(generated.NewExecutableSchema(generated.Config{}).Schema())
	if diff := cmp.Diff(want, described(served)); diff != "" || len(want) < 500 {
		t.Errorf("%d names: %s", len(want), diff)
	}
}
