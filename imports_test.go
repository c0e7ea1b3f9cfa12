package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport says which of our folders a package in each folder may import; folders not named here, like the
// root, wire everything. A folder stands for itself and everything below it, and may import itself.
var mayImport = map[string][]string{
	"web":           {"graph", "mcp", "jobs", "auth", "polar", "ent", "database"},
	"graph":         {"ent", "auth", "analytics", "athlete", "words", "series", "jobs", "engine", "pacing", "database"},
	"mcp":           {"ent", "auth", "analytics", "series", "jobs", "database"},
	"metrics":       {"engine", "pacing"},
	"engine":        {"pacing", "ent", "database"},
	"jobs":          {"ingest", "athlete", "pacing", "polar", "auth", "ent", "database"},
	"ingest":        {"polar", "series", "ent", "database"},
	"auth":          {"ent"},
	"database":      {"ent"},
	"ent":           {},
	"polar":         {},
	"polar/sandbox": {"polar"},
	"polar/export":  {"polar"},
	"pacing":        {"ent/kind", "ent/embedded"},
	"series":        {},
	"analytics":     {},
	"words":         {"analytics"},
	"athlete":       {"analytics", "series", "ent", "database"},
	"config":        {},
}

// onlyFor says who may import what is not part of the running product.
var onlyFor = map[string][]string{
	"bench":           {"bench"},
	"database/dbtest": {"bench", "database/newmigration"},
	"polar/sandbox":   {"bench", "root"},
}

func TestImports(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}:{{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatal("go list:", err)
	}
	checked := 0
	for line := range strings.Lines(string(out)) {
		path, imports, _ := strings.Cut(strings.TrimSpace(line), ":")
		from := folder(path)
		for _, imported := range strings.Fields(imports) {
			if !strings.HasPrefix(imported, "polarflow/") {
				continue
			}
			checked++
			if to := folder(imported); !allowed(from, to) {
				t.Errorf("%s must not import %s", from, to)
			}
		}
	}
	if checked < 50 {
		t.Errorf("only %d imports were seen", checked)
	}
}

// folder returns a package's folder below the root, and «root» for the root.
func folder(path string) string {
	if path == "polarflow" {
		return "root"
	}
	return strings.TrimPrefix(path, "polarflow/")
}

func allowed(from, to string) bool {
	for guarded, friends := range onlyFor {
		if within(to, guarded) && !within(from, guarded) && !slices.ContainsFunc(friends, func(f string) bool { return within(from, f) }) {
			return false
		}
	}
	rule, ok := ruleOf(from)
	if !ok {
		return true
	}
	return within(to, rule) || slices.ContainsFunc(mayImport[rule], func(f string) bool { return within(to, f) })
}

// ruleOf returns the longest folder with a rule that a package is in.
func ruleOf(from string) (rule string, ok bool) {
	for r := range mayImport {
		if within(from, r) && len(r) > len(rule) {
			rule, ok = r, true
		}
	}
	return rule, ok
}

func within(path, folder string) bool { return path == folder || strings.HasPrefix(path, folder+"/") }
