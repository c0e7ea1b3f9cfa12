package auth

import (
	"context"
	"fmt"

	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/ent/auditevent"
	"polarflow/ent/login"
	"polarflow/ent/predicate"
	"polarflow/ent/session"
	"polarflow/ent/signinfailure"
	"polarflow/ent/viewer"
)

// SignOut ends a browser's session; everywhere ends all sessions of the person, or of who signed in with the
// same service credential. A browser without a session is signed out already.
func (g *Gate) SignOut(ctx context.Context, b Browser, everywhere bool) error {
	ctx = viewer.System(ctx)
	err := g.InTx(ctx, func(tx *ent.Tx) error {
		found, err := tx.Session.Query().Where(session.Hash(HashSecret(b.Secret))).Only(ctx)
		if ent.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("find session: %w", err)
		}
		which, detail := session.ID(found.ID), ""
		if everywhere {
			which, detail = alike(found), "everywhere"
		}
		if _, err := tx.Session.Delete().Where(which).Exec(ctx); err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
		event := Event{Action: SignedOut, Detail: detail, At: g.Now()}
		actor := actorOperator
		if found.UserID != nil {
			event.UserID, actor = *found.UserID, actorSession
		}
		return Audit(WithActor(ctx, actor), tx.AuditEvent, event)
	})
	if err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	g.Credentials.Forget()
	return nil
}

// alike is the condition that a session is of the same person or credential as another.
func alike(s *ent.Session) predicate.Session {
	if s.UserID != nil {
		return session.UserID(*s.UserID)
	}
	return session.CredentialHash(*s.CredentialHash)
}

// ForgetPerson deletes what this package keeps of a person beyond the rows that go with the person's own:
// tokens, sessions, failures to sign in and the audit trail. It belongs into the transaction that deletes
// the person, before that; Credentials.Forget belongs after it. The viewer must be allowed to delete the
// person.
func ForgetPerson(ctx context.Context, tx *ent.Tx, userID int) error {
	signsIn, err := tx.Login.Query().Where(login.UserID(userID)).All(ctx)
	if err != nil {
		return fmt.Errorf("find login: %w", err)
	}
	for _, l := range signsIn {
		theirs := signinfailure.Or(signinfailure.SubjectHasPrefix(pairStart(l.Name)), signinfailure.Subject(accountOf(l.Name)))
		if _, err := tx.SignInFailure.Delete().Where(theirs).Exec(ctx); err != nil {
			return fmt.Errorf("delete failed attempts: %w", err)
		}
	}
	if _, err := tx.Session.Delete().Where(session.UserID(userID)).Exec(ctx); err != nil {
		return fmt.Errorf("delete sessions: %w", err)
	}
	if _, err := tx.ApiToken.Delete().Where(apitoken.UserID(userID)).Exec(ctx); err != nil {
		return fmt.Errorf("delete tokens: %w", err)
	}
	if _, err := tx.AuditEvent.Delete().Where(auditevent.UserID(userID)).Exec(ctx); err != nil {
		return fmt.Errorf("delete audit trail: %w", err)
	}
	return nil
}
