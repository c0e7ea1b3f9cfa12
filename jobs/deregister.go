package jobs

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/polar"
)

// DeregisterArgs asks for one registration to be deleted at Polar. The token that this takes is not in the
// arguments: it is sealed in the row that ID names.
type DeregisterArgs struct {
	ID int `json:"id"`
}

// Kind names the job.
func (DeregisterArgs) Kind() string { return "deregister" }

// Polar is asked again every half hour for a day, and then the token is dropped unused.
const (
	deregisterEvery    = 30 * time.Minute
	deregisterAttempts = 48
)

// InsertOpts says how often it is tried.
func (DeregisterArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: deregisterAttempts}
}

// nobody is the owner under which a Deregistration is sealed: it names no person.
const nobody = 0

// Disconnect ends a person's connection in the transaction: the connection and its token are deleted here,
// and a job tells Polar. It reports whether there was a connection.
func (c *Client) Disconnect(ctx context.Context, tx *ent.Tx, userID int) (bool, error) {
	account, err := tx.PolarAccount.Query().Where(polaraccount.UserID(userID)).Only(ctx)
	if ent.IsNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read connection: %w", err)
	}
	token, err := c.cfg.Keyring.Open(userID, account.Token)
	if err != nil {
		return false, fmt.Errorf("open token: %w", err)
	}
	sealed, err := c.cfg.Keyring.Seal(nobody, []byte(account.PolarUserID+" "+string(token)))
	if err != nil {
		return false, fmt.Errorf("seal token: %w", err)
	}
	row, err := tx.Deregistration.Create().SetSealed(sealed).Save(ctx)
	if err != nil {
		return false, fmt.Errorf("note deregistration: %w", err)
	}
	if err := tx.PolarAccount.DeleteOne(account).Exec(ctx); err != nil {
		return false, fmt.Errorf("delete connection: %w", err)
	}
	if _, err := c.river.InsertTx(ctx, tx.SQLTx(), DeregisterArgs{ID: row.ID}, nil); err != nil {
		return false, fmt.Errorf("insert job: %w", err)
	}
	return true, nil
}

// Forget deletes the jobs that name a person, in the transaction that deletes the person.
func (c *Client) Forget(ctx context.Context, tx *ent.Tx, userID int) error {
	statement := `DELETE FROM river_job WHERE kind = ? AND json_extract(args, '$.user_id') = ?`
	if c.cfg.DB.IsPostgres() {
		statement = `DELETE FROM river_job WHERE kind = $1 AND args @> jsonb_build_object('user_id', $2::bigint)`
	}
	if _, err := tx.ExecContext(ctx, statement, SyncArgs{}.Kind(), userID); err != nil {
		return fmt.Errorf("delete jobs: %w", err)
	}
	return nil
}

// DeregisterWorker deletes registrations at Polar.
type DeregisterWorker struct {
	river.WorkerDefaults[DeregisterArgs]
	cfg Config
}

// NextRetry spreads the attempts evenly over a day.
func (w *DeregisterWorker) NextRetry(*river.Job[DeregisterArgs]) time.Time {
	return w.cfg.Now().Add(deregisterEvery)
}

// Work asks Polar once. The row goes as soon as Polar has answered: 204 is done, and 401, 403 and 404 say that
// there is nothing left to delete. At the last attempt it goes in any case.
func (w *DeregisterWorker) Work(ctx context.Context, job *river.Job[DeregisterArgs]) error {
	row, err := w.cfg.DB.Ent.Deregistration.Get(ctx, job.Args.ID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read deregistration: %w", err)
	}
	asked := w.ask(ctx, row.Sealed)
	if asked != nil && job.Attempt < job.MaxAttempts {
		return asked
	}
	if err := w.cfg.DB.Ent.Deregistration.DeleteOne(row).Exec(ctx); err != nil {
		return errors.Join(asked, fmt.Errorf("delete deregistration: %w", err))
	}
	return asked
}

func (w *DeregisterWorker) ask(ctx context.Context, sealed []byte) error {
	plain, err := w.cfg.Keyring.Open(nobody, sealed)
	if err != nil {
		return fmt.Errorf("open token: %w", err)
	}
	id, token, _ := strings.Cut(string(plain), " ")
	polarUser, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return errors.New("sealed deregistration names no Polar user")
	}
	err = w.cfg.Polar.User(token).Delete(ctx, polarUser)
	for _, gone := range []error{polar.ErrUnauthorized, polar.ErrForbidden, polar.ErrNotFound} {
		if errors.Is(err, gone) {
			return nil
		}
	}
	return err
}
