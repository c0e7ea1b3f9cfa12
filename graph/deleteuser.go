package graph

import (
	"context"
	"fmt"

	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/graph/model"
)

// deleteUser deletes a person. What belongs to the person goes with the row; the tokens and the jobs, which
// do not, go in the same transaction, in which a job to tell Polar is queued as well.
func (r *Resolver) deleteUser(ctx context.Context, person *ent.User) (*model.DeleteUserPayload, error) {
	err := r.DB.InTx(ctx, func(tx *ent.Tx) error {
		if _, err := r.Disconnect(ctx, tx, person.ID); err != nil {
			return err
		}
		if err := r.Forget(ctx, tx, person.ID); err != nil {
			return err
		}
		if _, err := tx.ApiToken.Delete().Where(apitoken.UserID(person.ID)).Exec(ctx); err != nil {
			return fmt.Errorf("delete tokens: %w", err)
		}
		return tx.User.DeleteOne(person).Exec(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("delete person: %w", err)
	}
	r.Credentials.Forget()
	id := model.NewID("User", person.ID).String()
	return &model.DeleteUserPayload{DeletedUserID: &id}, nil
}

// disconnectPolar ends a person's connection to Polar.
func (r *Resolver) disconnectPolar(ctx context.Context, person *ent.User) (*model.DisconnectPolarPayload, error) {
	payload := &model.DisconnectPolarPayload{User: person}
	err := r.DB.InTx(ctx, func(tx *ent.Tx) error {
		connected, err := r.Disconnect(ctx, tx, person.ID)
		payload.UserErrors = nil
		if !connected {
			payload.UserErrors = userErrors(notConnected, "userId", "there is no connection to Polar")
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("disconnect: %w", err)
	}
	return payload, nil
}
