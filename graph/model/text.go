package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsPlain reports whether a text is valid UTF-8 without control characters. No other is stored, and some of the
// others PostgreSQL cannot even be asked for.
func IsPlain(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}
