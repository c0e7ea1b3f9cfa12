package graph

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/graph/model"
)

// tooExpensive is the error of an operation that costs more than most. It says which part of it costs most, and what
// to ask for instead.
func tooExpensive(p *pricing, op *ast.OperationDefinition, cost, most int) *model.Error {
	path := p.dearest(op.SelectionSet)
	names := make([]string, len(path))
	for i, f := range path {
		names[i] = f.Alias
	}
	return model.Exceeds(model.QueryTooComplex, most, "this operation would cost about %d, and at most %d is answered at once; most of it is %s: %s",
		cost, most, strings.Join(names, "."), strings.Join(p.advice(path, float64(most)/float64(cost)), ", or "))
}

// dearest returns the fields that lead to what costs most, from the outside to the last one that has a length of its
// own.
func (p *pricing) dearest(set ast.SelectionSet) []*ast.Field {
	var path []*ast.Field
	last := 0
	for f := p.dearestOf(set); f != nil; f = p.dearestOf(f.SelectionSet) {
		path = append(path, f)
		if f.Definition != nil && len(f.Definition.Arguments) > 0 {
			last = len(path)
		}
	}
	if last > 0 {
		path = path[:last]
	}
	return path
}

// dearestOf returns the field of a selection that costs most, in whichever fragment it is; nil without fields.
func (p *pricing) dearestOf(set ast.SelectionSet) *ast.Field {
	var most *ast.Field
	for _, selected := range set {
		var f *ast.Field
		switch selected := selected.(type) {
		case *ast.Field:
			f = selected
		case *ast.InlineFragment:
			f = p.dearestOf(selected.SelectionSet)
		case *ast.FragmentSpread:
			f = p.dearestOf(p.doc.Fragments.ForName(selected.Name).SelectionSet)
		}
		if f != nil && (most == nil || p.weight(f) > p.weight(most)) {
			most = f
		}
	}
	return most
}

// weight orders the fields of a selection by what they cost.
func (p *pricing) weight(f *ast.Field) float64 { return p.fields[f].of(1) }

// advice returns what to ask for instead of the fields on a path, when only a share of their cost is allowed.
func (p *pricing) advice(path []*ast.Field, share float64) []string {
	var hints []string
	for _, f := range path {
		arguments := f.ArgumentMap(p.variables)
		switch {
		case f.Definition == nil:
		case f.Definition.Arguments.ForName("first") != nil:
			hints = append(hints, fewer(f, asked{f, arguments, p.stored}, share))
		case f.Definition.Arguments.ForName("range") != nil:
			hints = append(hints, fmt.Sprintf("a shorter range in %s", f.Alias))
		case f.Definition.Arguments.ForName("ids") != nil:
			hints = append(hints, "fewer ids")
		}
		if arguments["reduction"] == string(model.ReductionRaw) {
			hints = append(hints, fmt.Sprintf("a series that is reduced (reduction: LTTB, maxPoints: 300) in %s, or raw samples of fewer records at a time", f.Alias))
		}
	}
	if hints == nil {
		hints = []string{"ask for fewer fields"}
	}
	return hints
}

// fewer advises a page of a size that fits.
func fewer(f *ast.Field, a asked, share float64) string {
	page := a.page()
	if f.Name == "changes" {
		page = a.number("first")
	}
	if fits := int(page * share); fits > 0 {
		return fmt.Sprintf("at most %d at once in %s instead of %.0f", fits, f.Alias, page)
	}
	return fmt.Sprintf("a smaller page than %.0f in %s", page, f.Alias)
}
