package sandbox

import "regexp"

// spelling turns one key of the live style into the documented one. It looks for the quoted key and
// its colon, which cannot occur inside a JSON string, where quotes are escaped.
type spelling struct {
	live *regexp.Regexp
	docs string
}

// spellings are the keys whose documented form differs, in exercises and cardio loads. The sample
// type is also a string in the documentation.
var spellings = []spelling{
	{regexp.MustCompile(`"lower_limit"(\s*:)`), `"lower-limit"$1`},
	{regexp.MustCompile(`"upper_limit"(\s*:)`), `"upper-limit"$1`},
	{regexp.MustCompile(`"in_zone"(\s*:)`), `"in-zone"$1`},
	{regexp.MustCompile(`"recording_rate"(\s*:)`), `"recording-rate"$1`},
	{regexp.MustCompile(`"sample_type"(\s*:\s*)(\d+)`), `"sample-type"$1"$2"`},
	{regexp.MustCompile(`"running_index"(\s*:)`), `"running-index"$1`},
	{regexp.MustCompile(`"very_high"(\s*:)`), `"very-high"$1`},
}

// documented rewrites an answer from the live style to the documented one.
func documented(body []byte) []byte {
	for _, s := range spellings {
		body = s.live.ReplaceAll(body, []byte(s.docs))
	}
	return body
}
