package polar

import "bytes"

// underscoreKeys returns a copy of a valid JSON document in which every hyphen in a key, at any depth,
// is an underscore. Polar documents some resources with hyphens and sends them with underscores, and
// in training_load_pro the other way round; values are left alone.
func underscoreKeys(doc []byte) []byte {
	doc = bytes.Clone(doc)
	for i := 0; i < len(doc); i++ {
		if doc[i] != '"' {
			continue
		}
		end := stringEnd(doc, i+1)
		if isKey(doc[end:]) {
			replaceHyphens(doc[i:end])
		}
		i = end - 1
	}
	return doc
}

// stringEnd returns the index behind the closing quote of the string whose first character is at i.
func stringEnd(doc []byte, i int) int {
	for ; i < len(doc); i++ {
		switch doc[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(doc)
}

// isKey reports whether a string that is followed by rest is a key.
func isKey(rest []byte) bool {
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return len(rest) > 0 && rest[0] == ':'
}

// replaceHyphens turns the hyphens in key into underscores, in place.
func replaceHyphens(key []byte) {
	for i, c := range key {
		if c == '-' {
			key[i] = '_'
		}
	}
}
