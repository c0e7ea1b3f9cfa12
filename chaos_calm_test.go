package main

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// calm ends all trouble: Polar and the clock behave, everybody is connected and has uploaded everything, and a day
// passes. Then everybody presses the button: twice, since it takes two lists to tell that an exercise was deleted, and
// what a reach-back could not get is asked for by another one a day later.
func (c *chaos) calm(t *testing.T) {
	t.Helper()
	c.note("calm")
	for _, stop := range c.quirks {
		stop()
	}
	c.clock.wrong.Store(0)
	c.kill(t)
	for len(c.workers) > 0 {
		c.dismiss(t, c.workers[0], 10*time.Second)
	}
	c.hire(t, c.db, calmTimeout)
	for _, p := range c.people {
		c.mend(t, p)
	}
	c.passTime(t, 25*time.Hour)
	c.rest(t)
	for range 2 {
		c.passTime(t, 25*time.Hour)
		for _, p := range c.people {
			c.enqueue(t, p, syncrun.TriggerMANUAL)
		}
		c.rest(t)
		c.note("everybody has pressed the button")
	}
}

// mend has everything be well with the person's account.
func (c *chaos) mend(t *testing.T, p *chaosPerson) {
	t.Helper()
	if err := c.polar.SetConsents(p.account, true); err != nil {
		t.Fatal(err)
	}
	if p.revoked {
		c.reconnect(t, p)
	}
	for _, r := range p.late {
		r.UploadedAt = c.clock.polar()
		c.upload(t, p, r)
	}
	p.late = nil
}

// rest returns when nothing is left to do.
func (c *chaos) rest(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if c.count(t, `SELECT COUNT(*) FROM sync_runs WHERE finished_at IS NULL`)+
			c.count(t, `SELECT COUNT(*) FROM webhook_events`)+c.jobsLeft(t) == 0 {
			return
		}
		c.ripen(t)
		c.clock.ahead.Add(int64(15 * time.Second))
	}
	t.Fatalf("not everything was done; runs: %v", c.db.Ent.SyncRun.Query().Where(syncrun.FinishedAtIsNil()).AllX(c.ctx))
}

// jobsLeft counts the jobs that are not over.
func (c *chaos) jobsLeft(t *testing.T) int {
	t.Helper()
	return c.count(t, `SELECT COUNT(*) FROM river_job WHERE kind IN ('sync', 'webhook_event')
		AND state NOT IN ('completed', 'cancelled', 'discarded')`)
}

func (c *chaos) count(t *testing.T, query string) (n int) {
	t.Helper()
	c.persist(t, func() error { return c.db.SQL.QueryRowContext(c.ctx, query).Scan(&n) })
	return n
}

// checkLeftovers finds what was not cleared away.
func (c *chaos) checkLeftovers(t *testing.T) {
	t.Helper()
	for what, query := range map[string]string{
		"runs that are not over":             `SELECT COUNT(*) FROM sync_runs WHERE finished_at IS NULL OR status IN ('QUEUED', 'RUNNING', 'RATE_LIMITED')`,
		"requests held back for nothing":     `SELECT COUNT(*) FROM sync_runs WHERE held_requests <> 0`,
		"asks":                               `SELECT COUNT(*) FROM sync_asks`,
		"notifications":                      `SELECT COUNT(*) FROM webhook_events`,
		"people whose last sync went wrong":  `SELECT COUNT(*) FROM polar_accounts WHERE status <> 'ACTIVE'`,
		"last syncs that did not go through": `SELECT COUNT(*) FROM sync_runs WHERE status <> 'SUCCEEDED' AND id IN (SELECT MAX(id) FROM sync_runs WHERE reaching_back = false GROUP BY user_id)`,
	} {
		if n := c.count(t, query); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
}

// requestsMade counts what reached the sandbox on behalf of runs.
func (c *chaos) requestsMade() int { return c.polar.Count("/v3/") - c.polar.Count("/v3/webhooks") }

// unnoted is how many requests were made that no run knows of.
func (c *chaos) unnoted(t *testing.T) int {
	t.Helper()
	return c.requestsMade() - c.count(t, `SELECT COALESCE(SUM(polar_requests), 0) FROM sync_runs`)
}

// mostInFlight is how many requests of a process may be on their way when it stops in a hurry: counted, and never
// seen by Polar.
const mostInFlight = 4

// checkRequests compares what runs say they have asked for with what the sandbox has seen.
func (c *chaos) checkRequests(t *testing.T) {
	t.Helper()
	if n := c.unnoted(t); n > c.lost || n < c.lost-c.hurried*mostInFlight {
		t.Errorf("%d of %d requests are in no run, %d of them through kills; %d stops in a hurry", n, c.requestsMade(), c.lost, c.hurried)
	}
}

// chaosTables are what is stored of each kind of record.
var chaosTables = map[sandbox.Kind]string{
	sandbox.KindSleep: "sleeps", sandbox.KindNightlyRecharge: "nightly_recharges", sandbox.KindActivity: "daily_activities",
	sandbox.KindExercise: "exercises", sandbox.KindCardioLoad: "cardio_loads", sandbox.KindContinuousHeartRate: "continuous_heart_rates",
	sandbox.KindAlertness: "alertness_periods", sandbox.KindCircadianBedtime: "circadian_bedtimes", sandbox.KindSpo2: "spo2tests",
	sandbox.KindECG: "ecg_tests", sandbox.KindBodyTemperature: "body_temperatures", sandbox.KindSkinTemperature: "skin_temperatures",
	sandbox.KindPhysicalInfo: "physical_infos",
}

// checkRows compares what is stored with what the accounts hold, by number, and with what an undisturbed sync of them
// stores in a fresh database, row by row.
func (c *chaos) checkRows(t *testing.T) {
	t.Helper()
	fresh := c.spared(t)
	for i, p := range c.people {
		held := map[sandbox.Kind]int{}
		for _, r := range p.held {
			held[r.Kind]++
		}
		delete(held, sandbox.KindCardioLoad) // Polar has one of every day, with or without a watch
		for k, n := range held {
			query := fmt.Sprintf(`SELECT COUNT(*) FROM %s WHERE user_id = %d`, chaosTables[k], p.id)
			if got := c.count(t, query); got != n {
				t.Errorf("%d: %d rows of %s, Polar has %d", p.account, got, k, n)
			}
		}
		if diff := cmp.Diff(c.inventory(t, fresh, i+1), c.inventory(t, c.db, p.id)); diff != "" {
			t.Errorf("%d: the undisturbed sync and this one differ: %s", p.account, diff)
		}
	}
}

// spared returns a fresh database after one undisturbed sync of everybody, whose ids there count from 1.
func (c *chaos) spared(t *testing.T) *database.DB {
	t.Helper()
	twin := *c
	twin.people, twin.workers, twin.child, twin.hook = nil, nil, nil, ""
	twin.address = dbtest.Address(t, c.kind)
	twin.db = twin.open(t)
	twin.front = twin.newClient(t, twin.db, false, http.DefaultClient)
	for _, p := range c.people {
		other := *p
		other.id = twin.db.Ent.User.Create().SetTimeZone(chaosZone).SaveX(c.ctx).ID
		twin.db.Ent.PolarAccount.Create().SetUserID(other.id).SetPolarUserID(fmt.Sprint(p.account)).SetMemberID(p.member()).
			SetToken(other.token(t, c.polar, c.keys)).SetNextSyncAt(c.clock.ours()).ExecX(c.ctx)
		twin.reachBack(&other)
		twin.enqueue(t, &other, syncrun.TriggerCONNECT)
	}
	twin.hire(t, twin.db, calmTimeout)
	twin.rest(t)
	for _, r := range twin.db.Ent.SyncRun.Query().AllX(c.ctx) {
		if r.Status != syncrun.StatusSUCCEEDED {
			t.Errorf("an undisturbed sync ended %s: %v", r.Status, r)
		}
	}
	return twin.db
}

// inventory returns how often each row of a person's records is stored, without what differs from database to
// database, and what each record was made from. How many days there are of cardio load depends on when Polar was asked,
// by our clock, so that only those are listed which every sync has.
func (c *chaos) inventory(t *testing.T, db *database.DB, person int) map[string]int {
	t.Helper()
	list := map[string]int{}
	today, reached := c.clock.base.Format(time.DateOnly), 170
	if c.days == lookback { // only who connects again reaches back
		reached = c.lifetime()
	}
	days := fmt.Sprintf(`date BETWEEN '%s' AND '%s'`, c.clock.base.AddDate(0, 0, -reached).Format(time.DateOnly), today)
	for k, table := range chaosTables {
		query := fmt.Sprintf(`SELECT '%s' AS what, * FROM %s WHERE user_id = %d`, table, table, person)
		if k == sandbox.KindCardioLoad {
			query += " AND " + days
		}
		addRows(t, db, list, query)
	}
	addRows(t, db, list, fmt.Sprintf(`SELECT 'series' AS what, * FROM sample_series WHERE user_id = %d`, person))
	addRows(t, db, list, fmt.Sprintf(`SELECT 'state' AS what, kind, record_key, date, source_hash, content_hash
		FROM record_states WHERE user_id = %d AND deleted = false AND (kind <> 'CARDIO_LOAD' OR %s)`, person, days))
	return list
}

// addRows counts each row that a query yields.
func addRows(t *testing.T, db *database.DB, list map[string]int, query string) {
	t.Helper()
	rows, err := db.SQL.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			t.Fatal(err)
		}
		list[rowText(columns, values)]++
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// rowText writes a row, long values by their hash.
func rowText(columns []string, values []any) string {
	var text strings.Builder
	for i, column := range columns {
		if slices.Contains([]string{"id", "user_id", "created_at", "updated_at"}, column) {
			continue
		}
		value := fmt.Sprint(values[i])
		if raw, ok := values[i].([]byte); ok {
			value = string(raw)
		}
		if len(value) > 40 || column == "data" || strings.HasSuffix(column, "_hash") {
			value = fmt.Sprintf("%.6x", sha256.Sum256([]byte(value)))
		}
		fmt.Fprintf(&text, "%s=%s ", column, value)
	}
	return text.String()
}
