package jobs_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/jobs"
	"polarflow/polar/sandbox"
)

// A run that was under way with the token before neither spoils a connection that was made meanwhile nor takes its
// first sync from it, whether Polar refuses the old token or not.
func TestReconnectedMeanwhile(t *testing.T) {
	t.Parallel()
	records := athlete(t, 3)
	for name, revoked := range map[string]bool{"the old token is refused": true, "the old token still works": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				b := prepare(t, db, records)
				asked, answer := make(chan struct{}), make(chan struct{})
				b.polar.Misbehave(sandbox.Match{Times: 1}, func(*sandbox.Response) { close(asked); <-answer })
				b.start(t)
				first, _ := b.request(t)
				<-asked
				b.reconnect(t, revoked)
				close(answer)
				b.await(t, first.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
				second := db.Ent.SyncRun.Query().Where(syncrun.TriggerEQ(syncrun.TriggerCONNECT)).OnlyX(b.ctx)
				second = b.await(t, second.ID, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
				account := db.Ent.PolarAccount.Query().OnlyX(b.ctx)
				if diff := cmp.Diff([]string{"SUCCEEDED", "ACTIVE"}, []string{string(second.Status), string(account.Status)}); diff != "" {
					t.Errorf("the first sync, and the connection: %s", diff)
				}
				if account.LastSyncedAt == nil {
					t.Error("the connection was never synced")
				}
			})
		})
	}
}

// reconnect stores a new token as the callback does, and may have Polar refuse the one before.
func (b *bench) reconnect(t *testing.T, revoke bool) {
	t.Helper()
	if revoke {
		b.polar.RevokeTokens(polarUser)
	}
	token, err := b.polar.Connect(polarUser, "member")
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := b.keys.Seal(b.person.ID, []byte(token))
	if err != nil {
		t.Fatal(err)
	}
	err = b.db.InTx(b.ctx, func(tx *ent.Tx) error {
		err := tx.PolarAccount.Update().SetToken(sealed).SetStatus(polaraccount.StatusACTIVE).ClearProblem().
			SetConnectedAt(time.Now().UTC()).Exec(b.ctx)
		if err != nil {
			return err
		}
		_, _, err = b.jobs.Enqueue(b.ctx, tx, jobs.Request{UserID: b.person.ID, Trigger: syncrun.TriggerCONNECT})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
