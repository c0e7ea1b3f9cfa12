package graph

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// deleteUser deletes a person. What belongs to the person goes with the row; the jobs, and the credentials and
// the audit trail, which do not, go in the same transaction, in which a job to tell Polar is queued as well.
func (r *Resolver) deleteUser(ctx context.Context, person *ent.User) (*model.DeleteUserPayload, error) {
	err := r.DB.InTx(ctx, func(tx *ent.Tx) error {
		if _, err := r.Disconnect(ctx, tx, person.ID); err != nil {
			return err
		}
		if err := r.Forget(ctx, tx, person.ID); err != nil {
			return err
		}
		if err := auth.ForgetPerson(ctx, tx, person.ID); err != nil {
			return err
		}
		if err := tx.User.DeleteOne(person).Exec(ctx); err != nil {
			return err
		}
		return r.audit(impersonal(ctx), tx, nobody, auth.UserDeleted)
	})
	if err != nil {
		return nil, fmt.Errorf("delete person: %w", err)
	}
	r.Credentials.Forget()
	r.scrub(ctx)
	id := model.NewID("User", person.ID).String()
	return &model.DeleteUserPayload{DeletedUserID: &id}, nil
}

// scrubTime bounds how long a deletion waits for readers of the database.
const scrubTime = 5 * time.Second

// scrub takes what was just deleted out of the database's files as well. If that does not succeed, the next deletion
// or the database's own housekeeping does it.
func (r *Resolver) scrub(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), scrubTime)
	defer cancel()
	if err := r.DB.Scrub(ctx); err != nil {
		r.Log.WarnContext(ctx, "take what was deleted out of the database's files", "error", err)
	}
}

// impersonal returns a context whose audit events keep nothing of a person who does something to the own
// account: neither the token nor the address. Operators stay named.
func impersonal(ctx context.Context) context.Context {
	if v, _ := viewer.FromContext(ctx); v.All {
		return ctx
	}
	return auth.WithActor(auth.WithAddress(ctx, netip.Addr{}), "the person")
}

// disconnectPolar ends a person's connection to Polar.
func (r *Resolver) disconnectPolar(ctx context.Context, person *ent.User) (*model.DisconnectPolarPayload, error) {
	payload := &model.DisconnectPolarPayload{User: person}
	err := r.DB.InTx(ctx, func(tx *ent.Tx) error {
		connected, err := r.Disconnect(ctx, tx, person.ID)
		if err != nil {
			return err
		}
		payload.UserErrors = nil
		if !connected {
			payload.UserErrors = userErrors(notConnected, "userId", "there is no connection to Polar")
			return nil
		}
		return r.audit(ctx, tx, person.ID, auth.Disconnected)
	})
	if err != nil {
		return nil, fmt.Errorf("disconnect: %w", err)
	}
	return payload, nil
}
