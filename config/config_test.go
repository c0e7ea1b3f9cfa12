package config_test

import (
	"errors"
	"log/slog"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"polarflow/config"
)

// from returns a getenv over a map.
func from(environment map[string]string) func(string) string {
	return func(name string) string { return environment[name] }
}

// defaults are the settings of an empty environment, as http.md promises them.
func defaults() config.Config {
	return config.Config{
		DatabaseURL: "sqlite://polarflow.db", MigrateOnStart: true, DeploymentMode: config.SelfHosted,
		APIHost: "0.0.0.0", APIPort: 8000, BaseURL: "http://localhost:8000",
		PolarAPIURL:          "https://www.polaraccesslink.com",
		PolarAuthorizeURL:    "https://flow.polar.com/oauth2/authorization",
		PolarTokenURL:        "https://polarremote.com/v2/oauth2/token",
		AllowedReturnOrigins: []string{"http://localhost:8000"},
		RateLimit:            config.Limits{Personal: 600, Service: 6000},
		CostLimit:            config.Limits{Personal: 1_000_000, Service: 10_000_000},
		AnswerCacheMB:        32, SyncIntervalHours: 1, SyncOnStartup: true, SyncDaysLookback: 28,
		GraphiQLEnabled: true, IntrospectionEnabled: true, AdminEnabled: true,
		LogLevel: config.Level(slog.LevelInfo),
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		given map[string]string
		want  func(*config.Config)
	}{
		"nothing": {nil, func(*config.Config) {}},
		"own address follows the port": {map[string]string{"API_PORT": "9000"}, func(c *config.Config) {
			c.APIPort, c.BaseURL, c.AllowedReturnOrigins = 9000, "http://localhost:9000", []string{"http://localhost:9000"}
		}},
		"return origins follow the own address": {map[string]string{"BASE_URL": "https://Polar.example/"}, func(c *config.Config) {
			c.BaseURL, c.AllowedReturnOrigins = "https://polar.example", []string{"https://polar.example"}
		}},
		"lists": {map[string]string{
			"ALLOWED_RETURN_ORIGINS": "https://App.example/, myapp://", "ALLOWED_ORIGINS": "http://localhost:3000",
			"TRUSTED_PROXIES": "10.1.2.3/8, 127.0.0.1, ::ffff:192.168.1.2/112, ::ffff:172.16.0.1, fd00::1/8",
		}, func(c *config.Config) {
			c.AllowedReturnOrigins = []string{"https://app.example", "myapp://"}
			c.AllowedOrigins = []string{"http://localhost:3000"}
			c.TrustedProxies = config.Networks{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("127.0.0.1/32"),
				netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("172.16.0.1/32"), netip.MustParsePrefix("fd00::/8")}
		}},
		"saas": {map[string]string{
			"DEPLOYMENT_MODE": "saas", "ENCRYPTION_KEY": "k", "ADMIN_ENABLED": "on",
		}, func(c *config.Config) {
			c.DeploymentMode, c.EncryptionKey = config.SaaS, "k"
			c.GraphiQLEnabled, c.IntrospectionEnabled = false, false
		}},
		"origins with the scheme's own port": {map[string]string{
			"BASE_URL": "https://X.example:443/", "ALLOWED_ORIGINS": "https://app.example:443, http://app.example:80,http://app.example:443",
			"ALLOWED_RETURN_ORIGINS": "https://app.example:443,myapp://",
		}, func(c *config.Config) {
			c.BaseURL, c.AllowedOrigins = "https://x.example", []string{"https://app.example", "http://app.example", "http://app.example:443"}
			c.AllowedReturnOrigins = []string{"https://app.example", "myapp://"}
		}},
		"limits": {map[string]string{"RATE_LIMIT_PER_MINUTE": "5", "COST_LIMIT_PER_MINUTE": "100, 200"}, func(c *config.Config) {
			c.RateLimit, c.CostLimit = config.Limits{Personal: 5, Service: 5}, config.Limits{Personal: 100, Service: 200}
		}},
		"words": {map[string]string{
			"LOG_LEVEL": "WARN", "LOG_FORMAT": "json", "SYNC_ON_STARTUP": "no", "WEBHOOKS_ENABLED": "1", "METRICS_ENABLED": "yes",
			"MIGRATE_ON_START": "false", "SYNC_INTERVAL_HOURS": "24", "SYNC_DAYS_LOOKBACK": "7", "GRAPHIQL_ENABLED": "off",
		}, func(c *config.Config) {
			c.LogLevel, c.LogFormat, c.SyncOnStartup, c.WebhooksEnabled, c.MetricsEnabled = config.Level(slog.LevelWarn), "json", false, true, true
			c.MigrateOnStart, c.SyncIntervalHours, c.SyncDaysLookback, c.GraphiQLEnabled = false, 24, 7, false
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := config.Load(from(test.given))
			if err != nil {
				t.Fatal(err)
			}
			want := defaults()
			test.want(&want)
			opts := cmp.Options{cmpopts.IgnoreUnexported(config.Config{}), cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })}
			if diff := cmp.Diff(want, got, opts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		variable, value, want string
	}{
		"port is a word":          {"API_PORT", "eighty", `API_PORT="eighty": want a whole number`},
		"port too high":           {"API_PORT", "65536", `API_PORT="65536": want a port from 0 to 65535`},
		"port below 0":            {"API_PORT", "-1", `API_PORT="-1": want a port from 0 to 65535`},
		"mode":                    {"DEPLOYMENT_MODE", "cloud", `DEPLOYMENT_MODE="cloud": want self_hosted or saas`},
		"switch":                  {"SYNC_ON_STARTUP", "maybe", `SYNC_ON_STARTUP="maybe": want true or false`},
		"own address has a path":  {"BASE_URL", "https://x.example/polar", `BASE_URL="https://x.example/polar": want http:// or https:// with a host, and no path`},
		"own address has a user":  {"BASE_URL", "https://a@x.example", `BASE_URL="https://a@x.example": want http:// or https:// with a host, and no path`},
		"returns to a script":     {"ALLOWED_RETURN_ORIGINS", "javascript://", `ALLOWED_RETURN_ORIGINS="javascript://": want comma-separated origins (https://app.example) or app schemes (myapp://)`},
		"returns to any https":    {"ALLOWED_RETURN_ORIGINS", "https://", `ALLOWED_RETURN_ORIGINS="https://": want comma-separated origins (https://app.example) or app schemes (myapp://)`},
		"returns to a path":       {"ALLOWED_RETURN_ORIGINS", "https://a.example/x", `ALLOWED_RETURN_ORIGINS="https://a.example/x": want comma-separated origins (https://app.example) or app schemes (myapp://)`},
		"any origin":              {"ALLOWED_ORIGINS", "*", `ALLOWED_ORIGINS="*": want comma-separated origins such as https://app.example`},
		"proxies":                 {"TRUSTED_PROXIES", "proxy", `TRUSTED_PROXIES="proxy": want comma-separated networks such as 10.0.0.0/8 or 127.0.0.1`},
		"limits":                  {"RATE_LIMIT_PER_MINUTE", "0", `RATE_LIMIT_PER_MINUTE="0": want one number from 1, or two as personal,service`},
		"three limits":            {"RATE_LIMIT_PER_MINUTE", "1,2,3", `RATE_LIMIT_PER_MINUTE="1,2,3": want one number from 1, or two as personal,service`},
		"interval":                {"SYNC_INTERVAL_HOURS", "0", `SYNC_INTERVAL_HOURS="0": want a number of hours from 1 to 720`},
		"lookback":                {"SYNC_DAYS_LOOKBACK", "366", `SYNC_DAYS_LOOKBACK="366": want a number of days from 1 to 365`},
		"level":                   {"LOG_LEVEL", "loud", `LOG_LEVEL="loud": want debug, info, warn or error`},
		"format":                  {"LOG_FORMAT", "xml", `LOG_FORMAT="xml": want text or json`},
		"id without its secret":   {"POLAR_CLIENT_ID", "id", `POLAR_CLIENT_SECRET is not set, want the secret that belongs to POLAR_CLIENT_ID`},
		"secret without its id":   {"POLAR_CLIENT_SECRET", "canary", `POLAR_CLIENT_ID is not set, want the id that belongs to POLAR_CLIENT_SECRET`},
		"short key":               {"API_KEY", "canary", `API_KEY: want 32 characters or more (what was given is not shown)`},
		"other database":          {"DATABASE_URL", "mysql://root:canary@x/y", `DATABASE_URL: want sqlite://PATH or postgres://… (what was given is not shown)`},
		"PostgreSQL without key":  {"DATABASE_URL", "postgres://x/y", `ENCRYPTION_KEY is not set, want 32 bytes in base64 (openssl rand -base64 32)`},
		"saas without key":        {"DEPLOYMENT_MODE", "saas", `ENCRYPTION_KEY is not set, want 32 bytes in base64 (openssl rand -base64 32)`},
		"Polar's address is none": {"POLAR_TOKEN_URL", "polarremote.com", `POLAR_TOKEN_URL="polarremote.com": want a http:// or https:// address`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := config.Load(from(map[string]string{test.variable: test.value}))
			var mistakes *config.Mistakes
			if !errors.As(err, &mistakes) {
				t.Fatalf("got %v, want *Mistakes", err)
			}
			if diff := cmp.Diff("settings that cannot be used:\n  "+test.want, err.Error()); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(err.Error(), "canary") {
				t.Error("a secret is in the error")
			}
		})
	}
}

// One start shows every mistake, not the first of them.
func TestLoadCollectsMistakes(t *testing.T) {
	t.Parallel()
	_, err := config.Load(from(map[string]string{"API_PORT": "x", "LOG_LEVEL": "x", "BASE_URL": "x", "API_KEY": "x"}))
	if err == nil {
		t.Fatal("accepted")
	}
	for _, variable := range []string{"API_PORT", "LOG_LEVEL", "BASE_URL", "API_KEY"} {
		if !strings.Contains(err.Error(), variable) {
			t.Errorf("%s is missing in %v", variable, err)
		}
	}
}

func TestListeningOn(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		given       map[string]string
		wantBase    string
		wantReturns []string
	}{
		"derived": {map[string]string{"API_PORT": "0"}, "http://localhost:4321", []string{"http://localhost:4321"}},
		"given": {map[string]string{"API_PORT": "0", "BASE_URL": "https://x.example", "ALLOWED_RETURN_ORIGINS": "myapp://"},
			"https://x.example", []string{"myapp://"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := config.Load(from(test.given))
			if err != nil {
				t.Fatal(err)
			}
			c = c.ListeningOn(4321)
			if diff := cmp.Diff(test.wantBase, c.BaseURL); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.wantReturns, c.AllowedReturnOrigins); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.wantBase+"/connect/polar/callback", c.RedirectURL()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
