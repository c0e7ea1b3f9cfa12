package database

import (
	"context"
	"fmt"
	"slices"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// riverExecutor is River's executor outside of transactions; the ones that it begins are wrapped.
type riverExecutor struct {
	riverdriver.Executor
	wrap func(riverdriver.ExecutorTx) riverdriver.ExecutorTx
}

// Begin begins a transaction.
func (e riverExecutor) Begin(ctx context.Context) (riverdriver.ExecutorTx, error) {
	tx, err := e.Executor.Begin(ctx)
	if err != nil {
		return nil, err
	}
	return e.wrap(tx), nil
}

// announcingTx announces every job that is inserted in it. River itself leaves out all but the first within
// Config.FetchCooldown, although a later transaction may be the first to be committed: its job would wait for
// the next look.
type announcingTx struct {
	riverdriver.ExecutorTx
	notify func(context.Context, *riverdriver.NotifyManyParams) error
}

// JobInsertFastMany inserts jobs and announces the queues of those that can start now.
func (t announcingTx) JobInsertFastMany(ctx context.Context, params *riverdriver.JobInsertFastManyParams) ([]*riverdriver.JobInsertFastResult, error) {
	inserted, err := t.ExecutorTx.JobInsertFastMany(ctx, params)
	if err != nil {
		return nil, err
	}
	var queues []string // in River's own words, so that PostgreSQL merges its announcement with this one
	for _, job := range params.Jobs {
		words := fmt.Sprintf(`{"queue": %q}`, job.Queue)
		if job.State == rivertype.JobStateAvailable && !slices.Contains(queues, words) {
			queues = append(queues, words)
		}
	}
	if len(queues) == 0 {
		return inserted, nil
	}
	return inserted, t.notify(ctx, &riverdriver.NotifyManyParams{Payload: queues, Schema: params.Schema, Topic: riverInsert})
}

// NotifyMany announces something to River's clients once the transaction is committed.
func (t announcingTx) NotifyMany(ctx context.Context, params *riverdriver.NotifyManyParams) error {
	return t.notify(ctx, params)
}
