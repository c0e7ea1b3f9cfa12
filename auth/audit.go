package auth

import (
	"context"
	"fmt"
	"time"

	"polarflow/ent"
	"polarflow/ent/viewer"
)

// Action is what was done, as the audit trail calls it.
type Action string

// The actions of the audit trail.
const (
	SignedIn     Action = "SIGNED_IN"
	SignInFailed Action = "SIGN_IN_FAILED"
	SignedOut    Action = "SIGNED_OUT"
	OwnerCreated Action = "OWNER_CREATED"
	PasswordSet  Action = "PASSWORD_SET"
	Connected    Action = "CONNECTED"
	NotConnected Action = "CONNECT_FAILED"
	Disconnected Action = "DISCONNECTED"
	TokenCreated Action = "TOKEN_CREATED"
	TokenRevoked Action = "TOKEN_REVOKED"
	UserCreated  Action = "USER_CREATED"
	UserDeleted  Action = "USER_DELETED"
)

// Event is one line of the audit trail.
type Event struct {
	// UserID is whom it is about; 0 when that is nobody, and when the person has just been deleted.
	UserID int
	Action Action
	// Detail says what it was about, in plain words and without secrets: a token's prefix and name, say.
	Detail string
	// At is when it happened.
	At time.Time
}

// TokenEvent returns the event of something that was done with an API token.
func TokenEvent(action Action, token *ent.ApiToken, at time.Time) Event {
	e := Event{Action: action, Detail: TokenName(token) + " " + token.Name, At: at}
	if token.UserID != nil {
		e.UserID = *token.UserID
	}
	return e
}

// Audit adds an event to the trail through events, which may belong to a transaction: what is rolled back
// has not happened. Who did it and from where is what ctx says (Actor, Address). The trail is the server's
// own, so that no viewer is needed to write it.
func Audit(ctx context.Context, events *ent.AuditEventClient, e Event) error {
	create := events.Create().SetAction(string(e.Action)).SetDetail(e.Detail).SetCreatedAt(e.At.UTC()).
		SetActor(Actor(ctx)).SetAddress(Address(ctx))
	if e.UserID != 0 {
		create.SetUserID(e.UserID)
	}
	if err := create.Exec(viewer.System(ctx)); err != nil {
		return fmt.Errorf("write audit trail: %w", err)
	}
	return nil
}
