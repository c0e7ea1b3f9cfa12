package config_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/config"
)

// setting is a variable as .env.example shows it.
type setting struct{ Name, Default, Sentence string }

// .env.example says about every variable what Config says, with its default, in the same order.
func TestEnvExample(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(documented(t), listed(t)); diff != "" {
		t.Errorf(".env.example (+) differs from Config (-): %s", diff)
	}
}

// documented reads the fields of Config from its source.
func documented(t *testing.T) []setting {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "config.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var found []setting
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok || spec.Name.Name != "Config" {
			return true
		}
		for _, field := range spec.Type.(*ast.StructType).Fields.List {
			if field.Tag == nil {
				continue
			}
			tag := reflect.StructTag(strings.Trim(field.Tag.Value, "`"))
			found = append(found, setting{tag.Get("env"), tag.Get("envDefault"), strings.TrimSpace(field.Doc.Text())})
		}
		return false
	})
	return found
}

// listed reads .env.example, where a sentence may go over several lines.
func listed(t *testing.T) []setting {
	t.Helper()
	text, err := os.ReadFile("../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	var found []setting
	var sentence []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		name, value, isSetting := strings.Cut(line, "=")
		switch {
		case line == "":
			sentence = nil
		case strings.HasPrefix(line, "#"):
			sentence = append(sentence, strings.TrimSpace(strings.TrimPrefix(line, "#")))
		case isSetting:
			found = append(found, setting{name, value, strings.Join(sentence, " ")})
			sentence = nil
		}
	}
	return found
}

func TestVariables(t *testing.T) {
	t.Parallel()
	got, err := config.Variables()
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, s := range documented(t) {
		want = append(want, s.Name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
