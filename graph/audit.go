package graph

import (
	"context"

	"polarflow/auth"
	"polarflow/ent"
)

// nobody is the number of the person whom an event of the audit trail is about when it is about none.
const nobody = 0

// audit writes into the audit trail, in the transaction that does it, what is done with a person's account.
func (r *Resolver) audit(ctx context.Context, tx *ent.Tx, userID int, action auth.Action) error {
	return auth.Audit(ctx, tx.AuditEvent, auth.Event{UserID: userID, Action: action, At: r.Now()})
}

// filled returns nil for a text that is empty.
func filled(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
