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
	// Gate lets browsers in. People may sign in by name and password, Operators by a service credential.
	Gate              *auth.Gate
	People, Operators bool
	Keyring           *auth.Keyring
	Jobs              *jobs.Client
	// Polar is nil while there is no client at Polar: nobody can connect then.
	Polar *polar.Client
	// GraphQL answers /graphql. It finds the viewer in the context, and none for a request without a credential.
	GraphQL http.Handler
	// Schema is the API's schema as SDL.
	Schema string
	// GraphiQL serves the page for trying queries.
	GraphiQL bool
	// BaseURL is this server's address as people and Polar know it, without a trailing slash.
	BaseURL string
	// PersonalPerMinute and ServicePerMinute are how many requests a credential may make.
	PersonalPerMinute, ServicePerMinute int
	// BodyTime is how long a request may take to send its body; 0 is 30 s.
	BodyTime time.Duration
	// TrustedProxies are the peers whose X-Forwarded headers are believed.
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
	crossSite     *http.CrossOriginProtection
	budget        auth.Budget
}

// New returns the handler of all routes.
func New(o Options) http.Handler {
	s := &server{
		Options: o, secure: strings.HasPrefix(o.BaseURL, "https://"), assetsVersion: hashAssets(),
		crossSite: http.NewCrossOriginProtection(),
	}
	// behind a proxy that rewrites the host, a page of BASE_URL is still our own; an origin it is, by config
	_ = s.crossSite.AddTrustedOrigin(o.BaseURL)
	mux := http.NewServeMux()
	s.addAPI(mux)
	s.addPages(mux)
	return s.identified(s.located(s.logged(s.recovered(s.hardened(s.bounded(mux))))))
}

// addAPI adds the routes for programs.
func (s *server) addAPI(mux *http.ServeMux) {
	mux.Handle("/graphql", s.crossOrigin(s.admitted(s.GraphQL)))
	mux.HandleFunc("GET /schema.graphql", s.schema)
	mux.HandleFunc("GET /health", s.health)
	mux.HandleFunc("GET /ready", s.ready)
}

// addPages adds the routes for browsers.
func (s *server) addPages(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", s.home)
	if s.GraphiQL {
		mux.HandleFunc("GET /graphiql", s.graphiql)
	}
	mux.HandleFunc("GET /assets/{name}", s.asset)
	if s.People {
		mux.HandleFunc("GET /setup", s.atBaseURL(s.setupPage))
		mux.HandleFunc("POST /setup", s.setupForm)
	}
	mux.HandleFunc("GET /login", s.atBaseURL(s.signInPage))
	mux.HandleFunc("POST /login", s.signInForm)
	mux.HandleFunc("GET /logout", s.signOutPage)
	mux.HandleFunc("POST /logout", s.signOut)
	mux.HandleFunc("GET /connect/polar", s.atBaseURL(s.connect))
	mux.HandleFunc("GET /connect/polar/callback", s.callback)
	mux.HandleFunc("/", s.notFound)
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
