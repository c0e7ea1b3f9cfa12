package jobs_test

import (
	"testing"
	"time"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/exercise"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// An exercise that was deleted at Polar is hidden even if its owner connected again before anybody noticed.
func TestDeletedBeforeReconnecting(t *testing.T) {
	t.Parallel()
	records := athlete(t, 10)
	trained, _ := split(records, func(r sandbox.Record) bool { return r.Kind == sandbox.KindExercise })
	victim := trained[len(trained)-1]
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		b := setUp(t, db, records)
		b.sync(t)
		if err := b.polar.Remove(polarUser, sandbox.KindExercise, victim.ID); err != nil {
			t.Fatal(err)
		}
		for _, trigger := range []syncrun.Trigger{syncrun.TriggerCONNECT, syncrun.TriggerMANUAL} {
			if !db.Ent.Exercise.Query().Where(exercise.PolarID(victim.ID)).ExistX(b.ctx) {
				t.Error("hidden before two lists have missed it")
			}
			b.advance(time.Hour)
			b.await(t, b.queue(t, trigger).ID, finished)
		}
		if n := db.Ent.Exercise.Query().CountX(b.ctx); n != len(trained)-1 {
			t.Errorf("%d exercises, Polar has %d", n, len(trained)-1)
		}
	})
}

// The exercises of an account that was disconnected stay when another one is connected, which does not list them.
func TestOtherAccountDeletesNothing(t *testing.T) {
	t.Parallel()
	b := setUp(t, dbtest.SQLite(t), athlete(t, 10))
	b.sync(t)
	before := b.db.Ent.Exercise.Query().CountX(b.ctx)
	err := b.db.InTx(b.ctx, func(tx *ent.Tx) error {
		_, err := b.jobs.Disconnect(b.ctx, tx, b.person.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const other = polarUser + 1
	b.polar.AddAccount(other, sandbox.Profile{}, nil)
	token, err := b.polar.Connect(other, "another")
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := b.keys.Seal(b.person.ID, []byte(token))
	if err != nil {
		t.Fatal(err)
	}
	b.db.Ent.PolarAccount.Create().SetUserID(b.person.ID).SetPolarUserID("476").SetMemberID("another").
		SetToken(sealed).SetConnectedAt(b.clock()).SetStatus(polaraccount.StatusACTIVE).ExecX(b.ctx)
	for _, trigger := range []syncrun.Trigger{syncrun.TriggerCONNECT, syncrun.TriggerMANUAL, syncrun.TriggerMANUAL} {
		b.advance(time.Hour)
		b.await(t, b.queue(t, trigger).ID, finished)
	}
	if n := b.db.Ent.Exercise.Query().CountX(b.ctx); n != before {
		t.Errorf("%d exercises of %d are left", n, before)
	}
}
