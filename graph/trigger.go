package graph

import (
	"context"
	"errors"
	"fmt"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/graph/model"
	"polarflow/jobs"
)

// triggerSync queues a sync of a person.
func (r *Resolver) triggerSync(ctx context.Context, person *ent.User, kinds []string) (*model.TriggerSyncPayload, error) {
	var payload model.TriggerSyncPayload
	err := r.DB.InTx(ctx, func(tx *ent.Tx) error {
		var err error
		payload.Run, payload.AlreadyRunning, err = r.Enqueue(ctx, tx,
			jobs.Request{UserID: person.ID, Trigger: syncrun.TriggerMANUAL, Kinds: kinds})
		return err
	})
	if errors.Is(err, jobs.ErrNotConnected) {
		return &model.TriggerSyncPayload{UserErrors: userErrors(notConnected, "userId", "there is no connection to Polar: connect first")}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("trigger sync: %w", err)
	}
	return &payload, nil
}

// connectPolar begins a person's way through Polar's consent page.
func (r *Resolver) connectPolar(ctx context.Context, person *ent.User, returnURL string) (*model.ConnectPolarPayload, error) {
	address, err := r.Connector.Start(ctx, person.ID, returnURL)
	if errors.Is(err, auth.ErrReturnURLNotAllowed) {
		return &model.ConnectPolarPayload{UserErrors: userErrors(returnURLNotAllowed, "returnUrl", "this server does not send browsers there")}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return &model.ConnectPolarPayload{AuthorizeURL: &address}, nil
}

// kindsDone counts the kinds of a sync that have come to an end, whatever it was.
func kindsDone(results []*ent.SyncResult) int {
	done := 0
	for _, s := range results {
		switch s.Status.String() {
		case string(syncrun.StatusSUCCEEDED), string(syncrun.StatusPARTIAL), string(syncrun.StatusFAILED):
			done++
		}
	}
	return done
}
