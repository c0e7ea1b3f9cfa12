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
	"polarflow/ent/kindstate"
	"polarflow/ent/polaraccount"
	"polarflow/ent/viewer"
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

// Disconnect ends a person's connection in the transaction: the connection, its token, its events and how far its syncs
// have come are deleted, and a job tells Polar, unless the token cannot be opened and there is nothing to tell it with. It reports whether
// there was a connection.
func (c *Client) Disconnect(ctx context.Context, tx *ent.Tx, userID int) (bool, error) {
	if err := lock(ctx, tx, userID); err != nil {
		if errors.Is(err, ErrNotConnected) {
			return false, nil
		}
		return false, err
	}
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
	if _, err := tx.KindState.Delete().Where(kindstate.UserID(userID)).Exec(ctx); err != nil {
		return false, fmt.Errorf("delete states of kinds: %w", err)
	}
	token, err := c.cfg.Keyring.Open(userID, account.Token)
	if err != nil { // whatever is wrong with it keeps nobody here
		c.cfg.Log.WarnContext(ctx, "a registration stays at Polar: its token cannot be opened", "error", err)
		return true, nil
	}
	return true, c.Deregister(ctx, tx, account.PolarUserID, token)
}

// Deregister queues a job that tells Polar, in the transaction, and keeps what the job needs: Polar's id of the
// account and a token of it. A registration that is somebody's connection when the job is worked stays.
func (c *Client) Deregister(ctx context.Context, tx *ent.Tx, polarUserID string, token []byte) error {
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

// NewDeregisterWorker returns the worker that tells Polar, with the settings of a Client.
func NewDeregisterWorker(cfg Config) *DeregisterWorker { return &DeregisterWorker{cfg: cfg} }

// NextRetry spreads the attempts evenly over a day. It goes by the clock that River goes by, which is the one of
// the last attempt.
func (w *DeregisterWorker) NextRetry(job *river.Job[DeregisterArgs]) time.Time {
	if job.AttemptedAt == nil {
		return job.ScheduledAt.Add(deregisterEvery)
	}
	return job.AttemptedAt.Add(deregisterEvery)
}

// askTime is how long Polar may take to answer; the queue's own timeout is longer, and the row is to go within it.
const askTime = 20 * time.Second

// errTooOld ends a job whose row has been kept for as long as one may be.
var errTooOld = fmt.Errorf("given up after %s", deregisterFor)

// Work asks Polar once. The row goes as soon as Polar has answered: 204 is done, and 401 and 404 say that there is
// nothing left to delete. When it is a day old it goes unasked, and the job with it. The row goes also when the
// queue has lost patience meanwhile: it holds a token that nobody may keep.
func (w *DeregisterWorker) Work(ctx context.Context, job *river.Job[DeregisterArgs]) error {
	row, err := w.cfg.DB.Ent.Deregistration.Get(ctx, job.Args.ID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read deregistration: %w", err)
	}
	ended := errTooOld
	if w.cfg.Now().Before(row.CreatedAt.Add(deregisterFor)) {
		if ended, err = nil, w.settle(ctx, row.Sealed); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askTime)
	defer cancel()
	if err := w.cfg.DB.Ent.Deregistration.DeleteOneID(row.ID).Exec(ctx); err != nil && !ent.IsNotFound(err) {
		return fmt.Errorf("delete deregistration: %w", err)
	}
	if ended != nil {
		return river.JobCancel(ended)
	}
	return nil
}

// settle tells Polar, unless somebody has connected the account again: the registration is theirs now.
func (w *DeregisterWorker) settle(ctx context.Context, sealed []byte) error {
	plain, err := w.cfg.Keyring.Open(nobody, sealed)
	if err != nil {
		return fmt.Errorf("open token: %w", err)
	}
	id, token, _ := strings.Cut(string(plain), " ")
	polarUser, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return errors.New("sealed deregistration names no Polar user")
	}
	connected, err := w.cfg.DB.Ent.PolarAccount.Query().Where(polaraccount.PolarUserID(id)).Exist(viewer.System(ctx))
	if err != nil {
		return fmt.Errorf("look for a newer connection: %w", err)
	}
	if connected {
		return nil
	}
	return w.ask(ctx, polarUser, token)
}

// ask deletes the registration at Polar, and returns nil when there is none.
func (w *DeregisterWorker) ask(ctx context.Context, polarUser int64, token string) error {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	err := w.cfg.Polar.User(token).Delete(ctx, polarUser)
	if errors.Is(err, polar.ErrUnauthorized) || errors.Is(err, polar.ErrNotFound) {
		return nil
	}
	return err
}
