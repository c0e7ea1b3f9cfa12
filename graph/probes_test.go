package graph_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// probe is one argument, or one field of an input object, of one field of the schema, with the way there.
type probe struct {
	name  string // Type.field.argument, with a further step for each input object
	kind  ast.Operation
	s     *ast.Schema
	way   route // to the type that has the field; empty for a root
	owner string
	field *ast.FieldDefinition
	path  []string // the argument, and the steps into it
	raw   bool     // values are written as they are, not as texts
}

// probes returns every argument of every field that the schema has, in the order of their names.
func probes(t testing.TB, s *ast.Schema) []probe {
	t.Helper()
	roots := map[string]ast.Operation{"Query": ast.Query, "Mutation": ast.Mutation, "Subscription": ast.Subscription}
	reached := routes(s)
	reached["Engine"] = route{s.Types["Query"].Fields.ForName("engine")} // refused to every person
	var all []probe
	for name, d := range s.Types {
		if d.BuiltIn || d.Kind != ast.Object {
			continue
		}
		for _, f := range d.Fields {
			if len(f.Arguments) == 0 || strings.HasPrefix(f.Name, "__") {
				continue
			}
			kind, isRoot := roots[name]
			if !isRoot && reached[name] == nil {
				t.Errorf("%s.%s has arguments and nothing leads to it", name, f.Name)
				continue
			}
			if !isRoot {
				kind = ast.Query
			}
			p := probe{kind: kind, s: s, way: reached[name], owner: name, field: f}
			for _, a := range f.Arguments {
				all = append(all, p.into(a.Name, a.Type)...)
			}
		}
	}
	slices.SortFunc(all, func(a, b probe) int { return strings.Compare(a.name, b.name) })
	return all
}

// into returns the probes of an argument: one, or one for each field of an input object.
func (p probe) into(name string, of *ast.Type) []probe {
	p.path = append(p.path[:len(p.path):len(p.path)], name)
	d := p.s.Types[of.Name()]
	if d.Kind != ast.InputObject {
		p.name = p.owner + "." + p.field.Name + "." + strings.Join(p.path, ".")
		return []probe{p}
	}
	var all []probe
	for _, f := range d.Fields {
		all = append(all, p.into(f.Name, f.Type)...)
	}
	return all
}

// operation returns the operation that gives the argument a value, and the others only what they must have.
func (p probe) operation(value string) string {
	open, closing := opened(p.way)
	given := make([]string, 0, len(p.field.Arguments))
	for _, a := range p.field.Arguments {
		if v, ok := p.literal(a.Name, a.Type, a.DefaultValue, p.path, value); ok {
			given = append(given, a.Name+": "+v)
		}
	}
	return string(p.kind) + open + " { " + p.field.Name + "(" + strings.Join(given, ", ") + ")" + p.asked() + " }" + closing
}

// literal returns an argument or input field as it is written: the value when the path leads to it, else
// something that makes sense where something must be given, else nothing.
func (p probe) literal(name string, of *ast.Type, byDefault *ast.Value, path []string, value string) (string, bool) {
	onPath := len(path) > 0 && path[0] == name
	if p.path[0] == "search" && name == "first" {
		return "1", true // everything about many people at once is too much to ask
	}
	if !onPath && (!of.NonNull || byDefault != nil) {
		return "", false
	}
	if d := p.s.Types[of.Name()]; d.Kind == ast.InputObject {
		var rest, given []string
		if onPath {
			rest = path[1:]
		}
		for _, f := range d.Fields {
			if v, ok := p.literal(f.Name, f.Type, f.DefaultValue, rest, value); ok {
				given = append(given, f.Name+": "+v)
			}
		}
		return "{" + strings.Join(given, ", ") + "}", true
	}
	if !onPath {
		return plain[name], true
	}
	if p.raw {
		return value, true
	}
	if of.Elem != nil {
		return "[" + quoted(value) + "]", true
	}
	return quoted(value), true
}

// asked is what is asked of the field's answer: what it says itself, and what its parts say, as far down as one query
// may ask.
func (p probe) asked() string {
	for levels := 2; ; levels-- {
		if asked := selected(p.s, p.field.Type, levels); levels == 0 || len(strings.Fields(asked)) < 1000 {
			return asked
		}
	}
}

// selected returns the plain fields of a type and, some levels down, those of its parts.
func selected(s *ast.Schema, of *ast.Type, levels int) string {
	d := s.Types[of.Name()]
	if d.Kind != ast.Object && d.Kind != ast.Interface {
		return ""
	}
	out := []string{"__typename"}
	for _, f := range d.Fields {
		part := s.Types[f.Type.Name()]
		composite := part.Kind == ast.Object || part.Kind == ast.Interface
		switch {
		case strings.HasPrefix(f.Name, "__"), composite && levels == 0:
		default:
			out = append(out, f.Name+arguments(f)+selected(s, f.Type, levels-1))
		}
	}
	return " { " + strings.Join(out, " ") + " }"
}

// opened returns the text that leads to a type, and what closes it.
func opened(way route) (open, closing string) {
	for _, f := range way {
		open += " { " + f.Name + arguments(f)
		closing += " }"
	}
	return open, closing
}

// quoted returns a text as a literal.
func quoted(s string) string {
	literal, _ := json.Marshal(s)
	return string(literal)
}

var requestIDs = regexp.MustCompile(`"requestId":"[^"]*"`)

// masked returns an answer without the id of its request and without the value that was asked for.
func masked(body, value string) string {
	return strings.ReplaceAll(requestIDs.ReplaceAllString(body, `"requestId":""`), value, "VALUE")
}
