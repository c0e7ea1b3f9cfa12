package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"polarflow/graph"
	"polarflow/graph/generated"
)

// schema returns the schema as it is served.
func schema() *ast.Schema {
	return generated.NewExecutableSchema(generated.Config{Resolvers: &graph.Resolver{}}).Schema()
}

// lines returns everything that a type promises, one promise a line.
func lines(d *ast.Definition) []string {
	out := []string{string(d.Kind) + " " + d.Name}
	for _, i := range d.Interfaces {
		out = append(out, d.Name+" implements "+i)
	}
	for _, f := range d.Fields {
		out = append(out, fmt.Sprintf("%s.%s: %s", d.Name, f.Name, f.Type))
		for _, a := range f.Arguments {
			line := fmt.Sprintf("%s.%s(%s: %s)", d.Name, f.Name, a.Name, a.Type)
			if a.DefaultValue != nil {
				line += " = " + a.DefaultValue.String()
			}
			out = append(out, line)
		}
	}
	for _, v := range d.EnumValues {
		out = append(out, d.Name+" has "+v.Name)
	}
	return out
}

// Everything that the contract has, the schema has, with the same type, nullability and default.
func TestSchemaKeepsContract(t *testing.T) {
	t.Parallel()
	doc, err := parser.ParseSchema(&ast.Source{Input: contract(t, "core.graphql")})
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, d := range schema().Types {
		have = append(have, lines(d)...)
	}
	var missing []string
	for _, d := range doc.Definitions {
		for _, line := range lines(d) {
			if !slices.Contains(have, line) {
				missing = append(missing, line)
			}
		}
	}
	if diff := cmp.Diff([]string(nil), missing); diff != "" {
		t.Error("not in the schema as the contract has it:\n", diff)
	}
}

// Every connection has the shape of UserConnection, and records with a date are Records.
func TestShapes(t *testing.T) {
	t.Parallel()
	s := schema()
	for name, d := range s.Types {
		if node, ok := strings.CutSuffix(name, "Connection"); ok {
			want := strings.ReplaceAll(strings.Join(lines(s.Types["UserConnection"]), "\n"), "User", node)
			if diff := cmp.Diff(want, strings.Join(lines(d), "\n")); diff != "" {
				t.Error(diff)
			}
		}
		f := d.Fields
		dated := d.Kind == ast.Object && f.ForName("id") != nil && f.ForName("date") != nil && f.ForName("user") != nil && f.ForName("updatedAt") != nil
		if dated != slices.Contains(d.Interfaces, "Record") {
			t.Errorf("%s implements %v", name, d.Interfaces)
		}
	}
}

// The operations of real clients are valid.
func TestOperationsValidate(t *testing.T) {
	t.Parallel()
	doc, err := parser.ParseQuery(&ast.Source{Input: contract(t, "operations.graphql")})
	if err != nil {
		t.Fatal(err)
	}
	if errs := validator.ValidateWithRules(schema(), doc, rules.NewDefaultRules()); len(errs) > 0 {
		t.Error(errs)
	}
}

// Everything in the schema is explained.
func TestEverythingIsDescribed(t *testing.T) {
	t.Parallel()
	for name, d := range schema().Types {
		if d.BuiltIn || strings.HasPrefix(name, "__") {
			continue
		}
		if d.Description == "" {
			t.Errorf("%s is not described", name)
		}
		for _, f := range d.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if f.Description == "" {
				t.Errorf("%s.%s is not described", name, f.Name)
			}
			for _, a := range f.Arguments {
				if a.Description == "" {
					t.Errorf("%s.%s(%s) is not described", name, f.Name, a.Name)
				}
			}
		}
		for _, v := range d.EnumValues {
			if v.Description == "" {
				t.Errorf("%s of %s is not described", v.Name, name)
			}
		}
	}
}
