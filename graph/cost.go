package graph

import (
	"math"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// What an operation costs is known before anything is read: as many units as its answer may have fields, with the
// page sizes that it asks for. The elements of columns (the values of a series, the buckets of a metric) are
// written together and cost less, and samples that have to be read to reduce a series less again. One unit takes
// about six microseconds of a processor.
const (
	// maxCost is what one operation may cost. Fifty people with a week of everything cost less than a third of it, and
	// so does a session of two hours with ten series of raw samples.
	maxCost = 50_000
	// columnCost is what an element of a column costs, and storedCost a sample that is read.
	columnCost = 1.0 / 10
	storedCost = 1.0 / 100
	// introspectionCost is what a field costs that shows the schema, whatever is asked of it: validation bounds it.
	introspectionCost = 10_000
)

// price is what a selection costs: once, and once more for each element of the list that it is within, whose
// length is up to a field further out: the page of a connection, the points of a series.
type price struct{ once, each float64 }

func (p price) plus(o price) price { return price{p.once + o.once, p.each + o.each} }

// times returns the price of n of the same.
func (p price) times(n float64) price { return price{p.once * n, p.each * n} }

// of returns what the price comes to with a list of n elements.
func (p price) of(n float64) float64 { return p.once + p.each*n }

// larger returns the price that is higher in either part.
func (p price) larger(o price) price { return price{max(p.once, o.once), max(p.each, o.each)} }

// pricing finds out what one operation costs. Each field and each fragment is priced once, so that fragments which
// spread each other many times cost no more than their text.
type pricing struct {
	schema    *ast.Schema
	doc       *ast.QueryDocument
	variables map[string]any
	stored    sizes
	fields    map[*ast.Field]price
	spreads   map[spread]price
	// readsSeries is set once a field was priced by the length of what is stored.
	readsSeries bool
}

// spread is a fragment as it applies to objects of a type.
type spread struct{ fragment, object string }

// newPricing returns the pricing of operations in a document, with the lengths that stored series have.
func newPricing(s *ast.Schema, doc *ast.QueryDocument, variables map[string]any, stored sizes) *pricing {
	return &pricing{
		schema: s, doc: doc, variables: variables, stored: stored,
		fields: make(map[*ast.Field]price), spreads: make(map[spread]price),
	}
}

// operation returns what an operation costs, in units.
func (p *pricing) operation(op *ast.OperationDefinition) int {
	root := map[ast.Operation]*ast.Definition{
		ast.Query: p.schema.Query, ast.Mutation: p.schema.Mutation, ast.Subscription: p.schema.Subscription,
	}[op.Operation]
	return int(math.Ceil(min(p.selection(op.SelectionSet, root).once, muchTooMany)))
}

// selection returns the price of a selection on one object of a type; on one of many types, that of the most
// expensive one.
func (p *pricing) selection(set ast.SelectionSet, of *ast.Definition) price {
	if of == nil {
		return price{}
	}
	if !of.IsAbstractType() {
		return p.object(set, of.Name)
	}
	var most price
	for _, possible := range p.schema.GetPossibleTypes(of) {
		most = most.larger(p.object(set, possible.Name))
	}
	return most
}

// object returns the price of a selection on one object.
func (p *pricing) object(set ast.SelectionSet, name string) price {
	var sum price
	for _, selected := range set {
		switch selected := selected.(type) {
		case *ast.Field:
			if p.isAsked(selected.Directives) {
				sum = sum.plus(p.field(selected))
			}
		case *ast.InlineFragment:
			if p.isAsked(selected.Directives) && p.applies(selected.TypeCondition, name) {
				sum = sum.plus(p.object(selected.SelectionSet, name))
			}
		case *ast.FragmentSpread:
			if p.isAsked(selected.Directives) {
				sum = sum.plus(p.fragment(selected.Name, name))
			}
		}
	}
	return sum
}

// fragment returns the price of a fragment on one object of a type, nothing for one that does not apply to it.
func (p *pricing) fragment(name, object string) price {
	key := spread{name, object}
	known, ok := p.spreads[key]
	if f := p.doc.Fragments.ForName(name); !ok && f != nil && p.applies(f.TypeCondition, object) {
		known = p.object(f.SelectionSet, object)
	}
	p.spreads[key] = known
	return known
}

// applies reports whether a fragment on a type is about objects of another.
func (p *pricing) applies(condition, object string) bool {
	if condition == "" || condition == object {
		return true
	}
	for _, possible := range p.schema.GetPossibleTypes(p.schema.Types[condition]) {
		if possible.Name == object {
			return true
		}
	}
	return false
}

// isAsked reports whether @skip and @include leave a selection in.
func (p *pricing) isAsked(directives ast.DirectiveList) bool {
	for _, d := range directives {
		if decided, ok := d.ArgumentMap(p.variables)["if"].(bool); ok && decided == (d.Name == "skip") {
			return false
		}
	}
	return true
}

// field returns the price of a field with everything in it.
func (p *pricing) field(f *ast.Field) price {
	known, ok := p.fields[f]
	if !ok {
		known = p.priced(f)
		p.fields[f] = known
	}
	return known
}

func (p *pricing) priced(f *ast.Field) price {
	switch {
	case f.Name == "__schema" || f.Name == "__type":
		return price{once: introspectionCost}
	case f.Definition == nil || f.ObjectDefinition == nil:
		return price{once: 1}
	}
	within := p.selection(f.SelectionSet, p.schema.Types[f.Definition.Type.Name()])
	if l, ok := lengthOf(asked{f, f.ArgumentMap(p.variables), p.stored}); ok {
		p.readsSeries = p.readsSeries || l.isStored
		return price{once: l.extra + l.count*(1+within.of(l.elements))}
	}
	switch parent, one := f.ObjectDefinition.Name, (price{once: 1}).plus(within); {
	case f.Definition.Type.Elem == nil:
		return one
	case slices.Contains(hasColumns, parent):
		return price{each: columnCost}
	case isPage(parent):
		return price{each: one.once}
	default:
		return one.times(unknownLength)
	}
}
