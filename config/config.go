// Package config reads polarflow's settings from environment variables.
package config

import (
	"log/slog"
	"net/netip"
)

// Config is every setting. The sentence beside each one is also what .env.example says about it.
type Config struct {
	// The database: sqlite://PATH (one file; relative to the working directory, or sqlite:///absolute) or postgres://USER:PASSWORD@HOST/NAME?sslmode=require.
	DatabaseURL string `env:"DATABASE_URL" envDefault:"sqlite://polarflow.db"`
	// Whether the server brings the database to its version's schema when it starts; with false, run «polarflow migrate» first.
	MigrateOnStart bool `env:"MIGRATE_ON_START" envDefault:"true"`
	// self_hosted for one person or a family; saas for an application's users, who are made by service credentials.
	DeploymentMode Mode `env:"DEPLOYMENT_MODE" envDefault:"self_hosted"`
	// The address to listen on; 127.0.0.1 keeps the server to this machine.
	APIHost string `env:"API_HOST" envDefault:"0.0.0.0"`
	// The port to listen on; 0 takes a free one.
	APIPort int `env:"API_PORT" envDefault:"8000"`
	// The port on which a process that only works jobs (serve --only worker) answers /health, /ready and /metrics. Empty: on none.
	WorkerPort *int `env:"WORKER_PORT"`
	// The address at which people and Polar reach the server, without a path; redirects through Polar are made from it. Default: http://localhost:API_PORT.
	BaseURL string `env:"BASE_URL"`

	// The id of your client at https://admin.polaraccesslink.com; its redirect address there is BASE_URL/connect/polar/callback.
	PolarClientID string `env:"POLAR_CLIENT_ID"`
	// The secret of that client.
	PolarClientSecret string `env:"POLAR_CLIENT_SECRET"`
	// Where Polar's API is.
	PolarAPIURL string `env:"POLAR_API_URL" envDefault:"https://www.polaraccesslink.com"`
	// Where Polar asks people for their consent.
	PolarAuthorizeURL string `env:"POLAR_AUTHORIZE_URL" envDefault:"https://flow.polar.com/oauth2/authorization"`
	// Where Polar gives tokens.
	PolarTokenURL string `env:"POLAR_TOKEN_URL" envDefault:"https://polarremote.com/v2/oauth2/token"`

	// The key that seals Polar's tokens: 32 bytes in base64 (openssl rand -base64 32); OLD_KEY,NEW_KEY rotates (of several processes, give all of them NEW_KEY,OLD_KEY before). Required, except with SQLite in self_hosted mode, where one is made and kept beside the database file.
	EncryptionKey string `env:"ENCRYPTION_KEY"`
	// A service credential fixed by the deployment, 32 characters or more; it may do everything for everybody.
	APIKey string `env:"API_KEY"`
	// Comma-separated origins (https://app.example) and app schemes (myapp://) to which people may return from Polar. Default: BASE_URL.
	AllowedReturnOrigins []string `env:"ALLOWED_RETURN_ORIGINS"`

	// Requests a minute for each credential: personal,service; one number is for both. Each process counts for itself.
	RateLimit Limits `env:"RATE_LIMIT_PER_MINUTE" envDefault:"600,6000"`
	// What the operations of each credential may cost in a minute, about one for each field of an answer: personal,service; one number is for both. Each process counts for itself.
	CostLimit Limits `env:"COST_LIMIT_PER_MINUTE" envDefault:"1000000,10000000"`
	// How many megabytes of answers are kept for when people ask the same again and nothing has changed; 0 keeps none.
	AnswerCacheMB int `env:"ANSWER_CACHE_MB" envDefault:"32"`
	// The path of a manifest of operations, Apollo's or an object of texts by their ids (Relay, GraphQL Code Generator); when set, only these run.
	TrustedDocuments string `env:"TRUSTED_DOCUMENTS"`
	// Comma-separated origins of web pages elsewhere that may call /graphql from a browser.
	AllowedOrigins []string `env:"ALLOWED_ORIGINS"`
	// Comma-separated networks (10.0.0.0/8) of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; behind a proxy that is not named here everybody has the proxy's address, and is locked out together.
	TrustedProxies Networks `env:"TRUSTED_PROXIES"`

	// How many hours after a sync a person is due again.
	SyncIntervalHours int `env:"SYNC_INTERVAL_HOURS" envDefault:"1"`
	// Whether people who are due are synced as soon as the server starts.
	SyncOnStartup bool `env:"SYNC_ON_STARTUP" envDefault:"true"`
	// How many days back a sync asks Polar for.
	SyncDaysLookback int `env:"SYNC_DAYS_LOOKBACK" envDefault:"28"`
	// Whether the server registers a Polar webhook at BASE_URL/webhooks/polar and keeps it alive.
	WebhooksEnabled bool `env:"WEBHOOKS_ENABLED" envDefault:"false"`

	// Whether GraphiQL, the page for trying queries, is served at /graphiql. Default: true in self_hosted mode, false in saas.
	GraphiQLEnabled bool `env:"GRAPHIQL_ENABLED"`
	// Whether the API answers introspection queries. Default: true in self_hosted mode, false in saas.
	IntrospectionEnabled bool `env:"INTROSPECTION_ENABLED"`
	// Whether operators may sign in with a service credential, and their pages are served. Default: true in self_hosted mode, false in saas.
	AdminEnabled bool `env:"ADMIN_ENABLED"`
	// Whether Prometheus metrics are served at /metrics, to a service credential or this machine only (and to the latter only while BASE_URL is this machine's own address or TRUSTED_PROXIES names the proxy).
	MetricsEnabled bool `env:"METRICS_ENABLED" envDefault:"false"`

	// The least important log lines to write: debug, info, warn or error.
	LogLevel Level `env:"LOG_LEVEL" envDefault:"info"`
	// How log lines are written: text or json. Default: text on a terminal, else json.
	LogFormat string `env:"LOG_FORMAT"`

	derivedBaseURL bool // BASE_URL was not given
	derivedReturns bool // nor was ALLOWED_RETURN_ORIGINS
}

// Mode is whom a deployment is for.
type Mode string

// The deployment modes.
const (
	SelfHosted Mode = "self_hosted"
	SaaS       Mode = "saas"
)

// Networks are address ranges.
type Networks []netip.Prefix

// Level is the least important level of log lines that are written.
type Level slog.Level

// Limits are a limit for personal credentials and one for service credentials; 0 is unset.
type Limits struct{ Personal, Service int }

// HasPolarClient reports whether the server has a client at Polar, without which nobody can connect.
func (c Config) HasPolarClient() bool { return c.PolarClientID != "" }

// RedirectURL is the address to which Polar sends people back. It must be registered with the client at
// Polar, to the letter.
func (c Config) RedirectURL() string { return c.BaseURL + "/connect/polar/callback" }
