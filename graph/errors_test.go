package graph

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"polarflow/graph/model"
)

// Only what is meant for people is shown; all else is logged, once.
func TestPresent(t *testing.T) {
	t.Parallel()
	secret := errors.New(`pq: relation "sleeps" does not exist`)
	path := ast.Path{ast.PathName("viewer")}
	for name, test := range map[string]struct {
		err        error
		code, text string
		logged     bool
	}{
		"meant for people":  {fmt.Errorf("list: %w", model.BadInput("no such date")), model.BadUserInput, "no such date", false},
		"on a path":         {gqlerror.WrapPath(path, forbidden("no")), model.Forbidden, "no", false},
		"from the database": {secret, model.Internal, "internal error", true},
		"with a path":       {gqlerror.WrapPath(path, secret), model.Internal, "internal error", true},
		"a missing value":   {&gqlerror.Error{Path: path, Message: "must not be null"}, model.Internal, "internal error", true},
		"panic":             {recovered(t.Context(), secret), model.Internal, "internal error", true},
		"the validator":     {&gqlerror.Error{Message: "no field x", Rule: "FieldsOnCorrectType", Path: path}, model.BadUserInput, "no field x", false},
		"the parser":        {&gqlerror.Error{Message: "unexpected }", Extensions: map[string]any{"code": errcode.ParseFailed}}, model.BadUserInput, "unexpected }", false},
		"persisted queries": {&gqlerror.Error{Message: "PersistedQueryNotFound", Extensions: map[string]any{"code": model.PersistedUnknown}}, model.PersistedUnknown, "PersistedQueryNotFound", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			got := presenter{slog.New(slog.NewTextHandler(&log, nil))}.present(t.Context(), test.err)
			if diff := cmp.Diff([]any{test.text, test.code}, []any{got.Message, got.Extensions["code"]}); diff != "" {
				t.Error(diff)
			}
			if lines := strings.Count(log.String(), "\n"); (lines == 1) != test.logged || lines > 1 {
				t.Errorf("logged %q", log.String())
			}
		})
	}
}
