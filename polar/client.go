// Package polar is a client of Polar AccessLink v3, the API through which Polar hands a user's data to
// a registered client. Polar's own description is at https://www.polar.com/accesslink-api/.
//
// The client performs exactly one HTTP request for each call and never repeats one: when to try again
// is for the caller to decide, from the typed errors. Answers are read element by element, so that one
// record that cannot be read never hides the others, and every element is handed on with the bytes in
// which it came. Values are left as Polar sends them, its sentinels included.
package polar

import (
	"net/http"
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
	// Observe, if not nil, is told of every request after its answer arrived or failed to.
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
// the headers of the answer.
type Call struct {
	Method    string
	Path      string
	Status    int
	Duration  time.Duration
	RateLimit RateLimit
}

// New returns a client that sends its requests through httpClient, whose timeouts apply. A nil
// httpClient is a client of its own without a timeout.
func New(cfg Config, httpClient *http.Client) *Client {
	if httpClient == nil {
		httpClient = &http.Client{}
	}
	return &Client{MaxBody: DefaultMaxBody, Now: time.Now, cfg: cfg, http: httpClient, oauth: cfg.oauth()}
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

// Requests returns how many HTTP requests this UserClient has made, failed ones included.
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
