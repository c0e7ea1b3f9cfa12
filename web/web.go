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
	// Webhooks has Polar's notifications taken.
	Webhooks bool
	// GraphQL answers /graphql. It finds the viewer in the context, and none for a request without a credential.
	GraphQL http.Handler
	// Schema is the API's schema as SDL.
	Schema string
	// GraphiQL serves the page for trying queries.
	GraphiQL bool
	// BaseURL is this server's address as people and Polar know it, without a trailing slash.
	BaseURL string
	// Limits counts the requests of each credential.
	Limits *auth.Limits
	// BodyTime is how long a request may take to send its body; 0 is 30 s.
	BodyTime time.Duration
	// WriteTime is how long the network may take for a piece of an answer; 0 is 30 s.
	WriteTime time.Duration
	// TrustedProxies are the peers whose X-Forwarded headers are believed.
	TrustedProxies []netip.Prefix
	// AllowedOrigins are the origins of web pages elsewhere that may call the API from a browser.
	AllowedOrigins []string
	// Metrics serves the counts at /metrics, to service credentials and this machine; nil serves none.
	Metrics http.Handler
	// JobPages are the pages about the job queue below JobsPath, for operators; nil serves none.
	JobPages http.Handler
	// Observe, if not nil, is told of every request that was answered.
	Observe func(Served)
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
	return s.wrapped(mux)
}

// NewProbes returns the handler of a process that serves nobody but works jobs: health and metrics alone.
func NewProbes(o Options) http.Handler {
	s := &server{Options: o, crossSite: http.NewCrossOriginProtection()}
	mux := http.NewServeMux()
	s.addProbes(mux)
	return s.wrapped(mux)
}

// wrapped returns the routes with what every request goes through first.
func (s *server) wrapped(mux *http.ServeMux) http.Handler {
	return s.identified(s.located(s.logged(s.recovered(s.hardened(s.punctual(s.bounded(mux)))))))
}

// addProbes adds the routes for whoever watches over the process.
func (s *server) addProbes(mux *http.ServeMux) {
	mux.HandleFunc("GET /health", s.health)
	mux.HandleFunc("GET /ready", s.ready)
	if s.Metrics != nil {
		mux.HandleFunc("GET /metrics", s.metrics)
	}
}

// addAPI adds the routes for programs.
func (s *server) addAPI(mux *http.ServeMux) {
	mux.Handle("/graphql", s.crossOrigin(s.admitted(compressed(s.GraphQL))))
	mux.Handle("GET /schema.graphql", compressed(http.HandlerFunc(s.schema)))
	s.addProbes(mux)
	if s.Webhooks {
		mux.HandleFunc(WebhookPath, s.notification)
	}
}

// addPages adds the routes for browsers.
func (s *server) addPages(mux *http.ServeMux) {
	mux.HandleFunc("GET /assets/{name}", s.asset)
	mux.HandleFunc("GET /ui/{name}", s.bundle)
	route := func(pattern string, h http.HandlerFunc) { mux.HandleFunc(pattern, s.measured(h)) }
	s.addDashboard(route)
	if s.GraphiQL {
		route("GET /graphiql", s.graphiql)
	}
	if s.People {
		route("GET /setup", s.atBaseURL(s.setupPage))
		route("POST /setup", s.setupForm)
	}
	route("GET /login", s.atBaseURL(s.signInPage))
	route("POST /login", s.signInForm)
	route("GET /logout", s.signOutPage)
	route("POST /logout", s.signOut)
	route("GET /connect/polar", s.atBaseURL(s.connect))
	route("GET /connect/polar/callback", s.callback)
	route("GET "+OutcomePath, s.outcome)
	if s.JobPages != nil {
		route(JobsPath+"/", s.jobPages)
		route("GET "+JobsPath, s.jobPages)
	}
	mux.HandleFunc("/", s.notFound)
}

// schema serves the SDL to code generators.
func (s *server) schema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(s.Schema))
}

func (s *server) notFound(w http.ResponseWriter, r *http.Request) {
	s.page(w, r, http.StatusNotFound, page{Title: "Nothing here", Text: "There is no page at this address."})
}
