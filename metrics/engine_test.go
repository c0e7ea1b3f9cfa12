package metrics_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/engine"
	"polarflow/ent/polaraccount"
	"polarflow/ent/viewer"
	"polarflow/metrics"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Run(m)) }

// now is the time of the tests.
var now = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// gauges has an engine's gauges served over a database.
func gauges(db *database.DB) *metrics.Metrics {
	m := metrics.New("dev")
	m.AddEngine(&engine.Reader{DB: db, Now: func() time.Time { return now }})
	for name, pool := range db.Pools() {
		m.AddPool(name, pool)
	}
	return m
}

// The gauges say what the database says, in base units.
func TestEngineGauges(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		fill(t, db)
		shown := page(t, gauges(db))
		var got []string
		for _, line := range samples(shown, "polarflow_") {
			if !strings.HasPrefix(line, "polarflow_build_info") {
				got = append(got, strings.TrimPrefix(line, "polarflow_"))
			}
		}
		want := []string{
			`people{status="active"} 2`, `people{status="consent_missing"} 0`, `people{status="revoked"} 1`, `people_due 1`,
			`people_due_lateness_seconds 7200`,
			`polar_held_requests 0`,
			`polar_left_requests{window="15m"} 460`, `polar_left_requests{window="24h"} 5300`,
			`polar_limit_requests{window="15m"} 560`, `polar_limit_requests{window="24h"} 5300`,
			`polar_reset_timestamp_seconds{window="15m"} 1.7731443e+09`, `polar_reset_timestamp_seconds{window="24h"} 0`,
			`polar_stopped_until_timestamp_seconds 1.77314406e+09`,
			`polar_used_requests{window="15m"} 100`, `polar_used_requests{window="24h"} 0`,
			`sync_age_seconds{rank="median"} 600`, `sync_age_seconds{rank="oldest"} 3000`, `sync_age_seconds{rank="p99"} 3000`,
			`webhook_active 0`, `webhook_events_waiting 0`, `webhook_last_event_timestamp_seconds 0`,
			`workers 1`,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for name := range db.Pools() {
			if len(samples(shown, `go_sql_open_connections{db_name="`+name+`"}`)) != 1 {
				t.Errorf("no pool %s", name)
			}
		}
		if problems, err := promlint.New(strings.NewReader(shown)).Lint(); err != nil || len(problems) > 0 {
			t.Error(problems, err)
		}
	})
}

// fill makes three people, a budget and two processes.
func fill(t *testing.T, db *database.DB) {
	t.Helper()
	ctx, c := viewer.System(t.Context()), db.Ent
	account := func(name string, status polaraccount.Status, due, synced time.Duration) {
		u := c.User.Create().SetExternalID(name).SaveX(ctx)
		c.PolarAccount.Create().SetUserID(u.ID).SetPolarUserID(name).SetMemberID(name).SetToken([]byte("sealed")).SetStatus(status).
			SetNextSyncAt(now.Add(due)).SetLastSyncedAt(now.Add(synced)).ExecX(ctx)
	}
	account("late", polaraccount.StatusACTIVE, -2*time.Hour, -50*time.Minute)
	account("fresh", polaraccount.StatusACTIVE, time.Hour, -10*time.Minute)
	account("gone", polaraccount.StatusREVOKED, -time.Hour, -99*time.Hour)
	c.PolarBudget.Create().SetShortLimit(560).SetShortUsed(100).SetShortResetsAt(now.Add(5 * time.Minute)).
		SetLongLimit(5300).SetLongUsed(4000).SetLongResetsAt(now.Add(-time.Second)).SetStoppedUntil(now.Add(time.Minute)).ExecX(ctx)
	present, err := db.Clock(ctx, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	c.WorkerProcess.Create().SetName("alive").SetSeenAt(present.Add(-time.Second)).ExecX(ctx)
	c.WorkerProcess.Create().SetName("dead").SetSeenAt(present.Add(-time.Minute)).ExecX(ctx)
}

// A database that does not answer costs the gauges that need it and nothing else.
func TestGaugesWithoutDatabase(t *testing.T) {
	t.Parallel()
	db := dbtest.SQLite(t)
	m := gauges(db)
	m.Called("/v3/users/sleep", 200, time.Second)
	if _, err := db.SQL.ExecContext(t.Context(), "ALTER TABLE polar_accounts RENAME TO elsewhere"); err != nil {
		t.Fatal(err)
	}
	shown := page(t, m)
	if got := samples(shown, "polarflow_people"); got != nil {
		t.Errorf("made up: %v", got)
	}
	for _, name := range []string{"polarflow_workers", "polarflow_polar_requests_total", "go_goroutines"} {
		if len(samples(shown, name)) == 0 {
			t.Errorf("no %s", name)
		}
	}
}
