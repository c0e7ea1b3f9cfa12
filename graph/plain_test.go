package graph_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/ent/skintemperature"
)

// Every plain field of a record, asked by itself, with all others and beside a field that is not plain, says the same:
// neither what is read nor the way in which it is written depends on what else is asked for.
func TestFieldsDoNotDependOnEachOther(t *testing.T) {
	t.Parallel()
	s := schema()
	each(t, func(t *testing.T, w *world) {
		secret := w.token(t, w.complete(t, "me", "RUN\"NING <é>"))
		checked := 0
		for name, way := range routes(s) {
			leaves := leavesOf(s, s.Types[name])
			if len(leaves) == 0 || name == "User" {
				continue
			}
			query, path := along(way, strings.Join(leaves, " ")+" __typename")
			together := w.ask(t, secret, query, nil).at(t, path...).(map[string]any)
			alone := map[string]any{"__typename": name}
			for _, leaf := range leaves {
				query, path := along(way, leaf)
				maps.Copy(alone, w.ask(t, secret, query, nil).at(t, path...).(map[string]any))
				checked++
			}
			if diff := cmp.Diff(together, alone); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			query, path = along(way, strings.Join(leaves, " "))
			delete(together, "__typename")
			if diff := cmp.Diff(together, w.ask(t, secret, query, nil).at(t, path...)); diff != "" {
				t.Errorf("%s at once: %s", name, diff)
			}
		}
		if checked < 150 {
			t.Errorf("only %d fields were asked", checked)
		}
	})
}

// Nights with what belongs to them say the same whether they are written at once or field by field, also where something
// is missing.
func TestRelationsWrittenAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for _, name := range []string{"a", "b", "c"} {
			u := w.person(t, name)
			w.night(t, u, dateAfter(0))
			w.night(t, u, dateAfter(1))
			w.db.Ent.SkinTemperature.Delete().Where(skintemperature.UserID(u.ID), skintemperature.Date(dateAfter(1))).ExecX(system(t))
		}
		ask := func(extra string) any {
			query := `{ users { nodes { sleeps { nodes { d: date ` + extra + ` ... on Record { id } nightlyRecharge { id hrvRmssdMs sleep { score ` + extra + ` } ` + extra +
				` } skinTemperature { celsius ` + extra + ` } startTime } } } } }`
			return without(w.ask(t, serviceKey, query, nil).at(t, "users"), "__typename")
		}
		if diff := cmp.Diff(ask("__typename"), ask("")); diff != "" {
			t.Error(diff)
		}
	})
}

// without returns an answer without the members of a name.
func without(v any, name string) any {
	switch v := v.(type) {
	case map[string]any:
		delete(v, name)
		for _, value := range v {
			without(value, name)
		}
	case []any:
		for _, value := range v {
			without(value, name)
		}
	}
	return v
}

// leavesOf returns the fields of a type that have neither arguments nor fields of their own.
func leavesOf(s *ast.Schema, d *ast.Definition) []string {
	var leaves []string
	for _, f := range d.Fields {
		if s.Types[f.Type.Name()].IsLeafType() && len(f.Arguments) == 0 && !strings.HasPrefix(f.Name, "__") {
			leaves = append(leaves, f.Name)
		}
	}
	slices.Sort(leaves)
	return leaves
}
