package graph_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// asked are the documents that the tests of this package have sent.
var asked struct {
	mu        sync.Mutex
	documents map[string]bool
}

// note remembers a document.
func note(document string) {
	asked.mu.Lock()
	defer asked.mu.Unlock()
	if asked.documents == nil {
		asked.documents = make(map[string]bool)
	}
	asked.documents[document] = true
}

// noting remembers the document of each request that is read in full.
func noting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body bytes.Buffer
		inner := r.Body
		r.Body = struct {
			io.Reader
			io.Closer
		}{io.TeeReader(inner, &body), inner}
		next.ServeHTTP(w, r)
		var request struct {
			Query string `json:"query"`
		}
		if json.Unmarshal(body.Bytes(), &request) == nil {
			note(request.Query)
		}
	})
}

// everythingAsked returns the exit code of the tests, and 1 when all of them passed and yet nobody asked for some
// field, or with some argument.
func everythingAsked(code int) int {
	if code != 0 || flag.Lookup("test.run").Value.String() != "" || flag.Lookup("test.skip").Value.String() != "" ||
		flag.Lookup("test.list").Value.String() != "" {
		return code
	}
	s := schema()
	fields := map[string]bool{}
	for document := range asked.documents {
		if doc, err := parser.ParseQuery(&ast.Source{Input: document}); err == nil && len(validator.ValidateWithRules(s, doc, rules.NewDefaultRules())) == 0 {
			collect(doc, fields)
		}
	}
	missing := slices.DeleteFunc(wanted(s), func(name string) bool { return fields[name] })
	if len(missing) == 0 {
		return code
	}
	fmt.Fprintf(os.Stderr, "no test asks for %d of the schema's fields and arguments:\n%s\n", len(missing), strings.Join(missing, "\n"))
	return 1
}

// wanted returns all fields and arguments of the schema in their order, as Type.field and Type.field(argument).
func wanted(s *ast.Schema) []string {
	var names []string
	for _, d := range s.Types {
		if d.BuiltIn || d.Kind != ast.Object && d.Kind != ast.Interface {
			continue
		}
		for _, f := range d.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			names = append(names, d.Name+"."+f.Name)
			for _, a := range f.Arguments {
				names = append(names, d.Name+"."+f.Name+"("+a.Name+")")
			}
		}
	}
	slices.Sort(names)
	return names
}

// collect adds what a validated document asks for.
func collect(doc *ast.QueryDocument, fields map[string]bool) {
	for _, op := range doc.Operations {
		collectSet(op.SelectionSet, fields)
	}
	for _, f := range doc.Fragments {
		collectSet(f.SelectionSet, fields)
	}
}

func collectSet(set ast.SelectionSet, fields map[string]bool) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.InlineFragment:
			collectSet(s.SelectionSet, fields)
		case *ast.Field:
			name := s.ObjectDefinition.Name + "." + s.Name
			fields[name] = true
			for _, a := range s.Arguments {
				fields[name+"("+a.Name+")"] = true
			}
			collectSet(s.SelectionSet, fields)
		}
	}
}
