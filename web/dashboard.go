package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"
)

// dashboardFiles are the dashboard as ui/check.sh builds it from its source in ui/.
//
//go:embed ui/dist
var dashboardFiles embed.FS

// dashboardPages are the first parts of the addresses that the dashboard shows a page at, besides "/".
var dashboardPages = []string{"night", "trends", "training", "body", "insights", "data", "operator", "connect"}

// bundle is one file of the dashboard, in the forms in which it is sent.
type bundle struct{ plain, zipped []byte }

// bundles are the scripts and styles of the dashboard by their names, which change with their content. They are
// compressed once, as well as can be.
var bundles = sync.OnceValue(func() map[string]bundle {
	all := make(map[string]bundle)
	files, _ := fs.ReadDir(dashboardFiles, "ui/dist/ui") // embedded: it cannot fail
	for _, file := range files {
		plain, _ := dashboardFiles.ReadFile(path.Join("ui/dist/ui", file.Name()))
		all[file.Name()] = bundle{plain, zip(plain)}
	}
	return all
})

// zip returns the gzip of a text; writing to memory cannot fail.
func zip(plain []byte) []byte {
	var zipped bytes.Buffer
	w, _ := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	_, _ = w.Write(plain)
	_ = w.Close()
	return zipped.Bytes()
}

// addDashboard adds the routes of the dashboard.
func (s *server) addDashboard(route func(pattern string, h http.HandlerFunc)) {
	route("GET /{$}", s.dashboard)
	for _, name := range dashboardPages {
		route("GET /"+name, s.dashboard)
		if name != "connect" { // what is below it leads to Polar
			route("GET /"+name+"/", s.dashboard)
		}
	}
}

// dashboard serves the page that draws the dashboard, the same at each address of it, to whoever is signed in. Others
// are led to signing in, and from there back. Its scripts and styles come from this server alone.
func (s *server) dashboard(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.signedIn(r); !ok {
		s.notSignedIn(w, r)
		return
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "+
		"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeFileFS(w, r, dashboardFiles, "ui/dist/index.html")
}

// notSignedIn leads a browser that nobody is signed in with to where that can change.
func (s *server) notSignedIn(w http.ResponseWriter, r *http.Request) {
	if !s.People && !s.Operators {
		s.page(w, r, http.StatusOK, page{Title: "polarflow", Text: "The server is running. Its API is at /graphql."})
		return
	}
	target := "/login"
	if r.URL.Path != "/" {
		target += "?" + url.Values{nextParam: {r.URL.RequestURI()}}.Encode()
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, target, http.StatusSeeOther)
}

// bundle serves a script or a style of the dashboard, which a browser need never ask for again.
func (s *server) bundle(w http.ResponseWriter, r *http.Request) {
	file, ok := bundles()[r.PathValue("name")]
	if !ok {
		s.notFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Add("Vary", "Accept-Encoding")
	content := file.plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		content = file.zipped
	}
	http.ServeContent(w, r, r.PathValue("name"), time.Time{}, bytes.NewReader(content))
}

// isDashboard reports whether an address of this server is one of the dashboard's.
func isDashboard(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" || u.Scheme != "" || strings.ContainsAny(address, `\`) {
		return false
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	for _, name := range dashboardPages {
		if first == name && strings.HasPrefix(u.Path, "/"+name) && !strings.HasPrefix(u.Path, "/connect/") {
			return true
		}
	}
	return false
}
