package database_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/viewer"
)

// heard is how long a poke may take on a busy machine.
const heard = 10 * time.Second

// silence is how long nothing must come for it to count as silence.
const silence = 150 * time.Millisecond

// wait fails the test unless the poke comes.
func wait(t *testing.T, poked <-chan struct{}) {
	t.Helper()
	select {
	case <-poked:
	case <-time.After(heard):
		t.Fatal("no poke")
	}
}

// settle swallows the poke that says that the connection is there.
func settle(poked <-chan struct{}) {
	for {
		select {
		case <-poked:
		case <-time.After(silence):
			return
		}
	}
}

func quiet(t *testing.T, poked <-chan struct{}, when string) {
	t.Helper()
	select {
	case <-poked:
		t.Error("a poke ", when)
	case <-time.After(silence):
	}
}

func TestAnnounce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := viewer.System(t.Context())
		poked, stop := db.Listen("run:1")
		other, stopOther := db.Listen("run:2")
		defer stopOther()
		settle(poked)
		settle(other)

		err := db.InTx(ctx, func(tx *ent.Tx) error {
			if err := db.Announce(ctx, tx, "run:1", "people"); err != nil {
				return err
			}
			quiet(t, poked, "before the commit")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		wait(t, poked)
		quiet(t, poked, "that nobody announced")

		boom := errors.New("boom")
		err = db.InTx(ctx, func(tx *ent.Tx) error {
			return errors.Join(db.Announce(ctx, tx, "run:1"), boom)
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		quiet(t, poked, "after a transaction that was rolled back")

		if err := db.AnnounceNow(ctx, "run:1"); err != nil {
			t.Fatal(err)
		}
		wait(t, poked)
		quiet(t, other, "on another topic")

		stop()
		if err := db.AnnounceNow(ctx, "run:1"); err != nil {
			t.Fatal(err)
		}
		quiet(t, poked, "after stop")
	})
}

// Of a thousand announcements by eight writers, each is followed by a poke, and whoever looks after every
// poke ends with the newest state.
func TestAnnouncementsAreNotLost(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		const writers, each = 8, 125
		ctx := viewer.System(t.Context())
		u := db.Ent.User.Create().SaveX(ctx)
		topic := database.TopicPerson(u.ID)
		poked, stop := db.Listen(topic)
		defer stop()
		failed := make(chan error, writers)
		for range writers {
			go func() {
				var err error
				for range each {
					err = errors.Join(err, db.InTx(ctx, func(tx *ent.Tx) error {
						return errors.Join(tx.User.UpdateOneID(u.ID).AddChangeSeq(1).Exec(ctx), db.Announce(ctx, tx, topic))
					}))
				}
				failed <- err
			}()
		}
		for seen := int64(0); seen < writers*each; {
			wait(t, poked)
			seen = db.Ent.User.GetX(ctx, u.ID).ChangeSeq
		}
		for range writers {
			if err := <-failed; err != nil {
				t.Error(err)
			}
		}
	})
}

// What one process announces, every other one hears.
func TestAnnouncementsCrossProcesses(t *testing.T) {
	t.Parallel()
	here, there := twoProcesses(t)
	poked, stop := here.Listen(database.TopicBudget)
	defer stop()
	settle(poked)
	if err := there.AnnounceNow(t.Context(), database.TopicBudget); err != nil {
		t.Fatal(err)
	}
	wait(t, poked)
}

// Whoever listens is poked when the connection is there again after it was lost, and hears as before.
func TestLostConnectionIsMadeAgain(t *testing.T) {
	t.Parallel()
	here, there := twoProcesses(t)
	poked, stop := here.Listen("webhook")
	defer stop()
	for range 3 {
		settle(poked)
		if ended := endListeners(t, there); ended != 1 {
			t.Fatalf("%d connections listened, want 1", ended)
		}
		wait(t, poked) // without any announcement: it may have been lost meanwhile
		settle(poked)
		if err := there.AnnounceNow(t.Context(), "webhook"); err != nil {
			t.Fatal(err)
		}
		wait(t, poked)
	}
}

// A process in which nobody listens keeps no connection for it, and one in which many do keeps one.
func TestOneConnectionForAllListeners(t *testing.T) {
	t.Parallel()
	here, there := twoProcesses(t)
	if n := listeners(t, there); n != 0 {
		t.Fatalf("%d connections listen before anybody does", n)
	}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			poked, stop := here.Listen("people")
			defer stop()
			<-poked
		})
	}
	wg.Wait()
	if n := listeners(t, there); n != 1 {
		t.Errorf("%d connections for 50 listeners", n)
	}
	if err := here.Close(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(heard); listeners(t, there) != 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("a closed database still listens")
		}
	}
	_, stop := here.Listen("people") // harmless
	stop()
}

// twoProcesses returns one PostgreSQL database as two processes have it open.
func twoProcesses(t *testing.T) (here, there *database.DB) {
	t.Helper()
	address := dbtest.Address(t, "postgres")
	for _, db := range []**database.DB{&here, &there} {
		opened, err := database.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = opened.Close() })
		*db = opened
	}
	return here, there
}

// endListeners has PostgreSQL end the connections that listen, and returns how many there were.
func endListeners(t *testing.T, db *database.DB) (ended int) {
	t.Helper()
	return count(t, db, `SELECT COUNT(pg_terminate_backend(pid))`)
}

func listeners(t *testing.T, db *database.DB) int {
	t.Helper()
	return count(t, db, `SELECT COUNT(*)`)
}

func count(t *testing.T, db *database.DB, what string) (n int) {
	t.Helper()
	err := db.SQL.QueryRowContext(context.Background(), what+
		` FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'`).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
