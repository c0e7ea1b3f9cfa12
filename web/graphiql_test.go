package web_test

import (
	"testing"

	"github.com/vektah/gqlparser/v2"

	"polarflow/graph/generated"
	"polarflow/web"
)

// The operations that GraphiQL begins with are ones that the API answers.
func TestExamples(t *testing.T) {
	t.Parallel()
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	for _, operator := range []bool{false, true} {
		examples := web.Examples(operator)
		if len(examples) < 3 {
			t.Errorf("operator %t: %d examples", operator, len(examples))
		}
		for _, example := range examples {
			if _, err := gqlparser.LoadQueryWithRules(schema, example, nil); err != nil {
				t.Errorf("%v in\n%s", err, example)
			}
		}
	}
}
