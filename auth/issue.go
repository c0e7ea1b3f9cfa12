package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/ent/viewer"
)

// Grant says what a new token may do.
type Grant struct {
	// UserID is the person whose token it is; 0 makes a service token, which may do everything.
	UserID int
	// Name is for the person, to tell tokens apart.
	Name string
	// Scopes are what a person's token may do; a service token has SERVICE.
	Scopes []viewer.Scope
	// ExpiresAt is when it stops working; the zero time is never.
	ExpiresAt time.Time
}

// Issue makes a token and stores its hash through tokens, which may belong to a transaction; now is when it
// was made. The secret is not kept: this is the only time it is seen. The viewer in ctx must be allowed to act
// for the person.
func Issue(ctx context.Context, tokens *ent.ApiTokenClient, g Grant, now time.Time) (secret string, token *ent.ApiToken, err error) {
	secret, prefix, hash, err := NewToken()
	if err != nil {
		return "", nil, err
	}
	create := tokens.Create().SetName(g.Name).SetPrefix(prefix).SetHash(hash).SetScopes(g.scopes()).SetCreatedAt(now.UTC())
	if g.UserID != 0 {
		create.SetUserID(g.UserID)
	}
	if !g.ExpiresAt.IsZero() {
		create.SetExpiresAt(g.ExpiresAt.UTC())
	}
	token, err = create.Save(ctx)
	if err != nil {
		return "", nil, fmt.Errorf("store token: %w", err)
	}
	return secret, token, nil
}

func (g Grant) scopes() []string {
	if g.UserID == 0 {
		return []string{string(viewer.Service)}
	}
	scopes := make([]string, len(g.Scopes))
	for i, s := range g.Scopes {
		scopes[i] = string(s)
	}
	return scopes
}

// ErrTokenNotFound is returned by Revoke for a token that does not exist or is out of the viewer's sight.
var ErrTokenNotFound = errors.New("no such token")

// Revoke ends a token within the sight of ctx's viewer, with its line in the audit trail, and returns it.
// Revoking again changes nothing.
func (c *Credentials) Revoke(ctx context.Context, tokenID int) (*ent.ApiToken, error) {
	tx, err := c.Ent.Tx(ctx)
	if err != nil {
		return nil, fmt.Errorf("begin transaction: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	token, err := c.revoke(ctx, tx, tokenID)
	if err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("revoke token: %w", err)
	}
	c.Forget()
	return token.Unwrap(), nil
}

func (c *Credentials) revoke(ctx context.Context, tx *ent.Tx, tokenID int) (*ent.ApiToken, error) {
	n, err := tx.ApiToken.Update().Where(apitoken.ID(tokenID), apitoken.RevokedAtIsNil()).SetRevokedAt(c.Now()).Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("revoke token: %w", err)
	}
	token, err := tx.ApiToken.Get(ctx, tokenID)
	if ent.IsNotFound(err) {
		return nil, ErrTokenNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read token: %w", err)
	}
	if n == 0 {
		return token, nil
	}
	return token, Audit(ctx, tx.AuditEvent, TokenEvent(TokenRevoked, token, c.Now()))
}

// SecretOf returns the credential that a request shows, and "" when there is none: Authorization: Bearer,
// else X-API-Key. Sessions in cookies are for the pages' own server to find (package web).
func SecretOf(r *http.Request) string {
	if header := r.Header.Get("Authorization"); header != "" {
		return BearerSecret(header)
	}
	return r.Header.Get("X-API-Key")
}

// BearerSecret returns the token in the value of an Authorization header, and "" when it holds none.
func BearerSecret(header string) string {
	scheme, secret, _ := strings.Cut(strings.TrimSpace(header), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(secret)
}
