package graph_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/ent/workerprocess"
)

// engineFields are all fields that operators have.
const engineFields = `{ engine {
	people { active consentMissing revoked neverSynced due oldestDueAt oldestDueLateSeconds
		lastSyncAgeMedianSeconds lastSyncAgeP99Seconds lastSyncAgeOldestSeconds }
	interval { wishedSeconds plannedSeconds keptSeconds requestsPerSync }
	budget { short { limitRequests usedRequests reservedRequests resetsAt } long { limitRequests usedRequests reservedRequests resetsAt }
		heldRequests stoppedUntil }
	queue { kind state count }
	workers { name startedAt seenAt alive }
	webhook { url active alive checkedAt lastEventAt waitingEvents problem }
	failures(first: 3) { user { externalId } run { trigger user { externalId } } kind code message at } } }`

// wish is the interval that the operator of the tests wishes for.
const wish = time.Hour

// object is one of JSON's.
type object = map[string]any

// Before anything has happened, nothing is claimed.
func TestEngineWithNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		unknown := object{"limitRequests": nil, "usedRequests": 0.0, "reservedRequests": nil, "resetsAt": nil}
		want := object{
			"people": object{
				"active": 0.0, "consentMissing": 0.0, "revoked": 0.0, "neverSynced": 0.0, "due": 0.0, "oldestDueAt": nil,
				"oldestDueLateSeconds": nil, "lastSyncAgeMedianSeconds": nil, "lastSyncAgeP99Seconds": nil, "lastSyncAgeOldestSeconds": nil,
			},
			"interval": object{"keptSeconds": nil, "requestsPerSync": nil},
			"budget":   object{"short": unknown, "long": unknown, "heldRequests": 0.0, "stoppedUntil": nil},
			"queue":    []any{}, "workers": []any{}, "webhook": nil, "failures": []any{},
		}
		got := w.ask(t, serviceKey, engineFields, nil).at(t, "engine").(object)
		interval := got["interval"].(object)
		if planned, wished := interval["plannedSeconds"].(float64), interval["wishedSeconds"].(float64); planned < wished || wished != wish.Seconds() {
			t.Errorf("planned %v, wished %v", planned, wished)
		}
		delete(interval, "plannedSeconds")
		delete(interval, "wishedSeconds")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// What operators see is what is there: nothing of it is another number under the right name.
func TestEngine(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.busy(t)
		at := func(d time.Duration) string { return now.Add(d).Format(time.RFC3339) }
		seen := func(name string) string {
			process := w.db.Ent.WorkerProcess.Query().Where(workerprocess.Name(name)).OnlyX(system(t))
			return process.SeenAt.UTC().Format(time.RFC3339)
		}
		failure := func(who, trigger string, kind, code any, message, at string) object {
			whose := object{"externalId": who}
			return object{"user": whose, "run": object{"trigger": trigger, "user": whose}, "kind": kind, "code": code, "message": message, "at": at}
		}
		want := object{
			"people": object{
				"active": 3.0, "consentMissing": 1.0, "revoked": 2.0, "neverSynced": 1.0, "due": 2.0,
				"oldestDueAt": at(-2 * time.Hour), "oldestDueLateSeconds": 7200.0,
				"lastSyncAgeMedianSeconds": 600.0, "lastSyncAgeP99Seconds": 3000.0, "lastSyncAgeOldestSeconds": 3000.0,
			},
			"interval": object{"wishedSeconds": wish.Seconds(), "keptSeconds": 5400.0, "requestsPerSync": 6.0},
			"budget": object{
				"short":        object{"limitRequests": 560.0, "usedRequests": 100.0, "reservedRequests": 112.0, "resetsAt": at(5 * time.Minute)},
				"long":         object{"limitRequests": 5300.0, "usedRequests": 0.0, "reservedRequests": 1060.0, "resetsAt": nil},
				"heldRequests": 8.0, "stoppedUntil": at(time.Minute),
			},
			"queue": []any{object{"kind": "sync", "state": "available", "count": 1.0}},
			"workers": []any{
				object{"name": "old", "startedAt": at(-time.Hour), "seenAt": seen("old"), "alive": false},
				object{"name": "young", "startedAt": at(-time.Minute), "seenAt": seen("young"), "alive": true},
			},
			"webhook": object{
				"url": "https://polarflow.test/webhooks/polar", "active": true, "alive": true, "checkedAt": at(-time.Hour),
				"lastEventAt": at(-time.Minute), "waitingEvents": 1.0, "problem": nil,
			},
			"failures": []any{
				failure("waiting", "MANUAL", nil, nil, "internal error", at(time.Minute)),
				failure("synced", "SCHEDULED", "EXERCISE", "SERVER", "Polar is down", at(-time.Minute)),
				failure("synced", "SCHEDULED", "EXERCISE", "SERVER", "Polar is down", at(-time.Minute)),
			},
		}
		got := w.ask(t, serviceKey, engineFields, nil).at(t, "engine").(object)
		delete(got["interval"].(object), "plannedSeconds") // depends on the limits as package pacing says
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// account makes a person and returns the change of the connection.
func (w *world) account(t *testing.T, name string) (*ent.User, *ent.PolarAccountUpdate) {
	t.Helper()
	u := w.person(t, name)
	return u, w.db.Ent.PolarAccount.Update().Where(polaraccount.UserID(u.ID))
}

// busy fills a database with something of everything that operators see.
func (w *world) busy(t *testing.T) {
	t.Helper()
	ctx, c := system(t), w.db.Ent
	waiting, change := w.account(t, "waiting")
	change.SetNextSyncAt(now.Add(-2 * time.Hour)).ClearLastSyncedAt().ExecX(ctx)
	synced, change := w.account(t, "synced")
	change.SetNextSyncAt(now.Add(time.Hour)).SetLastSyncedAt(now.Add(-10 * time.Minute)).ExecX(ctx)
	_, change = w.account(t, "late")
	change.SetNextSyncAt(now.Add(-time.Minute)).SetLastSyncedAt(now.Add(-50 * time.Minute)).ExecX(ctx)
	for name, status := range map[string]polaraccount.Status{
		"consent": polaraccount.StatusCONSENT_MISSING, "gone": polaraccount.StatusREVOKED, "left": polaraccount.StatusREVOKED,
	} {
		_, change := w.account(t, name)
		change.SetStatus(status).SetNextSyncAt(now.Add(-9 * time.Hour)).SetLastSyncedAt(now.Add(-99 * time.Hour)).ExecX(ctx)
	}
	for i, before := range []time.Duration{4 * time.Hour, 150 * time.Minute, time.Hour} {
		run := w.run(t, synced, now.Add(-before))
		c.SyncRun.UpdateOne(run).SetPolarRequests(5 + i).ClearError().ExecX(ctx)
	}
	c.SyncResult.Update().SetUpdatedAt(now.Add(-time.Minute)).ExecX(ctx)
	made := func(status syncrun.Status) *ent.SyncRunCreate {
		return c.SyncRun.Create().SetUserID(waiting.ID).SetTrigger(syncrun.TriggerMANUAL).SetStatus(status).
			SetKinds([]string{kind.Sleep}).SetQueuedAt(now)
	}
	made(syncrun.StatusFAILED).SetFinishedAt(now.Add(time.Minute)).SetError("internal error").ExecX(ctx)
	made(syncrun.StatusRUNNING).SetHeldRequests(8).ExecX(ctx)
	w.ask(t, w.token(t, synced), `mutation { triggerSync(input: {}) { userErrors { code } } }`, nil)
	w.busyOutside(t)
}

// busyOutside adds how Polar and the processes stand.
func (w *world) busyOutside(t *testing.T) {
	t.Helper()
	ctx, c := system(t), w.db.Ent
	c.PolarBudget.Create().SetShortLimit(560).SetShortUsed(100).SetShortResetsAt(now.Add(5 * time.Minute)).
		SetLongLimit(5300).SetLongUsed(4000).SetLongResetsAt(now.Add(-time.Second)).SetStoppedUntil(now.Add(time.Minute)).ExecX(ctx)
	c.PolarWebhook.Create().SetPolarID("w").SetURL("https://polarflow.test/webhooks/polar").SetSecret([]byte("sealed")).SetActive(true).
		SetCheckedAt(now.Add(-time.Hour)).SetLastEventAt(now.Add(-time.Minute)).ExecX(ctx)
	c.WebhookEvent.Create().SetPolarUserID("1").SetEvent("SLEEP").SetSubject("2026-03-10").ExecX(ctx)
	present, err := w.db.Clock(ctx, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	present = present.Truncate(time.Second)
	c.WorkerProcess.Create().SetName("young").SetStartedAt(now.Add(-time.Minute)).SetSeenAt(present.Add(-time.Second)).ExecX(ctx)
	c.WorkerProcess.Create().SetName("old").SetStartedAt(now.Add(-time.Hour)).SetSeenAt(present.Add(-time.Minute)).ExecX(ctx)
}

// The engine is nobody's business but an operator's, and what it costs does not grow with the people.
func TestEngineIsForOperators(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		person := w.token(t, w.person(t, "me"))
		if a := w.try(t, person, `{ engine { people { active } } }`, nil); a.code() != "FORBIDDEN" || a.Data["engine"] != nil {
			t.Errorf("for a person: %s", a.body)
		}
		if a := w.try(t, serviceKey, `{ engine { failures(first: 367) { message } } }`, nil); a.code() != "BAD_USER_INPUT" {
			t.Errorf("too many failures: %s", a.body)
		}
		w.busy(t)
		count := func() int {
			w.clock.ahead.Add(int64(time.Hour)) // past what is remembered between two questions
			return len(w.statements.during(func() { w.ask(t, serviceKey, engineFields, nil) }))
		}
		few := count()
		for i := range 10 {
			w.run(t, w.person(t, fmt.Sprint("person ", i)), now)
		}
		if many := count(); few == 0 || many != few {
			t.Errorf("%d statements for few people and %d for many", few, many)
		}
	})
}
