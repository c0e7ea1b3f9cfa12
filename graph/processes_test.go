package graph_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/syncresult"
	"polarflow/ent/syncrun"
)

// here and there are two processes on one PostgreSQL.
func hereAndThere(t *testing.T) (here, there *world) {
	t.Helper()
	address := dbtest.Address(t, "postgres")
	both := make([]*world, 2)
	for i := range both {
		db, err := database.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		both[i] = newWorld(t, db, &statements{})
	}
	return both[0], both[1]
}

// A subscription in one process shows every step that another one makes, long before its safety net would.
func TestProgressMadeByAnotherProcess(t *testing.T) {
	t.Parallel()
	here, there := hereAndThere(t)
	u, ctx := here.person(t, "me"), system(t)
	run := there.db.Ent.SyncRun.Create().SetUserID(u.ID).SetTrigger(syncrun.TriggerMANUAL).SetKinds(kind.All()).SetQueuedAt(now).SaveX(ctx)
	s := here.dial(t, here.token(t, u))
	s.subscribe(t, `subscription { syncProgress(runId: "`+globalID("SyncRun", run.ID)+`") { polarRequests } }`)
	shows := func(requests int) {
		t.Helper()
		if got := string(s.next(t).Payload); !strings.Contains(got, fmt.Sprintf(`"polarRequests":%d}`, requests)) {
			t.Fatalf("want %d requests: %s", requests, got)
		}
	}
	shows(0)
	for i := 1; i <= 20; i++ {
		err := there.db.InTx(ctx, func(tx *ent.Tx) error {
			tx.SyncRun.UpdateOneID(run.ID).SetPolarRequests(i).ExecX(ctx)
			return there.db.Announce(ctx, tx, database.TopicRun(run.ID))
		})
		if err != nil {
			t.Fatal(err)
		}
		if i%10 == 0 {
			endListeners(t, there.db) // the step before may have been lost with it
		}
		shows(i)
	}
}

// endListeners has PostgreSQL end all connections that listen.
func endListeners(t *testing.T, db *database.DB) {
	t.Helper()
	_, err := db.SQL.ExecContext(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE datname = current_database() AND query LIKE 'LISTEN %'`)
	if err != nil {
		t.Fatal(err)
	}
}

// While nothing happens a subscription asks the database nothing, and one that does not read what it is sent
// keeps nobody waiting.
func TestSubscriptionsAreCheap(t *testing.T) {
	t.Parallel()
	var looks atomic.Int64
	db := dbtest.Postgres(t, database.WithObserver(func(string) { looks.Add(1) }))
	w := newWorld(t, db, &statements{})
	u := w.person(t, "me")
	mine, ctx := w.token(t, u), system(t)
	run := db.Ent.SyncRun.Create().SetUserID(u.ID).SetTrigger(syncrun.TriggerMANUAL).SetKinds([]string{kind.Sleep}).SetQueuedAt(now).SaveX(ctx)
	query := `subscription { syncProgress(runId: "` + globalID("SyncRun", run.ID) + `") { results { error } } }`
	deaf, listens := w.dial(t, mine), w.dial(t, mine)
	listens.SetReadLimit(1 << 20)
	for _, s := range []socket{deaf, listens} {
		s.subscribe(t, query)
		s.next(t)
	}
	idle := false
	for tries := 0; tries < 10 && !idle; tries++ { // the first look may still be going on
		before := looks.Load()
		time.Sleep(600 * time.Millisecond)
		idle = looks.Load() == before
	}
	if !idle {
		t.Errorf("%d statements while nothing happened", looks.Load())
	}

	result := db.Ent.SyncResult.Create().SetUserID(u.ID).SetRunID(run.ID).SetKind(kind.Sleep).SetStatus(syncresult.StatusFAILED).
		SetError("").SaveX(ctx)
	long := strings.Repeat("x", 200_000)
	for i := range 80 { // more than the buffers of a connection hold
		db.Ent.SyncResult.UpdateOne(result).SetError(long).SetCreated(i + 1).ExecX(ctx)
		w.announce(t, database.TopicRun(run.ID))
		if m := listens.next(t); !strings.Contains(string(m.Payload), "xxx") {
			t.Fatalf("%s %.100s", m.Type, m.Payload)
		}
	}
}
