package graph

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
)

// isKnown gives the answer to a GET a validator, and reports whether the client has just that answer already. The
// validator is a weak one: it is about the data, not about what the answer says of its cost. Whoever keeps the answer
// has to ask each time whether it still holds, and nobody but the client itself may.
func isKnown(w http.ResponseWriter, r *http.Request, response *graphql.Response) bool {
	if r.Method != http.MethodGet || response.Data == nil || len(response.Errors) > 0 {
		return false
	}
	sum := sha256.Sum256(response.Data)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`
	h := w.Header()
	h.Set("ETag", "W/"+tag)
	h.Set("Cache-Control", "private, no-cache")
	h.Add("Vary", "Accept, Authorization, Cookie, X-API-Key")
	for known := range strings.SplitSeq(strings.Join(r.Header.Values("If-None-Match"), ","), ",") {
		if known = strings.TrimSpace(known); known == "*" || strings.TrimPrefix(known, "W/") == tag {
			return true
		}
	}
	return false
}
