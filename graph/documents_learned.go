package graph

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/graph/rows"
)

// learned is what was found out about a document, for whoever asks it next with whatever variables.
type learned struct {
	doc *ast.QueryDocument
	// isFixed says that no variable decides which fields are asked for.
	isFixed bool
	plans   sync.Map // of plain
	wishes  rows.Wishes
}

// library is what is known of the documents that were asked last.
type library struct{ kept *queryCache[*learned] }

func newLibrary() library {
	return library{newQueryCache(func(query string, _ *learned) int { return len(query) })}
}

// of returns what is known of an operation's document: nothing yet for one that is seen for the first time, and for one
// whose directives have variables decide.
func (k library) of(ctx context.Context, op *graphql.OperationContext) *learned {
	found, ok := k.kept.Get(ctx, op.RawQuery)
	if !ok || found.doc != op.Doc {
		found = &learned{doc: op.Doc, isFixed: isFixed(op.Doc)}
		k.kept.Add(ctx, op.RawQuery, found)
	}
	if !found.isFixed {
		return &learned{doc: op.Doc}
	}
	return found
}

// isFixed reports whether no selection of a document has a directive.
func isFixed(doc *ast.QueryDocument) bool {
	for _, f := range doc.Fragments {
		if !allFixed(f.SelectionSet) {
			return false
		}
	}
	for _, op := range doc.Operations {
		if !allFixed(op.SelectionSet) {
			return false
		}
	}
	return true
}

func allFixed(set ast.SelectionSet) bool {
	for _, selected := range set {
		var ok bool
		switch s := selected.(type) {
		case *ast.Field:
			ok = len(s.Directives) == 0 && allFixed(s.SelectionSet)
		case *ast.InlineFragment:
			ok = len(s.Directives) == 0 && allFixed(s.SelectionSet)
		case *ast.FragmentSpread:
			ok = len(s.Directives) == 0
		}
		if !ok {
			return false
		}
	}
	return true
}

// learnedOf returns what is known of the document that is being answered, nothing outside of an operation.
func learnedOf(ctx context.Context) *learned {
	if graphql.HasOperationContext(ctx) {
		if k, ok := graphql.GetOperationContext(ctx).Stats.GetExtension(plain{}.ExtensionName()).(*learned); ok {
			return k
		}
	}
	return &learned{}
}
