package graph

import (
	"math"

	"github.com/vektah/gqlparser/v2/ast"
)

// bulk is how large a selection is once the fragments in it are written out. No number exceeds muchTooMany.
type bulk struct {
	depth      int // fields nested in each other
	fields     int
	aliases    int // fields that are given another name
	directives int
	crowd      int // directives at one place
	top        int // fields that are nested in none
}

// muchTooMany is where counting ends, so that fragments which spread each other many times do not overflow it.
const muchTooMany = math.MaxInt32

// plus returns the extent of two selections beside each other.
func (e bulk) plus(o bulk) bulk {
	return bulk{
		depth: max(e.depth, o.depth), fields: capped(e.fields + o.fields), aliases: capped(e.aliases + o.aliases),
		directives: capped(e.directives + o.directives), crowd: max(e.crowd, o.crowd), top: capped(e.top + o.top),
	}
}

// directed returns the extent of the directives at one place.
func directed(list ast.DirectiveList) bulk { return bulk{directives: len(list), crowd: len(list)} }

func capped(n int) int { return min(n, muchTooMany) }

// shape measures a document. Each fragment is measured once, so that fragments which spread each other many
// times cost no more than their text.
type shape struct {
	doc       *ast.QueryDocument
	fragments map[string]*bulk // nil while one is being measured
	cycle     string           // a fragment that spreads itself
}

func newShape(doc *ast.QueryDocument) *shape {
	return &shape{doc: doc, fragments: make(map[string]*bulk)}
}

// largest returns the largest extent that any operation or fragment has, number by number.
func (s *shape) largest() bulk {
	var most bulk
	grow := func(e bulk) {
		most = bulk{
			depth: max(most.depth, e.depth), fields: max(most.fields, e.fields), aliases: max(most.aliases, e.aliases),
			directives: max(most.directives, e.directives), crowd: max(most.crowd, e.crowd), top: max(most.top, e.top),
		}
	}
	for _, f := range s.doc.Fragments {
		grow(bulk{fields: s.fragment(f.Name).fields, depth: s.fragment(f.Name).depth})
	}
	for _, op := range s.doc.Operations {
		e := s.selection(op.SelectionSet).plus(directed(op.Directives))
		for _, v := range op.VariableDefinitions {
			e = e.plus(directed(v.Directives))
		}
		grow(e)
	}
	return most
}

// selection returns the extent of a selection.
func (s *shape) selection(set ast.SelectionSet) bulk {
	var e bulk
	for _, selected := range set {
		switch selected := selected.(type) {
		case *ast.Field:
			e = e.plus(s.field(selected))
		case *ast.InlineFragment:
			e = e.plus(s.selection(selected.SelectionSet)).plus(directed(selected.Directives))
		case *ast.FragmentSpread:
			e = e.plus(s.fragment(selected.Name)).plus(directed(selected.Directives))
		}
	}
	return e
}

// field returns the extent of a field with what is nested in it.
func (s *shape) field(f *ast.Field) bulk {
	e := s.selection(f.SelectionSet).plus(directed(f.Directives))
	e.depth, e.top = e.depth+1, 1
	e.fields = capped(e.fields + 1)
	if f.Alias != f.Name {
		e.aliases = capped(e.aliases + 1)
	}
	return e
}

// fragment returns the extent of a fragment, none for one that does not exist or is the inside of itself.
func (s *shape) fragment(name string) bulk {
	if measured, ok := s.fragments[name]; ok {
		if measured == nil {
			s.cycle = name
			return bulk{}
		}
		return *measured
	}
	f := s.doc.Fragments.ForName(name)
	if f == nil {
		return bulk{}
	}
	s.fragments[name] = nil
	e := s.selection(f.SelectionSet).plus(directed(f.Directives))
	s.fragments[name] = &e
	return e
}
