package database

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"
)

// sqliteRiver is River's SQLite driver with a listener that is told within the process. The driver's own
// looks into a table every 50 ms, and a running job cannot be cancelled through it.
type sqliteRiver struct {
	*riversqlite.Driver
	db *DB
}

// GetListener returns a listener to what this process announces.
func (r sqliteRiver) GetListener(params *riverdriver.GetListenenerParams) riverdriver.Listener {
	return newRiverListener(r.db, params)
}

// GetExecutor returns an executor whose transactions announce each job.
func (r sqliteRiver) GetExecutor() riverdriver.Executor {
	return sqliteExecutor{riverExecutor{r.Driver.GetExecutor(), r.begun}, r.db}
}

// UnwrapExecutor returns an executor on the transaction that announces each job when InTx has committed it.
func (r sqliteRiver) UnwrapExecutor(tx *sql.Tx) riverdriver.ExecutorTx {
	return r.on(tx, r.Driver.UnwrapExecutor(tx))
}

// UnwrapTx returns the transaction under an executor.
func (r sqliteRiver) UnwrapTx(tx riverdriver.ExecutorTx) *sql.Tx {
	if own, ok := tx.(sqliteTx); ok {
		return own.tx
	}
	return r.Driver.UnwrapTx(tx)
}

// begun wraps a transaction that River has begun.
func (r sqliteRiver) begun(own riverdriver.ExecutorTx) riverdriver.ExecutorTx {
	tx := r.Driver.UnwrapTx(own)
	r.db.pending.begin(tx)
	return r.on(tx, own)
}

func (r sqliteRiver) on(tx *sql.Tx, own riverdriver.ExecutorTx) sqliteTx {
	notify := func(_ context.Context, params *riverdriver.NotifyManyParams) error {
		for _, payload := range params.Payload {
			r.db.note(tx, notice{params.Topic, payload})
		}
		return nil
	}
	return sqliteTx{announcingTx{own, notify}, r.db, tx}
}

// sqliteTx announces within the process what PostgreSQL would announce at a commit.
type sqliteTx struct {
	announcingTx
	db *DB
	tx *sql.Tx
}

// Commit commits the transaction and then announces.
func (t sqliteTx) Commit(ctx context.Context) error {
	if err := t.ExecutorTx.Commit(ctx); err != nil {
		return err
	}
	t.db.committed(t.tx)
	return nil
}

// Rollback undoes the transaction; after a commit it does nothing.
func (t sqliteTx) Rollback(ctx context.Context) error {
	t.db.pending.end(t.tx)
	return t.ExecutorTx.Rollback(ctx)
}

// JobCancel cancels a job; a running one is interrupted.
func (t sqliteTx) JobCancel(ctx context.Context, params *riverdriver.JobCancelParams) (*rivertype.JobRow, error) {
	job, err := t.ExecutorTx.JobCancel(ctx, params)
	if err == nil && job.State == rivertype.JobStateRunning {
		t.db.note(t.tx, cancelled(params.ControlTopic, job))
	}
	return job, err
}

// sqliteExecutor is the executor outside of transactions.
type sqliteExecutor struct {
	riverExecutor
	db *DB
}

// JobCancel cancels a job; a running one is interrupted.
func (e sqliteExecutor) JobCancel(ctx context.Context, params *riverdriver.JobCancelParams) (*rivertype.JobRow, error) {
	job, err := e.riverExecutor.JobCancel(ctx, params)
	if err == nil && job.State == rivertype.JobStateRunning {
		e.db.hub.deliver(cancelled(params.ControlTopic, job))
	}
	return job, err
}

// cancelled says to the client that works the job what River's statement for PostgreSQL says.
func cancelled(topic string, job *rivertype.JobRow) notice {
	queue, _ := json.Marshal(job.Queue) // a string
	return notice{topic, fmt.Sprintf(`{"action":"cancel","job_id":%d,"queue":%s}`, job.ID, queue)}
}
