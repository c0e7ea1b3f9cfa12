package auth

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/ent/predicate"
	"polarflow/ent/viewer"
)

// findToken returns the token with this hash that is valid now.
func (c *Credentials) findToken(ctx context.Context, hash []byte, now time.Time) (holding, error) {
	token, err := c.Ent.ApiToken.Query().Where(apitoken.Hash(hash), liveToken(now)).Only(viewer.System(ctx))
	if ent.IsNotFound(err) {
		return holding{}, ErrUnauthenticated
	}
	if err != nil {
		return holding{}, fmt.Errorf("find credential: %w", err)
	}
	return holding{
		credential: Credential{Viewer: viewerOf(token), Actor: TokenName(token), Key: hex.EncodeToString(hash)},
		ends:       token.ExpiresAt, lastUse: token.LastUsedAt,
		note: func(ctx context.Context, now time.Time) error {
			return c.Ent.ApiToken.Update().Where(apitoken.ID(token.ID)).SetLastUsedAt(now).Exec(ctx)
		},
	}, nil
}

// liveToken is the condition that a token is neither revoked nor expired.
func liveToken(now time.Time) predicate.ApiToken {
	return apitoken.And(apitoken.RevokedAtIsNil(), apitoken.Or(apitoken.ExpiresAtIsNil(), apitoken.ExpiresAtGT(now)))
}

// TokenName is what the audit trail calls a token: its kind and its public prefix.
func TokenName(token *ent.ApiToken) string {
	if token.UserID == nil {
		return "service token " + token.Prefix + "…"
	}
	return "token " + token.Prefix + "…"
}

// viewerOf is whom a token speaks for. Without a person it is a service token; SERVICE among the scopes of
// a person's token would be a mistake and is not honoured.
func viewerOf(token *ent.ApiToken) viewer.Viewer {
	v := viewer.Viewer{TokenID: token.ID, All: token.UserID == nil}
	if v.All {
		v.Scopes = []viewer.Scope{viewer.Service}
		return v
	}
	v.UserID = *token.UserID
	for _, scope := range token.Scopes {
		if s := viewer.Scope(scope); slices.Contains(PersonalScopes(), s) {
			v.Scopes = append(v.Scopes, s)
		}
	}
	return v
}

// PersonalScopes returns what a person's token can be allowed to do.
func PersonalScopes() []viewer.Scope {
	return []viewer.Scope{viewer.Read, viewer.Sync, viewer.Manage}
}
