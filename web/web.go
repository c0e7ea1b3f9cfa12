// Package web serves every route of polarflow over HTTP. What answers /graphql is given to it; the rest is
// here: the way through Polar's consent page, signing in, GraphiQL, health.
package web

import (
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/jobs"
	"polarflow/polar"
)

// Options are what the routes work with.
type Options struct {
	DB          *database.DB
	Credentials *auth.Credentials
	Connector   *auth.Connector
	SignIn      *auth.SignInLinks
	Keyring     *auth.Keyring
	Jobs        *jobs.Client
	// Polar is nil while there is no client at Polar: nobody can connect then.
	Polar *polar.Client
	// GraphQL answers /graphql and checks credentials itself.
	GraphQL http.Handler
	// Schema is the API's schema as SDL.
	Schema string
	// GraphiQL serves the page for trying queries.
	GraphiQL bool
	// BaseURL is this server's address as people and Polar know it, without a trailing slash.
	BaseURL string
	// TrustedProxies are the peers whose X-Forwarded-Host and X-Forwarded-Proto are believed.
	TrustedProxies []netip.Prefix
	// AllowedOrigins are the origins of web pages elsewhere that may call the API from a browser.
	AllowedOrigins []string
	// Version is what /health says.
	Version string
	Log     *slog.Logger
	Now     func() time.Time
}

type server struct {
	Options
	secure        bool   // people reach the server over https
	assetsVersion string // changes with the embedded assets
}

// New returns the handler of all routes.
func New(o Options) http.Handler {
	s := &server{Options: o, secure: strings.HasPrefix(o.BaseURL, "https://"), assetsVersion: hashAssets()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.home)
	mux.Handle("/graphql", s.crossOrigin(o.GraphQL))
	mux.HandleFunc("GET /schema.graphql", s.schema)
	if o.GraphiQL {
		mux.HandleFunc("GET /graphiql", s.graphiql)
	}
	mux.HandleFunc("GET /assets/{name}", s.asset)
	mux.HandleFunc("GET /login", s.atBaseURL(s.login))
	mux.HandleFunc("POST /logout", s.logout)
	mux.HandleFunc("GET /connect/polar", s.atBaseURL(s.connect))
	mux.HandleFunc("GET /connect/polar/callback", s.callback)
	mux.HandleFunc("GET /health", s.health)
	mux.HandleFunc("GET /ready", s.ready)
	mux.HandleFunc("/", s.notFound)
	return s.identified(s.logged(s.recovered(s.hardened(bounded(mux)))))
}

// home leads to what a person wants to see first.
func (s *server) home(w http.ResponseWriter, r *http.Request) {
	if s.GraphiQL {
		http.Redirect(w, r, "/graphiql", http.StatusSeeOther)
		return
	}
	s.page(w, r, http.StatusOK, page{Title: "polarflow", Text: "The server is running. Its API is at /graphql."})
}

// schema serves the SDL to code generators.
func (s *server) schema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(s.Schema))
}

func (s *server) notFound(w http.ResponseWriter, r *http.Request) {
	s.page(w, r, http.StatusNotFound, page{Title: "Nothing here", Text: "There is no page at this address."})
}
