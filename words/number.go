package words

import (
	"fmt"
	"strconv"
	"strings"

	"polarflow/analytics"
)

// decimals are how many digits of a number in a unit are said after the point. Of any other unit it is one.
var decimals = map[string]int{"ms": 0, "steps": 0, "TRIMP": 0, "%": 0, "per 1000": 0, "points": 0, "": 2}

// number returns a number as it is said: rounded for its unit, without the unit.
func number(x float64, unit string) string {
	digits, ok := decimals[unit]
	if !ok {
		digits = 1
	}
	text := strconv.FormatFloat(x, 'f', digits, 64)
	if strings.Trim(text, "-0.") == "" {
		return strings.TrimPrefix(text, "-")
	}
	return text
}

// amount returns a number with its unit.
func amount(x float64, unit string) string { return strings.TrimSpace(number(x, unit) + " " + unit) }

// signed returns a number with its sign and its unit.
func signed(x float64, unit string) string {
	text := amount(x, unit)
	if x > 0 {
		return "+" + text
	}
	return text
}

// interval returns the ends of an estimate's interval in brackets, with a space before, and nothing where there is
// none.
func interval(e analytics.Estimate, unit string) string {
	low, high := e.Interval()
	if low == nil || high == nil {
		return ""
	}
	return fmt.Sprintf(" (%s to %s)", number(*low, unit), amount(*high, unit))
}

// missing says why an estimate has no value.
func missing(e analytics.Estimate) string {
	if phrase, ok := reasons[e.Reason]; ok {
		return strings.ReplaceAll(phrase, "N", strconv.Itoa(e.N))
	}
	return "it has not been worked out yet"
}

var reasons = map[analytics.Reason]string{
	analytics.NotMeasured:     "it was not measured",
	analytics.TooFewDays:      "there is too little to compare with yet (n=N)",
	analytics.TooShort:        "the history is too short yet (n=N)",
	analytics.TooLittleLoad:   "there was next to no training to compare with",
	analytics.TooLittleSignal: "too many samples are gaps",
	analytics.NoVariation:     "all values are alike",
	analytics.Suspect:         "the measurement is probably an artefact",
	analytics.NotSteady:       "the session varies too much",
	analytics.NotHard:         "no effort was hard enough",
	analytics.Undefined:       "the formula has no value here",
}

// list joins phrases with commas and «and».
func list(phrases []string) string {
	if n := len(phrases); n > 1 {
		return strings.Join(phrases[:n-1], ", ") + " and " + phrases[n-1]
	}
	return strings.Join(phrases, "")
}

// sentence returns a text with a capital at its beginning.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
