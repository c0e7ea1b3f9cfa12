package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/ent/predicate"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// maxTokensOfOne is how many live tokens a person may have.
const maxTokensOfOne = 100

// errLimit is returned inside the transaction that finds the limit reached.
var errLimit = errors.New("limit reached")

// createToken makes a token for a person, or a service token for nobody.
func (r *Resolver) createToken(ctx context.Context, v viewer.Viewer, in model.CreateAPITokenInput) (*model.CreateAPITokenPayload, error) {
	forService := slices.Contains(in.Scopes, string(viewer.Service))
	if forService && !v.All {
		return nil, forbidden("only a service credential makes service tokens")
	}
	if wrong := r.checkToken(v, in, forService); wrong != nil {
		return &model.CreateAPITokenPayload{UserErrors: wrong}, nil
	}
	grant := auth.Grant{Name: in.Name}
	if !forService {
		person, wrong, err := r.subject(ctx, viewer.Manage, in.UserID)
		if person == nil {
			return &model.CreateAPITokenPayload{UserErrors: wrong}, err
		}
		grant.UserID = person.ID
	}
	for _, s := range slices.Compact(slices.Sorted(slices.Values(in.Scopes))) {
		grant.Scopes = append(grant.Scopes, viewer.Scope(s))
	}
	if in.ExpiresAt != nil {
		grant.ExpiresAt = *in.ExpiresAt
	}
	return r.issue(ctx, grant)
}

// checkToken returns what is wrong with the input.
func (r *Resolver) checkToken(v viewer.Viewer, in model.CreateAPITokenInput, forService bool) []*model.UserError {
	switch {
	case checkName("name", in.Name) != nil:
		return checkName("name", in.Name)
	case len(in.Scopes) == 0:
		return userErrors(blank, "scopes", "a token needs at least one scope")
	case forService && (len(in.Scopes) > 1 || in.UserID != nil):
		return userErrors(invalid, "scopes", "SERVICE stands alone and belongs to no person")
	case !mayGrant(v, in.Scopes):
		return userErrors(invalid, "scopes", "a token can give no more than its maker has: "+strings.Join(held(v), ", "))
	case in.ExpiresAt != nil && !in.ExpiresAt.After(r.Now()):
		return userErrors(invalid, "expiresAt", "expiresAt has passed")
	}
	return nil
}

// mayGrant reports whether a viewer has every scope itself that a new token is to have.
func mayGrant(v viewer.Viewer, scopes []string) bool {
	return !slices.ContainsFunc(scopes, func(s string) bool { return !v.Has(viewer.Scope(s)) })
}

// held returns the names of the scopes that a viewer has.
func held(v viewer.Viewer) []string {
	names := make([]string, len(v.Scopes))
	for i, s := range v.Scopes {
		names[i] = string(s)
	}
	return names
}

// issue makes the token unless its owner has too many.
func (r *Resolver) issue(ctx context.Context, grant auth.Grant) (*model.CreateAPITokenPayload, error) {
	var payload model.CreateAPITokenPayload
	err := r.DB.InTx(ctx, func(tx *ent.Tx) error {
		if err := checkLimit(ctx, tx, grant.UserID, r.Now()); err != nil {
			return err
		}
		secret, token, err := auth.Issue(ctx, tx.ApiToken, grant, r.Now())
		if err != nil {
			return err
		}
		payload.Token, payload.APIToken = &secret, token
		return auth.Audit(ctx, tx.AuditEvent, auth.TokenEvent(auth.TokenCreated, token, r.Now()))
	})
	if errors.Is(err, errLimit) {
		return &model.CreateAPITokenPayload{UserErrors: userErrors(limitReached, "userId",
			fmt.Sprintf("there are %d live tokens already: revoke one first", maxTokensOfOne))}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("create token: %w", err)
	}
	return &payload, nil
}

// checkLimit returns errLimit when the owner has as many live tokens as are allowed. Adding nothing to the
// person's row locks it, so that two at once do not both find room.
func checkLimit(ctx context.Context, tx *ent.Tx, owner int, now time.Time) error {
	ofOwner := apitoken.UserIDIsNil()
	if owner != 0 {
		ofOwner = apitoken.UserID(owner)
		if err := tx.User.UpdateOneID(owner).AddChangeSeq(0).Exec(ctx); err != nil {
			return fmt.Errorf("lock person: %w", err)
		}
	}
	live, err := tx.ApiToken.Query().Where(ofOwner, isLive(now)).Count(ctx)
	if err != nil {
		return fmt.Errorf("count tokens: %w", err)
	}
	if live >= maxTokensOfOne {
		return errLimit
	}
	return nil
}

func isLive(now time.Time) predicate.ApiToken {
	return apitoken.And(apitoken.RevokedAtIsNil(), apitoken.Or(apitoken.ExpiresAtIsNil(), apitoken.ExpiresAtGT(now)))
}

// revokeToken ends a token within the viewer's sight.
func (r *Resolver) revokeToken(ctx context.Context, id string) (*model.RevokeAPITokenPayload, error) {
	token, err := r.Credentials.Revoke(ctx, numberOf("ApiToken", id))
	if errors.Is(err, auth.ErrTokenNotFound) {
		return &model.RevokeAPITokenPayload{UserErrors: userErrors(missing, "apiTokenId", "there is no such token")}, nil
	}
	return &model.RevokeAPITokenPayload{APIToken: token}, err
}
