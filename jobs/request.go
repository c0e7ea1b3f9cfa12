package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
)

// ErrNotConnected is returned when a sync is asked for a person who has no connection to Polar.
var ErrNotConnected = errors.New("no connection to Polar")

// Request asks for one sync of one person.
type Request struct {
	UserID  int
	Trigger syncrun.Trigger
	// Kinds are the record kinds to ask Polar for (SLEEP, EXERCISE, …); empty means all.
	Kinds []string
}

// Enqueue queues a sync in the transaction and returns its run. A person has at most one run that is queued
// or running: if there is one, it is returned instead, and alreadyRunning is true. It returns
// ErrNotConnected for a person without a connection.
func (c *Client) Enqueue(ctx context.Context, tx *ent.Tx, r Request) (run *ent.SyncRun, alreadyRunning bool, err error) {
	// Adding nothing locks the person's row: of two requests at once, the second waits and finds the run.
	if err := tx.User.UpdateOneID(r.UserID).AddChangeSeq(0).Exec(ctx); err != nil {
		if ent.IsNotFound(err) {
			return nil, false, ErrNotConnected
		}
		return nil, false, fmt.Errorf("lock person: %w", err)
	}
	run, err = tx.SyncRun.Query().Where(syncrun.UserID(r.UserID), syncrun.FinishedAtIsNil()).Only(ctx)
	if err == nil || !ent.IsNotFound(err) {
		return run, err == nil, err
	}
	connected, err := tx.PolarAccount.Query().Where(polaraccount.UserID(r.UserID)).Exist(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("look for a connection: %w", err)
	}
	if !connected {
		return nil, false, ErrNotConnected
	}
	run, err = c.insert(ctx, tx, r)
	return run, false, err
}

// insert writes the run and its job.
func (c *Client) insert(ctx context.Context, tx *ent.Tx, r Request) (*ent.SyncRun, error) {
	run, err := tx.SyncRun.Create().SetUserID(r.UserID).SetTrigger(r.Trigger).
		SetKinds(inOrder(r.Kinds)).SetQueuedAt(c.now()).Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("create run: %w", err)
	}
	res, err := c.river.InsertTx(ctx, tx.SQLTx(), SyncArgs{UserID: r.UserID, RunID: run.ID}, nil)
	if err != nil {
		return nil, fmt.Errorf("insert job: %w", err)
	}
	run, err = tx.SyncRun.UpdateOne(run).SetJobID(res.Job.ID).Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("note job: %w", err)
	}
	return run, nil
}

// inOrder returns the kinds without repeats in the order in which a sync asks for them; none means all.
func inOrder(wanted []string) []string {
	all := kind.All()
	if len(wanted) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(k string) bool { return !slices.Contains(wanted, k) })
}
