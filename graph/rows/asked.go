package rows

import (
	"context"
	"slices"
	"strings"
	"sync"

	"entgo.io/ent/dialect/sql"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// asked are the fields that a client wants of rows, written as columns are, sorted and separated by commas; empty
// for all.
type asked string

// narrowed are the types of which no more is read than what is asked for. Of any other, the resolvers look at more than
// the fields that they return.
var narrowed = map[string]bool{
	"Sleep": true, "NightlyRecharge": true, "SkinTemperature": true, "DailyActivity": true, "CardioLoad": true,
	"ContinuousHeartRate": true, "Exercise": true, "Spo2Test": true, "EcgTest": true, "BodyTemperature": true,
}

// always are the columns by which a row is found, listed and related to others. The offsets, in which its times are
// shown, are read too.
var always = []string{"id", "user_id", "date", "record_key"}

// related are the fields that are looked up by those columns alone.
var related = []string{"user", "day", "sleep", "nightly_recharge", "skin_temperature"}

// narrow has a statement read only the columns of what is asked for, and those that are needed always; all of them when
// a field is asked for that is no column.
func (a asked) narrow(s *sql.Selector, sort string) {
	if a == "" {
		return
	}
	wanted := strings.Split(string(a), ",")
	var columns []string
	found := 0
	for _, c := range s.UnqualifiedColumns() {
		isAsked := slices.Contains(wanted, c)
		if isAsked {
			found++
		}
		if isAsked || c == sort || slices.Contains(always, c) || strings.HasSuffix(c, "_offset_seconds") {
			columns = append(columns, s.C(c))
		}
	}
	for _, name := range related {
		if slices.Contains(wanted, name) {
			found++
		}
	}
	if found == len(wanted) {
		s.Select(columns...)
	}
}

// Wishes are what the fields of a document ask of rows.
type Wishes struct{ known sync.Map } // by wisher

// wisher is a field of a document that leads to rows of a type.
type wisher struct {
	field *ast.Field
	of    string
}

// wish is what a field asks. The selections of a field differ with the place at which a fragment is spread.
type wish struct {
	selections ast.SelectionSet
	asked      asked
}

// asks returns what the field that is being resolved wants of rows of a type, which it returns by themselves, in a list
// or in a page.
func (r *Reader) asks(ctx context.Context, name string) asked {
	if !narrowed[name] || !graphql.HasOperationContext(ctx) {
		return ""
	}
	fc := graphql.GetFieldContext(ctx)
	if fc == nil || fc.Field.Field == nil || fc.Field.Definition == nil || len(fc.Field.Selections) == 0 {
		return ""
	}
	key := wisher{fc.Field.Field, name}
	if found, ok := r.wishes.known.Load(key); ok {
		if w := found.(wish); slices.Equal(w.selections, fc.Field.Selections) {
			return w.asked
		}
	}
	names := make(map[string]struct{})
	collect(graphql.GetOperationContext(ctx), fc.Field.Selections, fc.Field.Definition.Type.Name(), name, names)
	columns := make([]string, 0, len(names))
	for n := range names {
		columns = append(columns, n)
	}
	slices.Sort(columns)
	wanted := asked(strings.Join(columns, ","))
	r.wishes.known.LoadOrStore(key, wish{fc.Field.Selections, wanted})
	return wanted
}

// collect adds the fields that are selected of rows of a type, within a type that is it or a page of it.
func collect(op *graphql.OperationContext, set ast.SelectionSet, within, name string, names map[string]struct{}) {
	for _, f := range graphql.CollectFields(op, set, []string{within, "Node", "Record"}) {
		switch {
		case strings.HasPrefix(f.Name, "__"):
		case within == name:
			names[columnOf(f.Name)] = struct{}{}
		case f.Definition != nil && f.SelectionSet != nil:
			if inner := f.Definition.Type.Name(); inner == name || inner == name+"Edge" {
				collect(op, f.Selections, inner, name, names)
			}
		}
	}
}

// columnOf returns a field's name as a column is written: asleepSeconds as asleep_seconds.
func columnOf(field string) string {
	var name strings.Builder
	for _, letter := range field {
		if letter >= 'A' && letter <= 'Z' {
			name.WriteByte('_')
			letter += 'a' - 'A'
		}
		name.WriteRune(letter)
	}
	return name.String()
}
