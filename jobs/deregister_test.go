package jobs_test

import (
	"errors"
	"testing"
	"time"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/jobs"
	"polarflow/polar/sandbox"
)

// Disconnecting deletes the token here and the registration at Polar, and keeps the data.
func TestDisconnect(t *testing.T) {
	t.Parallel()
	records := athlete(t, 3)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		b.sync(t)
		nights := db.Ent.Sleep.Query().CountX(b.ctx)
		b.polar.Misbehave(sandbox.Match{Method: "DELETE", Times: 1}, sandbox.Status(500))
		b.disconnect(t, true)
		b.disconnect(t, false)
		if db.Ent.PolarAccount.Query().CountX(b.ctx) != 0 || db.Ent.Sleep.Query().CountX(b.ctx) != nights {
			t.Error("the connection is still there, or the data is not")
		}
		run := jobs.Request{UserID: b.person.ID, Trigger: syncrun.TriggerMANUAL}
		err := db.InTx(b.ctx, func(tx *ent.Tx) error { _, _, err := b.jobs.Enqueue(b.ctx, tx, run); return err })
		if !errors.Is(err, jobs.ErrNotConnected) {
			t.Errorf("sync after disconnecting: %v", err)
		}
		b.pollUntil(t, func() bool { return b.polar.Count("/v3/users/475") == 1 }) // refused once
		if _, err := db.SQL.Exec(`UPDATE river_job SET state = 'available' WHERE kind = 'deregister'`); err != nil {
			t.Fatal(err)
		}
		b.pollUntil(t, func() bool { return db.Ent.Deregistration.Query().CountX(b.ctx) == 0 })
	})
}

func (b *bench) disconnect(t *testing.T, want bool) {
	t.Helper()
	err := b.db.InTx(b.ctx, func(tx *ent.Tx) error {
		done, err := b.jobs.Disconnect(b.ctx, tx, b.person.ID)
		if done != want {
			t.Errorf("disconnected: %t, want %t", done, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (b *bench) pollUntil(t *testing.T, there func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if there() {
			return
		}
	}
	t.Fatal("did not get there")
}

// The jobs that name a person go with the person.
func TestForget(t *testing.T) {
	t.Parallel()
	records := athlete(t, 3)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		b.sync(t)
		count := func() (n int) {
			if err := db.SQL.QueryRow(`SELECT count(*) FROM river_job WHERE kind = 'sync'`).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		if count() == 0 {
			t.Fatal("no job to forget")
		}
		if err := db.InTx(b.ctx, func(tx *ent.Tx) error { return b.jobs.Forget(b.ctx, tx, b.person.ID+1) }); err != nil || count() == 0 {
			t.Errorf("another person's jobs were deleted, or %v", err)
		}
		if err := db.InTx(b.ctx, func(tx *ent.Tx) error { return b.jobs.Forget(b.ctx, tx, b.person.ID) }); err != nil || count() != 0 {
			t.Errorf("%d jobs left, %v", count(), err)
		}
	})
}
