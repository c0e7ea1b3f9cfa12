package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/formatter"

	"polarflow/auth"
	"polarflow/config"
	"polarflow/database"
	"polarflow/engine"
	"polarflow/graph"
	"polarflow/graph/generated"
	"polarflow/jobs"
	"polarflow/metrics"
	"polarflow/polar"
	"polarflow/web"
)

// installation is an open database with everything that works on it.
type installation struct {
	cfg         config.Config
	log         *slog.Logger
	now         func() time.Time
	zone        string // IANA name of the server's zone
	db          *database.DB
	keyring     *auth.Keyring
	keyFile     string // where the keys are when the settings have none; prepare reads it
	polar       *polar.Client
	credentials *auth.Credentials
	limits      *auth.Limits
	connector   *auth.Connector
	signIn      *auth.SignInLinks
	gate        *auth.Gate
	metrics     *metrics.Metrics
	ending      <-chan struct{} // closed when the process is told to end
}

// open opens the installation that the settings describe. It does not migrate.
func open(p *process, cfg config.Config) (*installation, error) {
	keyring, keyFile, err := newKeyring(cfg)
	if err != nil {
		return nil, err
	}
	db, err := database.Open(p.ctx, cfg.DatabaseURL)
	if err != nil {
		return nil, err
	}
	client := polar.New(polar.Config{
		ClientID: cfg.PolarClientID, ClientSecret: cfg.PolarClientSecret, APIURL: cfg.PolarAPIURL,
		AuthorizeURL: cfg.PolarAuthorizeURL, TokenURL: cfg.PolarTokenURL, RedirectURL: cfg.RedirectURL(),
	}, &http.Client{Timeout: 2 * time.Minute})
	credentials, zone := &auth.Credentials{Ent: db.Ent, APIKey: cfg.APIKey, Now: p.now}, serverZone(p.getenv)
	in := &installation{
		cfg: cfg, log: newLogger(cfg, p.stderr), now: p.now, zone: zone, db: db, keyring: keyring, keyFile: keyFile, polar: client, ending: p.ctx.Done(),
		credentials: credentials,
		limits:      &auth.Limits{Personal: cfg.RateLimit.Personal, Service: cfg.RateLimit.Service, Now: p.now},
		connector: &auth.Connector{
			Ent: db.Ent, BaseURL: cfg.BaseURL, AllowedReturnOrigins: cfg.AllowedReturnOrigins, Now: p.now,
		},
		signIn: &auth.SignInLinks{Now: p.now},
		gate: &auth.Gate{
			Ent: db.Ent, InTx: db.InTx, Credentials: credentials, Passwords: auth.NewPasswords(auth.RecommendedCost()),
			TimeZone: zone, Now: p.now,
		},
	}
	in.observe()
	return in, nil
}

// openReady loads the settings and opens an installation whose schema is this version's.
func openReady(p *process) (*installation, error) {
	cfg, err := config.Load(p.getenv)
	if err != nil {
		return nil, err
	}
	in, err := open(p, cfg)
	if err != nil {
		return nil, err
	}
	if err := in.prepare(p.ctx); err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

// prepare brings the schema up to date, unless that is somebody else's task, and sees that the keys are there and
// open what is stored.
func (in *installation) prepare(ctx context.Context) error {
	step := in.db.Migrate
	if !in.cfg.MigrateOnStart {
		step = in.db.Current
	}
	if err := step(ctx); err != nil {
		return err
	}
	if err := in.readKeyFile(ctx); err != nil {
		return err
	}
	return in.checkKeys(ctx)
}

// newQueue returns the client of the job queue; work has it work jobs too, once it is started.
func (in *installation) newQueue(work bool) (*jobs.Client, error) {
	return jobs.New(jobs.Config{
		DB: in.db, Polar: in.polar, Keyring: in.keyring, Log: in.log, Now: in.now, Work: work,
		Interval: time.Duration(in.cfg.SyncIntervalHours) * time.Hour, ObserveJob: in.metrics.Worked,
		LookbackDays: in.cfg.SyncDaysLookback, SyncOnStartup: in.cfg.SyncOnStartup, WebhookURL: in.webhookURL(),
	})
}

// webhookURL returns where Polar is to send its notifications, and nothing when it is not to send any.
func (in *installation) webhookURL() string {
	if !in.cfg.WebhooksEnabled || !in.cfg.HasPolarClient() {
		return ""
	}
	return in.cfg.BaseURL + web.WebhookPath
}

// stopQueue lets running jobs finish for a while.
func (in *installation) stopQueue(queue *jobs.Client) {
	ctx, cancel := context.WithTimeout(context.Background(), jobsGrace)
	defer cancel()
	if err := queue.Stop(ctx); err != nil {
		in.log.Error("stop jobs", "error", err)
	}
}

// handler returns every route.
func (in *installation) handler(queue *jobs.Client) (http.Handler, error) {
	pages, err := in.jobPages(queue)
	if err != nil {
		return nil, err
	}
	answers, err := in.graphQL(queue)
	if err != nil {
		return nil, err
	}
	var client *polar.Client
	if in.cfg.HasPolarClient() {
		client = queue.Polar() // connecting keeps to Polar's limits too
	}
	return web.New(web.Options{
		DB: in.db, Credentials: in.credentials, Connector: in.connector, SignIn: in.signIn, Keyring: in.keyring,
		Jobs: queue, Polar: client, Webhooks: in.webhookURL() != "", GraphQL: answers, Schema: schemaText(), GraphiQL: in.cfg.GraphiQLEnabled,
		Gate: in.gate, People: in.cfg.DeploymentMode == config.SelfHosted, Operators: in.cfg.AdminEnabled,
		Limits: in.limits, BaseURL: in.cfg.BaseURL, TrustedProxies: in.cfg.TrustedProxies, AllowedOrigins: in.cfg.AllowedOrigins,
		Metrics: in.metricsPage(), JobPages: pages, Observe: in.served,
		Version: version, Log: in.log, Now: in.now,
	}), nil
}

// graphQL returns what answers /graphql.
func (in *installation) graphQL(queue *jobs.Client) (http.Handler, error) {
	documents, err := in.documents()
	if err != nil {
		return nil, err
	}
	return graph.NewHandler(graph.Options{
		DB: in.db, Credentials: in.credentials, Connector: in.connector, Limits: in.limits,
		PolarConfigured: in.cfg.HasPolarClient(), RedirectURL: in.cfg.RedirectURL(),
		Costs:   &auth.Limits{Personal: in.cfg.CostLimit.Personal, Service: in.cfg.CostLimit.Service, Now: in.now},
		Enqueue: queue.Enqueue, Disconnect: queue.Disconnect, Forget: queue.Forget,
		Engine: &engine.Reader{DB: in.db, Traffic: queue.Traffic, Now: in.now}, Observe: in.metrics.Responded,
		Log: in.log, Now: in.now, TimeZone: in.zone, Introspection: in.cfg.IntrospectionEnabled,
		// behind a proxy that rewrites the host, a page of BASE_URL is still our own
		AllowedOrigins: append([]string{in.cfg.BaseURL}, in.cfg.AllowedOrigins...),
		Documents:      documents, Ending: in.ending, KeptAnswers: in.cfg.AnswerCacheMB << 20,
	}), nil
}

// documents reads the documents to which the settings confine the API, nil when they do not.
func (in *installation) documents() (*graph.Documents, error) {
	path := in.cfg.TrustedDocuments
	if path == "" {
		return nil, nil
	}
	manifest, err := os.ReadFile(path) //nolint:gosec // the operator names it
	if err != nil {
		return nil, usagef("TRUSTED_DOCUMENTS=%q: want a file that can be read: %v", path, err)
	}
	documents, err := graph.ParseDocuments(manifest)
	if err != nil {
		return nil, usagef("TRUSTED_DOCUMENTS=%q: want an Apollo manifest, or an object of texts by their ids: %v", path, err)
	}
	return documents, nil
}

func (in *installation) close() {
	if err := in.db.Close(); err != nil {
		in.log.Error("close database", "error", err)
	}
}

// schemaText returns the API's schema as one SDL document.
func schemaText() string {
	var text strings.Builder
	formatter.NewFormatter(&text).FormatSchema(generated.NewExecutableSchema(generated.Config{}).Schema())
	return text.String()
}

// newLogger returns a logger in the format of the settings.
func newLogger(cfg config.Config, w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.Level(cfg.LogLevel)}
	if cfg.LogFormat == "text" || cfg.LogFormat == "" && isTerminal(w) {
		return slog.New(slog.NewTextHandler(w, options))
	}
	return slog.New(slog.NewJSONHandler(w, options))
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// serverZone returns the IANA name of the zone that the machine is set to, which people have until somebody
// sets theirs; UTC when it cannot be told.
func serverZone(getenv func(string) string) string {
	name := strings.TrimPrefix(getenv("TZ"), ":")
	if name == "" {
		target, _ := os.Readlink("/etc/localtime") // absent in containers: UTC
		_, name, _ = strings.Cut(target, "zoneinfo/")
	}
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		return "UTC"
	}
	return name
}
