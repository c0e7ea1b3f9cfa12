package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/riverqueue/river"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/kindstate"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/pacing"
)

// ErrNotConnected is returned when a sync is asked for a person who has no connection to Polar, or, by
// something that can wait, for one whose connection does not work.
var ErrNotConnected = errors.New("no connection to Polar")

// Request asks for one sync of one person.
type Request struct {
	UserID  int
	Trigger syncrun.Trigger
	// Kinds are the record kinds to ask Polar for (SLEEP, EXERCISE, …). Empty means what the trigger stands for:
	// all for a button and a first connect, what can have changed for a sync that nobody asked for, and what
	// was told of (see Ask) for a webhook.
	Kinds []string
}

// classOf returns how urgent a run is by what it was queued by.
func classOf(t syncrun.Trigger) pacing.Class {
	switch t {
	case syncrun.TriggerMANUAL:
		return pacing.Manual
	case syncrun.TriggerCONNECT, syncrun.TriggerWEBHOOK:
		return pacing.Prompt
	case syncrun.TriggerREACH_BACK:
		return pacing.Spare
	}
	return pacing.Scheduled
}

// priorityOf returns River's priority of a class: 1 comes first.
func priorityOf(c pacing.Class) int { return int(c) + 1 }

// queueOf returns the queue in which work of a class waits.
func queueOf(c pacing.Class) string {
	if c <= pacing.Prompt {
		return urgentQueue
	}
	return river.QueueDefault
}

// Enqueue queues a sync in the transaction and returns its run. A person has at most one run that is queued
// or running, not counting one that reaches back: if there is one, it is returned instead, and alreadyRunning
// is true. One that still waits becomes as urgent as the request, and asks for its kinds too. It returns
// ErrNotConnected for a person without a connection.
func (c *Client) Enqueue(ctx context.Context, tx *ent.Tx, r Request) (run *ent.SyncRun, alreadyRunning bool, err error) {
	if err := lock(ctx, tx, r.UserID); err != nil {
		return nil, false, err
	}
	account, err := tx.PolarAccount.Query().Where(polaraccount.UserID(r.UserID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, false, ErrNotConnected
	}
	if err != nil {
		return nil, false, fmt.Errorf("look for a connection: %w", err)
	}
	if r.Trigger == syncrun.TriggerCONNECT {
		if err := forgetStates(ctx, tx, r.UserID); err != nil {
			return nil, false, err
		}
	}
	run, err = tx.SyncRun.Query().
		Where(syncrun.UserID(r.UserID), syncrun.ReachingBack(false), syncrun.FinishedAtIsNil()).Only(ctx)
	if err == nil {
		run, err = c.hurry(ctx, tx, run, r)
		return run, true, err
	}
	if !ent.IsNotFound(err) {
		return nil, false, fmt.Errorf("look for a run: %w", err)
	}
	if account.Status != polaraccount.StatusACTIVE && classOf(r.Trigger) == pacing.Scheduled {
		return nil, false, ErrNotConnected
	}
	run, err = c.begin(ctx, tx, account, r)
	return run, false, err
}

// lock locks the person's row until the transaction ends: of two that change what a person's runs do, the second
// waits and finds what the first has written. It returns ErrNotConnected for a person who is gone.
func lock(ctx context.Context, tx *ent.Tx, userID int) error {
	err := tx.User.UpdateOneID(userID).AddChangeSeq(0).Exec(ctx)
	if ent.IsNotFound(err) {
		return ErrNotConnected
	}
	if err != nil {
		return fmt.Errorf("lock person: %w", err)
	}
	return nil
}

// forgetStates forgets how far the syncs of a person have come who connects. The list of exercises stays, since those
// that were deleted at Polar meanwhile are found by it; it goes with the account (see Disconnect).
func forgetStates(ctx context.Context, tx *ent.Tx, userID int) error {
	_, err := tx.KindState.Delete().Where(kindstate.UserID(userID), kindstate.KindNEQ(kind.Exercise)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget states of kinds: %w", err)
	}
	err = tx.KindState.Update().Where(kindstate.UserID(userID)).ClearAnsweredAt().ClearThoroughAt().
		ClearReachedDate().ClearReachNotedAt().SetReachEmptyDays(0).SetReachDone(false).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget state of exercises: %w", err)
	}
	return nil
}

// begin queues a new run.
func (c *Client) begin(ctx context.Context, tx *ent.Tx, account *ent.PolarAccount, r Request) (*ent.SyncRun, error) {
	kinds, err := c.kindsOf(ctx, tx.Client(), account, r)
	if err != nil {
		return nil, err
	}
	return c.insert(ctx, tx, tx.SyncRun.Create().SetUserID(r.UserID).SetTrigger(r.Trigger).SetKinds(kinds))
}

// kindsOf returns the kinds that a new run asks for, besides what webhooks told of.
func (c *Client) kindsOf(ctx context.Context, client *ent.Client, account *ent.PolarAccount, r Request) ([]string, error) {
	occasion := occasionOf(account, r.Trigger, classOf(r.Trigger))
	switch {
	case len(r.Kinds) > 0:
		return inOrder(r.Kinds), nil
	case r.Trigger == syncrun.TriggerWEBHOOK:
		return []string{}, nil
	case occasion != pacing.Routine:
		return kind.All(), nil
	}
	known, err := knownOf(ctx, client, r.UserID)
	if err != nil {
		return nil, err
	}
	return pacing.Kinds(occasion, c.now(), known), nil
}

// insert writes the run and its job.
func (c *Client) insert(ctx context.Context, tx *ent.Tx, create *ent.SyncRunCreate) (*ent.SyncRun, error) {
	run, err := create.SetQueuedAt(c.now()).Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("create run: %w", err)
	}
	return c.insertJob(ctx, tx, run, classOf(run.Trigger))
}

// insertJob gives a run the job that carries it out. Another job of the run that is still there does nothing more.
func (c *Client) insertJob(ctx context.Context, tx *ent.Tx, run *ent.SyncRun, class pacing.Class) (*ent.SyncRun, error) {
	args := SyncArgs{UserID: run.UserID, RunID: run.ID, Priority: priorityOf(class)}
	return c.giveJob(ctx, tx, run, args, &river.InsertOpts{Priority: args.Priority, Queue: queueOf(class)})
}

// giveJob inserts a job and makes it the one of the run. A worker that has taken up the run with another job lets go.
func (c *Client) giveJob(ctx context.Context, tx *ent.Tx, run *ent.SyncRun, args SyncArgs, opts *river.InsertOpts) (*ent.SyncRun, error) {
	res, err := c.river.InsertTx(ctx, tx.SQLTx(), args, opts)
	if err != nil {
		return nil, fmt.Errorf("insert job: %w", err)
	}
	run, err = tx.SyncRun.UpdateOne(run).SetJobID(res.Job.ID).ClearCarrier().Save(ctx)
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
