package config

import (
	"net/url"
	"slices"
	"strings"
)

// shortestAPIKey keeps a deployment from choosing a credential that can be guessed, in characters.
const shortestAPIKey = 32

// rule is a condition on the settings. want says what is allowed.
type rule struct {
	variable string
	kept     bool
	want     string
}

// rules returns every condition that a value of the right type must meet.
func (c Config) rules() []rule {
	return []rule{
		{"DATABASE_URL", c.isSQLite() || c.isPostgres(), "sqlite://PATH or postgres://…"},
		{"API_PORT", c.APIPort >= 0 && c.APIPort <= 65535, "a port from 0 to 65535"},
		{"WORKER_PORT", c.WorkerPort == nil || (*c.WorkerPort >= 0 && *c.WorkerPort <= 65535), "a port from 0 to 65535"},
		{"BASE_URL", c.derivedBaseURL || isOrigin(c.BaseURL), "http:// or https:// with a host, and no path"},
		{"POLAR_CLIENT_ID", c.PolarClientID != "" || c.PolarClientSecret == "", "the id that belongs to POLAR_CLIENT_SECRET"},
		{"POLAR_CLIENT_SECRET", c.PolarClientSecret != "" || c.PolarClientID == "", "the secret that belongs to POLAR_CLIENT_ID"},
		{"POLAR_API_URL", isOrigin(c.PolarAPIURL), "http:// or https:// with a host, and no path"},
		{"POLAR_AUTHORIZE_URL", isWebAddress(c.PolarAuthorizeURL), "a http:// or https:// address"},
		{"POLAR_TOKEN_URL", isWebAddress(c.PolarTokenURL), "a http:// or https:// address"},
		{"ENCRYPTION_KEY", c.EncryptionKey != "" || c.MakesKey(), "32 bytes in base64 (openssl rand -base64 32)"},
		{"API_KEY", c.APIKey == "" || len(c.APIKey) >= shortestAPIKey, "32 characters or more"},
		{"ALLOWED_RETURN_ORIGINS", c.derivedReturns || every(c.AllowedReturnOrigins, isReturnOrigin), "comma-separated origins (https://app.example) or app schemes (myapp://)"},
		{"ALLOWED_ORIGINS", every(c.AllowedOrigins, isOrigin), "comma-separated origins such as https://app.example"},
		{"SYNC_INTERVAL_HOURS", c.SyncIntervalHours >= 1 && c.SyncIntervalHours <= 720, "a number of hours from 1 to 720"},
		{"SYNC_DAYS_LOOKBACK", c.SyncDaysLookback >= 1 && c.SyncDaysLookback <= 365, "a number of days from 1 to 365"},
		{"ANSWER_CACHE_MB", c.AnswerCacheMB >= 0 && c.AnswerCacheMB <= 1<<16, "a number of megabytes from 0 to 65536"},
		{"LOG_FORMAT", slices.Contains([]string{"", "text", "json"}, c.LogFormat), "text or json"},
	}
}

// MakesKey reports whether a missing ENCRYPTION_KEY is made and kept beside the database file.
func (c Config) MakesKey() bool { return !c.isPostgres() && c.DeploymentMode != SaaS }

func (c Config) isSQLite() bool {
	path, ok := strings.CutPrefix(c.DatabaseURL, "sqlite://")
	return ok && path != ""
}

func (c Config) isPostgres() bool {
	return strings.HasPrefix(c.DatabaseURL, "postgres://") || strings.HasPrefix(c.DatabaseURL, "postgresql://")
}

// normalise writes addresses and origins in one way, so that they can be compared: without a slash at the
// end, scheme and host in lower case.
func (c *Config) normalise() {
	c.BaseURL = normalOrigin(c.BaseURL)
	c.PolarAPIURL = strings.TrimRight(c.PolarAPIURL, "/")
	for _, list := range [][]string{c.AllowedReturnOrigins, c.AllowedOrigins} {
		for i, origin := range list {
			list[i] = normalOrigin(origin)
		}
	}
}

func normalOrigin(origin string) string {
	origin = strings.ToLower(strings.TrimSpace(origin))
	if strings.HasSuffix(origin, "://") {
		return origin
	}
	origin = strings.TrimRight(origin, "/")
	switch scheme, _, _ := strings.Cut(origin, "://"); scheme { // browsers leave out the scheme's own port
	case "http":
		return strings.TrimSuffix(origin, ":80")
	case "https":
		return strings.TrimSuffix(origin, ":443")
	}
	return origin
}

func every(list []string, holds func(string) bool) bool {
	return !slices.ContainsFunc(list, func(s string) bool { return !holds(s) })
}

// isWebAddress reports whether an address is http or https with a host and nothing that hides one.
func isWebAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil
}

// isOrigin reports whether an address is scheme and host, with or without a port, and nothing else.
func isOrigin(address string) bool {
	u, err := url.Parse(address)
	return err == nil && isWebAddress(address) && u.Path == "" && u.RawQuery == "" && u.Fragment == ""
}

// isReturnOrigin also allows the scheme of an app as myapp://, but none that a browser would run or open.
func isReturnOrigin(origin string) bool {
	scheme, isScheme := strings.CutSuffix(origin, "://")
	if !isScheme {
		return isOrigin(origin)
	}
	refused := []string{"http", "https", "javascript", "data", "vbscript", "file", "blob", "about", "view-source"}
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == scheme && scheme != "" && !slices.Contains(refused, scheme)
}
