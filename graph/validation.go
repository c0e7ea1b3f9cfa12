package graph

import (
	"regexp"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// validationRules are the rules of the specification: those of gqlparser, and what they overlook.
func validationRules() *rules.Rules {
	all := rules.NewDefaultRules()
	all.AddRule(literalsRule, fittingLiterals)
	return all
}

const literalsRule = "FittingLiterals"

// fittingLiterals reports an object that is written where none belongs, and anything but a text where a scalar of this
// schema belongs, which are all texts. Left to its resolver, a number that no number type has room for would panic.
func fittingLiterals(observers *core.Events, addError core.AddErrFunc) {
	observers.OnValue(func(_ *core.Walker, value *ast.Value) {
		if value.Definition == nil || value.ExpectedType == nil || fits(value) {
			return
		}
		addError(core.Message(`Expected value of type "%s", found %s.`, value.ExpectedType.String(), value.String()), core.At(value.Position))
	})
}

func fits(value *ast.Value) bool {
	d := value.Definition
	isOwnScalar := d.Kind == ast.Scalar && !d.OneOf("Int", "Float", "String", "Boolean", "ID")
	switch value.Kind {
	case ast.ObjectValue:
		return d.Kind == ast.InputObject
	case ast.IntValue, ast.FloatValue, ast.BooleanValue, ast.EnumValue:
		return !isOwnScalar
	case ast.ListValue:
		return !isOwnScalar || value.ExpectedType.Elem != nil
	case ast.Variable, ast.StringValue, ast.BlockValue, ast.NullValue:
	}
	return true
}

// discreetRules are the rules of validation whose errors tell no name that the client did not write, neither as a
// suggestion nor as the type of something.
func discreetRules() *rules.Rules {
	quiet := validationRules()
	for name, rule := range quiet.GetInner() {
		if unfit, tells := misfits[name]; tells {
			quiet.ReplaceRule(name, inOtherWords(rule, unfit))
		}
	}
	return quiet
}

// misfits are the rules whose errors tell names of the schema, and what is said in their place of the name that stands
// first in the error, or of what is there.
var misfits = map[string]string{
	rules.FieldsOnCorrectTypeRule.Name:          "%s is not a field here",
	rules.KnownArgumentNamesRule.Name:           "%s is not an argument here",
	rules.KnownTypeNamesRule.Name:               "%s is not a type",
	rules.ProvidedRequiredArgumentsRule.Name:    "%s lacks an argument that it needs",
	rules.ScalarLeafsRule.Name:                  "%s is selected as what it is not: objects need a selection of fields, and values have none",
	rules.OverlappingFieldsCanBeMergedRule.Name: "%s stands for two different things: name one of them by an alias",
	rules.VariablesInAllowedPositionRule.Name:   "%s has a type that does not fit here",
	rules.VariablesAreInputTypesRule.Name:       "%s has a type that no variable can have",
	rules.FragmentsOnCompositeTypesRule.Name:    "the fragment is of a type that has no fields",
	rules.PossibleFragmentSpreadsRule.Name:      "the fragment is of a type that nothing here can have",
	rules.ValuesOfCorrectTypeRule.Name:          "the value does not fit here",
	literalsRule:                                "the value does not fit here",
}

// quoted is a name in an error of validation.
var quoted = regexp.MustCompile(`"[^"]*"`)

// inOtherWords returns a rule whose errors say something else.
func inOtherWords(rule core.RuleFunc, unfit string) core.RuleFunc {
	return func(observers *core.Events, addError core.AddErrFunc) {
		rule(observers, func(options ...core.ErrorOption) {
			addError(append(options, func(err *gqlerror.Error) {
				err.Message = strings.ReplaceAll(unfit, "%s", quoted.FindString(err.Message))
			})...)
		})
	}
}
