package graph_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// units are the words of which a description has one, by the end of the field's name.
var units = map[string]string{
	"Seconds": "seconds", "seconds": "seconds", "Meters": "metres", "Bpm": "beats per minute", "Ms": "milliseconds",
	"Kcal": "kilocalories", "Celsius": "degrees celsius", "celsius": "degrees celsius", "Percent": "percent", "Kg": "kilograms", "Cm": "centimetres",
}

// countsRangeOrUnit is how the description of another number says what it counts, between what it lies or what
// its unit is.
var countsRangeOrUnit = regexp.MustCompile(`how many|how often|\d to \+?-?\d|\d or more|trimp|ml/kg/min|per minute|in the unit|without a unit|^(requests|people|records|elements|events) `)

// The description of every number says its unit or what it counts, and that of every instant in which offset it is.
func TestNumbersSayTheirUnits(t *testing.T) {
	t.Parallel()
	for name, d := range schema().Types {
		if d.BuiltIn || d.Kind != ast.Object {
			continue
		}
		for _, f := range d.Fields {
			if says(f) {
				continue
			}
			t.Errorf("%s.%s: %q has neither unit nor offset", name, f.Name, f.Description)
		}
	}
}

// says reports whether the description of a field says the unit of a number, or the offset of an instant.
func says(f *ast.FieldDefinition) bool {
	text := strings.ToLower(f.Description)
	switch f.Type.Name() {
	case "DateTime":
		return strings.Contains(text, "utc")
	case "Int", "Float":
		for suffix, unit := range units {
			if strings.HasSuffix(f.Name, suffix) {
				return strings.Contains(text, unit)
			}
		}
		return countsRangeOrUnit.MatchString(text)
	}
	return true
}
