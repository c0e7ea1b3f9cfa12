package auth

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/ent/predicate"
	"polarflow/ent/session"
	"polarflow/ent/viewer"
)

// SessionCookie is the name of the cookie in which a browser holds the secret of its session; over https a prefix
// comes before it.
const SessionCookie = "polarflow_session"

// SessionTime is how long a session lasts from sign-in; using it does not make it longer.
const SessionTime = 30 * 24 * time.Hour

// sessionStart begins the secret of a session, so that it is told from a token by its form.
const sessionStart = "pfs_"

// longestAgent bounds what is kept of a browser's own name, in bytes.
const longestAgent = 200

// Browser is the browser that signs in or out.
type Browser struct {
	// Agent is what it calls itself.
	Agent string
	// Secret is what its session cookie holds; empty for none.
	Secret string
}

// Session names, for the audit trail, of a person and of an operator.
const (
	actorSession  = "session"
	actorOperator = "operator session"
)

// IsSessionSecret reports whether a text has the form of a session's secret.
func IsSessionSecret(secret string) bool {
	rest, ok := strings.CutPrefix(secret, sessionStart)
	return ok && len(rest) == secretLength && strings.Trim(rest, base62) == ""
}

// findSession returns the session with this hash that has not ended, in one statement: an operator's ends
// with the service credential that it began with.
func (c *Credentials) findSession(ctx context.Context, hash []byte, now time.Time) (holding, error) {
	found, err := c.Ent.Session.Query().
		Where(session.Hash(hash), session.ExpiresAtGT(now), session.Or(session.UserIDNotNil(), c.credentialLives(now))).
		Only(viewer.System(ctx))
	if ent.IsNotFound(err) {
		return holding{}, ErrUnauthenticated
	}
	if err != nil {
		return holding{}, fmt.Errorf("find session: %w", err)
	}
	credential := Credential{
		Viewer: viewer.Viewer{All: true, Scopes: []viewer.Scope{viewer.Service}},
		Actor:  actorOperator, Key: hex.EncodeToString(hash), IsSession: true,
	}
	if found.UserID != nil {
		credential.Actor, credential.Viewer = actorSession, viewer.Viewer{UserID: *found.UserID, Scopes: PersonalScopes()}
	}
	return holding{
		credential: credential, ends: &found.ExpiresAt, lastUse: &found.LastSeenAt,
		note: func(ctx context.Context, now time.Time) error {
			return c.Ent.Session.Update().Where(session.ID(found.ID)).SetLastSeenAt(now).Exec(ctx)
		},
	}, nil
}

// credentialLives is the condition that the credential of an operator's session is this deployment's API key
// or a live service token.
func (c *Credentials) credentialLives(now time.Time) predicate.Session {
	return func(s *sql.Selector) {
		tokens := sql.Dialect(s.Dialect()).Select().From(sql.Table(apitoken.Table))
		tokens.Select(tokens.C(apitoken.FieldHash)).Where(sql.IsNull(tokens.C(apitoken.FieldUserID)))
		liveToken(now)(tokens)
		column := s.C(session.FieldCredentialHash)
		lives := sql.In(column, tokens)
		if c.APIKey != "" {
			lives = sql.Or(lives, sql.EQ(column, HashSecret(c.APIKey)))
		}
		s.Where(lives)
	}
}

// begin makes a session and returns its secret, which is new at every sign-in: the session that the browser
// had before ends, whoever's it was. What has expired goes, so that the table stays small.
func begin(ctx context.Context, tx *ent.Tx, who holder, b Browser, now time.Time) (secret string, err error) {
	random, err := NewSecret()
	if err != nil {
		return "", err
	}
	secret = sessionStart + random
	ctx = viewer.System(ctx)
	over := session.Or(session.ExpiresAtLTE(now), session.Hash(HashSecret(b.Secret)))
	if _, err := tx.Session.Delete().Where(over).Exec(ctx); err != nil {
		return "", fmt.Errorf("end earlier session: %w", err)
	}
	create := tx.Session.Create().SetHash(HashSecret(secret)).SetAddress(Address(ctx)).SetAgent(shorten(b.Agent)).
		SetCreatedAt(now).SetLastSeenAt(now).SetExpiresAt(now.Add(SessionTime))
	if who.userID != 0 {
		create.SetUserID(who.userID)
	} else {
		create.SetCredentialHash(who.credentialHash)
	}
	if err := create.Exec(ctx); err != nil {
		return "", fmt.Errorf("store session: %w", err)
	}
	return secret, nil
}

// holder is whose session it is: a person's, or that of who showed a service credential.
type holder struct {
	userID         int
	credentialHash []byte
}

// shorten keeps of a browser's name what is fit to be stored: valid text without a NUL, which PostgreSQL
// refuses.
func shorten(agent string) string {
	agent = agent[:min(len(agent), longestAgent)]
	return strings.ReplaceAll(strings.ToValidUTF8(agent, ""), "\x00", "")
}
