package polar

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// Token is what Polar gives for an authorization code. There is no refresh token: the access token
// lives for years, until it is revoked. Expiry is zero if Polar did not say. UserID is the Polar user.
type Token struct {
	AccessToken string
	Expiry      time.Time
	UserID      int64
}

// TokenError is a refusal of the token endpoint. Code is one of OAuth's error codes, such as
// invalid_grant for a code that expired or was used, and empty if Polar gave none. It holds nothing
// else of the answer.
type TokenError struct {
	Status int
	Code   string
}

// Error names the status and the code.
func (e *TokenError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("polar: exchange code: status %d %s", e.Status, e.Code))
}

// Is reports whether target is the kind of failure that the status stands for.
func (e *TokenError) Is(target error) bool { return target == statusError(e.Status) }

// oauth returns the configuration by which x/oauth2 talks to Polar, which takes the credentials of the
// client in the header only.
func (cfg Config) oauth() oauth2.Config {
	return oauth2.Config{
		ClientID:     cfg.ClientID,
		ClientSecret: cfg.ClientSecret,
		RedirectURL:  cfg.RedirectURL,
		Scopes:       []string{"accesslink.read_all"},
		Endpoint: oauth2.Endpoint{
			AuthURL: cfg.AuthorizeURL, TokenURL: cfg.TokenURL, AuthStyle: oauth2.AuthStyleInHeader,
		},
	}
}

// AuthCodeURL returns the address at which the user grants access. Polar sends the user back with a
// code and the same state.
// See "Authorization endpoint" at https://www.polar.com/accesslink-api/.
func (c *Client) AuthCodeURL(state string) string { return c.oauth.AuthCodeURL(state) }

// Exchange turns the code of the redirect into an access token. A code lives for ten minutes and works
// once; using it twice revokes what it gave. A refusal is a *TokenError.
// See "Token endpoint" at https://www.polar.com/accesslink-api/.
func (c *Client) Exchange(ctx context.Context, code string) (Token, error) {
	throughSend := &http.Client{Transport: tokenTransport{c}}
	granted, err := c.oauth.Exchange(context.WithValue(ctx, oauth2.HTTPClient, throughSend), code)
	if err != nil {
		return Token{}, exchangeError(ctx, err)
	}
	userID, err := tokenUser(granted)
	if err != nil {
		return Token{}, err
	}
	token := Token{AccessToken: granted.AccessToken, UserID: userID}
	if granted.ExpiresIn > 0 {
		token.Expiry = c.Now().Add(time.Duration(granted.ExpiresIn) * time.Second)
	}
	return token, nil
}

// tokenTransport sends the requests of x/oauth2 the way all others go, with the Accept header that
// Polar documents.
type tokenTransport struct{ client *Client }

// RoundTrip sends a copy of req, because a transport must not change the original.
func (t tokenTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("Accept", "application/json;charset=UTF-8")
	return t.client.send(req, req.URL.Path)
}

// exchangeError reduces an error of x/oauth2, whose texts hold the body of the answer, to what may be
// logged.
func exchangeError(ctx context.Context, err error) error {
	if refusal := (*oauth2.RetrieveError)(nil); errors.As(err, &refusal) {
		return &TokenError{Status: refusal.Response.StatusCode, Code: errorCode(refusal)}
	}
	if ctx.Err() != nil {
		return fmt.Errorf("polar: exchange code: %w", ctx.Err())
	}
	if transport := (*url.Error)(nil); errors.As(err, &transport) {
		return fmt.Errorf("polar: exchange code: %w", transport.Err)
	}
	return fmt.Errorf("polar: exchange code: %w", ErrMalformed)
}

// errorCode returns the OAuth error code of a refusal if it looks like one: anything else in its place
// could be a secret that was echoed back.
func errorCode(refusal *oauth2.RetrieveError) string {
	switch refusal.ErrorCode {
	case "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type",
		"invalid_scope":
		return refusal.ErrorCode
	}
	return ""
}

// tokenUser returns the Polar user of a token, which may be a JSON number or a string.
func tokenUser(granted *oauth2.Token) (int64, error) {
	encoded, err := json.Marshal(granted.Extra("x_user_id"))
	if err != nil {
		return 0, fmt.Errorf("polar: exchange code: %w: x_user_id", ErrMalformed)
	}
	var user Null[int64]
	if err := user.UnmarshalJSON(encoded); err != nil || user.V <= 0 {
		return 0, fmt.Errorf("polar: exchange code: %w: x_user_id is %s", ErrMalformed, kindOf(encoded))
	}
	return user.V, nil
}
