package jobs

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/webhookevent"
	"polarflow/polar"
)

// DeregisterArgs asks for one registration to be deleted at Polar. The token that this takes is not in the
// arguments: it is sealed in the row that ID names.
type DeregisterArgs struct {
	ID int `json:"id"`
}

// Kind names the job.
func (DeregisterArgs) Kind() string { return "deregister" }

// Polar is asked again every half hour for a day, and then the token is dropped unused. Time bounds that, not
// the number of attempts: an attempt is also what ends with its process.
const (
	deregisterEvery    = 30 * time.Minute
	deregisterFor      = 24 * time.Hour
	deregisterAttempts = 10_000
)

// InsertOpts keeps River from giving up before Work does.
func (DeregisterArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: deregisterAttempts}
}

// nobody is the owner under which a Deregistration is sealed: it names no person.
const nobody = 0

// Disconnect ends a person's connection in the transaction: the connection, its token and its events are deleted,
// and a job tells Polar, unless the token is damaged and there is nothing to tell it with. It reports whether
// there was a connection.
func (c *Client) Disconnect(ctx context.Context, tx *ent.Tx, userID int) (bool, error) {
	account, err := tx.PolarAccount.Query().Where(polaraccount.UserID(userID)).Only(ctx)
	if ent.IsNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read connection: %w", err)
	}
	if err := tx.PolarAccount.DeleteOne(account).Exec(ctx); err != nil {
		return false, fmt.Errorf("delete connection: %w", err)
	}
	if _, err := tx.WebhookEvent.Delete().Where(webhookevent.PolarUserID(account.PolarUserID)).Exec(ctx); err != nil {
		return false, fmt.Errorf("delete events: %w", err)
	}
	token, err := c.cfg.Keyring.Open(userID, account.Token)
	if errors.Is(err, auth.ErrTampered) {
		c.cfg.Log.WarnContext(ctx, "a registration stays at Polar: its token cannot be opened")
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("open token: %w", err)
	}
	return true, c.deregister(ctx, tx, account.PolarUserID, token)
}

// deregister queues a job that tells Polar, in the transaction, and keeps what the job needs.
func (c *Client) deregister(ctx context.Context, tx *ent.Tx, polarUserID string, token []byte) error {
	sealed, err := c.cfg.Keyring.Seal(nobody, []byte(polarUserID+" "+string(token)))
	if err != nil {
		return fmt.Errorf("seal token: %w", err)
	}
	row, err := tx.Deregistration.Create().SetSealed(sealed).SetCreatedAt(c.now()).Save(ctx)
	if err != nil {
		return fmt.Errorf("note deregistration: %w", err)
	}
	if _, err := c.river.InsertTx(ctx, tx.SQLTx(), DeregisterArgs{ID: row.ID}, nil); err != nil {
		return fmt.Errorf("insert job: %w", err)
	}
	return nil
}

// Forget deletes the jobs of any kind whose arguments name a person as user_id, in the transaction that deletes
// the person.
func (c *Client) Forget(ctx context.Context, tx *ent.Tx, userID int) error {
	statement := `DELETE FROM river_job WHERE json_extract(args, '$.user_id') = ?`
	if c.cfg.DB.IsPostgres() {
		statement = `DELETE FROM river_job WHERE args @> jsonb_build_object('user_id', $1::bigint)`
	}
	if _, err := tx.ExecContext(ctx, statement, userID); err != nil {
		return fmt.Errorf("delete jobs: %w", err)
	}
	return nil
}

// DeregisterWorker deletes registrations at Polar.
type DeregisterWorker struct {
	river.WorkerDefaults[DeregisterArgs]
	cfg Config
}

// NextRetry spreads the attempts evenly over a day. It goes by the clock that River goes by, which is the one of
// the last attempt.
func (w *DeregisterWorker) NextRetry(job *river.Job[DeregisterArgs]) time.Time {
	if job.AttemptedAt == nil {
		return job.ScheduledAt.Add(deregisterEvery)
	}
	return job.AttemptedAt.Add(deregisterEvery)
}

// Work asks Polar once. The row goes as soon as Polar has answered: 204 is done, and 401 and 404 say that there is
// nothing left to delete. When it is a day old it goes in any case, and the job with it.
func (w *DeregisterWorker) Work(ctx context.Context, job *river.Job[DeregisterArgs]) error {
	row, err := w.cfg.DB.Ent.Deregistration.Get(ctx, job.Args.ID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read deregistration: %w", err)
	}
	asked := w.ask(ctx, row.Sealed)
	if asked != nil && w.cfg.Now().Before(row.CreatedAt.Add(deregisterFor)) {
		return asked
	}
	if err := w.cfg.DB.Ent.Deregistration.DeleteOneID(row.ID).Exec(ctx); err != nil && !ent.IsNotFound(err) {
		return errors.Join(asked, fmt.Errorf("delete deregistration: %w", err))
	}
	if asked != nil {
		return river.JobCancel(fmt.Errorf("given up after %s: %w", deregisterFor, asked))
	}
	return nil
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
	for _, gone := range []error{polar.ErrUnauthorized, polar.ErrNotFound} {
		if errors.Is(err, gone) {
			return nil
		}
	}
	return err
}
