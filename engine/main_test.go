package engine_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/engine"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/pacing"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Run(m)) }

// now is the time of the tests.
var now = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// reader reads over a database for a server with this many people whose interval is two hours.
func reader(db *database.DB) *engine.Reader {
	return &engine.Reader{
		DB: db, Now: func() time.Time { return now },
		Traffic: func(context.Context) (pacing.Traffic, error) {
			return pacing.Traffic{Wish: 2 * time.Hour, People: 1, LongLimit: 5100, CostPerSync: 7}, nil
		},
	}
}

// person makes a person whose last sync was some time ago.
func person(t *testing.T, c *ent.Client, name string, synced time.Duration) int {
	t.Helper()
	ctx := viewer.System(t.Context())
	u := c.User.Create().SetExternalID(name).SaveX(ctx)
	c.PolarAccount.Create().SetUserID(u.ID).SetPolarUserID(name).SetMemberID(name).SetToken([]byte("sealed")).
		SetNextSyncAt(now.Add(time.Hour)).SetLastSyncedAt(now.Add(-synced)).ExecX(ctx)
	return u.ID
}

// synced makes a sync that ended some time ago.
func synced(t *testing.T, c *ent.Client, userID int, trigger syncrun.Trigger, ago time.Duration, requests int) *ent.SyncRun {
	t.Helper()
	return c.SyncRun.Create().SetUserID(userID).SetTrigger(trigger).SetStatus(syncrun.StatusSUCCEEDED).SetKinds([]string{kind.Sleep}).
		SetQueuedAt(now.Add(-ago)).SetFinishedAt(now.Add(-ago)).SetPolarRequests(requests).SaveX(viewer.System(t.Context()))
}

// name returns the name of the n-th person.
func name(n int) string { return fmt.Sprint("person ", n) }
