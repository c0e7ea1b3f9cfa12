package jobs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// The arguments of every job are numbers of rows: operators see them, and so does whoever reads the queue.
func TestArgumentsAreIDs(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || !strings.HasSuffix(spec.Name.Name, "Args") {
				return true
			}
			seen++
			for _, field := range spec.Type.(*ast.StructType).Fields.List {
				if of, ok := field.Type.(*ast.Ident); !ok || of.Name != "int" {
					t.Errorf("%s.%s is no number", spec.Name.Name, field.Names[0].Name)
				}
			}
			return true
		})
	}
	if seen < 3 {
		t.Errorf("only %d kinds of arguments", seen)
	}
}
