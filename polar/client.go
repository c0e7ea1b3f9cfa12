// Package polar is a client of Polar AccessLink v3, the API through which Polar hands a user's data to
// a registered client. Polar's own description is at https://www.polar.com/accesslink-api/.
//
// The client performs exactly one HTTP request for each call and never repeats one: when to try again
// is for the caller to decide, from the typed errors. Answers are read element by element, so that one
// record that cannot be read never hides the others, and every element is handed on with the bytes in
// which it came. Values are left as Polar sends them, its sentinels included.
package polar

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/oauth2"
)

// DefaultMaxBody is the largest answer that a Client reads unless told otherwise, in bytes after
// decompression. Four weeks of continuous heart rate are about 16 MB.
const DefaultMaxBody = 64 << 20

// Config is what identifies this client to Polar and where Polar is. The URLs are Polar's own in
// production (https://www.polaraccesslink.com, https://flow.polar.com/oauth2/authorization and
// https://polarremote.com/v2/oauth2/token). APIURL has no path: every path begins with /v3.
// RedirectURL may be empty if only one is registered with Polar.
type Config struct {
	ClientID     string
	ClientSecret string
	APIURL       string
	AuthorizeURL string
	TokenURL     string
	RedirectURL  string
}

// Client talks to AccessLink for one registered client. It is safe for concurrent use once its fields
// are set; they must not change after the first request.
type Client struct {
	// Admit, if not nil, is asked before every request to the API; the token endpoint, which Polar does not
	// count, is not asked for. It may wait for its turn, and its error, such as a *HeldBackError, is returned
	// in place of an answer: nothing was sent then. done is called once the headers of the answer have arrived
	// or failed to.
	Admit func(context.Context) (done func(), err error)
	// Observe, if not nil, is told of every request after its answer arrived or failed to, and before done.
	Observe func(Call)
	// MaxBody is the largest answer that is read, in bytes after decompression.
	MaxBody int64
	// Now is the clock by which requests are measured and the expiry of tokens is computed.
	Now func() time.Time

	cfg   Config
	http  *http.Client
	oauth oauth2.Config
}

// Call is what an observer learns of one request. Path is a template such as /v3/users/sleep/{date},
// so that it can label a metric and names nobody. Status is 0 if no answer came. Duration ends with
// the headers of the answer. RetryAfter is how long Polar wants to be left alone, set for 429 only; 0 if the
// answer did not say.
type Call struct {
	Method     string
	Path       string
	Status     int
	Duration   time.Duration
	RateLimit  RateLimit
	RetryAfter time.Duration
}

// IsAPI reports whether the request was one to the API, which Polar's limits count; those to the token endpoint
// are not.
func (c Call) IsAPI() bool { return strings.HasPrefix(c.Path, apiPrefix) }

// apiPrefix is what every path of the API begins with.
const apiPrefix = "/v3/"

// New returns a client that sends its requests through httpClient, whose timeouts apply. A nil
// httpClient is a client of its own without a timeout.
func New(cfg Config, httpClient *http.Client) *Client {
	if httpClient == nil {
		httpClient = &http.Client{}
	}
	return &Client{MaxBody: DefaultMaxBody, Now: time.Now, cfg: cfg, http: httpClient, oauth: cfg.oauth()}
}

// Guarded returns a client that also asks admit before every request and also tells observe of every answer.
func (c *Client) Guarded(admit func(context.Context) (func(), error), observe func(Call)) *Client {
	guarded := *c
	guarded.Admit, guarded.Observe = admit, observe
	if before := c.Observe; before != nil {
		guarded.Observe = func(call Call) { before(call); observe(call) }
	}
	return &guarded
}

// UserClient makes calls on behalf of one user. It is safe for concurrent use.
type UserClient struct {
	client      *Client
	accessToken string
	requests    atomic.Int64
	rateLimit   atomic.Pointer[RateLimit]
}

// User returns a client for the calls that need the access token of a user.
func (c *Client) User(accessToken string) *UserClient {
	return &UserClient{client: c, accessToken: accessToken}
}

// Requests returns how many HTTP requests of this UserClient have gone over the wire, failed ones included, and
// not those that were held back or found no connection.
func (u *UserClient) Requests() int { return int(u.requests.Load()) }

// RateLimit returns what the last answer that spoke of rate limits said, and the zero RateLimit if
// none has yet.
func (u *UserClient) RateLimit() RateLimit {
	if seen := u.rateLimit.Load(); seen != nil {
		return *seen
	}
	return RateLimit{}
}

// authorize puts the access token on a request.
func (u *UserClient) authorize(req *http.Request) {
	req.Header.Set("Authorization", "Bearer "+u.accessToken)
}

// authorize puts the credentials of the client on a request.
func (c *Client) authorize(req *http.Request) { req.SetBasicAuth(c.cfg.ClientID, c.cfg.ClientSecret) }
