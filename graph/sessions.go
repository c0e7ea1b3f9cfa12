package graph

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/predicate"
	"polarflow/ent/session"
	"polarflow/graph/model"
)

// sessionsOf returns the sessions of a person that have not expired.
func (r *Resolver) sessionsOf(ctx context.Context, person *ent.User) ([]*ent.Session, error) {
	found, err := read(ctx).SessionsOf(ctx, person)
	live := make([]*ent.Session, 0, len(found))
	for _, s := range found {
		if s.ExpiresAt.After(r.Now()) {
			live = append(live, s)
		}
	}
	return live, err
}

// isCurrent reports whether the request was made with the session.
func isCurrent(ctx context.Context, s *ent.Session) bool {
	return bytes.Equal(s.Hash, auth.HashSecret(shownIn(ctx).secret))
}

// revokeSession ends a session within the viewer's sight.
func (r *Resolver) revokeSession(ctx context.Context, id string) (*model.RevokeSessionPayload, error) {
	found, err := read(ctx).Sessions.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	ended := 0
	if found != nil {
		event := auth.Event{Detail: "the session that began at " + found.CreatedAt.UTC().Format(time.RFC3339)}
		if found.UserID != nil {
			event.UserID = *found.UserID
		}
		if ended, err = r.endSessions(ctx, session.ID(found.ID), event); err != nil {
			return nil, err
		}
	}
	if ended == 0 {
		return &model.RevokeSessionPayload{UserErrors: userErrors(missing, "sessionId", "there is no such session")}, nil
	}
	return &model.RevokeSessionPayload{RevokedSessionID: &id}, nil
}

// signOutEverywhere ends all sessions of a person.
func (r *Resolver) signOutEverywhere(ctx context.Context, person *ent.User) (*model.SignOutEverywherePayload, error) {
	ended, err := r.endSessions(ctx, session.UserID(person.ID), auth.Event{UserID: person.ID, Detail: "everywhere"})
	if err != nil {
		return nil, err
	}
	return &model.SignOutEverywherePayload{User: person, EndedSessions: ended}, nil
}

// endSessions ends sessions within the viewer's sight, with their line in the audit trail, and returns how many
// there were. Other processes of the server go on believing in them only as long as their cache does.
func (r *Resolver) endSessions(ctx context.Context, which predicate.Session, event auth.Event) (ended int, err error) {
	event.Action, event.At = auth.SignedOut, r.Now()
	err = r.DB.InTx(ctx, func(tx *ent.Tx) (err error) {
		if ended, err = tx.Session.Delete().Where(which).Exec(ctx); err != nil || ended == 0 {
			return err
		}
		return auth.Audit(ctx, tx.AuditEvent, event)
	})
	if err != nil {
		return 0, fmt.Errorf("end sessions: %w", err)
	}
	r.Credentials.Forget()
	return ended, nil
}
