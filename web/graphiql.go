package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
)

// assets are what pages need, GraphiQL and React among it, so that no page needs the internet.
//
//go:embed assets
var assets embed.FS

// exampleFiles are the operations that GraphiQL begins with, one folder for people and one for operators.
//
//go:embed examples
var exampleFiles embed.FS

// Examples returns the operations that GraphiQL begins with, in their order: for an operator, else for a person.
func Examples(operator bool) []string {
	folder := "examples/person"
	if operator {
		folder = "examples/operator"
	}
	var examples []string
	entries, _ := exampleFiles.ReadDir(folder) // embedded: it cannot fail
	for _, entry := range entries {
		text, _ := exampleFiles.ReadFile(path.Join(folder, entry.Name()))
		examples = append(examples, string(text))
	}
	return examples
}

// graphiqlView is what the page shows beside GraphiQL.
type graphiqlView struct {
	// SignedIn says that the browser's session is the credential.
	SignedIn bool
	// CanSignIn says that somebody could be, and CanConnect that it is a person who can connect to Polar.
	CanSignIn, CanConnect bool
	// Version changes with the assets, so that browsers may keep them.
	Version string
	// Examples are the operations to begin with.
	Examples []string
}

// graphiql serves the page for trying queries. GraphiQL writes styles into the page as it goes, so only here
// inline styles are allowed; scripts come from this server alone.
func (s *server) graphiql(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "+
		"font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	v, signedIn := s.signedIn(r)
	s.render(w, r, http.StatusOK, "graphiql.html", graphiqlView{
		SignedIn: signedIn, CanSignIn: s.People || s.Operators, CanConnect: signedIn && !v.All && s.Polar != nil,
		Version: s.assetsVersion, Examples: Examples(v.All),
	})
}

// hashAssets names the assets by their content.
func hashAssets() string {
	sum := sha256.New()
	entries, _ := assets.ReadDir("assets") // embedded: it cannot fail
	for _, entry := range entries {
		content, _ := assets.ReadFile("assets/" + entry.Name())
		sum.Write(content)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// asset serves one embedded file. With a version in its address a browser need never ask again.
func (s *server) asset(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has("v") {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeFileFS(w, r, assets, "assets/"+r.PathValue("name"))
}
